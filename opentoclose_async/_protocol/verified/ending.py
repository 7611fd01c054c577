"""
Whether a list that moves is over.

A page that ends with some row may be followed by others: a server gives fewer rows than it is asked
for when it likes. No single answer shows both a row and that nothing follows it. So evidence is
collected, of which two pieces must agree:

- The place behind a page has answered with no rows, right after the page was seen. It counts only
  for a page that was shorter than others: one that is as long as any was cut short by the server.
- Pages of different lengths end with the same row: the server would have to cut each just there.
- A page ends where the list does, by the total that came with it, and links to no other.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from opentoclose_async._protocol.verified.chain import Seen

__all__ = ["Ending"]

R = TypeVar("R")


class Ending(Generic[R]):
    """
    Collect what speaks for it that a list is over.

    Args:
        are_same: Tell whether two sightings are of one row.
    """

    def __init__(self, are_same: Callable[[R, R], bool]) -> None:
        self._are_same = are_same
        self._times_nothing = 0
        self._last: R | None = None
        self._lengths: set[int] = set()
        self._is_counted = False
        self.pages_seen = 0

    def rows_were_behind(self) -> None:
        """Take note that the place behind the page seen last has answered with rows."""
        self._times_nothing = 0
        self._lengths.clear()

    def nothing_was_behind(self) -> None:
        """Take note that the place behind the page seen last has answered with none."""
        self._times_nothing += 1

    def saw(self, page: Seen[R]) -> None:
        """Take note of a page that joins the chain, and has rows."""
        last = page.rows[-1]
        if self._last is None or not self._are_same(self._last, last):
            self._lengths.clear()
        self._last = last
        self._lengths.add(len(page.rows))
        self._is_counted = page.total == page.end and not page.more
        self.pages_seen += 1

    @property
    def is_certain(self) -> bool:
        """Tell whether two pieces of evidence agree, or more."""
        of_one_end = max(0, len(self._lengths) - 1)
        return self._times_nothing + of_one_end + self._is_counted > 1
