"""Describe the rows of a list: their model, and the key that identifies a row."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import LARGEST_ID
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._protocol.verified.fingerprints import fingerprint_of
from opentoclose_async.exceptions import DataFormatError

__all__ = ["RowKind", "check_rows", "id_in"]

_DIGITS = re.compile(r"[0-9]{1,19}")


@frozen
class RowKind:
    """
    A kind of row.

    Attributes:
        model: The model of a row.
        wire_name: Maps an attribute to its name in the API, e.g. ``camel_case`` for Rooms.
        key: The wire name of the field that identifies a row.
    """

    model: type[Model]
    wire_name: Callable[[str], str] = str
    key: str = "id"

    def identify(self, row: Mapping[str, Any]) -> Hashable:
        """Return a row's key or, without one, a hash of the row."""
        value = row.get(self.key) if isinstance(row, Mapping) else None
        if type(value) is int or (type(value) is str and value):
            return value
        return fingerprint_of(row, self.key)[0]


def id_in(row: object, key: str = "id") -> int | None:
    """Return a row's id, for requests about it. A string of digits counts as an id."""
    found = row.get(key) if isinstance(row, Mapping) else None
    if isinstance(found, str) and _DIGITS.fullmatch(found):
        found = int(found)
    return found if type(found) is int and 0 < found <= LARGEST_ID else None


def check_rows(rows: Sequence[Any], start: int = 0) -> None:
    """
    Check that the rows of a page are objects, which all code that reads rows relies on.

    Args:
        rows: The decoded rows.
        start: Position of the first row in the list.

    Raises:
        DataFormatError: For the first row that is not an object, with its position.
    """
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            place = start + index
            raise DataFormatError(
                f"expected an object as row {index} of a page, at position {place} of the list, "
                f"got {shorten(row)}. Read the rows before it with max_items, those after it with "
                f"start={place + 1}.",
                path=f"[{index}]",
            )
