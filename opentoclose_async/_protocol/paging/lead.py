"""
How far ahead to request a list whose end is unknown.

Every page ahead may be one past the end, and so a request wasted. Lists that have shown many pages
tend to have many more, so the lead grows with the pages received. If the quota has plenty of room,
it quadruples after the first page and is eight times that a round trip later; otherwise it doubles.
"""

from collections.abc import Callable

__all__ = ["PLENTY", "Lead"]

FIRST = 3
"""Requests by which the lead grows with the first full page, if the quota has plenty of room."""
FAST = 7
"""The same for every other full page: a list that has two has probably many."""
PLENTY = 16
"""The quota has plenty of room if it permits this many times the lead at once."""


class Lead:
    """
    The number of ranges that may be in flight, by what is known of the list.

    Args:
        most: Maximum number.
        room: Return how many requests the quota permits at once; None for any number.
    """

    def __init__(self, most: int, room: Callable[[], int | None]) -> None:
        self.ranges = 1
        self._full_pages = 0
        self._most = most
        self._room = room

    def grow(self) -> None:
        """Take note of a full page."""
        self._full_pages += 1
        if self.ranges < self._most:
            fast = 1 + FIRST + FAST * (self._full_pages - 1)
            room = self._room()
            if room is not None:
                fast = min(fast, room // PLENTY)
            self.ranges = min(self._most, max(self.ranges, 1 + self._full_pages, fast))

    def lift(self) -> None:
        """Take note of a total: no request is wasted."""
        self.ranges = self._most
