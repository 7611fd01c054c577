"""Names and types against the reference documents, where they lie beside the project."""

import json
import re
from pathlib import Path
from typing import Any, get_type_hints

import attrs
import pytest

from opentoclose_async.otc.models import Team, User
from opentoclose_async.otc.teams import Teams
from opentoclose_async.otc.users import Users
from opentoclose_async.protocol.convert import camel_case
from opentoclose_async.rooms.models import AccessLevel, ApiError, UserSummary, UserSummaryList
from opentoclose_async.rooms.users import UserPageOptions
from opentoclose_async.runtime.resource import CallOptions

REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference documents are not beside the project"
)

KINDS = {"integer": int, "string": str, "boolean": bool}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    text = (REFERENCE / "rooms.rest.swagger-v2.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def test_get_users_has_a_keyword_for_every_query_parameter(description: dict[str, Any]) -> None:
    operation = description["paths"]["/v2/accounts/{accountId}/users"]["get"]
    documented = {
        parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"
    }
    own = set(get_type_hints(UserPageOptions)) - set(get_type_hints(CallOptions))
    assert {camel_case(name) for name in own} == documented


@pytest.mark.parametrize("model", [UserSummary, UserSummaryList, ApiError])
def test_a_rooms_model_has_the_fields_of_its_definition(
    description: dict[str, Any], model: type
) -> None:
    properties = description["definitions"][model.__name__]["properties"]
    fields = [field.name for field in attrs.fields(model) if field.name != "raw"]
    assert {camel_case(name) for name in fields} == set(properties)
    hints = get_type_hints(model)
    for name in fields:
        kind = KINDS.get(properties[camel_case(name)]["type"])
        assert kind is None or kind in hints[name].__args__


def test_the_access_levels_are_the_documented_ones(description: dict[str, Any]) -> None:
    levels = description["definitions"]["UserSummary"]["properties"]["accessLevel"]["enum"]
    assert {level.value for level in AccessLevel} == set(levels)


@pytest.mark.parametrize(
    ("document", "model", "heading"),
    [
        ("open-to-close-users.txt", User, "Common User Fields"),
        ("open-to-close-teams.txt", Team, "Common Team Fields"),
    ],
)
def test_an_otc_model_has_the_documented_fields(document: str, model: type, heading: str) -> None:
    lines = (REFERENCE / document).read_text("utf-8").partition(heading)[2].splitlines()
    documented = set()
    for line in lines[1:]:
        row = re.match(r"(\w+)[ |]+(string|int|integer)[ |]+(No|Yes)\b", line)
        if row:
            documented.add(row[1])
        elif documented:
            break
    assert len(documented) >= 6
    assert documented <= {field.name for field in attrs.fields(model)}


@pytest.mark.parametrize(
    ("document", "resource"),
    [("open-to-close-users.txt", Users), ("open-to-close-teams.txt", Teams)],
)
def test_every_documented_otc_method_exists(document: str, resource: type) -> None:
    text = (REFERENCE / document).read_text("utf-8")
    methods = set(
        re.findall(r"\b((?:list|create|retrieve|update|delete)_(?:users?|teams?))\(\)", text)
    )
    assert len(methods) == 5
    assert all(callable(getattr(resource, method)) for method in methods)
