"""Methods and fields match the documents of Open To Close, `spec/open-to-close.toml`."""

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from opentoclose_async.otc.models import Team, User
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.operations.users import Users

ROOT = Path(__file__).parents[1]
FACTS: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "spec" / "open-to-close.toml").read_text("utf-8")
)
DOCUMENTS = ROOT.parent / "shared" / "reference"
KINDS = {"string": str, "integer": int}


@pytest.mark.parametrize(("group", "model"), [("users", User), ("teams", Team)])
def test_a_model_has_the_documented_fields(group: str, model: type) -> None:
    hints = {field.name: field.type for field in attrs.fields(model)}
    for name, kind in FACTS[group]["documented_fields"].items():
        assert KINDS[kind].__name__ in str(hints[name]), name


@pytest.mark.parametrize(("group", "resource"), [("users", Users), ("teams", Teams)])
def test_every_documented_method_exists(group: str, resource: type) -> None:
    methods = FACTS[group]["documented_methods"]
    assert len(methods) == 5
    assert all(callable(getattr(resource, method)) for method in methods)


if DOCUMENTS.is_dir():  # next to the project, where it was written from them

    @pytest.mark.parametrize("group", FACTS)
    def test_the_facts_are_those_of_the_documents(group: str) -> None:
        text = (DOCUMENTS / f"open-to-close-{group}.txt").read_text("utf-8")
        noun = group.removesuffix("s")
        methods = re.findall(rf"\b((?:list|create|retrieve|update|delete)_(?:{noun}s?))\(\)", text)
        assert set(methods) == set(FACTS[group]["documented_methods"])
        table = text.partition(f"Common {noun.title()} Fields:")[2].partition("\n# ")[0]
        rows = re.findall(r"^(\w+)[ |]+(string|integer)[ |]+(?:No|Yes) ", table, re.MULTILINE)
        assert dict(rows) == FACTS[group]["documented_fields"]
