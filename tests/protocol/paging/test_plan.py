"""Guarantees of every reading, whatever the server says and whatever comes first."""

from random import Random

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.paging.lead import FAST, PLENTY
from opentoclose_async._protocol.paging.plan import PagePlan
from tests.protocol.paging.list_server import ListServer, Pace, Reading
from tests.thoroughness import repeatable

PACES = [Pace(), Pace(ask=20), Pace(answer=20), Pace(read=20), Pace(ask=20, answer=20)]


@frozen
class Case:
    """A list, how it is read, and the order of events."""

    length: int
    page_size: int
    concurrency: int
    start: int
    max_items: int | None
    room: int | None
    seed: int
    pace: Pace

    @property
    def wanted(self) -> list[int]:
        rows = list(range(self.length))[self.start :]
        return rows if self.max_items is None else rows[: self.max_items]

    def read(self, server: ListServer, most_in_flight: int = 10**9) -> Reading:
        plan = PagePlan(
            page_size=self.page_size,
            concurrency=self.concurrency,
            start=self.start,
            max_items=self.max_items,
            room=lambda: self.room,
        )
        order = Random(self.seed)
        return Reading(plan, server, order, self.pace, most_in_flight=most_in_flight).run()

    def needed(self, largest_page: int) -> int:
        """The requests of a reader that knows the length of the list."""
        if self.max_items == 0:
            return 0
        return max(1, -(-len(self.wanted) // min(largest_page, self.page_size)))


CASES = st.builds(
    Case,
    length=st.integers(0, 60),
    page_size=st.sampled_from([1, 2, 5, 10, 20]),
    concurrency=st.sampled_from([1, 2, 3, 8, 16]),
    start=st.sampled_from([0, 0, 0, 1, 7, 50, 70]),
    max_items=st.sampled_from([None, None, None, 0, 1, 7, 20, 35]),
    room=st.sampled_from([None, 0, 1, 100, 500]),
    seed=st.integers(0, 2**32),
    pace=st.sampled_from(PACES),
)
CAPS = st.sampled_from([1, 2, 3, 7, 10, 1000])


@repeatable(150)
@given(case=CASES, cap=CAPS, total=st.booleans(), links=st.booleans())
def test_every_row_is_delivered_once_and_in_order(
    case: Case, cap: int, total: bool, links: bool
) -> None:
    rows = list(range(case.length))
    reading = case.read(ListServer(rows, cap, reports_total=total, links=links))
    assert reading.rows == case.wanted
    assert reading.failure is None


@repeatable(150)
@given(case=CASES, cap=CAPS, total=st.booleans(), links=st.booleans())
def test_a_slow_reader_stops_the_requests(case: Case, cap: int, total: bool, links: bool) -> None:
    rows = list(range(case.length))
    reading = case.read(ListServer(rows, cap, reports_total=total, links=links))
    assert reading.most_pages_held <= 2 * case.concurrency
    assert reading.most_rows_held <= 2 * case.concurrency * case.page_size


@repeatable(100)
@given(case=CASES, cap=CAPS, links=st.booleans())
def test_with_a_total_no_request_is_wasted(case: Case, cap: int, links: bool) -> None:
    server = ListServer(list(range(case.length)), cap, reports_total=True, links=links)
    assert len(case.read(server).asked) == case.needed(cap)


@repeatable(100)
@given(case=CASES, cap=CAPS, links=st.booleans())
def test_without_a_total_few_requests_go_past_the_end(case: Case, cap: int, links: bool) -> None:
    server = ListServer(list(range(case.length)), cap, links=links)
    reading = case.read(server)
    past = [page_range for page_range in reading.asked if page_range.start >= case.length]
    pages = len(reading.asked) - len(past)
    room = 10**9 if case.room is None else case.room
    assert len(past) <= max(1 + pages, min(1 + FAST * pages, room // PLENTY))
    assert len(past) <= case.concurrency
    assert len(reading.asked) <= case.needed(cap) + case.concurrency + 1


@repeatable(100)
@given(case=CASES, cap=CAPS, links=st.booleans())
def test_with_a_slow_quota_one_request_goes_past_the_end(case: Case, cap: int, links: bool) -> None:
    server = ListServer(list(range(case.length)), cap, links=links)
    reading = case.read(server, most_in_flight=1)
    assert reading.rows == case.wanted
    assert len(reading.asked) <= case.needed(cap) + 1


@repeatable(150)
@given(case=CASES, links=st.booleans(), total=st.booleans())
def test_short_pages_are_completed(case: Case, links: bool, total: bool) -> None:
    """A short page shows a cap, whether or not something says there is more."""
    short = Random(case.seed)
    server = ListServer(
        list(range(case.length)),
        reports_total=total,
        links=links,
        shorten=lambda rows: short.randint(1, rows),
    )
    reading = case.read(server)
    assert reading.rows == case.wanted
    assert reading.most_rows_held <= 2 * case.concurrency * case.page_size


BAD = st.frozensets(st.integers(0, 80), min_size=1, max_size=3)


@repeatable(150)
@given(case=CASES, cap=CAPS, total=st.booleans(), links=st.booleans(), bad=BAD)
def test_a_failed_page_comes_after_all_rows_before_it(
    case: Case, cap: int, total: bool, links: bool, bad: frozenset[int]
) -> None:
    rows = list(range(case.length))
    reading = case.read(ListServer(rows, cap, reports_total=total, links=links, fails=bad))
    if reading.failure is None:
        assert reading.rows == case.wanted
        assert bad.isdisjoint(case.wanted)
    else:
        assert reading.rows == rows[case.start : reading.failure.start]
        assert not bad.isdisjoint(range(reading.failure.start, reading.failure.end))
        assert reading.failure.start <= max(case.start, case.length)


@repeatable(150)
@given(case=CASES, bad=BAD)
def test_short_pages_before_a_failed_one_are_completed(case: Case, bad: frozenset[int]) -> None:
    rows, short = list(range(case.length)), Random(case.seed)
    server = ListServer(
        rows, reports_total=True, fails=bad, shorten=lambda count: short.randint(1, count)
    )
    reading = case.read(server)
    if reading.failure is None:
        assert reading.rows == case.wanted
    else:
        assert reading.rows == rows[case.start : reading.failure.start]
