"""
Servers that answer anything at all: a reading goes on or ends at every step, and always ends.

There is no list behind these servers. Each answer is drawn by itself: so many rows, old or new, a
total, a link, no body. Nothing is asked of the rows here, for there is no right result.
"""

from random import Random

from attrs import define
from hypothesis import example, given
from hypothesis import strategies as st

from opentoclose_async._protocol.paging.pages import Window
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import Seen
from opentoclose_async.exceptions import DataFormatError
from tests.protocol.paging.list_server import Answer, Pace, Reading
from tests.protocol.paging.repeatable import repeatable
from tests.protocol.verified.stitched import Row, StitchedReading


@define
class AnyAnswers:
    """
    Make answers up.

    Attributes:
        random: What decides.
        rows_left: New rows that will be given, at most: nobody reads a list that never ends.
        known: The share of rows that were given before.
        empty: The share of answers without rows.
    """

    random: Random
    rows_left: int
    known: float
    empty: float
    given: int = 0

    def rows(self, count: int) -> list[int]:
        if self.random.random() < self.empty:
            return []
        wanted = self.random.randint(0, count + 1)
        rows: list[int] = []
        for _ in range(wanted):
            if self.given and (self.rows_left <= 0 or self.random.random() < self.known):
                rows.append(self.random.randrange(self.given))
            elif self.rows_left > 0:
                rows.append(self.given)
                self.given += 1
                self.rows_left -= 1
        return rows

    @property
    def total(self) -> int | None:
        return self.random.choice([None, 0, self.given, self.given + 5, 3])

    def plain(self, window: Window) -> Answer | None:
        if self.random.random() < 0.02:
            return None
        rows = self.rows(window.count) if self.rows_left > 0 else []
        silent = not rows and self.random.random() < 0.3
        return Answer(rows, self.total, self.random.random() < 0.3, silent)

    def verified(self, window: Window) -> Seen[Row]:
        rows: list[Row] = [{"id": each} for each in self.rows(window.count)]
        silent = not rows and self.random.random() < 0.3
        return Seen(rows, window, self.total, self.random.random() < 0.3, silent)


SERVERS = st.builds(
    AnyAnswers,
    st.builds(Random, st.integers(0, 2**32)),
    rows_left=st.integers(0, 150),
    known=st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]),
    empty=st.sampled_from([0.0, 0.1, 0.5, 0.9]),
)


@repeatable(400)
@given(
    server=SERVERS,
    page_size=st.sampled_from([1, 2, 5, 20]),
    concurrency=st.sampled_from([1, 2, 5, 16]),
    start=st.sampled_from([0, 0, 3]),
    max_items=st.sampled_from([None, None, 1, 30]),
    confirm_end=st.booleans(),
)
def test_a_plan_goes_on_or_ends(
    server: AnyAnswers,
    page_size: int,
    concurrency: int,
    start: int,
    max_items: int | None,
    confirm_end: bool,
) -> None:
    """``Reading`` fails where nothing is on its way and the plan waits, and where it never ends."""
    plan = PagePlan(
        page_size=page_size,
        concurrency=concurrency,
        start=start,
        max_items=max_items,
        confirm_end=confirm_end,
    )
    reading = Reading(plan, server.plain, server.random, Pace()).run()
    assert len(reading.asked) <= 3 * len(reading.rows) + 3 + 3 * concurrency + server.given
    if max_items is not None:
        assert len(reading.rows) <= max_items


@repeatable(400)
@example(  # a look back is queued, and another response leads there before it is sent
    server=AnyAnswers(Random(150), rows_left=3, known=0.5, empty=0.5), page_size=2, concurrency=5
)
@given(
    server=SERVERS,
    page_size=st.sampled_from([2, 5, 20]),
    concurrency=st.sampled_from([1, 2, 5, 16]),
)
def test_a_verified_reading_goes_on_or_ends(
    server: AnyAnswers, page_size: int, concurrency: int
) -> None:
    reading = StitchedReading(
        server.verified, page_size, concurrency, server.random, most_requests=5_000
    )
    try:
        reading.run()
    except DataFormatError as error:
        assert error.start is not None  # noqa: PT017 - either way out is right
