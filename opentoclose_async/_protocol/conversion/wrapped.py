"""Open records that a proxy or gateway has wrapped in an object of its own."""

from collections.abc import Set
from typing import Any

from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import DataFormatError

__all__ = ["DEEPEST", "WRAPPER", "open_record", "open_row"]

WRAPPER = "data"
DEEPEST = 8
"""Nested wrappers to open at most; far more than any server uses."""


def open_record(value: Any, fields: Set[str]) -> Any:
    """
    Return a record, unwrapped if it is wrapped.

    Args:
        value: The decoded response.
        fields: The wire names of such a record's fields.

    Raises:
        DataFormatError: If there is a wrapper without any of those fields in it. Treated as the
            record itself, it would be a record without values.
    """
    inner = _open(value, fields)
    if inner is value or _has_any(inner, fields):
        return inner
    raise DataFormatError(
        f"expected a record, bare or wrapped in {WRAPPER!r}, got {shorten(value)}.", path=WRAPPER
    )


def open_row(row: dict[str, Any], fields: Set[str]) -> dict[str, Any]:
    """Return a row of a list, unwrapped if its wrapper holds a record."""
    inner: Any = _open(row, fields)
    return inner if _has_any(inner, fields) else row


def _open(value: Any, fields: Set[str]) -> Any:
    for _ in range(DEEPEST):
        if not isinstance(value, dict) or WRAPPER not in value or _is_record(value, fields):
            break
        value = value[WRAPPER]
    return value


def _is_record(value: dict[str, Any], fields: Set[str]) -> bool:
    """Return whether an object is the record itself. Wrappers may have a status or a name too."""
    if WRAPPER in fields:
        return True
    return value.get("id") is not None if "id" in fields else _has_any(value, fields)


def _has_any(value: Any, fields: Set[str]) -> bool:
    return isinstance(value, dict) and not fields.isdisjoint(value)
