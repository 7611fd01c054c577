"""
Plan which ranges of a list to request, in which order to deliver them, and when the list ends.

A plan sends nothing itself. It is told about responses, and only how many rows each had and what it
said about the rest of the list. Its guarantees, whatever a server says:

1. The open ranges (queued, in flight, or answered but not settled) cover the rows from the cursor
   to the front without gaps or overlaps. So no row is skipped or delivered twice, and no list waits
   while nothing is in flight.
2. Only received rows move the cursor. A position that answered with no rows is requested at most
   twice, so the rows bound the requests: ``2 * rows + 2`` that the reader waits for, plus those
   made ahead.
3. The list ends where every stated total agrees and nothing says there is more, or where the
   position after the last row answers with no rows and nothing says there is more. A page shorter
   than requested shows a cap, not the end. A position that answers with no rows twice, while
   something says there is more, stalls the plan.
"""

from collections import deque
from collections.abc import Callable

from opentoclose_async._protocol.paging.lead import Lead
from opentoclose_async._protocol.paging.pages import (
    LINKED,
    LINKED_BEFORE,
    NO_BODY,
    ROWS_AFTER,
    Extent,
    PageRange,
    says_total,
)
from opentoclose_async._protocol.paging.totals import Totals
from opentoclose_async._protocol.paging.unsettled import OpenRange, Verdict

__all__ = ["PagePlan"]


class PagePlan:
    """
    Plan the reading of one list.

    ``take`` ranges while ``ready``; report each with ``arrived`` or ``failed``; deliver what
    ``deliver`` returns, in that order; ``consumed`` makes room for more.

    The first page is requested alone: it shows whether the server knows the total, and its largest
    page. With a total, all other ranges follow from it. Without one, the plan requests more ranges
    ahead with every full page, as ``lead`` says.

    Args:
        page_size: Rows per request.
        concurrency: Maximum number of ranges in flight.
        start: Position of the first row.
        max_items: Maximum number of rows to read; None for all.
        confirm_end: Request the position after the last row if the server does not say that it is
            the last. If False, a page shorter than expected ends the list unless something says
            there is more.
        span: Rows that the server is known to return per request; None to learn it from the first
            page.
        shared: Extra rows to request before each range but the first; they are not reported.
        room: Return how many requests the quota permits at once; None for any number.
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
        room: Callable[[], int | None] = int,
    ) -> None:
        self._page_size = page_size
        self._shared = shared
        self._concurrency = concurrency
        self._confirm_end = confirm_end
        self._stop = None if max_items is None else start + max_items
        # Pages fetched but not yet read: enough to keep every worker busy while one is late.
        self._most_pages_held = 2 * concurrency
        self._pages_held = 0
        self._unread = 0  # pages among them that are ready for the reader
        self._first = start
        self._front = start  # the first row without a range
        self._cursor = start  # the first row that is not settled
        self._span = page_size if span is None else min(span, page_size)
        self._knows_span = span is not None
        self._lead = Lead(concurrency, room)
        self._open: dict[int, OpenRange] = {}
        self._in_flight = 0
        self._empty_or_failed = 0  # open ranges
        self._with_rows = 0  # open ranges, all after the cursor
        self._short: int | None = None  # rows of the page before the cursor, if it was short
        self._queue: deque[PageRange] = deque()  # ranges to request in any case
        self._asked_again: set[int] = set()
        self._looking_back: PageRange | None = None
        self._turns = 0
        self.totals = Totals()
        self._shown_until = start  # after the last row of any response, used or not
        self._linked = False  # the response before the cursor linked to a next page
        self._deliverable: list[PageRange] = []
        self.stalled: str | None = None
        """Why the last range delivered has no rows although there should be some."""
        self.finished = self._stop is not None and self._stop <= start
        self.closed = False

    @property
    def concurrency(self) -> int:
        """Maximum number of ranges in flight."""
        return self._concurrency

    @property
    def position(self) -> int:
        """The first row that is not settled: after the last one delivered."""
        return self._cursor

    @property
    def ready(self) -> bool:
        """Whether there is a range to request now."""
        if self.finished or self._in_flight >= self._concurrency:
            return False
        if self._pages_held >= self._most_pages_held and (self._unread or not self._queue):
            return False  # the reader comes first
        if self._queue:
            return True
        if self._may_be_over or self._is_beyond(self._front):
            return False  # a response in flight comes first
        return self._in_flight < self._lead.ranges

    def narrow(self, page_size: int) -> None:
        """Request only ``page_size`` rows at a time from now on."""
        self._page_size = page_size
        self._span = min(self._span, page_size)

    def take(self) -> PageRange | None:
        """Take the next range to request; None if there is none now."""
        if not self.ready:
            return None
        page_range = self._queue.popleft() if self._queue else self._at_front()
        if page_range is not self._looking_back:
            self._open[page_range.start].turn = self._turns
        self._turns += 1
        self._pages_held += 1
        self._in_flight += 1
        return page_range

    def arrived(self, page_range: PageRange, extent: Extent) -> int:
        """
        Take note of a range's response.

        Returns:
            How many of its rows to use, from the first: a server may return more than fit before
            the next range.
        """
        self._in_flight -= 1
        if page_range is self._looking_back:
            self._pages_held -= 1
            self._looked_back(extent)
            return 0
        opened = self._open[page_range.start]
        end = page_range.start + extent.rows
        self._shown_until = max(self._shown_until, end if extent.rows else 0)
        self.totals.note(extent.total, rows=extent.rows, end=end, turn=opened.turn)
        if self.totals.credible is not None:
            self._lead.lift()
        expected = opened.end - page_range.start
        used = extent.rows if opened.end == self._front else min(extent.rows, expected)
        if self._stop is not None:
            used = min(used, self._stop - page_range.start)
        if used > expected:
            opened.end = self._front = page_range.start + used
        opened.extent, opened.used = extent, used
        self._note_span(extent.rows, expected)
        if used:
            self._with_rows += 1
        else:
            self._empty_or_failed += 1
            self._pages_held -= 1
        self._settle()
        return used

    def failed(self, page_range: PageRange) -> None:
        """Take note that a range failed; what is before it is still delivered."""
        self._in_flight -= 1
        if page_range is self._looking_back:
            self._deliverable.append(page_range)
            self.finished = True
            return
        self._open[page_range.start].failed = True
        self._empty_or_failed += 1
        self._settle()

    def deliver(self) -> list[PageRange]:
        """Take the ranges whose rows, or failure, are next for the reader, in order."""
        page_ranges, self._deliverable = self._deliverable, []
        return page_ranges

    def consumed(self) -> None:
        """Take note that the reader is done with one delivered page."""
        self._pages_held -= 1
        self._unread -= 1

    def close(self) -> None:
        """End the list here: nothing more is requested or delivered."""
        self.finished = self.closed = True

    # Ranges to request

    def _at_front(self) -> PageRange:
        """Open a range at the front: request a whole page, and span what is expected."""
        room = self._page_size
        if self._stop is not None:
            room = min(room, self._stop - self._front)
        page_range = PageRange(self._front, room)
        self._open_range(page_range, self._front + min(self._span, room))
        self._front = self._open[page_range.start].end
        return page_range

    def _open_range(self, page_range: PageRange, end: int) -> None:
        self._open[page_range.start] = OpenRange(page_range, end)

    def _request_at_cursor(self, end: int) -> None:
        """Open a range for what is missing between the cursor and the end of a stretch."""
        if end == self._front:
            self._front = self._cursor
            page_range = self._at_front()
        else:
            page_range = PageRange(self._cursor, end - self._cursor)
            self._open_range(page_range, end)
        self._queue.append(page_range)

    @property
    def _may_be_over(self) -> bool:
        """Whether requests ahead may be useless."""
        return self._empty_or_failed > 0 or (
            self._short is not None and self.totals.trusted is None
        )

    def _is_beyond(self, position: int) -> bool:
        """Return whether there is no wanted row at a position or after it."""
        if self._stop is not None and position >= self._stop:
            return True
        total = self.totals.credible
        return total is not None and position >= total and position > self._first

    # What responses show

    def _note_span(self, rows: int, expected: int) -> None:
        """Learn how many rows the server returns per request."""
        if not self._knows_span:
            self._knows_span = True
            # Stopping at a short first page, as clients commonly do, would lose the rest if the
            # server's cap is lower than the page size: continue after its last row.
            self._span = min(max(1, rows - self._shared), self._page_size) if rows else self._span
        elif rows > expected:
            self._span = min(self._page_size, rows)
        if rows >= expected:
            self._lead.grow()

    def _settle(self) -> None:
        """Settle the answered ranges in order, as far as possible."""
        while not self.finished:
            opened = self._open.get(self._cursor)
            if opened is None or not opened.answered:
                break
            if opened.failed:
                self._deliverable.append(opened.page_range)
                self.finished = True
            elif opened.used:
                self._settle_rows(opened)
            elif self._settle_nothing(opened):
                break
        if not self.finished and not self._open and self._is_beyond(self._front):
            # The credible total is reached, but something contradicts it.
            self._request_at_cursor(self._front)

    def _settle_rows(self, opened: OpenRange) -> None:
        extent = opened.extent
        assert extent is not None
        del self._open[self._cursor]
        self._with_rows -= 1
        if self._short is not None:  # so that page showed a cap, not the end
            self._span = min(self._page_size, max(self._short, opened.used))
        self._deliverable.append(opened.page_range)
        self._unread += 1
        self._cursor += opened.used
        self._linked = bool(extent.more)
        self._short = None
        if self._cursor < opened.end:
            unshared = self._shared if opened.page_range.start == self._first else 0
            self._short = max(1, opened.used - unshared)
        if self._is_over(opened, extent):
            self.finished = True
        elif self._short is not None:
            self._request_at_cursor(opened.end)

    def _is_over(self, opened: OpenRange, extent: Extent) -> bool:
        if self._stop is not None and self._cursor >= self._stop:
            return True
        if self._has_later_rows or extent.more:
            return False
        if self.totals.trusted is not None:
            return self.totals.trusted == self._cursor
        total = self.totals.last if extent.total is None else extent.total
        if self._confirm_end or (total is not None and total > self._cursor):
            return False
        return self._cursor < opened.end

    def _settle_nothing(self, opened: OpenRange) -> bool:
        """Settle a response without rows at the cursor; return whether to wait for others."""
        extent = opened.extent
        assert extent is not None
        claim = self._claim(extent)
        verdict = self._judge(extent, claim)
        if verdict is Verdict.END:
            self.finished = True
        elif verdict is Verdict.AGAIN:
            self._asked_again.add(self._cursor)
            opened.extent = None
            self._empty_or_failed -= 1
            self._queue.append(opened.page_range)
            return True
        elif verdict is Verdict.LOOK_BACK:
            if self._looking_back is None:  # another response may lead here while it is queued
                # The last row, and one more if it exists.
                self._looking_back = PageRange(self._cursor - 1, 2)
                self._queue.append(self._looking_back)
            return True
        elif verdict is Verdict.STALLED:
            if self._request_next_rows_again():
                return True
            self._stall(claim or NO_BODY)
        return verdict is Verdict.WAIT

    def _request_next_rows_again(self) -> bool:
        """Request the nearest rows after the cursor again: the list may have shrunk since."""
        later = (each for start, each in self._open.items() if start not in self._asked_again)
        nearest = min((each for each in later if each.used), key=_start_of, default=None)
        if nearest is None:
            return False
        self._asked_again.add(nearest.page_range.start)
        nearest.extent, nearest.used = None, 0
        self._with_rows -= 1
        self._pages_held -= 1
        self._queue.append(nearest.page_range)
        return True

    def _judge(self, extent: Extent, claim: str | None) -> Verdict:
        unexplained = extent.silent and self._cursor > 0
        if self.totals.trusted == self._cursor:
            unexplained = False
        unexplained = unexplained or (
            self._shown_until > self._cursor and self._cursor not in self._asked_again
        )
        if claim is None and not unexplained:
            return Verdict.WAIT if self._in_flight else Verdict.END
        if self._cursor not in self._asked_again:
            return Verdict.AGAIN
        if claim is not None:
            agrees = extent.total is not None and extent.total <= self._cursor
            return Verdict.END if agrees and not self._has_later_rows else Verdict.STALLED
        return Verdict.WAIT if self._in_flight else Verdict.LOOK_BACK

    def _claim(self, extent: Extent) -> str | None:
        """Return why rows should exist at the cursor or after it; None if there is no reason."""
        if self._has_later_rows:
            return ROWS_AFTER
        total = self.totals.credible if extent.total is None else extent.total
        if total is not None and total > self._cursor:
            return says_total(total)
        if extent.more:
            return LINKED
        if self._linked and extent.total is None:
            return LINKED_BEFORE
        return None

    def _looked_back(self, extent: Extent) -> None:
        """An empty body may be how a server says that nothing follows the last row."""
        nothing_there = self._cursor == self._first and not extent.silent
        if extent.rows == 1 or (not extent.rows and nothing_there):
            self.finished = True
        else:
            self._stall(f"{NO_BODY}, and the row before it is not the last")

    def _stall(self, reason: str) -> None:
        self.stalled = reason
        self._deliverable.append(PageRange(self._cursor, self._page_size))
        self.finished = True

    @property
    def _has_later_rows(self) -> bool:
        """Rows after those at the cursor were received."""
        return self._with_rows > 0


def _start_of(opened: OpenRange) -> int:
    return opened.page_range.start
