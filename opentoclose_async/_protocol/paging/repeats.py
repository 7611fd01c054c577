"""
Detect pages that repeat rows of earlier ones.

A server may ignore the position, move one beyond the end back so that the page is full, or start
again with the first page. Only the rows themselves show what such a page repeats: the requested
position says nothing about it.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

__all__ = ["Repeats"]

Row = Mapping[str, Any]


class Repeats:
    """
    Count the rows of a page that were delivered before, for pages in order.

    It remembers the previous page, and how each earlier one began: a few bytes per page.

    Args:
        key: The wire name of the field that identifies a row.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._key_in = itemgetter(key)
        self._beginnings: set[int] = set()
        self._lone_rows: set[int] = set()  # pages with a single row
        self._previous: Sequence[Row] = ()

    def count_repeated(self, rows: Sequence[Row], used: int) -> int:
        """
        Count the rows at the beginning of a page that were delivered before.

        Args:
            rows: The page's rows, at least one.
            used: How many of them are to be delivered.
        """
        previous, self._previous = self._previous, rows[:used]
        if not previous:
            self._remember(rows, *self._digests(rows))
            return 0
        if rows == previous:
            return len(rows)
        if rows == previous[: len(rows)] and self._are_distinct(rows, previous):
            return len(rows)
        old = self._overlap(previous, rows)
        if old:
            return old
        beginning, first = self._digests(rows)
        if beginning in self._beginnings or first in self._lone_rows:
            return len(rows)
        self._remember(rows, beginning, first)
        return 0

    def _overlap(self, previous: Sequence[Row], rows: Sequence[Row]) -> int:
        """Count the rows up to the previous page's last one, if the rows between agree."""
        last = previous[-1]
        try:
            if last[self._key] not in map(self._key_in, rows):  # much faster than comparing rows
                return 0
        except (KeyError, TypeError):  # not all rows have one
            pass
        try:
            count = rows.index(last) + 1
        except ValueError:
            return 0
        common = min(count, len(previous))
        same = rows[count - common : count]
        if same != previous[len(previous) - common :]:
            return 0
        return count if self._are_distinct(rows, previous) else 0

    def _are_distinct(self, rows: Sequence[Row], previous: Sequence[Row]) -> bool:
        """Return whether a row seen twice must be the same one: different rows may be identical."""
        return bool(self._key_of(rows[0])) or (_all_differ(rows) and _all_differ(previous))

    def _remember(self, rows: Sequence[Row], beginning: int, first: int) -> None:
        self._beginnings |= {beginning, first}
        if len(rows) == 1:
            self._lone_rows.add(first)

    def _digests(self, rows: Sequence[Row]) -> tuple[int, int]:
        """Hash how a page begins, by one row if it has a key and else by two, and its first row."""
        first = hash((repr(rows[0]),))
        if self._key_of(rows[0]) or len(rows) == 1:
            return first, first
        return hash(tuple(map(repr, rows[:2]))), first

    def _key_of(self, row: Row) -> Any:
        return row.get(self._key) if isinstance(row, dict) else None


def _all_differ(rows: Sequence[Row]) -> bool:
    return len(set(map(repr, rows))) == len(rows)
