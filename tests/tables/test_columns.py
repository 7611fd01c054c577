"""The columns of models, and values encoded as JSON in their cells."""

import json
from datetime import datetime
from typing import Any, Optional

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._tables.columns import (
    Column,
    Kind,
    columns_of,
    compact_json,
    unknown_fields,
)
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.otc.models import Team, User
from opentoclose_async.rooms.models import UserSummary
from tests.protocol.responses.json_rows import Sample, json_texts
from tests.thoroughness import repeatable


def test_open_to_close_names_are_unchanged() -> None:
    assert columns_of(Team) == (
        Column("id", Kind.WHOLE),
        Column("name", Kind.TEXT),
        Column("description", Kind.TEXT),
        Column("team_lead_id", Kind.WHOLE),
        Column("status", Kind.TEXT),
        Column("specialization", Kind.TEXT),
        Column("territory", Kind.TEXT),
        Column("commission_split", Kind.NUMBER),
        Column("target_revenue", Kind.NUMBER),
        Column("team_members", Kind.JSON),
    )
    assert columns_of(User)[-1] == Column("permissions", Kind.JSON)


def test_rooms_names_are_in_camel_case() -> None:
    assert columns_of(UserSummary, camel_case) == (
        Column("userId", Kind.WHOLE),
        Column("email", Kind.TEXT),
        Column("firstName", Kind.TEXT),
        Column("lastName", Kind.TEXT),
        Column("isLockedOut", Kind.FLAG),
        Column("status", Kind.TEXT),
        Column("accessLevel", Kind.TEXT),
        Column("defaultOfficeId", Kind.WHOLE),
        Column("titleId", Kind.WHOLE),
        Column("roleId", Kind.WHOLE),
        Column("profileImageUrl", Kind.TEXT),
    )


@frozen(kw_only=True)
class Odd(Model):
    required: int
    optional: Optional[float] = None  # noqa: UP045 - the older way to write it
    either: int | float | None = None
    mixed: int | str | None = None
    moment: datetime | None = None
    anything: Any = None


def test_kinds_of_fields() -> None:
    assert [column.kind for column in columns_of(Sample)] == [
        Kind.WHOLE,
        Kind.NUMBER,
        Kind.FLAG,
        Kind.TEXT,
        Kind.TEXT,
        Kind.MOMENT,
        Kind.JSON,
        Kind.JSON,
    ]
    assert [column.kind for column in columns_of(Odd)] == [
        Kind.WHOLE,
        Kind.NUMBER,
        Kind.NUMBER,
        Kind.JSON,
        Kind.MOMENT,
        Kind.JSON,
    ]


@frozen(kw_only=True)
class Clashing(Model):
    extra: str | None = None


def test_a_field_called_extra_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="Clashing has a field 'extra'"):
        columns_of(Clashing)
    assert [column.name for column in columns_of(Clashing, str.upper)] == ["EXTRA"]


def test_unknown_fields_are_those_without_a_column() -> None:
    columns = [Column("id", Kind.WHOLE), Column("name", Kind.TEXT)]
    rows: list[dict[str, Any]] = [{"new": None, "id": 1, "extra": {}}, {"name": "x"}, {}]
    assert unknown_fields(rows, columns) == [{"new": None, "extra": {}}, {}, {}]


@repeatable(150)
@given(json_texts())
def test_compact_json_reads_as_the_same_value(text: str) -> None:
    value = json.loads(text)
    written = compact_json(value)
    assert repr(_strictly(written.encode())) == repr(value)


def _strictly(data: bytes) -> Any:
    def refuse(name: str) -> Any:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(data, parse_constant=refuse)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, 2.5, None, True]}, '{"a":[1,2.5,null,true]}'),
        ("é€😀", '"é€😀"'),
        ("\ud800", r'"\ud800"'),
        ([float("inf"), float("-inf")], "[1e999,-1e999]"),
        (
            {"Infinity": ['"Infinity', "\\", float("-inf")]},
            r'{"Infinity":["\"Infinity","\\",-1e999]}',
        ),
        (123456789012345678901234567890, "123456789012345678901234567890"),
    ],
)
def test_compact_json_is_plain(value: Any, text: str) -> None:
    assert compact_json(value) == text


PLAIN = st.text(st.characters(), max_size=8) | st.integers() | st.booleans() | st.none()


@repeatable(150)
@given(st.lists(PLAIN, max_size=4) | st.dictionaries(st.text(max_size=4), PLAIN, max_size=4))
def test_compact_json_spells_plain_values_as_python_does(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert compact_json(value) == text.encode("utf-8", "backslashreplace").decode()


@given(st.text(st.characters(), max_size=20))
def test_compact_json_can_always_be_encoded(text: str) -> None:
    compact_json({text: text}).encode()
