"""Pages of a list that moves, put together: nothing that was there all the time lost or doubled."""

from random import Random

import pytest
from attrs import Factory, define
from hypothesis import given, settings
from hypothesis import strategies as st

from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.protocol.paging import Window
from opentoclose_async.protocol.seams import Asking, Chain, Seen, bridge, walk_to_end


@define
class MovingList:
    """
    A list whose rows come and go after every request.

    Attributes:
        rows: The rows; their order among each other never changes.
        random: What decides.
        most_moved: Rows deleted, and rows inserted, after a request at most.
        largest_page: Rows at a time, at most.
        tells_end: Answers say whether they show the end.
        steadfast: The rows that have been there all the time.
    """

    rows: list[int]
    random: Random
    most_moved: int
    largest_page: int
    tells_end: bool
    requests: int = 0
    steadfast: set[int] = Factory(lambda self: set(self.rows), takes_self=True)
    next_row: int = Factory(lambda self: len(self.rows), takes_self=True)

    def answer(self, window: Window) -> Seen[int]:
        """Answer, and then move."""
        self.requests += 1
        rows = self.rows[window.start : window.start + min(window.count, self.largest_page)]
        is_end = self.tells_end and window.start + len(rows) >= len(self.rows)
        for _ in range(self.random.randint(0, self.most_moved)):
            if self.rows:
                self.steadfast.discard(self.rows.pop(self.random.randrange(len(self.rows))))
        for _ in range(self.random.randint(0, self.most_moved)):
            self.rows.insert(self.random.randint(0, len(self.rows)), self.next_row)
            self.next_row += 1
        return Seen(rows, window, is_end)


def drive(asking: Asking[int], server: MovingList) -> bool:
    try:
        window = next(asking)
        while True:
            window = asking.send(server.answer(window))
    except StopIteration as stop:
        return bool(stop.value)


def read(server: MovingList, size: int, ahead: int) -> tuple[list[int], int]:
    """Read the list with some pages fetched ahead, out of order; give the rows and the seams."""
    chain: Chain[int] = Chain(lambda row: row)
    rows: list[int] = []
    fetched: dict[int, Seen[int]] = {}
    start, seams = 0, 0
    while True:
        wanted = [max(0, start + k * (size - 1)) for k in range(ahead)]
        missing = [each for each in wanted if each not in fetched]
        server.random.shuffle(missing)
        for each in missing:
            fetched[each] = server.answer(Window(each, size))
        page = fetched.pop(start)
        start += size - 1
        new = chain.join(page)
        if new is None:
            seams += 1
            over = drive(bridge(chain, page, size, rows.extend), server)
        else:
            rows += new
            over = page.is_end
        if not over and len(page.rows) < size:
            over = drive(walk_to_end(chain, size, rows.extend), server)
        if over:
            return rows, seams


@settings(max_examples=400, deadline=None)
@given(
    length=st.integers(0, 700),
    most_moved=st.integers(0, 20),
    size=st.integers(20, 100),
    largest_page=st.sampled_from([100, 100, 37]),
    ahead=st.integers(1, 8),
    tells_end=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_every_steadfast_row_comes_exactly_once_and_in_order(
    length: int,
    most_moved: int,
    size: int,
    largest_page: int,
    ahead: int,
    tells_end: bool,
    seed: int,
) -> None:
    order = list(range(length))
    server = MovingList(list(order), Random(seed), most_moved, largest_page, tells_end)
    rows, _ = read(server, size, ahead)
    assert len(rows) == len(set(rows))
    assert [row for row in rows if row in server.steadfast] == [
        row for row in order if row in server.steadfast
    ]


@given(length=st.integers(0, 500), size=st.integers(2, 100), ahead=st.integers(1, 8))
def test_a_list_at_rest_has_no_seams(length: int, size: int, ahead: int) -> None:
    server = MovingList(list(range(length)), Random(0), 0, 1000, tells_end=True)
    rows, seams = read(server, size, ahead)
    assert rows == list(range(length))
    assert seams == 0
    assert server.requests <= max(1, -(-max(0, length - 1) // (size - 1))) + ahead


def test_a_reading_goes_on_from_the_keys_of_its_last_rows() -> None:
    server = MovingList(list(range(100)), Random(0), 0, 1000, tells_end=True)
    del server.rows[:7]  # while nobody was reading
    chain: Chain[int] = Chain(lambda row: row, position=50, keys=[47, 48, 49])
    rows: list[int] = []
    page = server.answer(Window(49, 20))
    assert chain.join(page) is None
    drive(bridge(chain, page, 20, rows.extend), server)
    drive(walk_to_end(chain, 20, rows.extend), server)
    assert rows == list(range(50, 100))


def test_more_rows_inserted_than_are_remembered_are_walked_over() -> None:
    server = MovingList(list(range(100)), Random(0), 0, 1000, tells_end=True)
    chain: Chain[int] = Chain(lambda row: row, position=50, keys=[48, 49])
    server.rows[:0] = range(1000, 1500)
    rows: list[int] = []
    page = server.answer(Window(49, 20))
    drive(bridge(chain, page, 20, rows.extend), server)
    drive(walk_to_end(chain, 20, rows.extend), server)
    assert rows == list(range(50, 100))


def test_a_list_that_is_no_longer_the_same_is_an_error() -> None:
    server = MovingList(list(range(1000, 1100)), Random(0), 0, 1000, tells_end=True)
    chain: Chain[int] = Chain(lambda row: row, position=50, keys=[48, 49])
    page = server.answer(Window(49, 20))
    with pytest.raises(DataFormatError, match="changed too much"):
        drive(bridge(chain, page, 20, lambda _: None), server)


def test_a_server_that_ignores_positions_has_given_its_whole_list() -> None:
    chain: Chain[int] = Chain(lambda row: row)
    whole = list(range(30))
    rows = chain.join(Seen(whole, Window(0, 100)))
    asking = walk_to_end(chain, 100, (rows or []).extend)
    window: Window | None = next(asking)
    for _ in range(20):
        if window is not None:
            try:
                window = asking.send(Seen(whole, window))
            except StopIteration:
                window = None
    assert window is None
    assert rows == whole


def test_only_so_many_keys_are_remembered() -> None:
    chain: Chain[int] = Chain(lambda row: row, memory=50)
    for start in range(0, 1000, 9):
        chain.join(Seen(list(range(start, start + 10)), Window(start, 10)))
    assert len(chain.last_keys(1000)) == 50
    assert not chain.remembers_all
    assert chain.last_keys(3) == [1006, 1007, 1008]
