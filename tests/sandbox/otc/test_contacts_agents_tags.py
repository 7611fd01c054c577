import re
from typing import Any

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import ids

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.mark.parametrize("name", ["agents", "contacts", "tags"])
async def test_create_retrieve_update_and_delete(
    otc: httpx.AsyncClient, sandbox: Sandbox, name: str
) -> None:
    field = "title" if name == "tags" else "first_name"
    for slash in ("", "/"):
        created = await otc.post(f"/{name}{slash}", json={field: "Zoë", "unknown": [1]})
        assert created.status_code == 201
        path = f"/{name}/{created.json()['id']}{slash}"
        assert (await otc.get(path)).json() == created.json()
        assert created.json()[field] == "Zoë"
        changed = await otc.put(path, json={field: None})
        assert changed.json() == {**created.json(), field: None}
        assert sandbox.otc_rows(name)[-1] == changed.json()  # type: ignore[arg-type]
        assert (await otc.delete(path)).json() == {"id": created.json()["id"], "deleted": True}
        assert (await otc.get(path)).status_code == 404


@pytest.mark.parametrize(("name", "total"), [("agents", 25), ("contacts", 60), ("tags", 8)])
async def test_lists_have_pages(otc: httpx.AsyncClient, name: str, total: int) -> None:
    assert len(ids(await otc.get(f"/{name}"))) == min(total, 20)
    assert ids(await otc.get(f"/{name}/", params={"offset": total - 3})) == list(
        range(total - 2, total + 1)
    )


async def test_created_is_an_object_in_contacts(otc: httpx.AsyncClient) -> None:
    seeded = (await otc.get("/contacts/1")).json()
    created = (await otc.post("/contacts", json={"last_name": "Quinn"})).json()

    for contact in (seeded, created):
        assert contact["created"].keys() == {"date", "timezone_type", "timezone"}
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000000", contact["created"].pop("date")
        )
        assert contact["created"] == {"timezone_type": 3, "timezone": "UTC"}
    assert seeded.keys() == created.keys()
    assert isinstance((await otc.get("/agents/1")).json()["created"], str)


async def test_contacts_refuse_the_field_name(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    response = await otc.post("/contacts", json={"name": "Jane Doe", "email": "jane@doe.example"})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["name"]
    assert len(sandbox.otc_rows("contacts")) == 60


async def test_the_same_contact_can_be_created_twice(otc: httpx.AsyncClient) -> None:
    body = {"email": "jane@doe.example"}
    first, second = [(await otc.post("/contacts", json=body)).json() for _ in range(2)]

    assert second["id"] == first["id"] + 1
    assert ids(await otc.get("/contacts", params=body)) == [first["id"], second["id"]]


@pytest.mark.parametrize("name", ["agents", "contacts"])
@pytest.mark.parametrize("field", ["email", "first_name", "last_name"])
async def test_people_are_filtered_by_names_and_email(
    otc: httpx.AsyncClient, sandbox: Sandbox, name: Any, field: str
) -> None:
    rows = sandbox.otc_rows(name)
    wanted = rows[6][field]

    found = ids(await otc.get(f"/{name}", params={field: wanted, "limit": 100}))

    assert found == [row["id"] for row in rows if row[field] == wanted]
    assert 7 in found


async def test_contacts_are_filtered_by_nothing_else(otc: httpx.AsyncClient) -> None:
    assert len(ids(await otc.get("/contacts", params={"city": "Nowhere", "id": 3}))) == 20


@pytest.mark.parametrize(
    ("query", "descending"),
    [({}, False), ({"sort_dir": "asc"}, False), ({"sort_dir": "DESC"}, True)],
)
async def test_agents_are_sorted_by_two_parameters(
    otc: httpx.AsyncClient, sandbox: Sandbox, query: dict[str, str], descending: bool
) -> None:
    found = ids(await otc.get("/agents", params={"sort_by": "email", "limit": 100, **query}))

    rows = sorted(sandbox.otc_rows("agents"), key=lambda row: row["email"], reverse=descending)
    assert found == [row["id"] for row in rows]
    assert found != sorted(found)


async def test_other_lists_are_not_sorted_by_them(otc: httpx.AsyncClient) -> None:
    for path in ("/contacts", "/users"):
        query = {"sort_by": "email", "sort_dir": "desc"}
        assert ids(await otc.get(path, params=query)) == list(range(1, 21))
