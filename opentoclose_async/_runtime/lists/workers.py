"""
One reading of a list: workers that fetch its pages ahead, and a reader that takes them in order.

Each worker is a background job. Nothing in the jobs refers to the reader's iterator, so that a loop
left early, which merely drops it, is noticed and the workers stop.
"""

from collections import deque

import anyio
import anyio.lowlevel
from attrs import frozen

from opentoclose_async._protocol.paging.pages import Extent, Window, no_row_error
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.quota import Permit
from opentoclose_async._runtime.concurrency.background import Job
from opentoclose_async._runtime.lists.listing import Listing, RowPage
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    OpenToCloseAPIError,
)

__all__ = ["Fetched", "Reading"]


@frozen
class Fetched:
    """
    A page of a plan, as it came.

    Attributes:
        window: What was asked for: the plan's window, and the rows before it that it shares.
        page: The answer.
        start: Position of the first row that belongs to the plan's window.
        used: Rows that belong to it.
    """

    window: Window
    page: RowPage
    start: int
    used: int


class Reading:
    """
    The state that the workers and the reader of one list share; all in one event loop.

    Args:
        listing: The list.
        plan: Which windows to ask for.
        shared: Rows to ask for before each window in addition, so that it shares them with the one
            before; may be changed at any time.
        begins_at: Where the list begins: no row before it is shared.
        page_size: Rows to ask for at a time, at most.
    """

    def __init__(
        self,
        listing: Listing,
        plan: PagePlan,
        *,
        page_size: int,
        shared: int = 0,
        begins_at: int = 0,
    ) -> None:
        self.shared = shared
        self.stalled: DataFormatError | None = None
        """What is raised because the list goes on, by what was said, and brings no rows."""
        self.behind: Fetched | None = None
        """The answer that showed rows before its window, and none in it, where the list ends."""
        self.shown_until = 0
        """Position behind the last row that any answer showed."""
        self.listing = listing
        self._plan = plan
        self._page_size = page_size
        self._begins_at = begins_at
        self._workers: list[Job] = []
        self._idle = 0  # workers that wait for their turn to take a window
        self._fetched: dict[int, Fetched] = {}
        self._errors: dict[int, Exception] = {}
        self._deliverable: deque[Fetched | Exception] = deque()
        self._over = plan.finished  # nothing will be added to what is deliverable
        self._reader_wakes: anyio.Event | None = None
        self._planner_wakes: anyio.Event | None = None
        self._turn: anyio.Lock | None = None

    # The reader's side

    async def next_pages(self, most: int) -> list[Fetched]:
        """
        Wait for the next page, and take those with it that are there; none behind the last.

        Raises:
            OpenToCloseAPIError: If the next page cannot be had.
        """
        if not self._workers and not self._over:
            self._turn = anyio.Lock(fast_acquire=True)
            self._add_worker()
        # Let others go first: the workers, who keep the connections busy, and whatever else runs in
        # this event loop; several pages in a row may be there already.
        await anyio.lowlevel.checkpoint()
        while not self._deliverable:
            if self._over:
                return []
            wakes = self._reader_wakes = anyio.Event()
            await wakes.wait()
        pages: list[Fetched] = []
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
        self._wake_planner()
        return pages

    def end(self) -> None:
        """Give up what is not taken yet, and stop the workers without waiting for them."""
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
        """Stop the workers, from wherever the reader was dropped."""
        if not self._over:
            for worker in self._workers:
                worker.cancel_from_anywhere()

    # The workers' side

    def _add_worker(self) -> None:
        if self._over:
            return  # a worker that is being cancelled gets here once more before it notices
        worker = self.listing.background.start(self._run, "opentoclose_async pages")
        self._workers.append(worker)

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:  # noqa: BLE001 - nothing may escape a job; the reader gets it
            self._deliverable.append(error)
            self._end()
        finally:
            if not self._over:
                # Cancelled from outside while the reader still wants rows.
                closed = ConfigurationError("The client was closed while its rows were being read.")
                closed.start = self._plan.position
                self._deliverable.append(closed)
                self._end()

    async def _work(self) -> None:
        """Take windows in turn and fetch them; the end of the list cancels this."""
        assert self._turn is not None
        while True:
            self._idle += 1
            async with self._turn:
                window, permit = await self._next_window()
            self._idle -= 1
            if self._idle == 0 and len(self._workers) < self._plan.concurrency:
                self._add_worker()
            await self._fetch(window, permit)
            self._hand_over()
            self._wake_planner()

    async def _next_window(self) -> tuple[Window, Permit]:
        """
        Wait until there is a window to ask for and leave to ask.

        The window is chosen after the wait for the quota, by what is known by then: so a slow quota
        never makes us ask far beyond the end.
        """
        session = self.listing.session
        while True:
            while not self._plan.ready:
                wakes = self._planner_wakes = anyio.Event()
                await wakes.wait()
            try:
                # Here, where whoever waits for the page gets what goes wrong.
                self.listing = await self.listing.completed()
                permit = await session.acquire()
            except OpenToCloseAPIError as error:
                window = self._plan.take()
                if window is not None:
                    self._fail(window, error)
                    self._hand_over()
                continue
            window = self._plan.take()
            if window is not None:
                return window, permit
            session.cancel(permit)

    async def _fetch(self, window: Window, permit: Permit) -> None:
        early = min(self.shared, max(0, window.start - self._begins_at))
        # A first page has nothing to share, and may show a cap that is lower than a whole page.
        whole = window.count + self.shared == self._page_size
        count = self._page_size if whole else min(self._page_size, window.count + early)
        asked = Window(window.start - early, count)
        try:
            page = await self.listing.fetch(asked, permit)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader gets it
            self._fail(window, error)
            return
        if page.rows:
            self.shown_until = max(self.shown_until, asked.start + len(page.rows))
        rows = max(0, len(page.rows) - early)
        used = self._plan.arrived(window, Extent(rows, page.total, page.more, page.silent))
        fetched = Fetched(asked, page, window.start, used)
        if used:
            self._fetched[window.start] = fetched
        elif page.rows and window.start == self._plan.position:
            self.behind = fetched

    def _fail(self, window: Window, error: Exception) -> None:
        self.listing.name_request(error)
        self._errors[window.start] = error
        self._plan.failed(window)

    def _hand_over(self) -> None:
        """Give the reader what is next in order, if it is still there."""
        if self._over:
            return
        for window in self._plan.deliver():
            page = self._fetched.pop(window.start, None)
            error = self._errors.pop(window.start, None)
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
        self.listing.name_request(error)
        return error

    def _end(self) -> None:
        """Let the reader go on without us, and stop the workers."""
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
