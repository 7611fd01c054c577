"""Records that something between us and the API wraps in an object of its own."""

from collections.abc import Set
from typing import Any

from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async.exceptions import DataFormatError

__all__ = ["DEEPEST", "WRAPPER", "open_record", "open_row"]

WRAPPER = "data"
DEEPEST = 8
"""Wrappers in each other that are opened; far more than anybody makes."""


def open_record(value: Any, fields: Set[str]) -> Any:
    """
    Give a record, out of its wrapper if it is in one.

    Args:
        value: The decoded answer.
        fields: What the fields of such a record are called.

    Raises:
        DataFormatError: If there is a wrapper, and none of those fields in it. Taken as the record
            itself, it would be one without any values.
    """
    inner = _open(value, fields)
    if inner is value or _has_any(inner, fields):
        return inner
    raise DataFormatError(
        f"expected a record, bare or wrapped in {WRAPPER!r}, got {shorten(value)}.", path=WRAPPER
    )


def open_row(row: dict[str, Any], fields: Set[str]) -> dict[str, Any]:
    """Give a row of a list, out of its wrapper if there is a record in that."""
    inner: Any = _open(row, fields)
    return inner if _has_any(inner, fields) else row


def _open(value: Any, fields: Set[str]) -> Any:
    for _ in range(DEEPEST):
        if not isinstance(value, dict) or WRAPPER not in value or _is_record(value, fields):
            break
        value = value[WRAPPER]
    return value


def _is_record(value: dict[str, Any], fields: Set[str]) -> bool:
    """Tell whether an object is a record itself; wrappers may well have a status or a name."""
    if WRAPPER in fields:
        return True
    return value.get("id") is not None if "id" in fields else _has_any(value, fields)


def _has_any(value: Any, fields: Set[str]) -> bool:
    return isinstance(value, dict) and not fields.isdisjoint(value)
