"""A list on a made-up server, and one reading of it by a PagePlan, event by event."""

from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from random import Random

from attrs import Factory, define, frozen

from opentoclose_async._protocol.paging.pages import Extent, Window
from opentoclose_async._protocol.paging.plan import PagePlan

__all__ = ["Answer", "ListServer", "Pace", "Reading"]

MOST_EVENTS = 2_000
"""Ten times what the longest reading in these tests takes."""


@frozen
class Answer:
    """The rows of one page, and what the answer says about the list."""

    rows: list[int]
    total: int | None = None
    more: bool | None = None
    silent: bool = False


@define
class ListServer:
    """
    Answer windows of a list.

    Attributes:
        rows: The list.
        largest_page: Rows at a time, at most.
        tells_total: Answers carry the length of the list.
        links: Answers say whether there is a next page.
        shorten: Give this many of the rows that there are for a window, for a server whose pages
            come short.
        fails: Positions whose rows cannot be had.
    """

    rows: list[int]
    largest_page: int = 1000
    tells_total: bool = False
    links: bool = False
    shorten: Callable[[int], int] = int
    fails: frozenset[int] = frozenset()

    def __call__(self, window: Window) -> Answer | None:
        """Answer; None if the page cannot be had."""
        if not self.fails.isdisjoint(range(window.start, window.end)):
            return None
        rows = self.rows[window.start : window.start + min(window.count, self.largest_page)]
        if rows:
            rows = rows[: self.shorten(len(rows))]
        more = window.start + len(rows) < len(self.rows)
        return Answer(
            rows,
            len(self.rows) if self.tells_total else None,
            (more or None) if self.links else None,
        )


class Event(Enum):
    ASK = auto()
    ANSWER = auto()
    READ = auto()


@frozen
class Pace:
    """How likely each event is to come next, in relation to the others."""

    ask: int = 1
    answer: int = 1
    read: int = 1


@define
class Reading:
    """
    Read a list as the workers and the reader of a Pager do, their steps in any order.

    Attributes:
        plan: What to ask for.
        answer: The server.
        order: What decides which event comes next, and which of the answers.
        pace: How likely the events are.
        most_on_the_way: Windows to have on the way at most, if fewer than the plan would like.
    """

    plan: PagePlan
    answer: Callable[[Window], Answer | None]
    order: Random = Factory(lambda: Random(0))
    pace: Pace = Pace()
    most_on_the_way: int = 10**9
    asked: list[Window] = Factory(list)
    rows: list[int] = Factory(list)
    failure: Window | None = None
    most_pages_held: int = 0
    most_rows_held: int = 0
    _on_the_way: list[Window] = Factory(list)
    _fetched: dict[int, list[int] | None] = Factory(dict)
    _deliverable: deque[tuple[Window, list[int] | None]] = Factory(deque)

    def run(self) -> "Reading":
        """Go on until the list is over; fail if it never is."""
        for _ in range(MOST_EVENTS):
            if self.plan.finished and not self._deliverable:
                return self
            self._step()
        raise AssertionError("the reading goes on for ever")

    def _step(self) -> None:
        weights = {
            Event.ASK: self.pace.ask * self._may_ask,
            Event.ANSWER: self.pace.answer * bool(self._on_the_way),
            Event.READ: self.pace.read * bool(self._deliverable),
        }
        assert any(weights.values()), f"the reading hangs behind {len(self.rows)} rows"
        (event,) = self.order.choices(list(weights), list(weights.values()))
        if event is Event.ASK:
            self._ask()
        elif event is Event.ANSWER:
            self._take_answer()
        else:
            self._read()
        pages = [rows for rows in self._fetched.values() if rows]
        pages += [rows for _, rows in self._deliverable if rows]
        self.most_pages_held = max(self.most_pages_held, len(self._on_the_way) + len(pages))
        self.most_rows_held = max(self.most_rows_held, sum(map(len, pages)))

    @property
    def _may_ask(self) -> bool:
        return self.plan.ready and len(self._on_the_way) < self.most_on_the_way

    def _ask(self) -> None:
        window = self.plan.take()
        assert window is not None
        assert window.count > 0
        self._on_the_way.append(window)
        self.asked.append(window)
        assert len(self._on_the_way) <= self.plan.concurrency

    def _take_answer(self) -> None:
        window = self._on_the_way.pop(self.order.randrange(len(self._on_the_way)))
        answer = self.answer(window)
        if answer is None:
            self._fetched[window.start] = None
            self.plan.failed(window)
        else:
            extent = Extent(len(answer.rows), answer.total, answer.more, answer.silent)
            used = self.plan.arrived(window, extent)
            if used:
                self._fetched[window.start] = answer.rows[:used]
        for delivered in self.plan.deliver():
            self._deliverable.append((delivered, self._fetched.pop(delivered.start, None)))

    def _read(self) -> None:
        window, rows = self._deliverable.popleft()
        if rows is None:
            self.failure = window
            self.plan.close()
            self._deliverable.clear()
        else:
            self.plan.consumed()
            self.rows += rows
