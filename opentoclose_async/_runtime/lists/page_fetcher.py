"""
Workers that fetch the pages of a list ahead, for a reader that takes them in order.

Each worker is a background job. Nothing in the jobs refers to the reader's iterator, so the
iterator is collected when a loop is left early, and that stops the workers.
"""

import time
from collections import deque

import anyio
import anyio.lowlevel
from attrs import frozen

from opentoclose_async._protocol.paging.pages import Extent, PageRange, no_row_error
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._runtime.concurrency.background import Job
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, RawPage
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    OpenToCloseAPIError,
)

__all__ = ["FetchedPage", "PageFetcher"]

PAGES_IN_A_ROW = 4
"""Maximum number of pages that a reader takes before the loop's other tasks run."""

TIME_IN_A_ROW = 0.002
"""Seconds after which it is fewer."""


@frozen
class FetchedPage:
    """
    A fetched page of a plan.

    Attributes:
        page_range: The range requested: the plan's range, and the shared rows before it.
        page: The page.
        start: Position of the first row that belongs to the plan's range.
        used: Number of rows that belong to the plan's range.
    """

    page_range: PageRange
    page: RawPage
    start: int
    used: int


class PageFetcher:
    """
    Fetch the pages of a plan concurrently and hand them out in order, all in one event loop.

    Args:
        endpoint: The list.
        plan: The ranges to request.
        shared: Extra rows to request before each range, to overlap with the previous one. May be
            changed at any time.
        begins_at: Position of the list's first row; no row before it is requested.
        page_size: Maximum number of rows per request.
        pages_expected: Pages that the list probably has, to open as many connections while the
            first one is in flight.
    """

    def __init__(
        self,
        endpoint: ListEndpoint,
        plan: PagePlan,
        *,
        page_size: int,
        shared: int = 0,
        begins_at: int = 0,
        pages_expected: int = 1,
    ) -> None:
        self.shared = shared
        self.stalled: DataFormatError | None = None
        """The error raised because the list should continue but yields no rows."""
        self.overlap_at_end: FetchedPage | None = None
        """The page at the end of the list that has rows before its range, but none in it."""
        self.shown_until = 0
        """Position after the last row of any response."""
        self.endpoint = endpoint
        self._plan = plan
        self._page_size = page_size
        self._begins_at = begins_at
        self._pages_expected = min(pages_expected, plan.concurrency)
        self._workers: list[Job] = []
        self._idle = 0  # workers waiting to take a range
        self._fetched: dict[int, FetchedPage] = {}
        self._errors: dict[int, Exception] = {}
        self._deliverable: deque[FetchedPage | Exception] = deque()
        self._over = plan.finished  # nothing more will become deliverable
        self._reader_wakes: anyio.Event | None = None
        self._in_a_row = 0
        self._row_ends = 0.0
        self._planner_wakes: anyio.Event | None = None
        self._turn: anyio.Lock | None = None

    # The reader's side

    async def next_pages(self, most: int) -> list[FetchedPage]:
        """
        Wait for the next page, and return those that have arrived with it; none after the last.

        Raises:
            OpenToCloseAPIError: If the next page failed.
        """
        if not self._workers and not self._over:
            self._turn = anyio.Lock(fast_acquire=True)
            self._add_worker()
        # Several pages in a row may be ready. They are best taken while the processor's cache has
        # them, but the workers, which keep the connections busy, and others have to run, too.
        if self._in_a_row >= PAGES_IN_A_ROW or time.monotonic() >= self._row_ends:
            await anyio.lowlevel.checkpoint()
            self._begin_row()
        while not self._deliverable:
            if self._over:
                return []
            wakes = self._reader_wakes = anyio.Event()
            await wakes.wait()
            self._begin_row()
        pages: list[FetchedPage] = []
        while len(pages) < most and self._deliverable:
            page = self._deliverable[0]
            if isinstance(page, Exception):
                if pages:
                    break  # after the rows before it
                self._deliverable.popleft()
                raise page
            self._deliverable.popleft()
            self._plan.consumed()
            pages.append(page)
        self._in_a_row += len(pages)
        self._wake_planner()
        return pages

    def _begin_row(self) -> None:
        self._in_a_row, self._row_ends = 0, time.monotonic() + TIME_IN_A_ROW

    def end(self) -> None:
        """Discard pages not taken yet, and stop the workers without waiting for them."""
        self._deliverable.clear()
        self._plan.close()
        if all(worker.is_here for worker in self._workers):
            self._end()
        else:
            self.abandon()

    async def aclose(self) -> None:
        """Stop the workers and wait for them."""
        self.end()
        for worker in self._workers:
            await worker.wait()

    def abandon(self) -> None:
        """Stop the workers, from any thread."""
        if not self._over:
            for worker in self._workers:
                worker.cancel_from_anywhere()

    # The workers' side

    def _add_worker(self) -> None:
        if self._over:
            return  # a worker gets here once more before it notices that it is cancelled
        worker = self.endpoint.background.start(self._run, "opentoclose_async pages")
        self._workers.append(worker)

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:  # noqa: BLE001 - a job must not raise; the reader does
            self._deliverable.append(error)
            self._end()
        finally:
            if not self._over:
                # Cancelled from outside while the reader still expects rows.
                closed = ConfigurationError("The client was closed while its rows were being read.")
                closed.start = self._plan.position
                self._deliverable.append(closed)
                self._end()

    async def _work(self) -> None:
        """Take ranges in turn and fetch them, until cancelled at the end of the list."""
        assert self._turn is not None
        while True:
            self._idle += 1
            try:
                self._turn.acquire_nowait()  # a microsecond less
            except anyio.WouldBlock:
                await self._turn.acquire()
            try:
                page_range, permit = await self._next_range()
            finally:
                self._turn.release()
            self._idle -= 1
            if self._idle == 0 and len(self._workers) < self._plan.concurrency:
                self._add_worker()
            if self._pages_expected > 1:
                self._open_ahead()
            await self._fetch(page_range, permit)
            self._hand_over()
            self._wake_planner()

    async def _next_range(self) -> tuple[PageRange, Permit]:
        """
        Wait for a range to request and a permit to send.

        The range is chosen after the wait for the quota, when more is known, so that a slow quota
        never causes requests far beyond the end of the list.
        """
        session = self.endpoint.session
        while True:
            while not self._plan.ready:
                wakes = self._planner_wakes = anyio.Event()
                await wakes.wait()
            try:
                # Done here so that an error reaches the reader that waits for the page.
                self.endpoint = await self.endpoint.completed()
                permit = await session.acquire(self.endpoint.counters)
            except OpenToCloseAPIError as error:
                page_range = self._plan.take()
                if page_range is not None:
                    self._fail(page_range, error)
                    self._hand_over()
                continue
            page_range = self._plan.take()
            if page_range is not None:
                return page_range, permit
            session.cancel(permit)

    def _open_ahead(self) -> None:
        """Open connections for the pages after the first, as far as the quota permits requests."""
        requests, self._pages_expected = self._pages_expected, 1
        session = self.endpoint.session
        room = session.throttle.room()
        if room is not None:
            requests = min(requests, 1 + room)
        if requests > 1:
            session.open_ahead(requests)

    async def _fetch(self, page_range: PageRange, permit: Permit) -> None:
        early = min(self.shared, max(0, page_range.start - self._begins_at))
        # A first page overlaps with nothing, and may reveal that the server caps pages.
        whole = page_range.count + self.shared == self._page_size
        count = self._page_size if whole else min(self._page_size, page_range.count + early)
        asked = page_range
        if early or count != page_range.count:
            asked = PageRange(page_range.start - early, count)
        try:
            page = await self.endpoint.fetch(asked, permit)
        except Exception as error:  # noqa: BLE001 - raised to the reader
            self._fail(page_range, error)
            return
        if page.rows:
            self.shown_until = max(self.shown_until, asked.start + len(page.rows))
        rows = max(0, len(page.rows) - early)
        used = self._plan.arrived(page_range, Extent(rows, page.total, page.more, page.silent))
        fetched = FetchedPage(asked, page, page_range.start, used)
        if used:
            self._fetched[page_range.start] = fetched
        elif page.rows and page_range.start == self._plan.position:
            self.overlap_at_end = fetched

    def _fail(self, page_range: PageRange, error: Exception) -> None:
        self.endpoint.name_request(error)
        self._errors[page_range.start] = error
        self._plan.failed(page_range)

    def _hand_over(self) -> None:
        """Hand the reader the pages that are next in order."""
        if self._over:
            return
        for page_range in self._plan.deliver():
            page = self._fetched.pop(page_range.start, None)
            error = self._errors.pop(page_range.start, None)
            if page is not None:
                self._deliverable.append(page)
                continue
            if error is None:
                error = self.stalled = self._stall()
            if isinstance(error, OpenToCloseAPIError):
                error.start = self._plan.position
            self._deliverable.append(error)
            self._plan.close()
            break
        if self._plan.finished:
            self._end()
        else:
            self._wake_reader()

    def _stall(self) -> DataFormatError:
        error = no_row_error(self._plan.position, self._plan.stalled or "")
        self.endpoint.name_request(error)
        return error

    def _end(self) -> None:
        """Wake the reader, and stop the workers."""
        self._over = True
        self._wake_reader()
        for worker in self._workers:
            worker.cancel()

    def _wake_reader(self) -> None:
        if self._reader_wakes is not None:
            self._reader_wakes.set()

    def _wake_planner(self) -> None:
        if self._planner_wakes is not None:
            self._planner_wakes.set()
