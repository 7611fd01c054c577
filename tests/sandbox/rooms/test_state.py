"""The state and the refusals of Rooms operations."""

import base64
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ROOM, USER = 7001, 30_001
INVITATION = {
    "firstName": "Ada",
    "lastName": "L",
    "email": "ada@app.test",
    "roleId": 4,
    "accessLevel": "Office",
    "defaultOfficeId": 202,
    "eSignPermissionProfileId": "1",
}


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=60, rooms=60, offices=12)


async def ask(sandbox: Sandbox, verb: str, path: str, **given: Any) -> httpx.Response:
    with anyio.fail_after(10):
        async with rooms_client(sandbox) as client:
            return await client.request(verb, path, **given)


async def rows(sandbox: Sandbox, path: str, array: str, **query: Any) -> list[dict[str, Any]]:
    response = await ask(sandbox, "GET", path, params=query)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()[array]
    return found


def assert_refused(response: httpx.Response, status: int, word: str) -> None:
    error = response.json()
    assert response.status_code == status
    assert set(error) == {"errorCode", "message", "referenceId"}
    assert word in f"{error['errorCode']} {error['message']}"


async def test_an_office_that_is_created_is_listed_and_can_be_deleted(sandbox: Sandbox) -> None:
    made = await ask(sandbox, "POST", "/offices", json={"name": "Quay House", "regionId": 51})
    assert made.status_code == 201
    office = made.json()
    assert await rows(sandbox, "/offices", "officeSummaries", search="quay") == [office]
    assert (await ask(sandbox, "GET", f"/offices/{office['officeId']}")).json() == office
    assert (await ask(sandbox, "DELETE", f"/offices/{office['officeId']}")).status_code == 204
    assert await rows(sandbox, "/offices", "officeSummaries", search="quay") == []
    assert_refused(await ask(sandbox, "GET", f"/offices/{office['officeId']}"), 404, "OFFICE")


@pytest.mark.parametrize("path", ["/offices/201", "/regions/51", "/roles/4"])
async def test_what_is_in_use_is_not_deleted(sandbox: Sandbox, path: str) -> None:
    assert_refused(await ask(sandbox, "DELETE", path), 400, "IN_USE")
    assert (await ask(sandbox, "GET", path)).status_code == 200


async def test_references_are_counted(sandbox: Sandbox) -> None:
    counted = (await ask(sandbox, "GET", "/offices/201/reference_counts")).json()
    users = sandbox.rooms_rows("users")
    assert counted["referencesCounts"][0] == {
        "referenceType": "Users",
        "referencedCount": sum(user["defaultOfficeId"] == 201 for user in users),
    }
    counted = (await ask(sandbox, "GET", "/regions/51/reference_counts")).json()
    assert counted["referenceCounts"][0]["referenceCount"] > 0


async def test_a_role_keeps_the_permissions_that_a_change_leaves_out(sandbox: Sandbox) -> None:
    made = await ask(
        sandbox, "POST", "/roles", json={"name": "Scout", "permissions": {"canCreateRooms": True}}
    )
    path = f"/roles/{made.json()['roleId']}"
    changed = await ask(sandbox, "PUT", path, json={"permissions": {"canAddDocuments": True}})
    granted = {name for name, has in changed.json()["permissions"].items() if has}
    assert granted == {"canCreateRooms", "canAddDocuments"}
    asked = await ask(sandbox, "GET", path, params={"includeIsAssigned": "true"})
    assert asked.json()["isAssigned"] is False
    assert (await ask(sandbox, "DELETE", path)).status_code == 204
    assert len(await rows(sandbox, "/roles", "roles", filter="out")) == 1


async def test_null_in_an_update_leaves_the_field_unchanged(sandbox: Sandbox) -> None:
    before = (await ask(sandbox, "GET", "/roles/4")).json()
    nulls = dict.fromkeys(("name", "isExternal", "permissions"))
    assert (await ask(sandbox, "PUT", "/roles/4", json=nulls)).json() == before
    assert await rows(sandbox, "/roles", "roles", filter="agent")


async def test_a_role_that_is_held_only_in_a_room_is_in_use(sandbox: Sandbox) -> None:
    role = (await ask(sandbox, "POST", "/roles", json={"name": "Scout"})).json()["roleId"]
    guest = {"email": "ada@app.test", "firstName": "Ada", "lastName": "L", "roleId": role}
    user = (await ask(sandbox, "POST", f"/rooms/{ROOM}/users", json=guest)).json()
    sandbox.update("rooms", "users", user["userId"], {"roleId": 4})
    assert_refused(await ask(sandbox, "DELETE", f"/roles/{role}"), 400, "ROLE_IN_USE")
    asked = await ask(sandbox, "GET", f"/roles/{role}", params={"includeIsAssigned": "true"})
    assert asked.json()["isAssigned"] is True


@pytest.mark.parametrize(
    ("status", "closed", "pending"),
    [
        ("", False, False),
        ("active", False, False),
        ("pending", False, True),
        ("closed", True, False),
        ("OPEN,closed", True, True),
    ],
)
async def test_rooms_by_status(sandbox: Sandbox, status: str, closed: bool, pending: bool) -> None:
    found = await rows(sandbox, "/rooms", "rooms", roomStatus=status)
    assert found
    assert any(room["closedDate"] for room in found) is closed
    assert any(room["submittedForReviewDate"] for room in found) is pending
    assert len(found) < 60 or status == "OPEN,closed"


async def test_rooms_by_dates_and_office(sandbox: Sandbox) -> None:
    every = await rows(sandbox, "/rooms", "rooms", roomStatus="open,closed")
    assert len(every) == 60
    start, end = "2026-03-01 00:00:00", "2026/06/30 23:59:59"
    found = await rows(
        *(sandbox, "/rooms", "rooms"),
        roomStatus="closed",
        roomClosedStartDate=start,
        roomClosedEndDate=end,
    )
    assert 0 < len(found) < 60
    assert all("2026-03" <= room["closedDate"] < "2026-07" for room in found)
    office = every[0]["officeId"]
    found = await rows(sandbox, "/rooms", "rooms", roomStatus="open,closed", officeId=office)
    assert found == [room for room in every if room["officeId"] == office]


async def test_a_room_has_its_owner_and_is_deleted_with_its_contents(
    sandbox: Sandbox,
) -> None:
    body = {"name": "Elm", "roleId": 4, "ownerId": USER, "fieldData": {"data": {"city": "Reno"}}}
    room = (await ask(sandbox, "POST", "/rooms", json=body)).json()
    path = f"/rooms/{room['roomId']}"
    assert room["fieldData"] == {"data": {"city": "Reno"}}
    assert [user["userId"] for user in await rows(sandbox, f"{path}/users", "users")] == [USER]
    sent = await ask(sandbox, "PUT", f"{path}/field_data", json={"data": {"state": "US-NV"}})
    assert sent.json() == {"data": {"state": "US-NV"}}
    assert (await ask(sandbox, "GET", f"{path}/field_data")).json() == {
        "data": {"city": "Reno", "state": "US-NV"}
    }
    await ask(sandbox, "POST", f"{path}/task_lists", json={"taskListTemplateId": 9501})
    assert (await ask(sandbox, "DELETE", path)).status_code == 204
    assert_refused(await ask(sandbox, "GET", path), 404, "ROOM_NOT_FOUND")
    for part in ("room_users", "room_folders", "task_lists"):
        left = sandbox.rooms_rows(part)
        assert not [row for row in left if row["roomId"] == room["roomId"]]


async def test_people_are_added_and_removed(sandbox: Sandbox) -> None:
    path = f"/rooms/{ROOM}/users"
    invited = {"email": "ada@app.test", "firstName": "Ada", "lastName": "Zyx", "roleId": 6}
    user = (await ask(sandbox, "POST", path, json=invited)).json()
    assert_refused(await ask(sandbox, "POST", path, json=invited), 400, "USER_IN_ROOM")
    first = (await rows(sandbox, path, "users"))[0]
    assert (first["userId"], first["roleName"]) == (user["userId"], "Seller")  # last names, Z first
    assert await rows(sandbox, path, "users", filter="zyx", sort="firstNameAsc") == [first]
    one = f"{path}/{user['userId']}"
    assert (await ask(sandbox, "PUT", one, json={"roleId": 5})).json()["roleId"] == 5
    assert (await ask(sandbox, "POST", f"{one}/revoke_access", json={})).status_code == 204
    assert await rows(sandbox, path, "users", filter="zyx") == []
    assert (await ask(sandbox, "POST", f"{one}/restore_access")).status_code == 204
    assert len(await rows(sandbox, path, "users", filter="zyx")) == 1
    roles = await ask(
        *(sandbox, "GET", f"/rooms/{ROOM}/assignable_roles"),
        params={"assigneeEmail": "ada@app.test"},
    )
    assert roles.json()["currentRoleId"] == 5
    assert all(role["isExternal"] for role in roles.json()["roles"])


async def test_access_ends_at_once_without_a_body(sandbox: Sandbox) -> None:
    path = f"/rooms/{ROOM}/users"
    before = [user["userId"] for user in await rows(sandbox, path, "users")]
    revoked = await ask(sandbox, "POST", f"{path}/{before[0]}/revoke_access")
    assert (revoked.status_code, revoked.content) == (204, b"")
    assert [user["userId"] for user in await rows(sandbox, path, "users")] == before[1:]


async def test_access_ends_on_the_date_that_is_given() -> None:
    now = [1_790_000_000.0]  # 2026-09-21T14:13:20Z
    sandbox = Sandbox(users=60, rooms=1, wall_clock=lambda: now[0])
    path = f"/rooms/{ROOM}/users"
    before = [user["userId"] for user in await rows(sandbox, path, "users")]
    one = f"{path}/{before[0]}"
    soon = await ask(sandbox, "POST", f"{one}/revoke_access", json={"revocationDate": "soon"})
    assert_refused(soon, 400, "revocationDate")
    date = {"revocationDate": "2026-09-21T16:20+02:00"}  # 400 s from now
    assert (await ask(sandbox, "POST", f"{one}/revoke_access", json=date)).status_code == 204
    assert [user["userId"] for user in await rows(sandbox, path, "users")] == before
    assert (await ask(sandbox, "PUT", one, json={})).json()["isRevoked"] is False
    now[0] += 401
    assert [user["userId"] for user in await rows(sandbox, path, "users")] == before[1:]
    assert (await ask(sandbox, "PUT", one, json={})).json()["isRevoked"] is True
    await ask(sandbox, "POST", f"{one}/restore_access")
    assert [user["userId"] for user in await rows(sandbox, path, "users")] == before


async def test_a_removed_user_leaves_all_rooms(sandbox: Sandbox) -> None:
    path = f"/rooms/{ROOM}/users"
    gone, *left = [user["userId"] for user in await rows(sandbox, path, "users")]
    assert (await ask(sandbox, "DELETE", f"/users/{gone}")).status_code == 204
    assert [user["userId"] for user in await rows(sandbox, path, "users")] == left
    assert all(row["userId"] != gone for row in sandbox.rooms_rows("room_users"))


async def test_a_deleted_region_has_no_users(sandbox: Sandbox) -> None:
    region = (await ask(sandbox, "POST", "/regions", json={"name": "Isles"})).json()["regionId"]
    body = {"regionId": region}
    assert (await ask(sandbox, "POST", f"/users/{USER}/add_to_region", json=body)).is_success
    assert (await ask(sandbox, "GET", f"/users/{USER}")).json()["regions"] == [region]
    assert (await ask(sandbox, "DELETE", f"/regions/{region}")).status_code == 204
    assert (await ask(sandbox, "GET", f"/users/{USER}")).json()["regions"] == []


@pytest.mark.parametrize("level", ["Company", "Region", "Office", "Contributor"])
async def test_a_user_may_do_what_the_access_level_lets_them(sandbox: Sandbox, level: str) -> None:
    sandbox.update("rooms", "users", USER, {"accessLevel": level})
    permissions = (await ask(sandbox, "GET", f"/users/{USER}")).json()["permissions"]
    assert permissions["canManageCompanyAccount"] is (level == "Company")
    assert permissions["isRegionManager"] is (level == "Region")
    assert permissions["isOfficeManager"] is (level == "Office")


async def test_a_document_is_put_into_a_folder_of_its_room(sandbox: Sandbox) -> None:
    path = f"/rooms/{ROOM}/documents"
    folder = (await rows(sandbox, f"/rooms/{ROOM}/room_folders", "folders"))[1]["roomFolderId"]
    body = {"name": "plan.txt", "base64Contents": "YQ==", "folderId": folder}
    made = (await ask(sandbox, "POST", path, json=body)).json()
    assert await rows(sandbox, path, "documents", roomFolderId=folder) == [made]
    others = f"/rooms/{ROOM + 1}/documents"
    assert_refused(await ask(sandbox, "POST", others, json=body), 404, "ROOM_FOLDER_NOT_FOUND")


async def test_documents_keep_their_contents(sandbox: Sandbox) -> None:
    path = f"/rooms/{ROOM}/documents"
    content = bytes(range(256)) * 40
    files = {"file": ("offer.pdf", content)}
    uploaded = (await ask(sandbox, "POST", f"{path}/contents", files=files)).json()
    assert (uploaded["name"], uploaded["size"]) == ("offer.pdf", len(content))
    asked = await ask(
        *(sandbox, "GET", f"/documents/{uploaded['documentId']}"),
        params={"includeContents": "true"},
    )
    assert base64.b64decode(asked.json()["base64Contents"]) == content
    bare = (await ask(sandbox, "GET", f"/documents/{uploaded['documentId']}")).json()
    assert "base64Contents" not in bare
    assert bare["roomId"] == ROOM
    assert await rows(sandbox, path, "documents", nameFilter="OFFER") == [uploaded]
    await ask(sandbox, "DELETE", f"/documents/{uploaded['documentId']}")
    assert await rows(sandbox, path, "documents", nameFilter="offer") == []


async def test_users_are_invited_moved_and_locked(sandbox: Sandbox) -> None:
    user = (await ask(sandbox, "POST", "/users/invite_user", json=INVITATION)).json()
    assert (user["status"], user["offices"], user["regions"]) == ("Pending", [202], [])
    again = await ask(sandbox, "POST", "/users/invite_user", json=INVITATION)
    assert_refused(again, 400, "USER_EXISTS")
    path = f"/users/{user['userId']}"
    for verb, body in (
        ("add_to_office", {"officeId": 203}),
        ("remove_from_office", {"officeId": 202}),
        ("add_to_region", {"regionId": 51}),
        ("lock", {"reason": "left"}),
        ("reinvite", None),
    ):
        done = await ask(sandbox, "POST", f"{path}/{verb}", json=body)
        assert done.status_code == 204, done.text
    found = (await ask(sandbox, "GET", path)).json()
    assert (found["offices"], found["regions"], found["isLockedOut"]) == ([203], [51], True)
    assert [
        each["userId"] for each in await rows(sandbox, "/users", "userSummaries", filter="ada@")
    ]
    assert (await ask(sandbox, "DELETE", path)).status_code == 204
    assert_refused(await ask(sandbox, "GET", path), 404, "USER_NOT_FOUND")


@pytest.mark.parametrize(
    ("verb", "path", "given", "status", "word"),
    [
        ("GET", "/offices/77", {}, 404, "OFFICE_NOT_FOUND"),
        ("GET", "/offices/north", {}, 400, "officeId must be an integer"),
        ("POST", "/offices", {"json": {}}, 400, "name is required"),
        ("POST", "/offices", {"json": {"name": 5}}, 400, "name is not of the right type"),
        ("POST", "/offices", {"json": {"name": "x", "regionId": 77}}, 404, "REGION_NOT_FOUND"),
        ("POST", "/offices", {"content": b"{"}, 400, "not valid JSON"),
        ("POST", "/offices", {"json": []}, 400, "must be a JSON object"),
        ("POST", f"/users/{USER}/lock", {"json": {}}, 400, "reason is required"),
        ("POST", "/rooms", {"json": {"name": "x", "roleId": 77}}, 404, "ROLE_NOT_FOUND"),
        ("GET", "/rooms", {"params": {"roomStatus": "sold"}}, 400, "roomStatus"),
        ("GET", "/rooms", {"params": {"roomClosedStartDate": "soon"}}, 400, "roomClosedStartDate"),
        ("GET", "/rooms", {"params": {"count": "101"}}, 400, "count must be"),
        ("GET", f"/rooms/{ROOM}/users", {"params": {"sort": "byAge"}}, 400, "sort must be"),
        ("POST", f"/rooms/{ROOM}/documents/contents", {"json": {}}, 400, "multipart"),
        ("PUT", f"/rooms/{ROOM}/picture", {"files": {"photo": b"x"}}, 400, "the part file"),
        (
            *("POST", f"/rooms/{ROOM}/documents"),
            {"json": {"name": "a", "base64Contents": "!"}},
            *(400, "not valid base64"),
        ),
        ("PUT", "/roles/4", {"json": {"name": ""}}, 400, "name"),
        ("PUT", "/roles/4", {"json": {"permissions": {"canCreateRooms": 1}}}, 400, "permissions"),
        (
            *("POST", "/users/invite_user"),
            {"json": {**INVITATION, "offices": [77]}},
            *(404, "OFFICE_NOT_FOUND"),
        ),
        (
            *("POST", "/users/invite_user"),
            {"json": {**INVITATION, "regions": [77]}},
            *(404, "REGION_NOT_FOUND"),
        ),
        ("PATCH", "/rooms", {}, 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_invalid_requests_are_refused(
    sandbox: Sandbox, verb: str, path: str, given: dict[str, Any], status: int, word: str
) -> None:
    assert_refused(await ask(sandbox, verb, path, **given), status, word)


async def test_look_ups_belong_to_no_account_but_need_the_token(sandbox: Sandbox) -> None:
    transport = httpx.ASGITransport(sandbox)
    url = "http://sandbox.test/restapi/v2/states"
    with anyio.fail_after(10):
        async with httpx.AsyncClient(transport=transport) as client:
            assert (await client.get(url)).status_code == 401
            headers = {"authorization": f"Bearer {sandbox.config.rooms_token}"}
            states = (await client.get(url, headers=headers)).json()["states"]
    assert {"stateId": "US-WA", "name": "Washington"} in states


async def test_short_lists_have_pages_too(sandbox: Sandbox) -> None:
    response = await ask(sandbox, "GET", "/offices", params={"count": "5", "startPosition": "10"})
    page = response.json()
    assert len(page.pop("officeSummaries")) == 2
    assert (page["resultSetSize"], page["startPosition"], page["endPosition"]) == (2, 10, 11)
    assert (page["nextUri"], page["totalRowCount"]) == (None, 12)
    assert "startPosition=5&count=5" in page["priorUri"]


async def test_a_reset_brings_the_seeded_rows_back(sandbox: Sandbox) -> None:
    before = {name: sandbox.rooms_rows(name) for name in ("rooms", "room_documents", "roles")}
    await ask(sandbox, "DELETE", f"/rooms/{ROOM}")
    await ask(sandbox, "POST", "/roles", json={"name": "New"})
    sandbox.reset()
    after = {name: sandbox.rooms_rows(name) for name in ("rooms", "room_documents", "roles")}
    assert after == before


@pytest.mark.parametrize(
    ("table", "path", "array", "query"),
    [
        ("offices", "/offices", "officeSummaries", "search"),
        ("roles", "/roles", "roles", "filter"),
        ("room_documents", f"/rooms/{ROOM}/documents", "documents", "nameFilter"),
    ],
)
async def test_a_row_whose_name_is_null_is_listed_and_matches_no_filter(
    sandbox: Sandbox, table: str, path: str, array: str, query: str
) -> None:
    every_row = await rows(sandbox, path, array)
    first = every_row[0]
    row_id = first[next(name for name in first if name.lower().endswith("id"))]
    assert sandbox.update("rooms", table, row_id, {"name": None})

    assert len(await rows(sandbox, path, array)) == len(every_row)
    found = await rows(sandbox, path, array, **{query: "n"})
    assert not [row for row in found if row_id in row.values()]
