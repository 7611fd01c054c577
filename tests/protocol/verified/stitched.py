"""A verified reading of a made-up list, step by step, its pages fetched ahead in any order."""

from collections.abc import Callable
from random import Random
from typing import Any

from attrs import Factory, define

from opentoclose_async._protocol.paging.pages import Extent, Window
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import Chain, Link, Seen
from opentoclose_async._protocol.verified.steps import PlanFrom, Step
from opentoclose_async._protocol.verified.stitching import Stitching

__all__ = ["Row", "StitchedReading"]

Row = dict[str, Any]


@define
class StitchedReading:
    """
    Read a list as a verified stream does.

    Attributes:
        answer: The server.
        page_size: Rows to ask for at a time.
        concurrency: Windows of the plan on the way at the same time.
        order: What decides which of them are asked for and answered first.
        most_requests: Requests after which the reading is taken to be endless.
        rows: What was delivered.
        requests: How many windows were answered.
    """

    answer: Callable[[Window], Seen[Row]]
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
    _on_the_way: list[tuple[Window, Window]] = Factory(list)
    _fetched: dict[int, Seen[Row]] = Factory(dict)
    _pages: list[Seen[Row]] = Factory(list)
    _behind: Seen[Row] | None = None
    _behind_at: int = 0
    _shown_until: int = 0

    def deliver(self, link: Link[Row]) -> None:
        self.rows += link.rows

    def run(self) -> "StitchedReading":
        """Go on until the list is over."""
        steps = self.stitching.steps()
        came: Seen[Row] | None = None
        while True:
            try:
                step: Step = steps.send(came)
            except StopIteration:
                return self
            if isinstance(step, Window):
                came = self._ask(step)
            elif isinstance(step, PlanFrom):
                came = None
                self._open(step)
            else:
                came = self._next_page()

    def _ask(self, window: Window) -> Seen[Row]:
        self.requests += 1
        assert self.requests < self.most_requests, "the reading goes on for ever"
        return self.answer(window)

    def _open(self, wanted: PlanFrom) -> None:
        shared = self.stitching.shared
        span = None if wanted.span is None else max(1, wanted.span - shared)
        self._plan = PagePlan(
            page_size=self.page_size - shared,
            concurrency=self.concurrency,
            start=wanted.position,
            confirm_end=False,
            span=span,
            shared=shared,
        )
        self._on_the_way, self._fetched, self._pages = [], {}, []
        self._behind = None
        self._shown_until = 0

    def _next_page(self) -> Seen[Row] | None:
        plan = self._plan
        assert plan is not None
        plan.narrow(self.page_size - self.stitching.shared)
        while not self._pages and not plan.finished:
            if plan.ready and (not self._on_the_way or self.order.random() < 0.6):
                self._take(plan)
                continue
            assert self._on_the_way, "nothing is on its way, and the plan waits"
            at = self.order.randrange(len(self._on_the_way))
            self._arrive(plan, *self._on_the_way.pop(at))
        if self._pages:
            plan.consumed()
            return self._pages.pop(0)
        self.stitching.note_shown(self._shown_until)
        behind, self._behind = self._behind, None
        if behind is None or self._behind_at != plan.position:
            return None
        return behind

    def _take(self, plan: PagePlan) -> None:
        window = plan.take()
        assert window is not None
        shared = self.stitching.shared
        early = min(shared, window.start) if self.chain.started else 0
        count = min(self.page_size, window.count + shared)
        self._on_the_way.append((window, Window(window.start - early, count)))

    def _arrive(self, plan: PagePlan, window: Window, asked: Window) -> None:
        seen = self._ask(asked)
        self._shown_until = max(self._shown_until, seen.end if seen.rows else 0)
        rows = max(0, len(seen.rows) - (window.start - asked.start))
        extent = Extent(rows, seen.total, seen.more or None, seen.silent)
        if plan.arrived(window, extent):
            self._fetched[window.start] = seen
        elif seen.rows and window.start == plan.position:
            self._behind, self._behind_at = seen, window.start
        for each in plan.deliver():
            if each.start in self._fetched:
                self._pages.append(self._fetched.pop(each.start))
