from typing import Any

import httpx
import pytest

from opentoclose_async.sandbox import Fault, Sandbox
from tests.sandbox.clients import ids, otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

PARTS = ["contacts", "documents", "emails", "notes", "tasks"]
WRITABLE = {"documents": "name", "emails": "subject", "notes": "description", "tasks": "title"}


def rows_of(sandbox: Sandbox, kind: Any, property_id: int) -> list[dict[str, Any]]:
    rows = sandbox.otc_rows(f"property_{kind}")  # type: ignore[arg-type]
    return [
        row
        for row in rows
        if (row["property"]["id"] if kind == "contacts" else row["property_id"]) == property_id
    ]


@pytest.mark.parametrize("kind", PARTS)
async def test_a_property_has_its_own_parts(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: str
) -> None:
    sizes = set()
    for property_id in range(1, 31):
        for slash in ("", "/"):
            response = await otc.get(
                f"/properties/{property_id}/{kind}{slash}", params={"limit": 100}
            )
            assert response.json() == rows_of(sandbox, kind, property_id)[:100]
        sizes.add(len(response.json()))
    assert 0 in sizes
    assert len(sizes) > 2


async def test_the_first_property_has_pages_of_notes(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    expected = [row["id"] for row in rows_of(sandbox, "notes", 1)]

    assert len(expected) == 130
    assert ids(await otc.get("/properties/1/notes")) == expected[:20]
    for offset in (0, 100, 200):
        page = await otc.get("/properties/1/notes", params={"limit": 500, "offset": offset})
        assert ids(page) == expected[offset : offset + 100]
    sandbox.faults = [Fault(kind="repeat_page", path="/v1/properties/1/notes")]
    page = await otc.get("/properties/1/notes", params={"limit": 40, "offset": 80})
    assert ids(page) == expected[40:80]


@pytest.mark.parametrize("kind", PARTS)
async def test_parts_of_an_unknown_property_are_not_found(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: str
) -> None:
    row_id = rows_of(sandbox, kind, 1)[0]["id"]
    for property_id in ("31", "0", "abc", "9" * 30):
        path = f"/properties/{property_id}/{kind}"
        for response in (
            await otc.get(path),
            await otc.get(path, params={"limit": "x"}),
            await otc.post(path, content=b"{"),
            await otc.get(f"{path}/{row_id}"),
        ):
            assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


@pytest.mark.parametrize("kind", PARTS)
async def test_parts_of_another_property_are_not_found(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: str
) -> None:
    row = rows_of(sandbox, kind, 1)[0]

    assert (await otc.get(f"/properties/1/{kind}/{row['id']}/")).json() == row
    assert (await otc.get(f"/properties/2/{kind}/{row['id']}")).status_code == 404
    if kind in WRITABLE:
        path = f"/properties/2/{kind}/{row['id']}"
        assert (await otc.put(path, json={WRITABLE[kind]: "x"})).status_code == 404
        assert (await otc.delete(path)).status_code == 404
    assert rows_of(sandbox, kind, 1)[0] == row


@pytest.mark.parametrize("kind", WRITABLE)
async def test_create_retrieve_update_and_delete_parts(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: str
) -> None:
    before = ids(await otc.get(f"/properties/3/{kind}"))
    sent = {WRITABLE[kind]: "Zoë", "id": 5, "property_id": 9, "unknown": {"a": 1}}
    response = await otc.post(f"/properties/3/{kind}", json=sent)

    created = response.json()
    path = f"/properties/3/{kind}/{created['id']}"
    assert response.status_code == 201
    assert created["property_id"] == 3
    assert created["unknown"] == {"a": 1}
    assert isinstance(created["created"], str)
    assert ids(await otc.get(f"/properties/3/{kind}")) == [*before, created["id"]]
    changed = (await otc.put(path, json={WRITABLE[kind]: "Bao", "property_id": 9})).json()
    assert changed == {**created, WRITABLE[kind]: "Bao"}
    assert (await otc.get(path)).json() == changed
    assert (await otc.delete(path)).json() == {"id": created["id"], "deleted": True}
    assert ids(await otc.get(f"/properties/3/{kind}")) == before


@pytest.mark.parametrize(
    ("kind", "sent", "field"),
    [
        ("notes", {"content": "x"}, "description"),
        ("notes", {"description": ""}, "description"),
        ("notes", {"description": None}, "description"),
        ("notes", {"description": 5}, "description"),
        ("tasks", {"description": "x"}, "title"),
        ("tasks", {"title": "x", "assignee_id": "5"}, "assignee_id"),
        ("documents", {"url": "https://files.example/a"}, "name"),
        ("contacts", {"contact_role": "Buyer"}, "contact_role"),
        ("contacts", {"contact_id": 1, "contact_role_id": 51}, "contact_role_id"),
        ("contacts", {"id": 1}, "contact_id"),
        ("contacts", {"contact_id": 61}, "contact_id"),
        ("contacts", {"contact_id": "1"}, "contact_id"),
        ("contacts", {"contact_id": True}, "contact_id"),
    ],
)
async def test_bodies_that_do_not_fit_are_refused(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: Any, sent: dict[str, Any], field: str
) -> None:
    before = rows_of(sandbox, kind, 1)
    response = await otc.post(f"/properties/1/{kind}", json=sent)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]
    assert rows_of(sandbox, kind, 1) == before


async def test_notes_have_nulls_for_missing_fields(otc: httpx.AsyncClient) -> None:
    note = {"description": "Call the lender.", "pinned": True}
    first, second = [(await otc.post("/properties/1/notes", json=note)).json() for _ in range(2)]

    assert second["id"] == first["id"] + 1
    assert {key: value for key, value in first.items() if value is None} == dict.fromkeys(
        ("global", "private", "personal", "priority", "priority_date")
    )
    assert first["pinned"] is True
    assert first["creator"].keys() == {"id", "name"}
    assert (await otc.put(f"/properties/1/notes/{first['id']}", json={"pinned": None})).json()[
        "description"
    ] == "Call the lender."


async def test_contacts_are_associated_by_their_ids(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    contact = (await otc.get("/contacts/7")).json()
    response = await otc.post("/properties/2/contacts", json={"contact_id": 7})

    created = response.json()
    assert response.status_code == 201
    assert created["contact"] == contact
    assert created["id"] not in {row["id"] for row in sandbox.otc_rows("contacts")}
    assert isinstance(created.pop("created"), str)
    assert created == {
        "id": created["id"],
        "priority": "",
        "property": {"id": 2},
        "contact": contact,
        "contact_role": [],
    }
    assert (await otc.post("/properties/2/contacts", json={"contact_id": 7})).status_code == 201


async def test_the_role_of_a_contact_is_an_object_or_an_empty_list(sandbox: Sandbox) -> None:
    known = sandbox.otc_rows("contact_roles")
    roles = [row["contact_role"] for row in sandbox.otc_rows("property_contacts")]

    assert [] in roles
    assert any(role != [] for role in roles)
    assert all(role == [] or role in known for role in roles)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_associations_cannot_be_updated(
    otc: httpx.AsyncClient, sandbox: Sandbox, method: str
) -> None:
    row = rows_of(sandbox, "contacts", 1)[0]
    response = await otc.request(method, f"/properties/1/contacts/{row['id']}", json={"a": 1})

    assert (response.status_code, response.headers["allow"]) == (405, "GET")
    assert rows_of(sandbox, "contacts", 1)[0] == row


@pytest.mark.parametrize("field", ["email", "first_name", "last_name"])
async def test_associations_are_filtered_by_their_contacts(
    otc: httpx.AsyncClient, sandbox: Sandbox, field: str
) -> None:
    await otc.post("/properties/1/contacts", json={"contact_id": 7})
    wanted = (await otc.get("/contacts/7")).json()[field]
    found = ids(await otc.get("/properties/1/contacts", params={field: wanted}))

    rows = rows_of(sandbox, "contacts", 1)
    assert found == [row["id"] for row in rows if row["contact"][field] == wanted]
    assert 0 < len(found) < len(rows)


async def test_sizes_and_seeds_are_settings() -> None:
    few, many = Sandbox(properties=5), Sandbox(properties=9)
    assert few.otc_rows("property_notes") == [
        row for row in many.otc_rows("property_notes") if row["property_id"] <= 5
    ]
    assert few.otc_rows("properties") == many.otc_rows("properties")[:5]
    assert few.otc_rows("properties") != Sandbox(properties=5, seed=8).otc_rows("properties")
    bare = Sandbox(properties=2, users=0, teams=0, agents=0, contacts=0, tags=0)
    assert bare.otc_rows("property_contacts") == bare.otc_rows("contacts") == []
    assert [row["team_id"] for row in bare.otc_rows("properties")] == [None, None]
    async with otc_client(bare) as otc:
        assert len(ids(await otc.get("/properties/1/notes"))) == 20


async def test_reset_brings_the_parts_back(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    before = rows_of(sandbox, "notes", 1)
    await otc.delete(f"/properties/1/notes/{before[0]['id']}")
    sandbox.insert("otc", "property_notes", {"property_id": 1, "description": "x"})
    assert (
        len(ids(await otc.get("/properties/1/notes", params={"limit": 100, "offset": 100}))) == 30
    )
    assert rows_of(sandbox, "notes", 1) != before

    sandbox.reset()

    assert rows_of(sandbox, "notes", 1) == before
    assert (await otc.get("/properties/1/notes", params={"limit": 1})).json() == before[:1]
