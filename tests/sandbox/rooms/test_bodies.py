"""Bodies as the vendor's Rooms samples send them, and the limits of leniency."""

from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ROOM, USER, OFFICE, REGION, DOCUMENT = 7001, 30_001, 201, 51, 510_001
PERSON = {"firstName": "Ada", "lastName": "L", "email": "ada@app.test"}
INVITED = {
    **PERSON,
    "accessLevel": "Office",
    "eSignPermissionProfileId": "1",
    "roleId": 4,
    "defaultOfficeId": 202,
}
WITH_IDS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/rooms", {"name": "x", "roleId": 4}),
    (
        *("POST", "/rooms"),
        {"name": "x", "roleId": 4, "ownerId": USER, "templateId": 9301, "officeId": OFFICE},
    ),
    ("POST", f"/rooms/{ROOM}/users", {**PERSON, "roleId": 5}),
    ("POST", f"/rooms/{ROOM}/task_lists", {"taskListTemplateId": 9501}),
    ("POST", f"/rooms/{ROOM}/envelopes", {"documentIds": [DOCUMENT]}),
    ("POST", "/external_form_fill_sessions", {"roomId": ROOM}),
    ("POST", "/offices", {"name": "x", "regionId": REGION}),
    ("PUT", f"/users/{USER}", {"defaultOfficeId": OFFICE}),
    ("POST", "/users/invite_user", {**INVITED, "offices": [202, 203], "regions": [REGION]}),
    ("POST", f"/users/{USER}/add_to_office", {"officeId": OFFICE + 1}),
    ("POST", f"/users/{USER}/add_to_region", {"regionId": REGION}),
    ("POST", f"/documents/{DOCUMENT}/users", {"userId": USER}),
]


def make_sandbox() -> Sandbox:
    return Sandbox(users=5, rooms=2, offices=6, wall_clock=lambda: 1_790_000_000.0)


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


async def ask(sandbox: Sandbox, verb: str, path: str, **given: Any) -> httpx.Response:
    with anyio.fail_after(10):
        async with rooms_client(sandbox) as client:
            return await client.request(verb, path, **given)


def with_integers(value: Any, change: Callable[[int], Any]) -> Any:
    """Change the integers of a body, and of the lists in it."""
    if isinstance(value, dict):
        return {name: with_integers(item, change) for name, item in value.items()}
    if isinstance(value, list):
        return [with_integers(item, change) for item in value]
    return change(value) if isinstance(value, int) else value


@pytest.mark.parametrize(("verb", "path", "body"), WITH_IDS)
async def test_an_id_may_be_a_string(
    sandbox: Sandbox, verb: str, path: str, body: dict[str, Any]
) -> None:
    expected = await ask(sandbox, verb, path, json=body)
    assert expected.is_success, expected.text
    for change in (str, " {} ".format):
        answer = await ask(make_sandbox(), verb, path, json=with_integers(body, change))
        # The response has numbers even so.
        assert (answer.status_code, answer.content) == (expected.status_code, expected.content)


@pytest.mark.parametrize(("verb", "path", "body"), WITH_IDS)
@pytest.mark.parametrize("wrong", ["abc", "5.5", "5 5", "0x5", 5.5, True, 2**31, str(2**31), []])
async def test_an_id_is_a_whole_number_of_32_bits(
    sandbox: Sandbox, verb: str, path: str, body: dict[str, Any], wrong: Any
) -> None:
    answer = await ask(sandbox, verb, path, json=with_integers(body, lambda _: wrong))

    assert answer.status_code == 400
    assert answer.json()["errorCode"] == "INVALID_REQUEST_PARAMETER"


async def test_an_unknown_id_as_a_string_is_not_found(sandbox: Sandbox) -> None:
    answer = await ask(sandbox, "POST", "/rooms", json={"name": "x", "roleId": "77"})

    assert (answer.status_code, answer.json()["errorCode"]) == (404, "ROLE_NOT_FOUND")


@pytest.mark.parametrize(("text", "means"), [("true", True), ("True", True), ("FALSE", False)])
async def test_booleans_may_be_strings(sandbox: Sandbox, text: str, means: bool) -> None:
    body = {"name": "Scout", "isExternal": text, "permissions": {"canCreateRooms": text}}
    role = (await ask(sandbox, "POST", "/roles", json=body)).json()
    assert (role["isExternal"], role["permissions"]["canCreateRooms"]) == (means, means)

    group = sandbox.rooms_rows("form_groups")[0]
    form, path = group["forms"][0]["formId"], f"/form_groups/{group['formGroupId']}"
    taken = {"formId": form, "isRequired": text}
    assert (await ask(sandbox, "POST", f"{path}/assign_form", json=taken)).status_code == 204
    forms = (await ask(sandbox, "GET", f"{path}/forms")).json()["forms"]
    assert [each["isRequired"] for each in forms if each["formId"] == form] == [means]


@pytest.mark.parametrize("wrong", ["yes", "", "1", 1, 0, []])
async def test_other_words_for_true_are_refused(sandbox: Sandbox, wrong: Any) -> None:
    for fields in ({"isExternal": wrong}, {"permissions": {"canCreateRooms": wrong}}):
        answer = await ask(sandbox, "POST", "/roles", json={"name": "Scout", **fields})
        assert answer.status_code == 400


async def test_unknown_fields_are_ignored(sandbox: Sandbox) -> None:
    body = {"name": "x", "roleId": "4", "RoomTemplateId": "9301", "more": {"of": ["it"]}}
    room = await ask(sandbox, "POST", "/rooms", json=body)

    assert room.status_code == 201
    assert "more" not in room.json()


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'\n{\n  "name": "Form group",\n}', "Form group"),
        (b'{"name": "a,}", "list": [1, 2,], }', "a,}"),
        (b'{"name": "quoted \\",}\\"",}', 'quoted ",}"'),
    ],
)
async def test_a_trailing_comma_is_accepted(sandbox: Sandbox, body: bytes, name: str) -> None:
    made = await ask(sandbox, "POST", "/form_groups", content=body)

    assert made.json()["name"] == name


@pytest.mark.parametrize(
    "body", [b"", b"{,,}", b'{"name": "x",,}', b'{"name": x}', b'{"name": "x"']
)
async def test_invalid_json_is_refused(sandbox: Sandbox, body: bytes) -> None:
    assert (await ask(sandbox, "POST", "/form_groups", content=body)).status_code == 400


async def test_the_role_that_samples_use_exists(sandbox: Sandbox) -> None:
    found = await ask(sandbox, "GET", "/roles", params={"filter": "Default Admin"})

    assert [role["isDefaultForAdmin"] for role in found.json()["roles"]] == [True]
