"""
Servers that answer anything: every reading makes progress or ends at each step, and always ends.

There is no list behind these servers. Each response is drawn independently: some rows, old or new,
a total, a link, no body. The rows are not checked, because there is no right result.
"""

from random import Random

from attrs import define
from hypothesis import example, given
from hypothesis import strategies as st

from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import SeenPage
from opentoclose_async.exceptions import DataFormatError
from tests.protocol.paging.list_server import Answer, Pace, Reading
from tests.protocol.verified.stitched import Row, StitchedReading
from tests.thoroughness import repeatable


@define
class AnyAnswers:
    """
    Make up responses.

    Attributes:
        random: The source of randomness.
        rows_left: New rows to return at most: nobody reads an endless list.
        known: The share of rows that were returned before.
        empty: The share of responses without rows.
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

    def plain(self, page_range: PageRange) -> Answer | None:
        if self.random.random() < 0.02:
            return None
        rows = self.rows(page_range.count) if self.rows_left > 0 else []
        silent = not rows and self.random.random() < 0.3
        return Answer(rows, self.total, self.random.random() < 0.3, silent)

    def verified(self, page_range: PageRange) -> SeenPage[Row]:
        rows: list[Row] = [{"id": each} for each in self.rows(page_range.count)]
        silent = not rows and self.random.random() < 0.3
        return SeenPage(rows, page_range, self.total, self.random.random() < 0.3, silent)


SERVERS = st.builds(
    AnyAnswers,
    st.builds(Random, st.integers(0, 2**32)),
    rows_left=st.integers(0, 150),
    known=st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]),
    empty=st.sampled_from([0.0, 0.1, 0.5, 0.9]),
)


@repeatable(200)
@given(
    server=SERVERS,
    page_size=st.sampled_from([1, 2, 5, 20]),
    concurrency=st.sampled_from([1, 2, 5, 16]),
    start=st.sampled_from([0, 0, 3]),
    max_items=st.sampled_from([None, None, 1, 30]),
    confirm_end=st.booleans(),
)
def test_a_plan_makes_progress_or_ends(
    server: AnyAnswers,
    page_size: int,
    concurrency: int,
    start: int,
    max_items: int | None,
    confirm_end: bool,
) -> None:
    """``Reading`` fails if the plan waits with nothing in flight, or if it never ends."""
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


@repeatable(200)
@example(  # a look back is queued, and another response leads there before it is sent
    server=AnyAnswers(Random(150), rows_left=3, known=0.5, empty=0.5), page_size=2, concurrency=5
)
@given(
    server=SERVERS,
    page_size=st.sampled_from([2, 5, 20]),
    concurrency=st.sampled_from([1, 2, 5, 16]),
)
def test_a_verified_reading_makes_progress_or_ends(
    server: AnyAnswers, page_size: int, concurrency: int
) -> None:
    reading = StitchedReading(
        server.verified, page_size, concurrency, server.random, most_requests=5_000
    )
    try:
        reading.run()
    except DataFormatError as error:
        assert error.start is not None  # noqa: PT017 - an error is as valid as success
