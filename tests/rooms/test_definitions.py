"""Every definition of the official description has a model that keeps all of its values."""

import json
import types
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.conversion.request_models import RequestModel, body_of
from opentoclose_async.rooms import models
from opentoclose_async.rooms.conversion import CONVERTER
from tests.rooms.description import (
    array_of,
    definition,
    definitions,
    fields_of,
    only_sent,
    operations,
    reference_in,
    snake_case,
)
from tests.rooms.random_values import requests_of, responses_of
from tests.rooms.samples import check_reading, model_named, request_of
from tests.thoroughness import repeatable

SCALARS: dict[Any, type] = {"integer": int, "boolean": bool, "number": float, "string": str}
WORDED_CHOICES = {"User.status", "UserSummary.status", "Users.status"}
"""Strings, by the description's types; only its prose has their values (AccountStatus)."""

ENUMS = [name for name in definitions() if "enum" in definition(name)]
OBJECTS = [name for name in definitions() if "enum" not in definition(name)]
ANSWERS = [name for name in OBJECTS if name not in only_sent()]
each_object = pytest.mark.parametrize("name", OBJECTS)
each_answer = pytest.mark.parametrize("name", ANSWERS)
each_only_sent = pytest.mark.parametrize("name", sorted(only_sent()))
each_sent = pytest.mark.parametrize(
    "name", sorted(only_sent() | {each.body for each in operations() if each.body})
)


def own_fields(model: Any) -> dict[str, Any]:
    """Return the attributes of a model except ``raw``."""
    return {field.name: field for field in attrs.fields(model) if field.name != "raw"}


def required_of(model: Any) -> set[str]:
    return {name for name, field in own_fields(model).items() if field.default is attrs.NOTHING}


def parts_of(hint: Any) -> set[Any]:
    """Return the types that a hint allows, except None."""
    union = get_origin(hint) in (Union, types.UnionType)
    return set(get_args(hint) if union else (hint,)) - {type(None)}


def check_type(hint: Any, schema: Mapping[str, Any], choices: list[str] | None) -> None:
    """Check that a hint is the type of a schema, except None."""
    parts = parts_of(hint)
    if other := reference_in(dict(schema)):
        assert parts == {model_named(other)}
    elif schema.get("type") == "array":
        (whole,) = parts
        assert get_origin(whole) is list
        check_type(get_args(whole)[0], schema["items"], None)
    elif choices:
        (enum,) = parts - {str}
        assert str in parts
        assert issubclass(enum, StrEnum)
        assert [member.value for member in enum] == choices
    elif schema.get("format") == "date-time":
        assert parts == {datetime}
    elif schema.get("type") == "object":
        assert parts == {dict[str, Any]}
    else:
        assert parts == {SCALARS.get(schema.get("type"), Any)}


def test_every_definition_has_a_model_and_every_model_a_definition() -> None:
    assert len(definitions()) == 167
    assert {name for name in dir(models) if name[0].isupper()} == set(definitions())
    for name in definitions():
        # The description repeats some definitions under the names of groups, for its index.
        other = model_named(name).__name__
        assert other == name or definition(name).get("x-ds-category")
        assert set(fields_of(other)) == set(fields_of(name))


@pytest.mark.parametrize("name", ENUMS)
def test_an_enum_has_the_values_of_its_definition(name: str) -> None:
    assert issubclass(model_named(name), StrEnum)
    assert [member.value for member in model_named(name)] == definition(name)["enum"]


@each_object
def test_a_model_has_the_fields_of_its_definition_by_both_names(name: str) -> None:
    fields = own_fields(model_named(name))
    assert set(fields) == {snake_case(field) for field in fields_of(name)}
    assert {camel_case(field) for field in fields} == set(fields_of(name))


@each_object
def test_the_types_of_a_model_are_those_of_its_definition(name: str) -> None:
    hints = get_type_hints(model_named(name))
    for field, schema in fields_of(name).items():
        worded = f"{name}.{field}" in WORDED_CHOICES
        choices = definition("AccountStatus")["enum"] if worded else schema.get("enum")
        check_type(hints[snake_case(field)], schema, choices)


@each_answer
def test_only_the_array_of_a_list_is_required_in_a_response(name: str) -> None:
    model = model_named(name)
    array = array_of(name)
    hints = get_type_hints(model)
    assert issubclass(model, Model)
    assert required_of(model) == ({snake_case(array)} if array else set())
    for field in own_fields(model):
        nullable = type(None) in get_args(hints[field]) or hints[field] is Any
        assert nullable == (field != snake_case(array))


@each_only_sent
def test_a_model_that_is_only_sent_requires_what_its_definition_does(name: str) -> None:
    model = model_named(name)
    assert issubclass(model, RequestModel)
    assert not hasattr(model, "raw")
    required = {snake_case(field) for field in definition(name).get("required", ())}
    assert required_of(model) == required


@each_answer
@given(data=st.data())
@repeatable(3)
def test_any_value_that_fits_is_converted_without_loss(name: str, data: st.DataObject) -> None:
    given_value = data.draw(responses_of(name))
    before = json.dumps(given_value)
    model = CONVERTER.structure(given_value, model_named(name))
    assert model.raw is given_value
    assert json.dumps(model.raw) == before
    check_reading(model, given_value, {"$ref": f"#/definitions/{name}"})


@each_sent
@given(data=st.data())
@repeatable(5)
def test_exactly_the_fields_that_are_set_are_sent(name: str, data: st.DataObject) -> None:
    value = data.draw(requests_of(name))
    body = body_of("body", request_of(name, value), model_named(name))
    assert json.loads(body) == value
    assert json.loads(body_of("body", value, model_named(name))) == value
