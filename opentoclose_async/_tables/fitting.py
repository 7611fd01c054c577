"""
Decide which values fit a column's type.

A value fits only if it can be recovered from the column unchanged. Of an object or a list, what
fits is in the column, and the rest is kept apart.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any

from opentoclose_async._protocol.conversion.spelt_values import date_in, number_in
from opentoclose_async._tables.columns import Column, Kind, ListOf, Objects, compact_json

__all__ = ["FITTING", "PLAIN_TYPES", "Fit", "fit_of"]

PLAIN_TYPES: Mapping[Kind, frozenset[type]] = {
    Kind.WHOLE: frozenset({int, NoneType}),
    Kind.NUMBER: frozenset({int, float, NoneType}),
    Kind.FLAG: frozenset({bool, NoneType}),
    Kind.TEXT: frozenset({str, NoneType}),
}
"""
The types of values that pyarrow takes unchanged or refuses.

It refuses what ``FITTING`` does, such as integers beyond 64 bits, and also integers beyond 2**53 as
floats, some of which fit. Types are exact, because True is an instance of int.
"""


def _whole(value: Any) -> int | None:
    return value if value.__class__ is int and -(2**63) <= value < 2**63 else None


def _number(value: Any) -> float | None:
    if value.__class__ is float:
        return float(value)
    if value.__class__ is int:
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if number == value else None
    return None


def _flag(value: Any) -> bool | None:
    return value if value.__class__ is bool else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can escape
        return None
    return value


def _spelt_number(value: Any) -> float | None:
    if not isinstance(value, str):
        return _number(value)
    number = number_in(value)
    if number is None:
        return None
    nearest = float(number)
    return nearest if Decimal(repr(nearest)) == number else None


def _date(value: Any) -> date | None:
    found = date_in(value) if isinstance(value, str) else None
    if found is None or found[1].strip("0:."):  # a time of day other than midnight
        return None
    return found[0]


# A column of microseconds can only hold a moment that is no finer.
_TIME = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6}0*)?"
_MOMENT = re.compile(rf"{_TIME}(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
_LOCAL = re.compile(_TIME, re.ASCII)


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        # Without an offset it is UTC, as in models.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a 30th of February; the year 10000 in UTC
        return None


def _local(value: Any) -> datetime | None:
    if not isinstance(value, str) or _LOCAL.fullmatch(value) is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:  # 0000-00-00 00:00:00
        return None


FITTING: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.SPELT_NUMBER: _spelt_number,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.LOCAL: _local,
    Kind.MOMENT: _moment,
    Kind.JSON: compact_json,
}
"""Converts a value that is not null to its column's type; None if it does not fit."""

Fit = Callable[[Any], tuple[Any, Any]]
"""Converts a value that is not null to its cell, and what of it is not in the cell, if anything."""


def fit_of(column: Column, *, structs: bool) -> Fit:
    """
    Return what converts the values of a column.

    Args:
        column: The column.
        structs: Whether objects and lists that the model knows are structs and lists, not JSON.
    """
    if structs and isinstance(column.nested, Objects):
        return _fit_objects(column.nested)
    if structs and isinstance(column.nested, ListOf):
        return _fit_lists(column.nested)
    fit = FITTING[column.kind]

    def fit_plain(value: Any) -> tuple[Any, Any]:
        cell = fit(value)
        return (None, value) if cell is None else (cell, None)

    if column.kind is Kind.LOCAL:
        return lambda value: _dated(value, fit_plain)
    return fit_plain


def _dated(value: Any, fit: Fit) -> tuple[Any, Any]:
    """Fit the time in an object, as contacts have, whose time zone is kept apart."""
    if value.__class__ is dict and isinstance(value.get("date"), str):
        cell, _ = fit(value["date"])
        return cell, value
    return fit(value)


def _fit_objects(nested: Objects) -> Fit:
    fits = {each.name: fit_of(each, structs=True) for each in nested.members}

    def fit_object(value: Any) -> tuple[Any, Any]:
        if not isinstance(value, dict):
            return None, value
        cell: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for name, each in value.items():
            fit = fits.get(name)
            if fit is None:
                rest[name] = each
            elif each is not None:
                cell[name], left = fit(each)
                if left is not None:
                    rest[name] = left
        return cell, rest or None

    return fit_object


def _fit_lists(nested: ListOf) -> Fit:
    fit = fit_of(nested.item, structs=True)

    def fit_list(value: Any) -> tuple[Any, Any]:
        if not isinstance(value, list):
            return None, value
        pairs = [(None, None) if each is None else fit(each) for each in value]
        # The whole list: parts of items say nothing without their places.
        is_whole = all(left is None for _, left in pairs)
        return [cell for cell, _ in pairs], None if is_whole else value

    return fit_list
