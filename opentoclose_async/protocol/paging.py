"""
Which windows of a list to ask for, in which order to deliver them, and when the list is over.

A plan asks for nothing itself. It is told what came back, and knows of an answer only how many rows
it had and what it said about the rest of the list. Positions are computed from the rows received;
a link to the next page says "more" and nothing else.
"""

from enum import Enum, auto
from typing import Generic, TypeVar

from attrs import frozen

__all__ = ["Extent", "Page", "PagePlan", "Window"]

T = TypeVar("T")


@frozen
class Page(Generic[T]):
    """
    One page of a list, as delivered.

    Attributes:
        items: The page's rows.
        start: Position of the first of them in the list, from 0.
        total: Rows in the whole list, where the server says so.
    """

    items: list[T]
    start: int
    total: int | None = None


@frozen
class Window:
    """Rows to ask for: so many from a position on."""

    start: int
    count: int

    @property
    def end(self) -> int:
        """Position behind the last row asked for."""
        return self.start + self.count


@frozen
class Extent:
    """
    What an answer says about the list.

    Attributes:
        rows: Rows on the page.
        total: Rows in the whole list; None if not said.
        more: True if the answer links to a next page; False or None if it does not.
    """

    rows: int
    total: int | None = None
    more: bool | None = None


class _Verdict(Enum):
    """What a window at the cursor means for the list."""

    NEXT = auto()  # go on behind it
    GAP = auto()  # rows of it are missing: ask for them
    WAIT = auto()  # windows on the way will tell
    END = auto()


class PagePlan:
    """
    Plan the reading of one list.

    ``take`` windows while ``ready``; report each with ``arrived`` or ``failed``; deliver what
    ``deliver`` yields, in that order; ``consumed`` makes room for more.

    The first page is asked for alone: it shows whether the server knows the total, and how many
    rows it gives at most. With a total, all other windows follow from it. Without, the plan asks
    ahead one window more with every full page, and stops at the first page that is not full.

    Args:
        page_size: Rows to ask for at a time.
        concurrency: Windows to have on the way at the same time, at most.
        start: Position of the first row wanted.
        max_items: Rows wanted at most; None for all.
        shared: Rows before each window that are asked for in addition, and not reported.
    """

    def __init__(
        self,
        *,
        page_size: int,
        concurrency: int,
        start: int = 0,
        max_items: int | None = None,
        shared: int = 0,
    ) -> None:
        self._page_size = page_size
        self._shared = shared
        self._concurrency = concurrency
        self._stop = None if max_items is None else start + max_items
        # Pages fetched and not yet read: enough to keep every worker busy while one is late.
        self._most_held = 2 * concurrency
        self._held = 0
        self._first = start
        self._next = start  # the first row that no window has asked for
        self._cursor = start  # the first row that is not settled
        self._stride: int | None = None  # rows a window spans; known from the first page on
        self._ahead = 1  # windows on the way at the same time, as far as the list is known
        self._total: int | None = None
        self._linked = False  # some page linked to a next one, so that no link means the end
        self._short: set[int] = set()  # windows that came short and are not settled
        self._failed = False
        self._behind_odd_first: int | None = None
        self._on_the_way: set[int] = set()
        self._waiting: dict[int, tuple[Window, Extent | None]] = {}  # None: could not be had
        self._gaps: list[Window] = []
        self._asked_again: set[int] = set()
        self._deliverable: list[Window] = []
        self.finished = self._stop is not None and self._stop <= start
        self.closed = False

    @property
    def concurrency(self) -> int:
        """Windows to have on the way at the same time, at most."""
        return self._concurrency

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as last said by the server."""
        return self._total

    @property
    def ready(self) -> bool:
        """Tell whether there is a window to ask for now."""
        if self.finished or len(self._on_the_way) >= self._concurrency:
            return False
        if self._gaps:
            return True
        looks_over = self._failed or (bool(self._short) and self._total is None)
        if looks_over or self._held >= self._most_held or self._is_beyond(self._next):
            return False
        return len(self._on_the_way) < self._ahead

    def take(self) -> Window | None:
        """Take the next window to ask for; None if there is none now."""
        if not self.ready:
            return None
        if self._gaps:
            window = self._gaps.pop(0)
        else:
            count = self._stride or self._page_size
            if self._stop is not None:
                count = min(count, self._stop - self._next)
            window = Window(self._next, count)
            self._next = window.end
        self._held += 1
        self._on_the_way.add(window.start)
        return window

    def usable(self, window: Window, rows: int) -> int:
        """
        Tell how many of an answer's rows to use: a server may give more than asked for.

        Only the first page may be longer; behind any other, the next window is already asked for.
        """
        if self._stride is not None:
            return min(rows, window.count)
        return rows if self._stop is None else min(rows, self._stop - window.start)

    def arrived(self, window: Window, extent: Extent) -> None:
        """Take note of a window's answer."""
        self._on_the_way.discard(window.start)
        if extent.rows == 0:
            self._held -= 1
        if extent.total is not None:
            self._total = extent.total
        self._linked = self._linked or bool(extent.more)
        if self._stride is None:
            self._learn_from_first(window, extent.rows)
        elif extent.rows >= window.count:
            self._ahead = min(self._ahead + 1, self._concurrency)
        if self._total is not None:
            self._ahead = self._concurrency
        if extent.rows < window.count:
            self._short.add(window.start)
        self._waiting[window.start] = (window, extent)
        self._settle()

    def failed(self, window: Window) -> None:
        """Take note that a window could not be had; what lies before it is still delivered."""
        self._on_the_way.discard(window.start)
        self._failed = True
        self._waiting[window.start] = (window, None)
        self._settle()

    def deliver(self) -> list[Window]:
        """Take the windows whose rows, or whose failure, are next for the reader, in order."""
        windows, self._deliverable = self._deliverable, []
        return windows

    def consumed(self) -> None:
        """Take note that the reader is done with one delivered page."""
        self._held -= 1

    def follows_odd_first(self, window: Window) -> bool:
        """
        Tell whether a window follows a first page that was shorter or longer than asked for.

        If it repeats that page, the server ignores paging and the first page was the whole list.
        """
        return window.start == self._behind_odd_first

    def close(self) -> None:
        """End the list here: nothing more is asked for or delivered."""
        self.finished = self.closed = True

    def _learn_from_first(self, window: Window, rows: int) -> None:
        # A short first page may come from a server whose cap is lower than what was asked for.
        # Stopping there, as clients commonly do, would lose the rest: go on behind its last row.
        cap = rows if rows < window.count + self._shared else window.count + self._shared
        self._stride = min(max(1, cap - self._shared), window.count) if rows else window.count
        self._next = window.start + rows
        self._ahead = 1 if rows < window.count else min(2, self._concurrency)
        if rows != window.count:
            self._behind_odd_first = self._next

    def _is_beyond(self, position: int) -> bool:
        """Tell whether no row that we want stands at a position or behind it."""
        if self._stop is not None and position >= self._stop:
            return True
        return self._total is not None and position >= self._total and position > self._first

    def _settle(self) -> None:
        """Go through what has arrived, in order, as far as it can be judged."""
        while not self.finished and self._cursor in self._waiting:
            window, extent = self._waiting[self._cursor]
            verdict = _Verdict.END if extent is None else self._judge(window, extent)
            if verdict is _Verdict.WAIT:
                return
            del self._waiting[self._cursor]
            self._short.discard(self._cursor)
            rows = 0 if extent is None else extent.rows
            if rows or extent is None:
                self._deliverable.append(window)
            self._cursor += rows
            if verdict is _Verdict.END:
                self.finished = True
            elif verdict is _Verdict.GAP:
                self._gaps.append(Window(self._cursor, window.count - rows))
                self._asked_again.add(self._cursor)
            elif rows == 0:
                self._cursor = min(self._waiting)
        if not (self._on_the_way or self._waiting or self._gaps):
            self.finished = self.finished or self._is_beyond(self._next)

    def _judge(self, window: Window, extent: Extent) -> _Verdict:
        end = window.start + extent.rows
        if self._stop is not None and end >= self._stop:
            return _Verdict.END
        if extent.more and self._total is not None and end >= self._total:
            self._total = None  # a link to more outweighs a count that says otherwise
        later_rows = any(other is not None and other.rows for _, other in self._later(window))
        if extent.rows == 0:
            claimed = extent.more or (self._total is not None and end < self._total)
            if window.start not in self._asked_again and (later_rows or claimed):
                return _Verdict.GAP  # it may have been a slip; asked twice, it is taken as said
            if later_rows:
                return _Verdict.NEXT
            return _Verdict.WAIT if self._on_the_way else _Verdict.END
        short = extent.rows < window.count
        is_first = window.start == self._first
        if self._says_over(end, extent) and not later_rows:
            return _Verdict.END
        if not short or is_first:
            return _Verdict.NEXT
        if later_rows or extent.more or self._total is not None:
            return _Verdict.GAP
        return _Verdict.WAIT if self._on_the_way else _Verdict.END

    def _later(self, window: Window) -> list[tuple[Window, Extent | None]]:
        return [seen for start, seen in self._waiting.items() if start > window.start]

    def _says_over(self, end: int, extent: Extent) -> bool:
        if extent.more:
            return False
        if self._total is not None:
            return end >= self._total
        return self._linked
