"""
Pages that hold rows of earlier ones: from servers that ignore positions, clamp them or wrap around.

A server may ignore the position, move one behind the end back so that the page is full, or begin
again with the first page. What such a page repeats is told by its rows alone, for the position that
was asked for says nothing about it then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Repeats"]

Row = Mapping[str, Any]


class Repeats:
    """
    Tell how many rows of a page were delivered before, for pages that come in order.

    It remembers the page before, and of all others how they began: a few bytes a page.

    Args:
        key: The wire name of the field that tells rows apart.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._beginnings: set[int] = set()
        self._lone_rows: set[int] = set()  # the pages that were a single row
        self._previous: Sequence[Row] = ()

    def old_rows(self, rows: Sequence[Row], used: int) -> int:
        """
        Count the rows at the beginning of a page that were delivered before.

        Args:
            rows: The page's rows, at least one.
            used: How many of them are to be delivered.
        """
        previous, self._previous = self._previous, rows[:used]
        if not previous:
            self._remember(rows)
            return 0
        if rows == previous:
            return len(rows)
        if rows == previous[: len(rows)] and self._told_apart(rows, previous):
            return len(rows)
        old = self._overlap(previous, rows)
        if old:
            return old
        first = self._digest(rows[:1])
        if self._digest(rows) in self._beginnings or first in self._lone_rows:
            return len(rows)
        self._remember(rows)
        return 0

    def _overlap(self, previous: Sequence[Row], rows: Sequence[Row]) -> int:
        """Count the rows up to the last one of the page before, if what lies between agrees."""
        try:
            count = rows.index(previous[-1]) + 1
        except ValueError:
            return 0
        common = min(count, len(previous))
        same = rows[count - common : count]
        if same != previous[len(previous) - common :]:
            return 0
        return count if self._told_apart(rows, previous) else 0

    def _told_apart(self, rows: Sequence[Row], previous: Sequence[Row]) -> bool:
        """Tell whether a row seen twice is the same: rows alike in everything may be different."""
        return bool(self._key_of(rows[0])) or (_all_differ(rows) and _all_differ(previous))

    def _remember(self, rows: Sequence[Row]) -> None:
        first = self._digest(rows[:1])
        self._beginnings |= {self._digest(rows), first}
        if len(rows) == 1:
            self._lone_rows.add(first)

    def _digest(self, rows: Sequence[Row]) -> int:
        """Give what tells apart how a page begins: by two rows, where one alone may not do."""
        told_apart = 1 if self._key_of(rows[0]) else 2
        return hash(tuple(map(repr, rows[:told_apart])))

    def _key_of(self, row: Row) -> Any:
        return row.get(self._key) if isinstance(row, dict) else None


def _all_differ(rows: Sequence[Row]) -> bool:
    return len(set(map(repr, rows))) == len(rows)
