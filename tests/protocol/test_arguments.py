"""Arguments: what is accepted, and how the rest is refused."""

import posixpath
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.arguments import (
    body_object,
    encode_json,
    path_with,
    positive_id,
    query_texts,
    whole_number,
)
from opentoclose_async.exceptions import ValidationError
from tests.thoroughness import repeatable

NAN, INFINITE = float("nan"), float("inf")
HUGE = 10**5000
ANYTHING = Ellipsis  # accepted nowhere, with a repr that is the same in every process
NO_NUMBERS: list[Any] = [
    None,
    True,
    False,
    "5",
    "",
    5.0,
    5.5,
    NAN,
    INFINITE,
    Decimal(5),
    b"5",
    [],
    [5],
    {},
]


class Status(StrEnum):
    ACTIVE = "Active"


class OldStatus(str, Enum):  # noqa: UP042 - callers have such enums
    ACTIVE = "Active"


def refused(name: str, check: Callable[[], object]) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        check()
    error = caught.value
    assert name in str(error)
    assert "Nothing was sent." in str(error)
    assert any(key.startswith(name) for key in error.field_errors)
    assert len(str(error)) < 400
    return error


@pytest.mark.parametrize("value", [1, 5, 2**31, 2**63 - 1])
def test_an_id(value: int) -> None:
    assert positive_id("user_id", value) == value


@pytest.mark.parametrize("value", [0, -1, 2**63, -(2**70), *NO_NUMBERS], ids=repr)
def test_an_invalid_id_is_refused(value: Any) -> None:
    refused("user_id", lambda: positive_id("user_id", value))


@pytest.mark.parametrize(
    ("value", "lowest", "highest"),
    [(0, 0, None), (7, 0, None), (2**63 - 1, 0, None), (1, 1, 100), (100, 1, 100), (-3, -5, 0)],
)
def test_a_count(value: int, lowest: int, highest: int | None) -> None:
    assert whole_number("count", value, lowest, highest) == value


@pytest.mark.parametrize(
    ("value", "lowest", "highest"),
    [(-1, 0, None), (0, 1, 100), (101, 1, 100), (2**63, 0, None), *((n, 0, 9) for n in NO_NUMBERS)],
    ids=repr,
)
def test_an_invalid_count_is_refused(value: Any, lowest: int, highest: int | None) -> None:
    refused("count", lambda: whole_number("count", value, lowest, highest))


@pytest.mark.parametrize(
    "check",
    [
        lambda: positive_id("x", HUGE),
        lambda: whole_number("x", -HUGE, 0),
        lambda: query_texts({"x": HUGE}),
        lambda: encode_json("x", {"a": HUGE}),
    ],
    ids=["id", "count", "query", "body"],
)
def test_numbers_too_long_to_print_are_refused_like_others(check: Callable[[], object]) -> None:
    refused("x", check)


def test_the_error_states_the_bounds() -> None:
    error = refused("count", lambda: whole_number("count", 101, 1, 100))
    assert str(error) == "count must be a whole number from 1 to 100, not 101. Nothing was sent."
    assert error.field_errors == {"count": ["must be a whole number from 1 to 100, not 101"]}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "A"},
        {"name": None},
        {"a": {"b": [1, 2.5, "c", True, None]}},
        {"a": (1, 2)},
        {"": "ü\u2028\x00"},
        {"big": 2**64 - 1, "small": -(2**63)},
        {"since": date(2026, 10, 1)},
        MappingProxyType({"name": "A"}),
    ],
    ids=repr,
)
def test_a_body(body: Any) -> None:
    encoded = body_object("user_data", body)
    assert encoded == encode_json("user_data", body)
    assert orjson.loads(encoded).keys() == body.keys()


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        MappingProxyType({}),
        [],
        [("name", "A")],
        "name",
        b"{}",
        5,
        {5: "A"},
        {None: "A"},
        {"name": "A", ("b",): "B"},
    ],
    ids=repr,
)
def test_an_invalid_body_is_refused(body: Any) -> None:
    refused("user_data", lambda: body_object("user_data", body))


def circle() -> dict[str, Any]:
    body: dict[str, Any] = {}
    body["a"] = body
    return body


@pytest.mark.parametrize(
    "body",
    [
        {"a": NAN},
        {"a": INFINITE},
        {"a": -INFINITE},
        {"a": {"b": [1.0, NAN]}},
        {"a": ({"b": NAN},)},
        {"a": {1, 2}},
        {"a": b"bytes"},
        {"a": ANYTHING},
        {"a": Decimal("1.5")},
        {"a": 1j},
        {"a": 2**64},
        {"a": -(2**64)},
        {"a": {5: "b"}},
        {"a": "\ud800"},
        {"\ud800": "a"},
        circle(),
    ],
    ids=lambda body: ascii(body)[:40],
)
def test_a_body_that_json_cannot_represent_is_refused(body: Any) -> None:
    refused("user_data", lambda: body_object("user_data", body))
    refused("user_data", lambda: encode_json("user_data", body))


def test_a_non_finite_number_is_named_by_its_place() -> None:
    error = refused("body", lambda: encode_json("body", {"a": [{"b": NAN}]}))
    assert error.field_errors.keys() == {"body['a'][0]['b']"}


def test_query_values_are_converted_to_strings() -> None:
    query = {
        "text": "a b&c=d",
        "empty": "",
        "whole": 5,
        "number": 1.5,
        "yes": True,
        "no": False,
        "left_out": None,
        "member": Status.ACTIVE,
        "infinite": "inf",
    }
    assert query_texts(query) == {
        "text": "a b&c=d",
        "empty": "",
        "whole": "5",
        "number": "1.5",
        "yes": "true",
        "no": "false",
        "member": "Active",
        "infinite": "inf",
    }


def test_a_string_enum_is_sent_as_its_value() -> None:
    assert query_texts({"status": OldStatus.ACTIVE}) == {"status": "Active"}


@pytest.mark.parametrize(
    "value",
    [NAN, INFINITE, [], ["a"], {}, (), b"a", ANYTHING, Decimal(1), {1}, 1j, "a\n", "a\0b", "\x85"],
    ids=repr,
)
def test_an_invalid_query_value_is_refused(value: Any) -> None:
    refused("status", lambda: query_texts({"status": value}))


@pytest.mark.parametrize("value", ["\ud800", "a\udfffb"], ids=ascii)
def test_a_string_that_cannot_be_encoded_is_refused(value: str) -> None:
    refused("status", lambda: query_texts({"status": value}))


@pytest.mark.parametrize(
    ("part", "path"),
    [
        (5, "/a/5/c"),
        ("5", "/a/5/c"),
        ("b/d", "/a/b%2Fd/c"),
        ("../x", "/a/..%2Fx/c"),
        ("?x=1#y", "/a/%3Fx%3D1%23y/c"),
        ("%2F", "/a/%252F/c"),
        ("a b\r\n\x00", "/a/a%20b%0D%0A%00/c"),
        ("{part}", "/a/%7Bpart%7D/c"),
        ("ü", "/a/%C3%BC/c"),
    ],
)
def test_a_path_part_is_escaped(part: str | int, path: str) -> None:
    assert path_with("/a/{part}/c", part=part) == path


@pytest.mark.parametrize("part", [".", "..", ""])
def test_a_part_that_would_change_the_path_is_refused(part: str) -> None:
    """URLs are normalized: ``/a/../c`` becomes ``/c``."""
    refused("part", lambda: path_with("/a/{part}/c", part=part))


@repeatable(150)
@given(part=st.text("ab./\\%?#&;{}\r\n\x00 ü", max_size=6))
def test_no_part_reaches_beyond_its_segment(part: str) -> None:
    try:
        path = path_with("/a/{part}/c", part=part)
    except ValidationError:
        return
    assert path.isascii()
    assert path.isprintable()
    assert posixpath.normpath(path) == path
    assert [unquote(each) for each in path.split("/")] == ["", "a", part, "c"]
