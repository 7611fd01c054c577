"""
A list of rows as a server has it at every moment, and which rows have not been touched so far.

Rows have unique serial numbers. They are part of the content, so the judge can identify rows
whatever ids they have; readers do not know about them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

IdStyle = Literal[
    "integers",
    "scattered",
    "texts",
    "mixed",
    "all zero",
    "shared by neighbours",
    "shared far apart",
    "missing",
    "null",
    "partly missing",
]

_MISSING = object()

_IDS: dict[IdStyle, Callable[[int, int], Any]] = {
    "integers": lambda serial, _: serial + 1,
    "scattered": lambda serial, _: (serial * 7919 + 13) % 100_003,
    "texts": lambda serial, _: f"u{serial}",
    "mixed": lambda serial, _: str(serial) if serial % 2 else serial + 1,  # 5 alongside "5"
    "all zero": lambda _, __: 0,
    "shared by neighbours": lambda serial, group: serial // group,
    "shared far apart": lambda serial, group: serial % group,
    "missing": lambda _, __: _MISSING,
    "null": lambda _, __: None,
    "partly missing": lambda serial, group: _MISSING if serial % group == 0 else serial,
}

ID_STYLES: tuple[IdStyle, ...] = tuple(_IDS)


@dataclass(frozen=True, slots=True)
class Row:
    """One version of a row: an edit makes another version of the same row."""

    serial: int
    version: int = 0

    def content(self, id_field: str, style: IdStyle, group: int) -> dict[str, Any]:
        """Return what a server sends for the row."""
        row_id = _IDS[style](self.serial, group)
        known = {} if row_id is _MISSING else {id_field: row_id}
        return {**known, "serial": self.serial, "note": f"v{self.version}"}


def row_of(content: dict[str, Any]) -> Row:
    """Return which row, and which version of it, a reader received."""
    return Row(content["serial"], int(content["note"][1:]))


class MovingList:
    """
    The rows in order, the ways to change them, and the rows that were ever touched.

    A row is steadfast while it has been there from the beginning and was never moved, edited or
    removed. Changes to other rows do not matter, so steadfast rows keep their order.
    """

    def __init__(self, length: int) -> None:
        self.rows = [Row(serial) for serial in range(length)]
        self.initial = tuple(self.rows)
        self.touched: set[int] = set()
        self.removed: list[Row] = []
        self.longest = length
        self._next_serial = length

    def insert(self, index: int, count: int = 1) -> None:
        """Insert new rows at one place."""
        first = self._next_serial
        self._next_serial += count
        self.rows[index:index] = [Row(serial) for serial in range(first, first + count)]
        self.longest = max(self.longest, len(self.rows))

    def delete(self, index: int, count: int = 1) -> None:
        """Remove adjacent rows."""
        gone = self.rows[index : index + count]
        del self.rows[index : index + count]
        self._touch(gone)
        self.removed += gone

    def restore(self, which: int, index: int) -> None:
        """Restore a removed row, unchanged, at any place."""
        self.rows.insert(index, self.removed.pop(which))
        self.longest = max(self.longest, len(self.rows))

    def move(self, source: int, target: int) -> None:
        """Move a row to another place."""
        row = self.rows.pop(source)
        self.rows.insert(target, row)
        self._touch([row])

    def swap(self, one: int, other: int) -> None:
        """Swap two rows."""
        rows = self.rows
        rows[one], rows[other] = rows[other], rows[one]
        self._touch([rows[one], rows[other]])

    def edit(self, index: int) -> None:
        """Change a field of a row in place."""
        row = self.rows[index]
        self.rows[index] = replace(row, version=row.version + 1)
        self._touch([row])

    def edit_the_sort_key(self, source: int, target: int) -> None:
        """Change the field that the list is sorted by: the row's content and its place."""
        self.edit(source)
        self.move(source, target)

    def _touch(self, rows: Iterable[Row]) -> None:
        self.touched.update(row.serial for row in rows)
