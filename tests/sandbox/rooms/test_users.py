import uuid
from typing import Any

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import rooms_client, user_ids

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

FIRST_ID = 30_001


def assert_api_error(response: httpx.Response, status: int) -> None:
    error = response.json()
    assert response.status_code == status
    assert set(error) == {"errorCode", "message", "referenceId"}
    uuid.UUID(error["referenceId"])
    uuid.UUID(response.headers["x-docusign-tracetoken"])


async def test_first_page(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    response = await rooms.get("/users")

    page = response.json()
    assert response.status_code == 200
    assert page.pop("userSummaries") == sandbox.rooms_rows("users")[:100]
    assert page == {
        "resultSetSize": 100,
        "startPosition": 0,
        "endPosition": 99,
        "nextUri": f"{rooms.base_url}users?startPosition=100&count=100",
        "priorUri": None,
        "totalRowCount": 200,
    }
    uuid.UUID(response.headers["x-docusign-tracetoken"])
    assert "x-ratelimit-limit" not in response.headers


async def test_links_lead_to_the_other_pages(rooms: httpx.AsyncClient) -> None:
    query = {"status": "Active", "filter": "J", "count": "3", "startPosition": "0"}
    page = await rooms.get("/users", params=query)
    total = page.json()["totalRowCount"]
    found = user_ids(page)
    positions = [0]
    while page.json()["nextUri"] is not None:
        last = page
        page = await rooms.get(page.json()["nextUri"])
        positions.append(page.json()["startPosition"])
        assert page.json()["totalRowCount"] == total
        assert user_ids(await rooms.get(page.json()["priorUri"])) == user_ids(last)
        found += user_ids(page)

    assert positions == list(range(0, total, 3))
    assert len(set(found)) == len(found) == total > 3
    assert page.json()["endPosition"] == total - 1


async def test_links_keep_filters_with_special_letters() -> None:
    sandbox = Sandbox(users=0)
    for number in range(3):
        sandbox.insert("rooms", "users", {"firstName": f"Zoë & Co {number}"})
    async with rooms_client(sandbox) as rooms:
        page = await rooms.get("/users", params={"filter": "zoë & co", "count": 2})
        last = await rooms.get(page.json()["nextUri"])
        assert (user_ids(page), user_ids(last)) == ([1, 2], [3])


async def test_page_after_the_last_row(rooms: httpx.AsyncClient) -> None:
    page = (await rooms.get("/users", params={"startPosition": 200, "count": 10})).json()

    assert page["userSummaries"] == []
    assert (page["resultSetSize"], page["startPosition"], page["endPosition"]) == (0, 200, 200)
    assert page["nextUri"] is None
    assert page["priorUri"].endswith("?startPosition=190&count=10")
    assert page["totalRowCount"] == 200


async def test_the_server_may_return_fewer_rows_than_requested() -> None:
    async with rooms_client(Sandbox(rooms_page_cap=30)) as rooms:
        page = await rooms.get("/users", params={"count": 80})
        assert page.json()["resultSetSize"] == len(user_ids(page)) == 30
        assert page.json()["endPosition"] == 29
        following = await rooms.get(page.json()["nextUri"])
        assert user_ids(following)[0] == user_ids(page)[-1] + 1
        assert following.json()["priorUri"].endswith("?startPosition=0&count=80")


async def test_keys_may_be_left_out() -> None:
    async with rooms_client(Sandbox(omit_next_uri=True, omit_total_row_count=True)) as rooms:
        assert set((await rooms.get("/users")).json()) == {
            "userSummaries",
            "resultSetSize",
            "startPosition",
            "endPosition",
        }


async def test_empty_page_may_be_a_204() -> None:
    async with rooms_client(Sandbox(users=0, empty_list_status=204)) as rooms:
        response = await rooms.get("/users")
        assert (response.status_code, response.content) == (204, b"")
        assert "x-docusign-tracetoken" in response.headers


@pytest.mark.parametrize(
    "query",
    [
        {"count": "0"},
        {"count": "101"},
        {"count": "-5"},
        {"count": "many"},
        {"startPosition": "-1"},
        {"startPosition": "1.0"},
        {"startPosition": str(2**31)},
        {"defaultOfficeId": "x"},
        {"titleId": "x"},
        {"roleId": "2 or 1"},
        {"sort": "email"},
        {"sort": "emailAsc"},
        {"status": "Inactive"},
        {"accessLevel": "Everything"},
        {"lockedOnly": "1"},
    ],
)
async def test_bad_parameters_are_refused(rooms: httpx.AsyncClient, query: dict[str, str]) -> None:
    response = await rooms.get("/users", params=query)

    assert_api_error(response, 400)
    assert next(iter(query)) in response.json()["message"]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"defaultOfficeId": 204}, "defaultOfficeId", 204),
        ({"accessLevel": "Office"}, "accessLevel", "Office"),
        ({"roleId": 4}, "roleId", 4),
        ({"status": "Pending"}, "status", "Pending"),
        ({"lockedOnly": "true"}, "isLockedOut", True),
        ({"lockedOnly": "True"}, "isLockedOut", True),
    ],
)
async def test_filters(
    rooms: httpx.AsyncClient, sandbox: Sandbox, query: dict[str, Any], field: str, value: object
) -> None:
    expected = [row["userId"] for row in sandbox.rooms_rows("users") if row[field] == value]

    assert user_ids(await rooms.get("/users", params=query)) == expected[:100]
    assert 0 < len(expected) < 200


@pytest.mark.parametrize("query", [{"lockedOnly": "false"}, {"status": ""}, {"unknown": "x"}])
async def test_parameters_that_filter_nothing(
    rooms: httpx.AsyncClient, query: dict[str, str]
) -> None:
    assert (await rooms.get("/users", params=query)).json()["totalRowCount"] == 200


async def test_filters_by_title() -> None:
    sandbox = Sandbox(users=5)
    sandbox.update("rooms", "users", FIRST_ID + 2, {"titleId": 12})
    async with rooms_client(sandbox) as rooms:
        assert user_ids(await rooms.get("/users", params={"titleId": 12})) == [FIRST_ID + 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÉLODIE", [1]),
        ("o'br", [1]),
        ("Élodie O'", [1]),
        ("elodie@", [1]),
        ("lodie", []),
        ("É%", []),
        ("van den", [2]),
        ("nobody@", [2]),
    ],
)
async def test_filter_is_the_start_of_a_name_or_address(text: str, expected: list[int]) -> None:
    sandbox = Sandbox(users=0)
    people: list[dict[str, Any]] = [
        {"firstName": "Élodie", "lastName": "O'Brien", "email": "elodie@bluedoor.example"},
        {"firstName": None, "lastName": "van den Berg", "email": "nobody@bluedoor.example"},
    ]
    for person in people:
        sandbox.insert("rooms", "users", person)
    async with rooms_client(sandbox) as rooms:
        assert user_ids(await rooms.get("/users", params={"filter": text})) == expected


@pytest.mark.parametrize("field", ["firstName", "lastName", "email"])
@pytest.mark.parametrize("descending", [False, True])
async def test_sorts(
    rooms: httpx.AsyncClient, sandbox: Sandbox, field: str, descending: bool
) -> None:
    sort = f"{field[0].upper()}{field[1:]}{'Desc' if descending else 'Asc'}"
    found = user_ids(await rooms.get("/users", params={"sort": sort}))

    def text(row: dict[str, Any]) -> bytes:
        return str(row[field]).encode().lower()

    rows = sorted(sandbox.rooms_rows("users"), key=text, reverse=descending)
    assert found == [row["userId"] for row in rows][:100]


async def test_one_user(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    user = (await rooms.get(f"/users/{FIRST_ID}")).json()

    summary = sandbox.rooms_rows("users")[0]
    assert user.pop("permissions")["isVisibleInTransactionRooms"] is True
    assert user == {**summary, "offices": [summary["defaultOfficeId"]], "regions": []}


async def test_what_is_not_there(rooms: httpx.AsyncClient) -> None:
    assert_api_error(await rooms.get("/users/7"), 404)
    assert_api_error(await rooms.get("/users/x"), 400)
    assert_api_error(await rooms.get("/nothing"), 404)
    refused = await rooms.post("/users")
    assert_api_error(refused, 405)
    assert refused.headers["allow"] == "GET"


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}"]
)
async def test_requests_without_the_token_are_refused(
    rooms: httpx.AsyncClient, sandbox: Sandbox, authorization: str
) -> None:
    token = sandbox.config.rooms_token
    response = await rooms.get(
        "/users", headers={"authorization": authorization.format(token=token)}
    )

    assert_api_error(response, 401)
    assert token not in response.text


async def test_other_accounts_are_forbidden(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    account = sandbox.config.account_id
    assert_api_error(await rooms.get(f"../{uuid.uuid4()}/users"), 403)
    response = await rooms.get(f"../{account.upper()}/users")
    assert response.status_code == 200
