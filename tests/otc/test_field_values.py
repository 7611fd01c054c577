"""Conversion between the API's strings and Python values."""

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc.field_values import (
    FieldContent,
    field_text,
    fields_by_key,
    typed_value,
)
from opentoclose_async.otc.models import FieldValue, Property
from tests.thoroughness import repeatable

KINDS = ["choice", "text", "textarea", "date", "number", "decimal", "of tomorrow", None]

READ: list[tuple[str, str, FieldContent]] = [
    ("choice", "Buyer", "Buyer"),
    ("text", "12", "12"),
    ("text", " ", " "),
    ("textarea", "a<br>b&nbsp;", "a<br>b&nbsp;"),
    ("date", "2025-05-22", date(2025, 5, 22)),
    ("date", "2025-05-22 05:01:56", date(2025, 5, 22)),
    ("date", "2025-05-22T05:01:56.123Z", date(2025, 5, 22)),
    ("date", "2025-05-22T05:01:56+02:00", date(2025, 5, 22)),
    ("date", "05/22/2025", date(2025, 5, 22)),
    ("date", "5/2/2025", date(2025, 5, 2)),
    ("date", " 2025-05-22 ", date(2025, 5, 22)),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("date", "2025-02-29", "2025-02-29"),
    ("date", "0000-00-00", "0000-00-00"),
    ("date", "22/05/2025", "22/05/2025"),
    ("date", "2025-05-22 tbd", "2025-05-22 tbd"),
    ("date", "٢٠٢٥-٠٥-٢٢", "٢٠٢٥-٠٥-٢٢"),
    ("date", "soon", "soon"),
    ("number", "3", 3),
    ("number", " 3 ", 3),
    ("number", "-3", -3),
    ("number", "+3", 3),
    ("number", "007", 7),
    ("number", "3.0", 3),
    ("number", "1e3", 1000),
    ("number", "2.5", 2.5),
    ("number", ".5", 0.5),
    ("number", "1,250", 1250),
    ("number", "1,250,000.50", 1250000.5),
    ("number", "12345678901234567890", 12345678901234567890),
    ("number", "1,25", "1,25"),
    ("number", "0,250", "0,250"),
    ("number", "1250,000", "1250,000"),
    ("number", "1_000", "1_000"),
    ("number", "$5", "$5"),
    ("number", "nan", "nan"),
    ("number", "Infinity", "Infinity"),
    ("number", "1e999", "1e999"),
    ("number", "1e-999999999999999999999", "1e-999999999999999999999"),
    ("number", "9" * 5000, "9" * 5000),
    ("number", ".", "."),
    ("number", "٣", "٣"),
    ("decimal", "450000.00", Decimal("450000.00")),
    ("decimal", "450,000.00", Decimal("450000.00")),
    ("decimal", "0.1", Decimal("0.1")),
    ("decimal", "sNaN", "sNaN"),
    ("decimal", "-Infinity", "-Infinity"),
    ("decimal", "1e999999999", "1e999999999"),
    ("decimal", "two", "two"),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_string_is_converted_by_its_type(kind: str, text: str, value: FieldContent) -> None:
    read = typed_value(kind, text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", None])
def test_an_empty_value_of_any_type_is_none(kind: str | None, text: str | None) -> None:
    assert typed_value(kind, text) is None


def test_a_decimal_keeps_its_digits() -> None:
    assert str(typed_value("decimal", "450,000.00")) == "450000.00"


NUMBERS = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.decimals().map(str),
    st.from_regex(r"\A[0-9+., eE-]{1,30}\Z"),
)


@repeatable(100)
@given(st.sampled_from(KINDS), st.one_of(st.none(), st.text(), NUMBERS, st.dates().map(str)))
def test_converting_any_string_and_back_is_stable(kind: str | None, text: str | None) -> None:
    read = typed_value(kind, text)
    again = typed_value(kind, None if read is None else str(read))
    assert again == read
    assert type(again) is type(read)


@repeatable(100)
@given(st.dates())
def test_each_date_is_read_in_both_formats(day: date) -> None:
    american = f"{day.month:02}/{day.day:02}/{day.year:04}"
    assert typed_value("date", day.isoformat()) == typed_value("date", american) == day


@repeatable(100)
@given(st.integers(-(10**300), 10**300))
def test_each_whole_number_is_read_exactly_with_commas_and_without(number: int) -> None:
    assert typed_value("number", str(number)) == typed_value("number", f"{number:,}") == number


def test_fields_are_found_by_key() -> None:
    fields = fields_by_key(
        [
            {"id": 9, "key": "contract_status", "type": "choice", "value": "Closed"},
            {"id": 8, "key": "closing_date", "type": "date", "value": "2025-05-22"},
            {"id": 7, "key": "bedrooms", "type": "number", "value": ""},
            {"id": 6, "key": "baths", "type": "number"},
            {"id": 5, "key": "plain", "value": "12"},
        ]
    )
    assert dict(fields) == {
        "contract_status": "Closed",
        "closing_date": date(2025, 5, 22),
        "bedrooms": None,
        "baths": None,
        "plain": "12",
    }
    assert list(fields) == ["contract_status", "closing_date", "bedrooms", "baths", "plain"]
    assert len(fields) == 5
    assert "closing_date" in fields
    assert fields.get("nowhere", "x") == "x"
    with pytest.raises(KeyError, match="nowhere"):
        fields["nowhere"]


def test_the_last_of_equal_keys_wins() -> None:
    items = [{"key": "a", "type": "text", "value": text} for text in ("first", "second")]
    assert dict(fields_by_key(items)) == {"a": "second"}


@pytest.mark.parametrize(
    "item", [None, 5, "text", [], {}, {"value": "1"}, {"key": None}, {"key": ""}, {"key": ["a"]}]
)
def test_items_without_a_key_are_skipped(item: Any) -> None:
    good = {"key": "a", "type": "text", "value": "b"}
    assert dict(fields_by_key([item, good])) == {"a": "b"}


def test_a_property_made_by_a_caller_has_fields_too() -> None:
    made = Property(field_values=[FieldValue(key="baths", type="number", value="2")])
    assert made.fields == {"baths": 2}
    sent = Property(raw={"field_values": [{"key": "baths", "value": "2"}]})
    assert sent.fields == {"baths": "2"}
    assert Property(field_values=[], raw=sent.raw).fields == {}


@pytest.mark.parametrize("value", [5, 2.5, True, None, ["a"]])
def test_a_value_that_is_not_a_string_is_unchanged(value: Any) -> None:
    assert fields_by_key([{"key": "a", "type": ["?"], "value": value}])["a"] == value


def test_fields_are_read_only_and_have_a_repr_and_pickle() -> None:
    fields = fields_by_key([{"key": "a", "type": "number", "value": "5"}])
    with pytest.raises(TypeError):
        cast("dict[str, FieldContent]", fields)["a"] = 6
    assert repr(fields) == "{'a': 5}"
    assert pickle.loads(pickle.dumps(fields)) == fields == {"a": 5}


class Floor(IntEnum):
    FIRST = 1


WRITTEN: list[tuple[str | None, object, str]] = [
    ("text", "as it is", "as it is"),
    ("number", "about 5", "about 5"),
    ("date", "soon", "soon"),
    ("text", 80202, "80202"),
    ("number", -5, "-5"),
    ("number", Floor.FIRST, "1"),
    ("number", 2.5, "2.5"),
    ("number", 1e22, "10000000000000000000000"),
    ("number", 1e-7, "0.0000001"),
    ("decimal", Decimal("450000.00"), "450000.00"),
    ("decimal", Decimal("1E+3"), "1000"),
    ("date", date(2025, 5, 22), "2025-05-22"),
    ("date", datetime(2025, 5, 22, 23, 59, tzinfo=UTC), "2025-05-22"),
    ("text", date(2025, 5, 22), "2025-05-22"),
    (None, 5, "5"),
]


@pytest.mark.parametrize(("kind", "value", "text"), WRITTEN)
def test_a_value_is_written_in_the_apis_format(kind: str | None, value: object, text: str) -> None:
    assert field_text("a", kind, value) == text


REFUSED: list[Any] = [
    ("number", True, "must be a number or a string, not True"),
    ("text", False, "must be a number, a date or a string, not False"),
    ("number", date(2025, 5, 22), "must be a number or a string, not datetime.date"),
    ("date", 20250522, "must be a date or a string, not 20250522"),
    ("date", b"2025-05-22", "must be a date or a string, not b'2025-05-22'"),
    ("number", float("nan"), "must be a finite number of at most 300 digits, not nan"),
    ("number", float("-inf"), "must be a finite number of at most 300 digits, not -inf"),
    ("decimal", Decimal("NaN"), "must be a finite number of at most 300 digits, not Decimal"),
    ("decimal", Decimal("sNaN"), "must be a finite number of at most 300 digits, not Decimal"),
    ("decimal", Decimal("1E+999999999"), "must be a finite number of at most 300 digits"),
    ("decimal", Decimal("0E-999999999"), "must be a finite number of at most 300 digits"),
    pytest.param("number", 10**5000, "not a int that cannot be shown", id="huge"),
    ("text", None, "must be a number, a date or a string, not None"),
    ("text", ["a"], "must be a number, a date or a string, not ['a']"),
    ("number", 1j, "must be a number or a string, not 1j"),
]


@pytest.mark.parametrize(("kind", "value", "problem"), REFUSED)
def test_a_value_that_does_not_fit_a_field_is_refused(
    kind: str | None, value: object, problem: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        field_text("my_field", kind, value)
    message = str(caught.value)
    assert message.startswith("property_data['my_field'] must be ")
    assert problem in message
    assert message.endswith(". Nothing was sent.")
    assert list(caught.value.field_errors) == ["my_field"]


VALUES: st.SearchStrategy[int | float | Decimal] = st.one_of(
    st.integers(-(10**300) + 1, 10**300 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
)


@repeatable(100)
@given(VALUES)
def test_an_accepted_number_is_written_without_an_exponent_and_read_back(
    number: float | Decimal,
) -> None:
    try:
        text = field_text("a", "decimal", number)
    except ValidationError:
        assert number
        assert not Decimal("1e-300") <= abs(Decimal(number)) <= Decimal("1e300")
        return
    assert set(text) <= set("-0123456789.")
    read = typed_value("decimal", text)
    assert isinstance(read, Decimal)
    assert type(number)(read) == number
