"""Joined pages of a list that moves: every row that stayed is delivered exactly once."""

from collections.abc import Callable
from random import Random

import pytest
from attrs import Factory, define
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._protocol.verified.chain import Chain, SeenPage
from opentoclose_async._protocol.verified.fingerprints import Fingerprints, fingerprint_of
from opentoclose_async.exceptions import DataFormatError
from tests.protocol.verified.stitched import Row, StitchedReading
from tests.thoroughness import repeatable


def rows(*ids: int) -> list[Row]:
    return [{"id": each} for each in ids]


@define
class MovingList:
    """
    A list whose rows are added, removed and moved after every request.

    Attributes:
        rows: The rows, by number.
        random: The source of randomness.
        most_moved: Rows deleted, inserted and moved after each request, at most.
        largest_page: Rows per response, at most.
        reports_total: Responses state the number of rows.
        steadfast: The rows that have been there all the time without moving.
        requests: Ranges that were answered.
    """

    rows: list[int]
    random: Random
    most_moved: int = 0
    largest_page: int = 1000
    reports_total: bool = False
    requests: int = 0
    steadfast: set[int] = Factory(lambda self: set(self.rows), takes_self=True)
    _leaving: set[int] = Factory(set)
    _next_row: int = Factory(lambda self: len(self.rows), takes_self=True)

    def __call__(self, page_range: PageRange) -> SeenPage[Row]:
        """Answer, then move."""
        self.requests += 1
        self.steadfast -= self._leaving  # rows that move later were there throughout
        self._leaving = set()
        shown = self.rows[
            page_range.start : page_range.start + min(page_range.count, self.largest_page)
        ]
        total = len(self.rows) if self.reports_total else None
        for _ in range(self.random.randint(0, self.most_moved)):
            self._take_one()
            self.rows.insert(self.random.randint(0, len(self.rows)), self._next_row)
            self._next_row += 1
        if self.random.random() < self.most_moved / 10:
            moved = self._take_one()
            if moved is not None:
                self.rows.insert(self.random.randint(0, len(self.rows)), moved)
        return SeenPage(rows(*shown), page_range, total)

    def _take_one(self) -> int | None:
        if not self.rows:
            return None
        row = self.rows.pop(self.random.randrange(len(self.rows)))
        self._leaving.add(row)
        return row


def read(
    server: Callable[[PageRange], SeenPage[Row]], size: int, ahead: int = 1
) -> StitchedReading:
    return StitchedReading(server, size, ahead, Random(1)).run()


def ids(reading: StitchedReading) -> list[int]:
    return [row["id"] for row in reading.rows]


@repeatable(150)
@given(
    length=st.integers(0, 700),
    most_moved=st.integers(0, 5),
    size=st.integers(20, 100),
    largest_page=st.sampled_from([100, 100, 37]),
    ahead=st.integers(1, 16),
    reports_total=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_every_steadfast_row_is_delivered_exactly_once(
    length: int,
    most_moved: int,
    size: int,
    largest_page: int,
    ahead: int,
    reports_total: bool,
    seed: int,
) -> None:
    server = MovingList(
        list(range(length)), Random(seed), most_moved, largest_page, reports_total=reports_total
    )
    reading = StitchedReading(server, size, ahead, Random(1))
    try:
        reading.run()
    except DataFormatError:
        assert length < 30 * most_moved  # almost a different list with every response
    else:
        assert server.steadfast <= set(ids(reading))
    assert len(ids(reading)) == len(set(ids(reading)))


@given(
    length=st.integers(0, 500),
    size=st.integers(2, 100),
    ahead=st.integers(1, 8),
    reports_total=st.booleans(),
)
def test_the_requests_for_a_list_that_does_not_change(
    length: int, size: int, ahead: int, reports_total: bool
) -> None:
    server = MovingList(list(range(length)), Random(0), reports_total=reports_total)
    reading = read(server, size, ahead)
    assert ids(reading) == list(range(length))
    assert reading.stitching.seams == 0
    needed = max(1, -(-max(0, length - 1) // (size - 1)))
    assert server.requests <= needed + (1 if reports_total else ahead + 2)


def test_a_delivered_row_that_moves_down_hides_no_others() -> None:
    numbers = list(range(1000))

    def server(page_range: PageRange) -> SeenPage[Row]:
        if page_range.start == 297:
            numbers.remove(5)
            numbers.insert(350, 5)
        return SeenPage(rows(*numbers[page_range.start : page_range.end]), page_range, len(numbers))

    assert sorted(ids(read(server, 100))) == list(range(1000))


def test_rows_with_one_id_are_distinguished_by_content() -> None:
    people: list[Row] = [{"id": 0 if n % 10 == 0 else n, "email": f"u{n}"} for n in range(250)]

    def server(page_range: PageRange) -> SeenPage[Row]:
        return SeenPage(people[page_range.start : page_range.end], page_range)

    assert read(server, 100).rows == people


def test_rows_that_share_an_id_but_no_response_are_distinguished() -> None:
    people: list[Row] = [{"id": n % 60, "email": f"u{n}"} for n in range(250)]

    def server(page_range: PageRange) -> SeenPage[Row]:
        return SeenPage(people[page_range.start : page_range.end], page_range)

    assert read(server, 50).rows == people


def test_identical_rows_are_counted_by_position() -> None:
    people: list[Row] = [{"name": "pending"}] * 250

    def server(page_range: PageRange) -> SeenPage[Row]:
        return SeenPage(people[page_range.start : page_range.end], page_range)

    assert read(server, 100).rows == people


def test_a_row_edited_in_place_is_delivered_once() -> None:
    people: list[Row] = [{"id": n, "phone": "1"} for n in range(250)]

    def server(page_range: PageRange) -> SeenPage[Row]:
        shown = [dict(row) for row in people[page_range.start : page_range.end]]
        people[99]["phone"] = "2"
        return SeenPage(shown, page_range)

    assert ids(read(server, 100)) == list(range(250))


def test_rows_whose_content_always_changes_are_identified_by_id() -> None:
    answers = 0
    numbers = list(range(400))

    def server(page_range: PageRange) -> SeenPage[Row]:
        nonlocal answers
        answers += 1
        if answers == 4:
            del numbers[:30]
        shown = numbers[page_range.start : page_range.end]
        return SeenPage([{"id": n, "link": f"{n}-{answers}"} for n in shown], page_range)

    got = ids(read(server, 50))
    assert len(got) == len(set(got))
    assert set(range(30, 400)) <= set(got)


def test_a_reading_resumes_after_the_delivered_rows() -> None:
    numbers = list(range(7, 100))  # seven were deleted between the readings
    delivered = Fingerprints(fingerprint_of(row, "id") for row in rows(*range(50)))
    chain: Chain[Row] = Chain("id", end_rows=40, position=50, delivered=delivered)
    server = MovingList(numbers, Random(0))
    reading = StitchedReading(server, 20, chain=chain).run()
    assert ids(reading) == list(range(50, 100))


def test_more_inserted_rows_than_the_remembered_end_are_passed() -> None:
    delivered = Fingerprints(fingerprint_of(row, "id") for row in rows(48, 49))
    chain: Chain[Row] = Chain("id", end_rows=40, position=50, delivered=delivered, complete=False)
    server = MovingList([*range(1000, 1500), *range(100)], Random(0))
    reading = StitchedReading(server, 20, chain=chain).run()
    assert ids(reading) == list(range(50, 100))


def test_a_completely_different_list_is_an_error() -> None:
    delivered = Fingerprints(fingerprint_of(row, "id") for row in rows(48, 49))
    chain: Chain[Row] = Chain("id", end_rows=40, position=50, delivered=delivered, complete=False)
    server = MovingList(list(range(1000, 1100)), Random(0))
    with pytest.raises(DataFormatError, match="changed too much") as error:
        StitchedReading(server, 20, chain=chain).run()
    assert error.value.start == 50


def test_a_list_that_loses_all_its_rows_ends() -> None:
    numbers = list(range(300))

    def server(page_range: PageRange) -> SeenPage[Row]:
        shown = rows(*numbers[page_range.start : page_range.end])
        if page_range.start > 100:
            numbers.clear()
        return SeenPage(shown, page_range)

    assert set(ids(read(server, 50))) >= set(range(99))


def test_a_server_that_ignores_positions_returned_its_whole_list() -> None:
    whole = rows(*range(30))
    reading = read(lambda page_range: SeenPage(whole, page_range), 100)
    assert reading.rows == whole
    assert reading.requests < 20


@pytest.mark.parametrize("total", [None, 350])
def test_a_repeated_full_page_is_not_a_whole_list(total: int | None) -> None:
    reading = StitchedReading(
        lambda page_range: SeenPage(rows(*range(100)), page_range, total), 100
    )
    with pytest.raises(DataFormatError, match="the same page was returned"):
        reading.run()
    assert len(reading.rows) == 100
    assert reading.requests < 20


def test_clamped_positions_beyond_the_end_are_an_end_or_an_error() -> None:
    def clamped(page_range: PageRange, total: int | None) -> SeenPage[Row]:
        start = min(page_range.start, 250)
        return SeenPage(rows(*range(350)[start : start + 100]), page_range, total)

    counted = read(lambda page_range: clamped(page_range, 350), 100)
    assert ids(counted) == list(range(350))
    uncounted = StitchedReading(lambda page_range: clamped(page_range, None), 100)
    with pytest.raises(DataFormatError, match="the same page was returned"):
        uncounted.run()
    assert ids(uncounted) == list(range(350))


@pytest.mark.parametrize(
    ("total", "more", "reason"), [(400, False, "has 400 rows"), (None, True, "links to a next")]
)
def test_a_missing_row_that_something_announces_is_an_error(
    total: int | None, more: bool, reason: str
) -> None:
    reading = StitchedReading(
        lambda page_range: SeenPage(
            rows(*range(350)[page_range.start : page_range.end]), page_range, total, more
        ),
        100,
    )
    with pytest.raises(DataFormatError, match=reason) as error:
        reading.run()
    assert error.value.start == 350
    assert ids(reading) == list(range(350))


@pytest.mark.parametrize("low", [0, 100, 199, 298, 340])
def test_a_total_that_is_too_low_loses_nothing(low: int) -> None:
    for largest_page in (100, 37, 1):
        server = MovingList(list(range(350)), Random(0), largest_page=largest_page)

        def answer(page_range: PageRange, server: MovingList = server) -> SeenPage[Row]:
            return SeenPage(server(page_range).rows, page_range, low)

        assert ids(read(answer, 100)) == list(range(350))
