"""
One reading of a list: workers that fetch its pages ahead, and a reader that takes them in order.

Each worker is a background job. Nothing in the jobs refers to the reader's iterator, so that a loop
left early, which merely drops it, is noticed and the workers stop.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import anyio
import anyio.lowlevel
import orjson
from attrs import evolve, field, frozen

from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    OpenToCloseAPIError,
)
from opentoclose_async.protocol.messages import Operation, Request
from opentoclose_async.protocol.paging import Extent, Page, PagePlan, Window
from opentoclose_async.protocol.quota import Permit
from opentoclose_async.protocol.rows import RowKind
from opentoclose_async.runtime.background import Background, Job
from opentoclose_async.runtime.session import Counters, SendOptions, Session

__all__ = ["Listing", "Reading", "Row", "RowPage"]

T = TypeVar("T")
Row = dict[str, Any]


@frozen
class RowPage:
    """
    One answer of a list: its rows as decoded, and what it says about the rest.

    Attributes:
        rows: The rows.
        total: Rows in the whole list; None if not said.
        more: True if the answer links to a next page.
    """

    rows: list[Row]
    total: int | None = None
    more: bool | None = None

    def total_at(self, start: int) -> int | None:
        """Give the total, unless a link to more speaks against it where the rows start there."""
        if self.total is not None and self.more and start + len(self.rows) >= self.total:
            return None
        return self.total


@frozen
class Listing:
    """
    A list on the server: how to ask for rows of it, and through what.

    Attributes:
        session: What sends.
        background: Where the workers run.
        ask: Make the request for a window of rows.
        read: Read the answer's JSON (None for an empty body).
        kind: What its rows are.
        request: What is asked for, without a window.
        options: How the calls depart from the client's ways.
        counters: What reading it has cost so far.
        loads: Read the answer's JSON text.
    """

    session: Session
    background: Background
    ask: Callable[[Window], Request]
    read: Callable[[Any], RowPage]
    kind: RowKind
    request: Request
    options: SendOptions | None = None
    counters: Counters = field(factory=Counters)
    loads: Callable[[bytes], Any] = orjson.loads

    async def completed(self) -> "Listing":
        """
        Fill in what its path leaves open.

        Raises:
            OpenToCloseAPIError: If that cannot be found out.
        """
        request = await self.session.complete(self.request)
        if request is self.request:
            return self

        def ask(window: Window) -> Request:
            return evolve(self.ask(window), path=request.path)

        return evolve(self, request=request, ask=ask)


class Reading(Generic[T]):
    """
    The state that the workers and the reader of one list share; all in one event loop.

    Args:
        listing: The list.
        convert: Turn the rows of a page into items.
        plan: Which windows to ask for.
        early_behind: Begin the pages behind this position one row early, so that each shares a row
            with the one before; pages then tell the total that they themselves came with.
    """

    def __init__(
        self,
        listing: Listing,
        convert: Callable[[list[Row]], list[T]],
        plan: PagePlan,
        *,
        early_behind: int | None = None,
    ) -> None:
        self._listing = listing
        self._convert = convert
        self._plan = plan
        self._early_behind = early_behind
        self._workers: list[Job] = []
        self._idle = 0  # workers that wait for their turn to take a window
        self._fetched: dict[int, Page[Row]] = {}
        self._errors: dict[int, Exception] = {}
        self._previous: list[Row] = []
        self._deliverable: deque[Page[Row] | Exception] = deque()
        self._over = plan.finished  # nothing will be added to what is deliverable
        self._reader_wakes: anyio.Event | None = None
        self._planner_wakes: anyio.Event | None = None
        self._turn: anyio.Lock | None = None

    # The reader's side

    async def next_pages(self, most: int) -> list[Page[T]]:
        """Wait for the next page, and take those with it that are there; none behind the last."""
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
        pages = [self._take()]
        while len(pages) < most and self._deliverable:
            if isinstance(self._deliverable[0], Exception):
                break
            try:
                pages.append(self._take())
            except OpenToCloseAPIError as error:
                self._deliverable.append(error)
        return pages

    def _take(self) -> Page[T]:
        """Take what is next in order, and convert its rows."""
        page = self._deliverable.popleft()
        if isinstance(page, Exception):
            raise page
        self._plan.consumed()
        self._wake_planner()
        # Only now, so that the pages fetched ahead are held as plain rows: the garbage collector
        # does not look at those, while it would go through all the models again and again.
        try:
            return Page(self._convert(page.items), page.start, page.total)
        except OpenToCloseAPIError as error:
            error.start = page.start
            self._name_request(error)
            self._deliverable.clear()
            self._end()
            raise

    async def aclose(self) -> None:
        """Stop the workers and wait for them."""
        self._deliverable.clear()
        self._end()
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
        worker = self._listing.background.start(self._run, "opentoclose_async pages")
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
                self._deliverable.append(
                    ConfigurationError("The client was closed while its rows were being read.")
                )
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
        session = self._listing.session
        while True:
            while not self._plan.ready:
                wakes = self._planner_wakes = anyio.Event()
                await wakes.wait()
            try:
                # Here, where whoever waits for the page gets what goes wrong.
                self._listing = await self._listing.completed()
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
        listing = self._listing
        behind = self._early_behind
        early = 0 if behind is None or window.start <= behind else 1
        # One row more for all of them, so that the first page shows a cap that is lower.
        asked = Window(window.start - early, window.count + (behind is not None))
        operation = Operation(listing.ask(asked), listing.read, listing.loads)
        try:
            page = await listing.session.send(
                operation, listing.options, permit=permit, counters=listing.counters
            )
            rows = page.rows
            count = self._plan.usable(window, max(0, len(rows) - early))
            if behind is None and count < len(rows):
                rows = rows[:count]
            if rows:
                self._fetched[window.start] = Page(rows, asked.start, page.total_at(asked.start))
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader gets it
            self._fail(window, error)
        else:
            self._plan.arrived(window, Extent(count, page.total, page.more))

    def _name_request(self, error: Exception) -> None:
        if isinstance(error, OpenToCloseAPIError):
            request = self._listing.request
            error.name_request(request.method, request.path)

    def _fail(self, window: Window, error: Exception) -> None:
        self._name_request(error)
        self._errors[window.start] = error
        self._plan.failed(window)

    def _hand_over(self) -> None:
        """Give the reader what is next in order, if it is still there."""
        if self._over:
            return
        for window in self._plan.deliver():
            error = self._errors.pop(window.start, None)
            if error is None:
                error = self._deliver_rows(window)
            if error is not None:
                if isinstance(error, OpenToCloseAPIError):
                    error.start = window.start
                self._deliverable.append(error)
                self._plan.close()
            if self._plan.closed:
                break
        if self._plan.finished:
            self._end()
        else:
            self._wake_reader()

    def _deliver_rows(self, window: Window) -> Exception | None:
        page = self._fetched.pop(window.start)
        if self._early_behind is not None:
            self._deliverable.append(page)
            return None
        rows = page.items
        previous, self._previous = self._previous, rows
        if self._plan.follows_odd_first(window) and rows == previous[: len(rows)]:
            # The server ignores paging; its first page was the whole list.
            self._plan.close()
            return None
        if rows == previous:
            return DataFormatError(
                f"{self._listing.ask(window)}: the page at position {window.start} repeats the one "
                "before it: the server ignores positions, or the list moved by a whole page. Read "
                f"on with start={window.start} once it is at rest.",
            )
        self._deliverable.append(Page(rows, window.start, self._plan.total))
        return None

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
