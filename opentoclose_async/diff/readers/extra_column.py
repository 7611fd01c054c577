"""The column for everything without a column, in tables that this package has written."""

import json
from collections.abc import Callable
from typing import Any

from opentoclose_async._tables.columns import EXTRA

__all__ = ["with_extra"]


def with_extra(row: dict[str, Any], convert: Callable[[Any], Any]) -> dict[str, Any]:
    """
    Return a row with the fields in its extra column as fields of its own.

    So the fields that changed have their names, also if the other file was written by a version
    that has a column for them.

    Args:
        row: The row, without null fields.
        convert: Converts a value to what a cell would hold.
    """
    text = row.get(EXTRA)
    if not isinstance(text, str) or not text.startswith("{"):
        return row
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return row
    found = {name: convert(value) for name, value in fields.items() if value is not None}
    if found.keys() & (row.keys() - {EXTRA}):
        return row
    return {**{name: value for name, value in row.items() if name != EXTRA}, **found}
