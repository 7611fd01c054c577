"""Dates, times and numbers that an API sends as strings: typed where that loses nothing."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from opentoclose_async._tables.arrow import ArrowConverter
from opentoclose_async._tables.columns import Column, Kind, columns_of
from opentoclose_async.otc.models import Contact, Property, PropertyContact, PropertyTask, User

NOON = datetime.fromisoformat("2025-05-22T12:00:00")


def cell(kind: Kind, value: Any) -> tuple[Any, Any]:
    """Return a value's cell, and what is in extra."""
    (found,) = ArrowConverter([Column("x", kind)]).table([{"x": value}]).to_pylist()
    return found["x"], None if found["extra"] is None else json.loads(found["extra"])["x"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.DATE, "2024-02-29", date(2024, 2, 29)),
        (Kind.DATE, "2/29/2024", date(2024, 2, 29)),
        (Kind.DATE, "2024-02-29 00:00:00", date(2024, 2, 29)),
        (Kind.LOCAL, "2025-05-22 12:00:00", NOON),
        (Kind.LOCAL, "2025-05-22T12:00:00.000000", NOON),
        (Kind.LOCAL, "2025-05-22 12:00:00.25", NOON.replace(microsecond=250_000)),
        (Kind.SPELT_NUMBER, "450000.00", 450_000.0),
        (Kind.SPELT_NUMBER, "1,234,567.5", 1_234_567.5),
        (Kind.SPELT_NUMBER, "0.1", 0.1),
        (Kind.SPELT_NUMBER, "-3", -3.0),
        (Kind.SPELT_NUMBER, 3, 3.0),
    ],
)
def test_a_string_that_fits(kind: Kind, text: Any, value: object) -> None:
    assert cell(kind, text) == (value, None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[(kind, text) for kind in (Kind.DATE, Kind.LOCAL) for text in ("", "soon", "0000-00-00")],
        (Kind.DATE, "2023-02-29"),
        (Kind.DATE, "2024-02-29 09:30:00"),
        (Kind.DATE, "2024-02-29 00:00:00Z"),
        (Kind.DATE, "31/12/2024"),
        (Kind.DATE, 20240229),
        (Kind.LOCAL, "0000-00-00 00:00:00"),
        (Kind.LOCAL, "2025-05-22"),
        (Kind.LOCAL, "2025-05-22 12:00:00Z"),
        (Kind.LOCAL, "2025-05-22 12:00:00+02:00"),
        (Kind.LOCAL, "2025-05-22 12:00:00.1234567"),
        (Kind.LOCAL, {"timezone": "UTC"}),
        (Kind.SPELT_NUMBER, ""),
        (Kind.SPELT_NUMBER, "n/a"),
        (Kind.SPELT_NUMBER, "12,34"),
        (Kind.SPELT_NUMBER, "9007199254740993"),
        (Kind.SPELT_NUMBER, "0.1234567890123456789"),
        (Kind.SPELT_NUMBER, "1e400"),
        (Kind.SPELT_NUMBER, True),
    ],
)
def test_another_value_is_in_extra_as_it_came(kind: Kind, value: Any) -> None:
    assert cell(kind, value) == (None, value)


def test_a_time_in_an_object_is_in_the_column_and_its_time_zone_in_extra() -> None:
    written = {"date": "2025-05-22 12:00:00.000000", "timezone_type": 3, "timezone": "UTC"}
    assert cell(Kind.LOCAL, written) == (NOON, written)


def test_models_say_which_fields_are_dates_and_times() -> None:
    kinds = {
        (model, column.name): column.kind
        for model in (User, Property, PropertyContact, PropertyTask)
        for column in columns_of(model)
    }
    dates = {name for (_, name), kind in kinds.items() if kind is Kind.DATE}
    times = {(model, name) for (model, name), kind in kinds.items() if kind is Kind.LOCAL}
    assert dates == {"hire_date", "due_date"}
    assert times == {
        (User, "last_login"),
        *((model, "created") for model in (Property, PropertyContact, PropertyTask)),
    }
    assert kinds[PropertyTask, "completed"] is Kind.FLAG
    assert kinds[PropertyTask, "assignee_id"] is Kind.WHOLE
    assert {each.name: each.kind for each in columns_of(Contact)}["zip"] is Kind.TEXT
