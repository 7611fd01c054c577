"""What the rows of a list are: the model they become, and what tells them apart."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import LARGEST_ID
from opentoclose_async._protocol.conversion.converter import Model, shorten
from opentoclose_async._protocol.verified.fingerprints import fingerprint_of
from opentoclose_async.exceptions import DataFormatError

__all__ = ["RowKind", "check_rows", "id_in"]

_DIGITS = re.compile(r"[0-9]{1,19}")


@frozen
class RowKind:
    """
    A kind of rows.

    Attributes:
        model: The model that a row becomes.
        wire_name: What the API calls an attribute of it, as ``camel_case`` for Rooms.
        key: The wire name of the field that tells rows apart.
    """

    model: type[Model]
    wire_name: Callable[[str], str] = str
    key: str = "id"

    def identify(self, row: Mapping[str, Any]) -> Hashable:
        """Give what tells a row from others: its key, or a number made of it where it has none."""
        value = row.get(self.key) if isinstance(row, Mapping) else None
        if type(value) is int or (type(value) is str and value):
            return value
        return fingerprint_of(row, self.key)[0]


def id_in(row: object) -> int | None:
    """Give the id that a row has, by which more can be asked for; a text of digits is one too."""
    found = row.get("id") if isinstance(row, Mapping) else None
    if isinstance(found, str) and _DIGITS.fullmatch(found):
        found = int(found)
    return found if type(found) is int and 0 < found <= LARGEST_ID else None


def check_rows(rows: Sequence[Any], start: int = 0) -> None:
    """
    Check that the rows of a page are objects, which is what everything that reads them goes by.

    Args:
        rows: The rows as decoded.
        start: Position of the first of them in the list.

    Raises:
        DataFormatError: For the first that is none, with its position.
    """
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            place = start + index
            raise DataFormatError(
                f"expected an object as row {index} of a page, at position {place} of the list, "
                f"got {shorten(row)}. The rows before it can be had with max_items, those behind "
                f"it with start={place + 1}.",
                path=f"[{index}]",
            )
