"""Form groups, forms and templates of Rooms: state and refusals."""

from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ROOM = 7001
NOWHERE = "0d1b4f4e-4f0e-4a52-9a33-3f0b9f5c1a11"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=5, rooms=2, offices=12)


async def ask(sandbox: Sandbox, verb: str, path: str, **given: Any) -> httpx.Response:
    with anyio.fail_after(10):
        async with rooms_client(sandbox) as client:
            return await client.request(verb, path, **given)


async def first_form(sandbox: Sandbox) -> str:
    libraries = (await ask(sandbox, "GET", "/form_libraries")).json()["formsLibrarySummaries"]
    path = f"/form_libraries/{libraries[0]['formsLibraryId']}/forms"
    forms = (await ask(sandbox, "GET", path)).json()["forms"]
    assert len(forms) == libraries[0]["formCount"]
    return str(forms[0]["libraryFormId"])


async def test_a_form_group_is_made_renamed_and_removed(sandbox: Sandbox) -> None:
    made = await ask(sandbox, "POST", "/form_groups", json={"name": "Leases"})
    assert made.status_code == 201
    group = made.json()
    assert (group["name"], group["officeIds"], group["forms"]) == ("Leases", [], [])
    path = f"/form_groups/{group['formGroupId']}"
    renamed = await ask(sandbox, "PUT", path, json={"name": "Rentals"})
    assert renamed.json() == {**group, "name": "Rentals"}
    assert (await ask(sandbox, "GET", path)).json() == renamed.json()
    listed = (await ask(sandbox, "GET", "/form_groups")).json()["formGroups"]
    summary = {"formGroupId": group["formGroupId"], "name": "Rentals", "formCount": 0}
    assert listed[-1] == summary
    assert (await ask(sandbox, "DELETE", path)).status_code == 204
    assert (await ask(sandbox, "GET", path)).status_code == 404
    assert summary not in (await ask(sandbox, "GET", "/form_groups")).json()["formGroups"]


async def test_forms_are_assigned_once_and_unassigned(sandbox: Sandbox) -> None:
    form = await first_form(sandbox)
    group = (await ask(sandbox, "POST", "/form_groups", json={"name": "Leases"})).json()
    path = f"/form_groups/{group['formGroupId']}"
    for is_required in (False, True):
        body = {"formId": form, "isRequired": is_required}
        assert (await ask(sandbox, "POST", f"{path}/assign_form", json=body)).status_code == 204
    (kept,) = (await ask(sandbox, "GET", f"{path}/forms")).json()["forms"]
    assert (kept["formId"], kept["isRequired"]) == (form, True)
    (detailed,) = (await ask(sandbox, "GET", path)).json()["forms"]
    assert detailed == {**kept, "viewingUserHasAccess": True}
    known = (await ask(sandbox, "GET", f"/forms/{form}/details")).json()
    assert known["name"] == kept["name"]
    assert (await ask(sandbox, "POST", f"{path}/unassign_form/{form}")).status_code == 204
    assert (await ask(sandbox, "GET", f"{path}/forms")).json()["forms"] == []
    assert (await ask(sandbox, "POST", f"{path}/unassign_form/{form}")).status_code == 404


async def test_offices_have_access_to_a_form_group_until_deleted(sandbox: Sandbox) -> None:
    group = (await ask(sandbox, "POST", "/form_groups", json={"name": "Leases"})).json()
    office = (await ask(sandbox, "POST", "/offices", json={"name": "Quay"})).json()["officeId"]
    path = f"/form_groups/{group['formGroupId']}"
    for office_id in (202, office, 201):
        granted = await ask(sandbox, "POST", f"{path}/grant_office_access/{office_id}")
        assert granted.status_code == 204
    assert (await ask(sandbox, "GET", path)).json()["officeIds"] == [201, 202, office]
    await ask(sandbox, "DELETE", f"/offices/{office}")
    assert (await ask(sandbox, "GET", path)).json()["officeIds"] == [201, 202]
    revoked = await ask(sandbox, "POST", f"{path}/revoke_office_access/201")
    assert revoked.status_code == 204
    assert (await ask(sandbox, "GET", path)).json()["officeIds"] == [202]
    again = await ask(sandbox, "POST", f"{path}/revoke_office_access/201")
    assert again.status_code == 400


async def test_a_form_that_is_added_to_a_room_is_a_document_there(sandbox: Sandbox) -> None:
    form = await first_form(sandbox)
    added = await ask(sandbox, "POST", f"/rooms/{ROOM}/forms", json={"formId": form})
    assert added.status_code == 201
    assert added.json()["docuSignFormId"] == form
    listed = (await ask(sandbox, "GET", f"/rooms/{ROOM}/documents")).json()["documents"]
    assert added.json() in listed


async def test_a_task_list_is_named_as_its_template(sandbox: Sandbox) -> None:
    templates = (await ask(sandbox, "GET", "/task_list_templates")).json()["taskListTemplates"]
    chosen = templates[-1]
    body = {"taskListTemplateId": chosen["taskListTemplateId"]}
    made = (await ask(sandbox, "POST", f"/rooms/{ROOM}/task_lists", json=body)).json()
    assert made["name"] == chosen["name"]
    assert len(made["tasks"]) == chosen["taskCount"]
    listed = (await ask(sandbox, "GET", f"/rooms/{ROOM}/task_lists")).json()["taskListSummaries"]
    assert made["taskListId"] in [each["taskListId"] for each in listed]
    assert made["taskListId"] > 1_000  # no list position that happens to work
    await ask(sandbox, "DELETE", f"/task_lists/{made['taskListId']}")
    listed = (await ask(sandbox, "GET", f"/rooms/{ROOM}/task_lists")).json()["taskListSummaries"]
    assert made["taskListId"] not in [each["taskListId"] for each in listed]


@pytest.mark.parametrize(
    ("verb", "path", "body", "status", "code"),
    [
        ("GET", f"/form_groups/{NOWHERE}", None, 404, "FORM_GROUP_NOT_FOUND"),
        ("DELETE", f"/form_groups/{NOWHERE}", None, 404, "FORM_GROUP_NOT_FOUND"),
        ("PUT", f"/form_groups/{NOWHERE}", {"name": "x"}, 404, "FORM_GROUP_NOT_FOUND"),
        ("GET", f"/form_groups/{NOWHERE}/forms", None, 404, "FORM_GROUP_NOT_FOUND"),
        ("POST", "/form_groups", {}, 400, "INVALID_REQUEST_PARAMETER"),
        ("POST", "/form_groups", {"name": 5}, 400, "INVALID_REQUEST_PARAMETER"),
        ("GET", f"/form_libraries/{NOWHERE}/forms", None, 404, "FORM_LIBRARY_NOT_FOUND"),
        ("GET", f"/forms/{NOWHERE}/details", None, 404, "FORM_NOT_FOUND"),
        ("POST", f"/rooms/{ROOM}/forms", {"formId": NOWHERE}, 404, "FORM_NOT_FOUND"),
        (
            *("POST", "/external_form_fill_sessions"),
            *({"roomId": ROOM, "formIds": [NOWHERE]}, 404, "FORM_NOT_FOUND"),
        ),
        (
            *("POST", "/external_form_fill_sessions"),
            *({"roomId": ROOM, "formIds": "all"}, 400, "INVALID_REQUEST_PARAMETER"),
        ),
        (
            *("POST", f"/rooms/{ROOM}/task_lists"),
            *({"taskListTemplateId": 5}, 404, "TASK_LIST_TEMPLATE_NOT_FOUND"),
        ),
        (
            *("POST", "/rooms"),
            *({"name": "x", "roleId": 4, "templateId": 5}, 404, "ROOM_TEMPLATE_NOT_FOUND"),
        ),
        ("GET", "/room_templates?onlyEnabled=maybe", None, 400, "INVALID_REQUEST_PARAMETER"),
    ],
)
async def test_invalid_requests_are_refused(
    sandbox: Sandbox, verb: str, path: str, body: Any, status: int, code: str
) -> None:
    response = await ask(sandbox, verb, path, json=body)
    assert (response.status_code, response.json()["errorCode"]) == (status, code)


async def test_a_group_that_has_no_such_form_refuses_it(sandbox: Sandbox) -> None:
    group = sandbox.rooms_rows("form_groups")[0]["formGroupId"]
    path = f"/form_groups/{group}/assign_form"
    refused = await ask(sandbox, "POST", path, json={"formId": NOWHERE})
    assert (refused.status_code, refused.json()["errorCode"]) == (404, "FORM_NOT_FOUND")
