"""What the paged lists of Rooms share: one envelope around arrays of different names."""

from collections.abc import Callable
from typing import Any

from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.protocol.convert import shorten
from opentoclose_async.runtime.reading import RowPage

__all__ = ["LARGEST_PAGE", "envelope", "read_rows"]

LARGEST_PAGE = 100
"""Rows; the official description allows a count from 1 to 100."""


def envelope(value: Any, array: str) -> dict[str, Any]:
    """
    Check the envelope of a list.

    An empty answer (204) is an empty list: older lists answer so. An object without its array is no
    list, whatever its status: a sibling API of DocuSign answers refusals so, with status 200.

    Args:
        value: The decoded JSON.
        array: The name of the array in it.

    Raises:
        DataFormatError: If there is no such array.
    """
    if value is None:
        return {array: []}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object, got {shorten(value)}.")
    rows = value.get(array)
    if not isinstance(rows, list):
        held = ", ".join(sorted(value)) or "nothing"
        raise DataFormatError(
            f"expected a list under {array!r}; the answer holds {held}.", path=array
        )
    return value


def read_rows(array: str) -> Callable[[Any], RowPage]:
    """Make the reader of a list whose rows are under this name."""

    def read(value: Any) -> RowPage:
        page = envelope(value, array)
        total = page.get("totalRowCount")
        # The link only says that there is more: positions are computed, and no link is followed.
        return RowPage(
            page[array],
            total if type(total) is int and total >= 0 else None,
            bool(page.get("nextUri")),
        )

    return read
