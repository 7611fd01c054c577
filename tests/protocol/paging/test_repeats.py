"""Pages that repeat rows of earlier ones are detected by their rows."""

from typing import Any

import pytest

from opentoclose_async._protocol.paging.repeats import Repeats

Rows = list[dict[str, Any]]


def rows(*numbers: int) -> Rows:
    return [{"id": number, "name": f"User {number}"} for number in numbers]


def without_ids(*numbers: int) -> Rows:
    return [{"name": f"User {number}"} for number in numbers]


def old(*pages: Rows) -> list[int]:
    repeats = Repeats("id")
    return [repeats.count_repeated(page, len(page)) for page in pages]


@pytest.mark.parametrize("make", [rows, without_ids])
def test_pages_of_new_rows(make: Any) -> None:
    assert old(make(1, 2, 3), make(4, 5, 6), make(7)) == [0, 0, 0]


@pytest.mark.parametrize("make", [rows, without_ids])
@pytest.mark.parametrize(
    ("pages", "counts"),
    [
        ([(1, 2, 3), (1, 2, 3)], [0, 3]),  # positions ignored
        ([(1, 2, 3), (1, 2)], [0, 2]),  # the same with fewer rows
        ([(1, 2, 3), (4, 5, 6), (5, 6, 7)], [0, 0, 2]),  # moved back so that the page is full
        ([(1, 2, 3), (4, 5, 6), (7,), (5, 6, 7)], [0, 0, 0, 3]),
        ([(1, 2, 3), (4, 5, 6), (6, 7, 8)], [0, 0, 1]),  # a row was inserted before it
        ([(1, 2, 3), (4, 5, 6), (1, 2, 3)], [0, 0, 3]),  # started again
        ([(1, 2, 3), (4, 5, 6), (1, 2)], [0, 0, 2]),
        ([(1,), (2, 3), (1, 2, 3)], [0, 0, 3]),
        ([(1, 2), (3,), (1,)], [0, 0, 1]),
    ],
)
def test_repeated_rows(make: Any, pages: list[tuple[int, ...]], counts: list[int]) -> None:
    assert old(*(make(*page) for page in pages)) == counts


def test_identical_rows_may_be_different_rows() -> None:
    alike: Rows = [{"id": 0, "name": "pending"}]
    assert old(alike * 3 + rows(1), rows(2) + alike * 3, alike + rows(3)) == [0, 0, 0]


def test_a_page_that_is_cut_is_judged_as_a_whole() -> None:
    repeats = Repeats("id")
    assert repeats.count_repeated(rows(1, 2, 3, 4), 4) == 0
    assert repeats.count_repeated(rows(2, 3, 4, 5), 2) == 3


def test_invalid_rows_are_tolerated() -> None:
    odd: Any = [None, 5, "x"]
    assert old(rows(1, 2), odd, [*odd, *odd[:1]]) == [0, 0, 4]
