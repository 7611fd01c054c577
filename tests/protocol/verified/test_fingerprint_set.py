"""All rows delivered are known, in any order and however many, in a few bytes each."""

import sys
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.verified.fingerprint_set import FingerprintSet
from opentoclose_async._protocol.verified.fingerprints import Fingerprint, Fingerprints

NEAR = st.tuples(st.integers(0, 40), st.integers(0, 3))
PAGES = st.lists(st.lists(NEAR, max_size=6), max_size=30)
ORDERS: dict[str, Callable[[list[Fingerprint]], None]] = {
    "ascending": list.sort,
    "descending": lambda rows: rows.sort(reverse=True),
    "mixed": Random(1).shuffle,
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("step", [1, 4096, 0x10_0000_0000])
def test_all_added_rows_are_known_however_many(step: int, order: str) -> None:
    known = FingerprintSet()
    dice = Random(step)
    added = [(number * step, dice.getrandbits(32)) for number in range(10_000)]
    ORDERS[order](added)
    for start in range(0, len(added), 100):
        page = Fingerprints(added[start : start + 100])
        assert known.update_if_new(page)
        assert not known.update_if_new(page)
    assert len(known) == len(added)
    assert all(each in known for each in added)
    assert all(known.has_key(key) for key, _ in added)
    assert not any((key, content ^ 1) in known for key, content in added)
    assert not any(known.has_key(key * step + 1) for key in range(9_990, 11_000) if step > 1)


@pytest.mark.parametrize("ascending", [False, True])
@given(pages=PAGES)
def test_any_pages_are_known_as_in_a_set(pages: list[list[Fingerprint]], ascending: bool) -> None:
    known, expected = FingerprintSet(), set[Fingerprint]()
    for number, rows in enumerate(pages):
        page = Fingerprints(sorted(dict(rows).items()) if ascending else rows)
        page.ascending = ascending
        keys = {key for key, _ in expected}
        assert [known.has_key(key) for key, _ in page] == [key in keys for key, _ in page]
        assert [each in known for each in page] == [each in expected for each in page]
        if number % 2:
            is_new = keys.isdisjoint(page.keys)
            assert known.update_if_new(page) == is_new
            expected.update(page if is_new else ())
        else:
            known.update(page)
            expected.update(page)
    assert all(each in known for each in expected)


@pytest.mark.parametrize("size", [100, 20_000])
def test_rows_with_one_key_are_distinguished_by_content(size: int) -> None:
    known = FingerprintSet()
    contents = range(0, 40_000, 2)
    for start in range(0, len(contents), size):
        known.update(Fingerprints((5, content) for content in contents[start : start + size]))
    assert all((5, content) in known for content in contents)
    assert not any((5, content) in known for content in range(1, 40_000, 2))
    assert known.has_key(5)
    assert not known.has_key(4)
    assert not known.has_key(6)


@pytest.mark.parametrize("order", ORDERS)
def test_many_rows_take_less_than_sixteen_bytes_each(order: str) -> None:
    known = FingerprintSet()
    rows = [(number, number) for number in range(50_000)]
    ORDERS[order](rows)
    for start in range(0, len(rows), 100):
        known.update(Fingerprints(rows[start : start + 100]))
    size = sum(sys.getsizeof(part) for leaf in known._leaves for part in (leaf, *leaf))
    assert (size + sys.getsizeof(known._leaves) + sys.getsizeof(known._firsts)) / len(rows) < 16
