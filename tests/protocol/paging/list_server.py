"""A list on a simulated server, and one reading of it by a PagePlan, event by event."""

from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from random import Random

from attrs import Factory, define, frozen

from opentoclose_async._protocol.paging.pages import Extent, PageRange
from opentoclose_async._protocol.paging.plan import PagePlan

__all__ = ["Answer", "ListServer", "Pace", "Reading"]

MOST_EVENTS = 2_000
"""Ten times what the longest reading in these tests takes."""


@frozen
class Answer:
    """The rows of one page, and what the response says about the list."""

    rows: list[int]
    total: int | None = None
    more: bool | None = None
    silent: bool = False


@define
class ListServer:
    """
    Answer requests for ranges of a list.

    Attributes:
        rows: The list.
        largest_page: Rows per response, at most.
        reports_total: Responses state the length of the list.
        links: Responses say whether there is a next page.
        shorten: Maps the rows available for a range to the rows to return, for short pages.
        fails: Positions whose rows cannot be fetched.
    """

    rows: list[int]
    largest_page: int = 1000
    reports_total: bool = False
    links: bool = False
    shorten: Callable[[int], int] = int
    fails: frozenset[int] = frozenset()

    def __call__(self, page_range: PageRange) -> Answer | None:
        """Return the response; None if the page fails."""
        if not self.fails.isdisjoint(range(page_range.start, page_range.end)):
            return None
        rows = self.rows[
            page_range.start : page_range.start + min(page_range.count, self.largest_page)
        ]
        if rows:
            rows = rows[: self.shorten(len(rows))]
        more = page_range.start + len(rows) < len(self.rows)
        return Answer(
            rows,
            len(self.rows) if self.reports_total else None,
            (more or None) if self.links else None,
        )


class Event(Enum):
    ASK = auto()
    ANSWER = auto()
    READ = auto()


@frozen
class Pace:
    """The relative likelihood of each event."""

    ask: int = 1
    answer: int = 1
    read: int = 1


@define
class Reading:
    """
    Read a list as the workers and the reader of a Pager do, with their steps in any order.

    Attributes:
        plan: The plan.
        answer: The server.
        order: Decides which event comes next, and which response.
        pace: The likelihood of the events.
        most_in_flight: Ranges in flight at most, if fewer than the plan allows.
    """

    plan: PagePlan
    answer: Callable[[PageRange], Answer | None]
    order: Random = Factory(lambda: Random(0))
    pace: Pace = Pace()
    most_in_flight: int = 10**9
    asked: list[PageRange] = Factory(list)
    rows: list[int] = Factory(list)
    failure: PageRange | None = None
    most_pages_held: int = 0
    most_rows_held: int = 0
    _in_flight: list[PageRange] = Factory(list)
    _fetched: dict[int, list[int] | None] = Factory(dict)
    _deliverable: deque[tuple[PageRange, list[int] | None]] = Factory(deque)

    def run(self) -> "Reading":
        """Continue until the list ends; fail if it never does."""
        for _ in range(MOST_EVENTS):
            if self.plan.finished and not self._deliverable:
                return self
            self._step()
        raise AssertionError("the reading never ends")

    def _step(self) -> None:
        weights = {
            Event.ASK: self.pace.ask * self._may_ask,
            Event.ANSWER: self.pace.answer * bool(self._in_flight),
            Event.READ: self.pace.read * bool(self._deliverable),
        }
        assert any(weights.values()), f"the reading hangs after {len(self.rows)} rows"
        (event,) = self.order.choices(list(weights), list(weights.values()))
        if event is Event.ASK:
            self._ask()
        elif event is Event.ANSWER:
            self._take_answer()
        else:
            self._read()
        pages = [rows for rows in self._fetched.values() if rows]
        pages += [rows for _, rows in self._deliverable if rows]
        self.most_pages_held = max(self.most_pages_held, len(self._in_flight) + len(pages))
        self.most_rows_held = max(self.most_rows_held, sum(map(len, pages)))

    @property
    def _may_ask(self) -> bool:
        return self.plan.ready and len(self._in_flight) < self.most_in_flight

    def _ask(self) -> None:
        page_range = self.plan.take()
        assert page_range is not None
        assert page_range.count > 0
        self._in_flight.append(page_range)
        self.asked.append(page_range)
        assert len(self._in_flight) <= self.plan.concurrency

    def _take_answer(self) -> None:
        page_range = self._in_flight.pop(self.order.randrange(len(self._in_flight)))
        answer = self.answer(page_range)
        if answer is None:
            self._fetched[page_range.start] = None
            self.plan.failed(page_range)
        else:
            extent = Extent(len(answer.rows), answer.total, answer.more, answer.silent)
            used = self.plan.arrived(page_range, extent)
            if used:
                self._fetched[page_range.start] = answer.rows[:used]
        for delivered in self.plan.deliver():
            self._deliverable.append((delivered, self._fetched.pop(delivered.start, None)))

    def _read(self) -> None:
        page_range, rows = self._deliverable.popleft()
        if rows is None:
            self.failure = page_range
            self.plan.close()
            self._deliverable.clear()
        else:
            self.plan.consumed()
            self.rows += rows
