"""
Which windows of a list to ask for, in which order to deliver them, and when the list is over.

A plan asks for nothing itself. It is told what came back, and knows of an answer only how many rows
it had and what it said about the rest of the list. What it keeps to, whatever a server says:

1. The windows that are open (queued, on the way, or answered and not settled) cover the stretch
   from the cursor to the front without a gap and without an overlap. So no row is passed over or
   delivered twice, and no list waits while nothing is on its way.
2. The cursor moves by rows received and by nothing else. A position that answered with no rows is
   asked for at most twice, so the requests are bounded by the rows: ``2 * rows + 2`` behind which
   the reader waits, and what was asked ahead.
3. The end counts where every total that was said agrees with it and nothing says more, or where the
   place behind the last row answered with no rows and nothing says more. A page shorter than asked
   for shows a cap, not the end. What answers with no rows while something says more, twice, stalls.
"""

from collections import deque

from opentoclose_async._protocol.paging.pages import Extent, Window
from opentoclose_async._protocol.paging.totals import Totals
from opentoclose_async._protocol.paging.unsettled import OpenWindow, Verdict

__all__ = ["PagePlan"]


class PagePlan:
    """
    Plan the reading of one list.

    ``take`` windows while ``ready``; report each with ``arrived`` or ``failed``; deliver what
    ``deliver`` yields, in that order; ``consumed`` makes room for more.

    The first page is asked for alone: it shows whether the server knows the total, and how many
    rows it gives at most. With a total, all other windows follow from it. Without, the plan asks
    ahead one window more with every full page.

    Args:
        page_size: Rows to ask for at a time.
        concurrency: Windows to have on the way at the same time, at most.
        start: Position of the first row wanted.
        max_items: Rows wanted at most; None for all.
        confirm_end: Look behind the last row where the server does not say that it is the last.
            If false, a page that is shorter than expected ends the list unless something says more.
        span: Rows that the server is known to give at a time; the first page tells if None.
        shared: Rows before each window but the first that are asked for in addition, and not
            reported.
    """

    def __init__(
        self,
        *,
        page_size: int,
        concurrency: int,
        start: int = 0,
        max_items: int | None = None,
        confirm_end: bool = True,
        span: int | None = None,
        shared: int = 0,
    ) -> None:
        self._page_size = page_size
        self._shared = shared
        self._concurrency = concurrency
        self._confirm_end = confirm_end
        self._stop = None if max_items is None else start + max_items
        # Pages fetched and not yet read: enough to keep every worker busy while one is late.
        self._most_held = 2 * concurrency
        self._held = 0
        self._unread = 0  # pages among them that the reader can have
        self._first = start
        self._front = start  # the first row that no window is there for
        self._cursor = start  # the first row that is not settled
        self._span = page_size if span is None else min(span, page_size)
        self._knows_span = span is not None
        self._ahead = 1  # windows on the way at the same time, as far as the list is known
        self._open: dict[int, OpenWindow] = {}
        self._on_the_way = 0
        self._void = 0  # open windows that had no rows or could not be had
        self._filled = 0  # open windows that had rows, all of them behind the cursor
        self._short: int | None = None  # rows of the page before the cursor, if it came short
        self._queue: deque[Window] = deque()  # windows that must be asked for, whatever is known
        self._asked_again: set[int] = set()
        self._looking_back: Window | None = None
        self._turns = 0
        self.totals = Totals()
        self._shown_until = start  # behind the last row of any answer, of use or not
        self._linked = False  # the answer before the cursor linked to more
        self._deliverable: list[Window] = []
        self.stalled: str | None = None
        """Why the last window delivered has no rows although there should be some."""
        self.finished = self._stop is not None and self._stop <= start
        self.closed = False

    @property
    def concurrency(self) -> int:
        """Windows to have on the way at once."""
        return self._concurrency

    @property
    def position(self) -> int:
        """The first row that is not settled: behind the last one delivered."""
        return self._cursor

    @property
    def ready(self) -> bool:
        """Tell whether there is a window to ask for now."""
        if self.finished or self._on_the_way >= self._concurrency:
            return False
        if self._held >= self._most_held and (self._unread or not self._queue):
            return False  # the reader comes first
        if self._queue:
            return True
        if self._looks_over or self._is_beyond(self._front):
            return False  # an answer that is on its way comes first
        return self._on_the_way < self._ahead

    def narrow(self, page_size: int) -> None:
        """Ask for so many rows at a time from now on."""
        self._page_size = page_size
        self._span = min(self._span, page_size)

    def take(self) -> Window | None:
        """Take the next window to ask for; None if there is none now."""
        if not self.ready:
            return None
        window = self._queue.popleft() if self._queue else self._at_front()
        if window is not self._looking_back:
            self._open[window.start].turn = self._turns
        self._turns += 1
        self._held += 1
        self._on_the_way += 1
        return window

    def arrived(self, window: Window, extent: Extent) -> int:
        """
        Take note of a window's answer.

        Returns:
            How many of its rows to use, from the first on: a server may give more than there is
            room for before the next window.
        """
        self._on_the_way -= 1
        if window is self._looking_back:
            self._held -= 1
            self._looked_back(extent)
            return 0
        opened = self._open[window.start]
        end = window.start + extent.rows
        self._shown_until = max(self._shown_until, end if extent.rows else 0)
        self.totals.note(extent.total, rows=extent.rows, end=end, turn=opened.turn)
        if self.totals.credible is not None:
            self._ahead = self._concurrency
        expected = opened.end - window.start
        used = extent.rows if opened.end == self._front else min(extent.rows, expected)
        if self._stop is not None:
            used = min(used, self._stop - window.start)
        if used > expected:
            opened.end = self._front = window.start + used
        opened.extent, opened.used = extent, used
        self._note_span(extent.rows, expected)
        if used:
            self._filled += 1
        else:
            self._void += 1
            self._held -= 1
        self._settle()
        return used

    def failed(self, window: Window) -> None:
        """Take note that a window could not be had; what lies before it is still delivered."""
        self._on_the_way -= 1
        if window is self._looking_back:
            self._deliverable.append(window)
            self.finished = True
            return
        self._open[window.start].failed = True
        self._void += 1
        self._settle()

    def deliver(self) -> list[Window]:
        """Take the windows whose rows, or whose failure, are next for the reader, in order."""
        windows, self._deliverable = self._deliverable, []
        return windows

    def consumed(self) -> None:
        """Take note that the reader is done with one delivered page."""
        self._held -= 1
        self._unread -= 1

    def close(self) -> None:
        """End the list here: nothing more is asked for or delivered."""
        self.finished = self.closed = True

    # What is asked for

    def _at_front(self) -> Window:
        """Open a window at the front: it asks for a whole page, and spans what is expected."""
        room = self._page_size
        if self._stop is not None:
            room = min(room, self._stop - self._front)
        window = Window(self._front, room)
        self._open_window(window, self._front + min(self._span, room))
        self._front = self._open[window.start].end
        return window

    def _open_window(self, window: Window, end: int) -> None:
        self._open[window.start] = OpenWindow(window, end)

    def _ask_at_cursor(self, end: int) -> None:
        """Open a window for what is missing between the cursor and the end of a stretch."""
        if end == self._front:
            self._front = self._cursor
            window = self._at_front()
        else:
            window = Window(self._cursor, end - self._cursor)
            self._open_window(window, end)
        self._queue.append(window)

    @property
    def _looks_over(self) -> bool:
        """Tell whether to ask ahead may be in vain."""
        return self._void > 0 or (self._short is not None and self.totals.trusted is None)

    def _is_beyond(self, position: int) -> bool:
        """Tell whether no row that we want stands at a position or behind it."""
        if self._stop is not None and position >= self._stop:
            return True
        total = self.totals.credible
        return total is not None and position >= total and position > self._first

    # What answers show

    def _note_span(self, rows: int, expected: int) -> None:
        """Learn how many rows the server gives at a time."""
        if not self._knows_span:
            self._knows_span = True
            # Stopping at a short first page, as clients commonly do, would lose the rest where the
            # server's cap is lower than what was asked for: go on behind its last row.
            self._span = min(max(1, rows - self._shared), self._page_size) if rows else self._span
            if rows >= expected:
                self._ahead = max(self._ahead, min(2, self._concurrency))
            return
        if rows > expected:
            self._span = min(self._page_size, rows)
        if rows >= expected:
            self._ahead = min(self._ahead + 1, self._concurrency)

    def _settle(self) -> None:
        """Go through what has been answered, in order, as far as it can be judged."""
        while not self.finished:
            opened = self._open.get(self._cursor)
            if opened is None or not opened.answered:
                break
            if opened.failed:
                self._deliverable.append(opened.window)
                self.finished = True
            elif opened.used:
                self._settle_rows(opened)
            elif self._settle_nothing(opened):
                break
        if not self.finished and not self._open and self._is_beyond(self._front):
            # The total that was believed is reached, and something speaks against it.
            self._ask_at_cursor(self._front)

    def _settle_rows(self, opened: OpenWindow) -> None:
        extent = opened.extent
        assert extent is not None
        del self._open[self._cursor]
        self._filled -= 1
        if self._short is not None:  # so that page showed a cap, and not the end
            self._span = min(self._page_size, max(self._short, opened.used))
        self._deliverable.append(opened.window)
        self._unread += 1
        self._cursor += opened.used
        self._linked = bool(extent.more)
        self._short = None
        if self._cursor < opened.end:
            unshared = self._shared if opened.window.start == self._first else 0
            self._short = max(1, opened.used - unshared)
        if self._is_over(opened, extent):
            self.finished = True
        elif self._short is not None:
            self._ask_at_cursor(opened.end)

    def _is_over(self, opened: OpenWindow, extent: Extent) -> bool:
        if self._stop is not None and self._cursor >= self._stop:
            return True
        if self._rows_are_behind or extent.more:
            return False
        if self.totals.trusted is not None:
            return self.totals.trusted == self._cursor
        total = self.totals.last if extent.total is None else extent.total
        if self._confirm_end or (total is not None and total > self._cursor):
            return False
        return self._cursor < opened.end

    def _settle_nothing(self, opened: OpenWindow) -> bool:
        """Judge an answer without rows at the cursor; tell whether to wait for others."""
        extent = opened.extent
        assert extent is not None
        claim = self._claim(extent)
        verdict = self._judge(extent, claim)
        if verdict is Verdict.END:
            self.finished = True
        elif verdict is Verdict.AGAIN:
            self._asked_again.add(self._cursor)
            opened.extent = None
            self._void -= 1
            self._queue.append(opened.window)
            return True
        elif verdict is Verdict.LOOK_BACK:
            if self._looking_back is None:  # another response may lead here while it is queued
                # The last row, and one more if there is one.
                self._looking_back = Window(self._cursor - 1, 2)
                self._queue.append(self._looking_back)
            return True
        elif verdict is Verdict.STALLED:
            if self._ask_behind_again():
                return True
            self._stall(claim or "it answered with no body (204)")
        return verdict is Verdict.WAIT

    def _ask_behind_again(self) -> bool:
        """Ask again for the nearest rows behind the cursor: the list may have shrunk meanwhile."""
        behind = (each for start, each in self._open.items() if start not in self._asked_again)
        nearest = min((each for each in behind if each.used), key=_start_of, default=None)
        if nearest is None:
            return False
        self._asked_again.add(nearest.window.start)
        nearest.extent, nearest.used = None, 0
        self._filled -= 1
        self._held -= 1
        self._queue.append(nearest.window)
        return True

    def _judge(self, extent: Extent, claim: str | None) -> Verdict:
        unexplained = extent.silent and self._cursor > 0
        if self.totals.trusted == self._cursor:
            unexplained = False
        unexplained = unexplained or (
            self._shown_until > self._cursor and self._cursor not in self._asked_again
        )
        if claim is None and not unexplained:
            return Verdict.WAIT if self._on_the_way else Verdict.END
        if self._cursor not in self._asked_again:
            return Verdict.AGAIN
        if claim is not None:
            agrees = extent.total is not None and extent.total <= self._cursor
            return Verdict.END if agrees and not self._rows_are_behind else Verdict.STALLED
        return Verdict.WAIT if self._on_the_way else Verdict.LOOK_BACK

    def _claim(self, extent: Extent) -> str | None:
        """Tell what says that rows stand at the cursor or behind it; None if nothing does."""
        if self._rows_are_behind:
            return "rows further on have come already"
        total = self.totals.credible if extent.total is None else extent.total
        if total is not None and total > self._cursor:
            return f"the server says that the list has {total} rows"
        if extent.more:
            return "the answer links to a next page"
        if self._linked and extent.total is None:
            return "the page before it links to a next one"
        return None

    def _looked_back(self, extent: Extent) -> None:
        """An empty body may be how a server says that nothing is behind the last row."""
        nothing_there = self._cursor == self._first and not extent.silent
        if extent.rows == 1 or (not extent.rows and nothing_there):
            self.finished = True
        else:
            self._stall("it answered with no body (204), and the row before it is not the last")

    def _stall(self, reason: str) -> None:
        self.stalled = reason
        self._deliverable.append(Window(self._cursor, self._page_size))
        self.finished = True

    @property
    def _rows_are_behind(self) -> bool:
        """Rows have come that stand behind those at the cursor."""
        return self._filled > 0


def _start_of(opened: OpenWindow) -> int:
    return opened.window.start
