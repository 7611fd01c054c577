"""Names against the documents of Open To Close, where they lie beside the project."""

import re
from pathlib import Path

import attrs
import pytest

from opentoclose_async.otc.models import Team, User
from opentoclose_async.otc.teams import Teams
from opentoclose_async.otc.users import Users

REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference documents are not beside the project"
)


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
