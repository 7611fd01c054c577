"""What the rows of a list are: the model they become, and what tells them apart."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from attrs import frozen

from opentoclose_async.protocol.convert import Model
from opentoclose_async.protocol.fingerprints import fingerprint_of

__all__ = ["RowKind"]


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
