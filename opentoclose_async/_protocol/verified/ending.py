"""
Decide whether a list that moves has ended.

A page's last row may have others after it: a server may return fewer rows than requested at any
time. No single response shows both a row and that nothing follows it. So evidence is collected, and
two pieces must agree:

- The position after a page answered with no rows, right after the page was seen. This counts only
  for a page that was shorter than others: one as long as any may have been cut by the server.
- Pages of different lengths end with the same row: the server would have had to cut each there.
- A page ends where the list does, by the total that came with it, and links to no next page.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from opentoclose_async._protocol.verified.chain import SeenPage

__all__ = ["Ending"]

R = TypeVar("R")


class Ending(Generic[R]):
    """
    Collect evidence that a list has ended.

    Args:
        are_same: Returns whether two sightings are of one row.
    """

    def __init__(self, are_same: Callable[[R, R], bool]) -> None:
        self._are_same = are_same
        self._times_nothing = 0
        self._last: R | None = None
        self._lengths: set[int] = set()
        self._is_counted = False
        self.pages_seen = 0

    def saw_rows_after(self) -> None:
        """Take note that the position after the last page seen has rows."""
        self._times_nothing = 0
        self._lengths.clear()

    def saw_nothing_after(self) -> None:
        """Take note that the position after the last page seen has no rows."""
        self._times_nothing += 1

    def saw(self, page: SeenPage[R]) -> None:
        """Take note of a page with rows that joins the chain."""
        last = page.rows[-1]
        if self._last is None or not self._are_same(self._last, last):
            self._lengths.clear()
        self._last = last
        self._lengths.add(len(page.rows))
        self._is_counted = page.total == page.end and not page.more
        self.pages_seen += 1

    @property
    def is_certain(self) -> bool:
        """Whether two or more pieces of evidence agree."""
        of_one_end = max(0, len(self._lengths) - 1)
        return self._times_nothing + of_one_end + self._is_counted > 1
