"""Rows as Arrow tables: typed where a value fits, in ``extra`` where not, never lost."""

import itertools
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._extras import install_command
from opentoclose_async._protocol.conversion.model import camel_case
from opentoclose_async._tables.arrow import (
    ROWS_AT_ONCE,
    TABLES_TO_MERGE,
    ArrowConverter,
    GrowingTable,
    NoPlaceError,
    arrow_schema,
    check_pandas,
)
from opentoclose_async._tables.columns import Column, Kind, columns_of
from opentoclose_async._tables.table_plan import TablePlan
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.rooms.models import UserSummary
from tests.protocol.responses.json_rows import Sample, lists_of_rows
from tests.thoroughness import repeatable

COLUMNS = columns_of(Sample)


def table_of(*rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the table's rows, with unknown fields decoded."""
    table = ArrowConverter(COLUMNS).table(rows)
    assert table.schema == arrow_schema(COLUMNS)
    found: list[dict[str, Any]] = table.to_pylist()
    for row in found:
        row["extra"] = {} if row["extra"] is None else json.loads(row["extra"])
    return found


def test_a_datetime_without_an_offset_is_utc_as_in_models() -> None:
    (found,) = table_of({"seen_at": "2024-01-31T23:59:59.5"})
    assert found["seen_at"] == datetime(2024, 1, 31, 23, 59, 59, 500_000, UTC)
    assert found["extra"] == {}


def test_the_schema_has_a_type_for_each_kind() -> None:
    schema = arrow_schema(COLUMNS)
    assert {field.name: str(field.type) for field in schema} == {
        "id": "int64",
        "the_number": "double",
        "is_true": "bool",
        "text": "string",
        "colour": "string",
        "seen_at": "timestamp[us, tz=UTC]",
        "parts": "string",
        "any_object": "string",
        "extra": "string",
    }
    assert all(field.nullable for field in schema)


def test_rooms_columns_have_their_wire_names() -> None:
    columns = columns_of(UserSummary, camel_case)
    row = {"userId": 5, "isLockedOut": False, "accessLevel": "Galactic", "isNew": True}
    (found,) = ArrowConverter(columns).table([row]).to_pylist()
    assert {name: value for name, value in found.items() if value is not None} == {
        "userId": 5,
        "isLockedOut": False,
        "accessLevel": "Galactic",
        "extra": '{"isNew":true}',
    }


def test_values_that_fit() -> None:
    row = {
        "id": -(2**63),
        "the_number": 5_000_000,
        "is_true": True,
        "text": "é😀",
        "colour": "Red",
        "seen_at": "2024-01-31T23:59:59.1234560+02:00",
        "parts": [{"part_id": 1, "new": None}],
        "any_object": {},
    }
    assert table_of(row) == [
        {
            **row,
            "the_number": 5_000_000.0,
            "seen_at": datetime(2024, 1, 31, 21, 59, 59, 123456, UTC),
            "parts": '[{"part_id":1,"new":null}]',
            "any_object": "{}",
            "extra": {},
        }
    ]


def test_null_and_missing_are_null() -> None:
    nothing: dict[str, Any] = {**dict.fromkeys([column.name for column in COLUMNS]), "extra": {}}
    assert table_of({}, dict.fromkeys([column.name for column in COLUMNS])) == [nothing, nothing]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", 2**63),
        ("id", -(2**63) - 1),
        ("id", "5"),
        ("id", 5.0),
        ("id", True),
        ("id", [5]),
        ("the_number", 2**53 + 1),
        ("the_number", 10**400),
        ("the_number", "0.7"),
        ("the_number", False),
        ("is_true", 1),
        ("is_true", "false"),
        ("text", 5),
        ("text", {"a": "b"}),
        ("text", "\ud800"),
        ("colour", ["Red"]),
        ("seen_at", "yesterday"),
        ("seen_at", "2024-01-31"),
        ("seen_at", "2024-02-30T12:00:00Z"),
        ("seen_at", "2024-01-31T23:59:59.1234567Z"),
        ("seen_at", "9999-12-31T23:59:59-14:00"),
        ("seen_at", 1706745599),
    ],
)
def test_a_value_that_does_not_fit_goes_to_extra(name: str, value: Any) -> None:
    (found,) = table_of({"new": 1, name: value})
    assert found.pop("extra") == {"new": 1, name: value}
    assert set(found.values()) == {None}


def test_an_unknown_field_may_be_called_extra() -> None:
    assert table_of({"extra": {"extra": None}})[0]["extra"] == {"extra": {"extra": None}}


def test_no_rows_and_no_columns() -> None:
    assert ArrowConverter(COLUMNS).table([]).num_rows == 0
    assert ArrowConverter([]).table([{"a": 1}, {}]).to_pylist() == [
        {"extra": '{"a":1}'},
        {"extra": None},
    ]


def put_together(found: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """Rebuild a row's known fields from a table's cells."""
    fields = {}
    for column in columns:
        cell = found[column.name]
        if cell is not None:
            fields[column.name] = json.loads(cell) if column.kind is Kind.JSON else cell
    return fields


@repeatable(75)
@given(lists_of_rows())
def test_nothing_is_lost(rows: list[dict[str, Any]]) -> None:
    for row, found in zip(rows, table_of(*rows), strict=True):
        known = put_together(found, COLUMNS)
        extra = found["extra"]
        assert not known.keys() & extra.keys()
        values = known | extra
        nulls = {column.name for column in COLUMNS if row.get(column.name) is None}
        assert values.keys() == row.keys() - nulls
        for name, value in values.items():
            if name in known and name == "seen_at":
                moment = datetime.fromisoformat(row[name])
                assert value == (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
            elif name in known and name == "the_number":
                assert value == row[name]  # 5 is 5.0 there, which is the same number
            else:
                assert repr(value) == repr(row[name])


@repeatable(40)
@given(lists_of_rows(), st.data())
def test_batches_of_any_sizes_make_the_same_table(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(rows)), max_size=4).map(sorted))
    batches = itertools.pairwise([0, *cuts, len(rows)])
    converter = ArrowConverter(COLUMNS)
    together = pa.concat_tables([converter.table(rows[start:end]) for start, end in batches])
    assert together.schema == arrow_schema(COLUMNS)
    assert repr(together.to_pylist()) == repr(converter.table(rows).to_pylist())


def test_a_growing_table_keeps_what_only_its_last_row_has() -> None:
    plain = [{"id": number, "text": "a", "is_true": True} for number in range(100)]
    growing = GrowingTable(TablePlan(COLUMNS))
    rounds = ROWS_AT_ONCE * TABLES_TO_MERGE // len(plain) + 1
    for _ in range(rounds):
        growing.add(plain)
    growing.add([])
    growing.add([{"id": 2**63, "text": "\ud800", "is_true": None, "new": 1.5}])
    table = growing.finish()
    assert table.schema == arrow_schema(COLUMNS)
    assert table["id"].to_pylist() == [*list(range(100)) * rounds, None]
    assert table["extra"].null_count == len(table) - 1
    assert json.loads(table["extra"][-1].as_py()) == {"new": 1.5, "id": 2**63, "text": "\ud800"}
    assert str(table.to_pandas()["id"].dtype) == "Int64"


def test_a_growing_table_without_rows_has_its_columns() -> None:
    assert GrowingTable(TablePlan(COLUMNS)).finish().schema == arrow_schema(COLUMNS)


DTYPES = {
    "id": "Int64",
    "the_number": "float64",
    "is_true": "boolean",
    "seen_at": "datetime64[us, UTC]",
}
"""The types of a data frame's columns that are not text."""


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [{"id": 2**53 + 1, "is_true": True}],
        [{"id": 2**53 + 1, "is_true": False}, {"id": None}, {}],
        [{"id": 2**63 - 1}, {"id": 2**63}, {"id": "5", "is_true": "yes", "the_number": None}],
        [{"id": -(2**63), "the_number": 1, "seen_at": "2024-01-31T00:00:00Z"}, {"text": "a"}],
    ],
)
def test_data_frame_types_do_not_depend_on_the_rows(rows: list[dict[str, Any]]) -> None:
    table = ArrowConverter(COLUMNS).table(rows)
    whole = {index: row["id"] for index, row in enumerate(table.to_pylist())}
    texts = ArrowConverter(COLUMNS).table([{"text": "a"}]).to_pandas().dtypes
    for frame in (table.to_pandas(), table.slice(0).to_pandas()):
        assert list(frame.columns) == table.column_names
        for name, dtype in frame.dtypes.items():
            assert str(dtype) == DTYPES.get(name, str(texts[name]))
        for index, value in whole.items():
            missing = bool(frame["id"].isna()[index])
            assert missing if value is None else int(frame["id"][index]) == value


def test_the_error_for_missing_pandas_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigurationError, match="pip install pandas"):
        check_pandas()


def test_selected_columns_and_values_that_do_not_fit() -> None:
    rows: list[dict[str, Any]] = [{"id": 1, "text": "a", "new": 1}, {"id": "5"}]
    assert ArrowConverter(COLUMNS, ["text", "id"]).table(rows[:1]).to_pylist() == [
        {"text": "a", "id": 1}
    ]
    with pytest.raises(NoPlaceError):
        ArrowConverter(COLUMNS, ["text", "id"]).table(rows)
    names = ["text", "id", "extra"]
    found = ArrowConverter(COLUMNS, names, misfits_only=True).table(rows)
    assert found.schema == arrow_schema(COLUMNS, names)
    assert found["extra"].to_pylist() == [None, '{"id":"5"}']
    assert ArrowConverter(COLUMNS, names).table(rows)["extra"].to_pylist() == [
        '{"new":1}',
        '{"id":"5"}',
    ]
    assert ArrowConverter(COLUMNS, ["text"]).table(rows).to_pylist() == [
        {"text": "a"},
        {"text": None},
    ]


def test_the_error_for_missing_pyarrow_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match=re.escape(install_command("parquet"))):
        arrow_schema(COLUMNS)
    with pytest.raises(ConfigurationError, match="the extra 'parquet'"):
        ArrowConverter(COLUMNS).table([])
