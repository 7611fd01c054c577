from typing import Any

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import ids, otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


async def test_list_is_a_bare_array_of_the_first_twenty_rows(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    response = await otc.get("/users")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == sandbox.otc_rows("users")[:20]


@pytest.mark.parametrize("path", ["/users", "/users/", "/teams", "/teams/"])
async def test_a_trailing_slash_makes_no_difference(otc: httpx.AsyncClient, path: str) -> None:
    assert ids(await otc.get(path, params={"limit": 2})) == [1, 2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"limit": 3, "offset": 10}, [11, 12, 13]),
        ({"limit": 5, "offset": 198}, [199, 200]),
        ({"offset": 200}, []),
        ({"offset": 9 * 10**18}, []),
        ({"limit": 0}, []),
        ({"limit": 5000}, list(range(1, 101))),
    ],
)
async def test_pages(otc: httpx.AsyncClient, query: dict[str, int], expected: list[int]) -> None:
    assert ids(await otc.get("/users", params=query)) == expected


async def test_the_server_may_return_fewer_rows_than_requested() -> None:
    async with otc_client(Sandbox(otc_page_cap=30)) as otc:
        assert len(ids(await otc.get("/users", params={"limit": 100}))) == 30


@pytest.mark.parametrize("name", ["limit", "offset"])
@pytest.mark.parametrize("value", ["ten", "-1", "1.5", "", "1" * 30, "\u0663"])
async def test_a_limit_or_offset_must_be_a_number(
    otc: httpx.AsyncClient, name: str, value: str
) -> None:
    response = await otc.get("/users", params={name: value})

    assert response.status_code == 400
    assert response.json()["errors"] == {name: ["A non-negative integer is required."]}
    assert isinstance(response.json()["detail"], str)


async def test_empty_page_may_be_a_204() -> None:
    async with otc_client(Sandbox(empty_list_status=204)) as otc:
        response = await otc.get("/users", params={"offset": 1000})
        assert (response.status_code, response.content) == (204, b"")
        assert (await otc.get("/users")).status_code == 200


async def test_filters_compare_fields_as_strings(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    response = await otc.get("/users", params={"role": "Agent", "status": "Active", "limit": 100})

    expected = [
        row["id"]
        for row in sandbox.otc_rows("users")
        if row["role"] == "Agent" and row["status"] == "Active"
    ]
    assert ids(response) == expected[:100]
    assert expected


async def test_filters_by_numbers_and_by_unicode(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    team = sandbox.otc_rows("teams")[4]
    leads = await otc.get("/teams", params={"team_lead_id": team["team_lead_id"]})
    assert 5 in ids(leads)

    sandbox.insert("otc", "users", {"last_name": "Łuków"})
    assert ids(await otc.get("/users", params={"last_name": "Łuków"})) == [201]


@pytest.mark.parametrize("query", [{"no_such_field": "x"}, {"permissions": "read"}, {"sort": "?"}])
async def test_unknown_filters_and_sorts_are_ignored(
    otc: httpx.AsyncClient, query: dict[str, str]
) -> None:
    assert ids(await otc.get("/users", params=query)) == list(range(1, 21))


async def test_filters_are_values_not_sql(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for text in ("' OR 1=1 --", '"', "%", "\x00"):
        assert ids(await otc.get("/users", params={"role": text})) == []
    assert len(sandbox.otc_rows("users")) == 200


@pytest.mark.parametrize(
    ("sort", "descending"),
    [
        ("last_name", False),
        ("last_name:asc", False),
        ("-last_name", True),
        ("last_name:desc", True),
        ("last_name desc", True),
    ],
)
async def test_sorts_by_a_field_and_then_by_id(
    otc: httpx.AsyncClient, sandbox: Sandbox, sort: str, descending: bool
) -> None:
    found = ids(await otc.get("/users", params={"sort": sort, "limit": 100}))

    def name(row: dict[str, Any]) -> bytes:
        # SQLite folds the case of ASCII letters only.
        return str(row["last_name"]).encode().lower()

    rows = sorted(sandbox.otc_rows("users"), key=name, reverse=descending)
    assert found == [row["id"] for row in rows][:100]


async def test_retrieves_one_row(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    response = await otc.get("/users/123")

    assert response.json() == sandbox.otc_rows("users")[122]
    assert (await otc.get("/teams/5/")).json()["id"] == 5


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("user_id", ["201", "0", "-1", "abc", "9" * 18, "9" * 19, "9" * 5000])
async def test_unknown_ids_are_not_found(otc: httpx.AsyncClient, method: str, user_id: str) -> None:
    body = {"role": "Agent"} if method == "PUT" else None
    response = await otc.request(method, f"/users/{user_id}", json=body)

    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


async def test_unknown_paths_are_not_found(otc: httpx.AsyncClient) -> None:
    for path in ("/nothing", "/users/1/notes", "/"):
        response = await otc.get(path)
        assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/users", "GET, POST"),
        ("PATCH", "/users/1", "DELETE, GET, PUT"),
        ("POST", "/teams/1", "DELETE, GET, PUT"),
    ],
)
async def test_a_405_lists_the_allowed_methods(
    otc: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    response = await otc.request(method, path)

    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert method in response.json()["detail"]


async def test_creates_a_row_with_an_id_and_keeps_unknown_fields(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    response = await otc.post(
        "/users", json={"id": 5, "first_name": "Zoë", "favourites": {"colour": ["green"]}}
    )

    created = response.json()
    assert response.status_code == 201
    assert created["id"] == 201
    assert created["first_name"] == "Zoë"
    assert created["favourites"] == {"colour": ["green"]}
    assert created["status"] == "Active"
    assert created["email"] is None
    assert sandbox.otc_rows("users")[-1] == created
    assert (await otc.get("/users/201")).json() == created


async def test_creating_twice_makes_two_rows(otc: httpx.AsyncClient) -> None:
    first = await otc.post("/teams/", json={"name": "Closers"})
    second = await otc.post("/teams/", json={"name": "Closers"})

    assert second.json()["id"] == first.json()["id"] + 1


async def test_ids_are_not_reused(otc: httpx.AsyncClient) -> None:
    created = (await otc.post("/teams", json={"name": "Closers"})).json()["id"]
    await otc.delete(f"/teams/{created}")

    assert (await otc.post("/teams", json={"name": "Openers"})).json()["id"] == created + 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b"null", b"{}", b'"\xff"'])
@pytest.mark.parametrize(("method", "path"), [("POST", "/users"), ("PUT", "/users/1")])
async def test_bodies_must_be_objects_with_fields(
    otc: httpx.AsyncClient, method: str, path: str, content: bytes
) -> None:
    response = await otc.request(method, path, content=content)

    assert response.status_code == 400
    assert "non_field_errors" in response.json()["errors"]


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/users", "email", "nobody"),
        ("/users", "email", "@example.com"),
        ("/users", "email", 5),
        ("/users", "first_name", 5),
        ("/users", "permissions", "read"),
        ("/users", "permissions", [1]),
        ("/teams", "team_lead_id", "5"),
        ("/teams", "team_lead_id", True),
        ("/teams", "commission_split", "0.7"),
        ("/teams", "team_members", {}),
    ],
)
async def test_known_fields_are_checked(
    otc: httpx.AsyncClient, sandbox: Sandbox, path: str, field: str, value: object
) -> None:
    before = sandbox.otc_rows("users"), sandbox.otc_rows("teams")
    for method, target in (("POST", path), ("PUT", f"{path}/1")):
        response = await otc.request(method, target, json={field: value, "note": "x"})
        assert response.status_code == 400
        assert list(response.json()["errors"]) == [field]
    assert (sandbox.otc_rows("users"), sandbox.otc_rows("teams")) == before


async def test_update_merges_fields(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    before = sandbox.otc_rows("users")[6]
    response = await otc.put("/users/7/", json={"phone": None, "role": "Agent", "id": 9, "new": 1})

    assert response.status_code == 200
    assert response.json() == {**before, "phone": None, "role": "Agent", "new": 1}
    assert sandbox.otc_rows("users")[6] == response.json()


async def test_changes_show_in_lists_already_read(otc: httpx.AsyncClient) -> None:
    query = {"role": "Wizard"}
    assert ids(await otc.get("/users", params=query)) == []
    await otc.put("/users/3", json=query)
    assert ids(await otc.get("/users", params=query)) == [3]
    await otc.delete("/users/3")
    assert ids(await otc.get("/users", params=query)) == []


async def test_delete_confirms(otc: httpx.AsyncClient) -> None:
    response = await otc.delete("/users/7")

    assert (response.status_code, response.json()) == (200, {"id": 7, "deleted": True})
    assert (await otc.get("/users/7")).status_code == 404


async def test_delete_may_be_a_204() -> None:
    async with otc_client(Sandbox(delete_status=204)) as otc:
        response = await otc.delete("/teams/1")
        assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("query", [{}, {"api_token": ""}, {"api_token": "wrong"}])
async def test_without_the_token_there_is_a_login_page(
    otc: httpx.AsyncClient, sandbox: Sandbox, query: dict[str, str]
) -> None:
    otc.params = httpx.QueryParams(query)
    response = await otc.delete("/users/1")

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "wrong" not in response.text
    assert sandbox.config.otc_token not in response.text
    assert sandbox.otc_rows("users")[0]["id"] == 1


async def test_the_token_must_be_percent_encoded(sandbox: Sandbox) -> None:
    token = sandbox.config.otc_token
    assert {"+", "="} <= set(token)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox)) as client:
        response = await client.get(f"http://sandbox.test/v1/users?api_token={token}")
        assert response.headers["content-type"].startswith("text/html")
