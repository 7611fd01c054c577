"""A verified reading of a simulated list, step by step, with pages fetched ahead in any order."""

from collections.abc import Callable
from random import Random
from typing import Any

from attrs import Factory, define

from opentoclose_async._protocol.paging.pages import Extent, PageRange
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import Chain, NewRows, SeenPage
from opentoclose_async._protocol.verified.steps import NewPlan, Step
from opentoclose_async._protocol.verified.stitching import Stitching

__all__ = ["Row", "StitchedReading"]

Row = dict[str, Any]


@define
class StitchedReading:
    """
    Read a list as a verified stream does.

    Attributes:
        answer: The server.
        page_size: Rows per request.
        concurrency: Ranges of the plan in flight at the same time.
        order: Decides which of them are requested and answered first.
        most_requests: Requests after which the reading counts as endless.
        rows: The rows delivered.
        requests: How many ranges were answered.
    """

    answer: Callable[[PageRange], SeenPage[Row]]
    page_size: int
    concurrency: int = 1
    order: Random = Factory(lambda: Random(0))
    most_requests: int = 100_000
    chain: Chain[Row] = Factory(
        lambda self: Chain("id", end_rows=2 * self.page_size), takes_self=True
    )
    rows: list[Row] = Factory(list)
    requests: int = 0
    stitching: Stitching[Row] = Factory(
        lambda self: Stitching(self.chain, self.page_size, self.deliver), takes_self=True
    )
    _plan: PagePlan | None = None
    _in_flight: list[tuple[PageRange, PageRange]] = Factory(list)
    _fetched: dict[int, SeenPage[Row]] = Factory(dict)
    _pages: list[SeenPage[Row]] = Factory(list)
    _after: SeenPage[Row] | None = None
    _after_at: int = 0
    _shown_until: int = 0

    def deliver(self, new: NewRows[Row]) -> None:
        self.rows += new.rows

    def run(self) -> "StitchedReading":
        """Continue until the list ends."""
        steps = self.stitching.steps()
        came: SeenPage[Row] | None = None
        while True:
            try:
                step: Step = steps.send(came)
            except StopIteration:
                return self
            if isinstance(step, PageRange):
                came = self._ask(step)
            elif isinstance(step, NewPlan):
                came = None
                self._open(step)
            else:
                came = self._next_page()

    def _ask(self, page_range: PageRange) -> SeenPage[Row]:
        self.requests += 1
        assert self.requests < self.most_requests, "the reading never ends"
        return self.answer(page_range)

    def _open(self, wanted: NewPlan) -> None:
        shared = self.stitching.shared
        span = None if wanted.span is None else max(1, wanted.span - shared)
        self._plan = PagePlan(
            page_size=self.page_size - shared,
            concurrency=self.concurrency,
            start=wanted.position,
            confirm_end=False,
            span=span,
            shared=shared,
            room=lambda: None,
        )
        self._in_flight, self._fetched, self._pages = [], {}, []
        self._after = None
        self._shown_until = 0

    def _next_page(self) -> SeenPage[Row] | None:
        plan = self._plan
        assert plan is not None
        plan.narrow(self.page_size - self.stitching.shared)
        while not self._pages and not plan.finished:
            if plan.ready and (not self._in_flight or self.order.random() < 0.6):
                self._take(plan)
                continue
            assert self._in_flight, "nothing is in flight, and the plan waits"
            at = self.order.randrange(len(self._in_flight))
            self._arrive(plan, *self._in_flight.pop(at))
        if self._pages:
            plan.consumed()
            return self._pages.pop(0)
        self.stitching.note_shown(self._shown_until)
        after, self._after = self._after, None
        if after is None or self._after_at != plan.position:
            return None
        return after

    def _take(self, plan: PagePlan) -> None:
        page_range = plan.take()
        assert page_range is not None
        shared = self.stitching.shared
        early = min(shared, page_range.start) if self.chain.started else 0
        count = min(self.page_size, page_range.count + shared)
        self._in_flight.append((page_range, PageRange(page_range.start - early, count)))

    def _arrive(self, plan: PagePlan, page_range: PageRange, asked: PageRange) -> None:
        seen = self._ask(asked)
        self._shown_until = max(self._shown_until, seen.end if seen.rows else 0)
        rows = max(0, len(seen.rows) - (page_range.start - asked.start))
        extent = Extent(rows, seen.total, seen.more or None, seen.silent)
        if plan.arrived(page_range, extent):
            self._fetched[page_range.start] = seen
        elif seen.rows and page_range.start == plan.position:
            self._after, self._after_at = seen, page_range.start
        for each in plan.deliver():
            if each.start in self._fetched:
                self._pages.append(self._fetched.pop(each.start))
