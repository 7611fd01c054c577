"""Convert the values of property fields between the API's strings and Python types."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from opentoclose_async._protocol.arguments import entry_of
from opentoclose_async._protocol.conversion.spelt_values import (
    LARGEST_EXPONENT,
    date_in,
    is_near,
    number_in,
)
from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async.exceptions import ValidationError

__all__ = ["FieldContent", "field_text", "fields_by_key", "refuse_field", "typed_value"]

FieldContent = str | int | float | Decimal | date | None
"""The value of a field; None if it is empty."""


def typed_value(kind: str | None, text: str | None) -> FieldContent:
    """
    Convert the string of a field by the field's type.

    Args:
        kind: The field's type: choice, text, textarea, date, number, decimal.
        text: What the API sends. Numbers may have commas as thousands separators, as in the United
            States. A date may have a time of day, which is dropped.

    Returns:
        A date for a date, an int or float for a number, a Decimal for a decimal. None for an empty
        string. The string itself for other types, or if it does not fit the type.
    """
    if not text:
        return None
    if kind == "date":
        found = date_in(text.strip())
        return text if found is None else found[0]
    if kind not in ("number", "decimal"):
        return text
    number = number_in(text.strip())
    if number is None:
        return text
    return number if kind == "decimal" else _plain_number(number)


def _plain_number(number: Decimal) -> int | float:
    if number == number.to_integral_value():
        return int(number)
    nearest = float(number)
    return int(nearest) if nearest.is_integer() else nearest


class _TypedFields(Mapping[str, FieldContent]):
    """
    Fields by key, converted on access: a property has hundreds, and programs read a few.

    Args:
        items: The items of ``field_values`` by key.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = items

    def __getitem__(self, key: str) -> FieldContent:
        item = self._items[key]
        content: FieldContent = _member(item, "value")
        return typed_value(_member(item, "type"), content) if isinstance(content, str) else content

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __repr__(self) -> str:
        return repr(dict(self))


def fields_by_key(items: object) -> Mapping[str, FieldContent]:
    """
    Return the values of a property's fields by key.

    Args:
        items: ``field_values`` of a property, as models or as the API sends them. Anything but a
            list counts as empty. Items without a key are skipped. The last of equal keys wins.

    Returns:
        A read-only mapping in the order of the items. Values that the API does not send as strings
        are unchanged.
    """
    by_key: dict[str, Any] = {}
    for item in items if isinstance(items, list) else ():
        key = _member(item, "key")
        if isinstance(key, str) and key:
            by_key[key] = item
    return _TypedFields(by_key)


def _member(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def refuse_field(key: object, problem: str) -> ValidationError:
    """Make the error for an invalid entry of ``property_data``."""
    name = cut(key) if isinstance(key, str) else shorten(key)
    message = f"{entry_of('property_data', key)} {problem}. Nothing was sent."
    return ValidationError(message, field_errors={name: [problem]})


def field_text(key: str, kind: str | None, value: object) -> str:
    """
    Convert a value to the string that the API takes for a field that is not a choice.

    Args:
        key: The caller's name for the field.
        kind: The field's type.
        value: A string, which stays unchanged; a date or datetime, which becomes the day; or a
            number, which is written without an exponent.

    Raises:
        ValidationError: For a value of another type, a number for a date, a date for a number, or a
            number that is not finite.
    """
    is_numeric = kind in ("number", "decimal")
    if isinstance(value, str):
        return value
    if isinstance(value, date) and not is_numeric:
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and kind != "date":
        written = _written_out(value)
        if written is None:
            problem = f"must be a finite number of at most {LARGEST_EXPONENT} digits"
            raise refuse_field(key, f"{problem}, not {shorten(value)}")
        return written
    allowed = "a number" if is_numeric else "a date" if kind == "date" else "a number, a date"
    raise refuse_field(key, f"must be {allowed} or a string, not {shorten(value)}")


def _written_out(value: float | Decimal) -> str | None:
    # Subclasses (numpy's, enums) have string formats of their own.
    if isinstance(value, int):
        near = abs(value) < 10**LARGEST_EXPONENT
        return str(int(value)) if near else None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = Decimal(repr(float(value)))
    return format(value, "f") if is_near(value) else None
