"""Every operation of Rooms is served, with the declared status and shape."""

from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.rooms.rooms_schema import load_description, misfits

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ROOM, USER, DOCUMENT, OFFICE, REGION, ROLE = 7001, 30_001, 510_001, 201, 51, 7
with Sandbox() as seeded:
    GROUP = seeded.rooms_rows("form_groups")[0]
FORM = GROUP["forms"][0]["formId"]
IN_PATHS: dict[str, Any] = {
    "roomId": ROOM,
    "userId": USER,
    "documentId": DOCUMENT,
    "officeId": OFFICE,
    "regionId": REGION,
    "roleId": ROLE,
    "formGroupId": GROUP["formGroupId"],
    "formId": FORM,
    "fieldSetId": "0d1b4f4e-4f0e-4a52-9a33-3f0b9f5c1a11",
    "providerId": "nar",
    "taskListId": 1,
}
INVITED = {"email": "new@app.test", "firstName": "Ada", "lastName": "Lovelace", "roleId": 5}
BODIES: dict[str, Any] = {
    "Documents_CreateDocumentUser": {"userId": USER},
    "ExternalFormFillSessions_CreateExternalFormFillSession": {"roomId": ROOM, "formId": FORM},
    "FormGroups_CreateFormGroup": {"name": "New"},
    "FormGroups_RenameFormGroup": {"name": "New"},
    "FormGroups_AssignFormGroupForm": {"formId": FORM, "isRequired": True},
    "Offices_CreateOffice": {"name": "New", "regionId": REGION},
    "Regions_CreateRegion": {"name": "New"},
    "Roles_CreateRole": {"name": "New", "permissions": {"canCreateRooms": True}},
    "Roles_UpdateRole": {"name": "Renamed"},
    "RoomEnvelopes_CreateRoomEnvelope": {"envelopeName": "All", "documentIds": [DOCUMENT]},
    "Rooms_UpdateRoomFieldData": {"data": {"city": "Tucson"}},
    "Rooms_AddFormToRoom": {"formId": FORM},
    "Rooms_InviteUser": INVITED,
    "Rooms_PutRoomUser": {"roleId": 6},
    "Rooms_RevokeRoomUserAccess": {},
    "Rooms_CreateRoom": {"name": "12 Elm Street", "roleId": 4},
    "Rooms_AddDocumentToRoom": {"name": "a.txt", "base64Contents": "YQ=="},
    "TaskLists_CreateTaskList": {"taskListTemplateId": 9501},
    "Users_UpdateUser": {"defaultOfficeId": OFFICE},
    "Users_InviteUser": {
        **INVITED,
        "accessLevel": "Contributor",
        "defaultOfficeId": OFFICE,
        "eSignPermissionProfileId": "2",
    },
    "Users_AddUserToOffice": {"officeId": OFFICE + 1},
    "Users_RemoveUserFromOffice": {"officeId": OFFICE},
    "Users_AddUserToRegion": {"regionId": REGION},
    "Users_RemoveUserFromRegion": {"regionId": REGION},
    "Users_LockUser": {"reason": "left"},
}


def operations() -> list[tuple[str, str, str, dict[str, Any]]]:
    return [
        (each["operationId"], verb.upper(), path, each)
        for path, verbs in load_description()["paths"].items()
        for verb, each in verbs.items()
    ]


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox where all ids in paths exist, and what is deleted is not in use."""
    sandbox = Sandbox(users=3, rooms=2, offices=4)
    sandbox.update("rooms", "users", USER, {"defaultOfficeId": OFFICE, "status": "Pending"})
    for room in sandbox.rooms_rows("rooms"):
        sandbox.update("rooms", "rooms", room["roomId"], {"officeId": OFFICE})
    person = {"roomId": ROOM, "userId": USER, "roleId": 5, "isRevoked": False}
    for row in sandbox.rooms_rows("room_users"):
        sandbox.delete("rooms", "room_users", row["roomUserId"])
    sandbox.insert("rooms", "room_users", person)
    document = {
        "documentId": DOCUMENT,
        "roomId": ROOM,
        "ownerId": USER,
        "name": "a.pdf",
        "base64Contents": "YQ==",
    }
    sandbox.delete("rooms", "room_documents", DOCUMENT)
    sandbox.insert("rooms", "room_documents", document)
    sandbox.insert("rooms", "task_lists", {"taskListId": 1, "roomId": ROOM, "name": "To do"})
    sandbox.insert(
        "rooms", "user_places", {"userId": USER, "offices": [OFFICE], "regions": [REGION]}
    )
    return sandbox


@pytest.mark.parametrize(
    ("name", "verb", "path", "operation"),
    [pytest.param(*each, id=each[0]) for each in operations()],
)
async def test_each_operation_responds_as_declared(
    sandbox: Sandbox, name: str, verb: str, path: str, operation: dict[str, Any]
) -> None:
    ids = dict(IN_PATHS)
    if name in ("Offices_DeleteOffice", "Regions_DeleteRegion"):
        sandbox.insert("rooms", "offices", {"officeId": 999, "name": "Unused", "regionId": None})
        sandbox.insert("rooms", "regions", {"regionId": 999, "name": "Unused"})
        ids |= {"officeId": 999, "regionId": 999}
    given: dict[str, Any] = {}
    if name in BODIES:
        given["json"] = BODIES[name]
    elif "multipart" in str(operation.get("consumes")) or name == "Rooms_UpdatePicture":
        given["files"] = {"file": ("a.png", b"content")}
    headers = {"authorization": f"Bearer {sandbox.config.rooms_token}"}
    transport = httpx.ASGITransport(sandbox)
    with anyio.fail_after(10):
        async with httpx.AsyncClient(transport=transport, headers=headers) as client:
            account = f"http://sandbox.test/restapi/v2/accounts/{sandbox.config.account_id}"
            libraries = (await client.get(f"{account}/form_libraries")).json()
            ids["formLibraryId"] = libraries["formsLibrarySummaries"][0]["formsLibraryId"]
            below = path.format(accountId=sandbox.config.account_id, **ids)
            response = await client.request(verb, f"http://sandbox.test/restapi{below}", **given)
    declared = {code: each for code, each in operation["responses"].items() if code[0] == "2"}
    assert str(response.status_code) in declared, response.text
    if response.status_code == 204:
        assert response.content == b""
        return
    schema = declared[str(response.status_code)]["schema"]
    assert misfits(load_description(), schema, response.json()) == []


def test_every_operation_is_tried() -> None:
    assert len(operations()) == 89
