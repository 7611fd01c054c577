"""
Decide which values fit a column's type.

A value fits only if it can be recovered from the column unchanged.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import NoneType
from typing import Any

from opentoclose_async._tables.columns import Kind, compact_json

__all__ = ["FITTING", "PLAIN_TYPES"]

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


# A column of microseconds can only hold a moment that is no finer.
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6}0*)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        # Without an offset it is UTC, as in models.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a 30th of February; the year 10000 in UTC
        return None


FITTING: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.MOMENT: _moment,
    Kind.JSON: compact_json,
}
"""Converts a value that is not null to its column's type; None if it does not fit."""
