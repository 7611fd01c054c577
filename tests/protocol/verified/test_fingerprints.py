"""Row identity, kept in a few bytes per row."""

import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.verbatim import loads
from opentoclose_async._protocol.verified.fingerprints import (
    BYTES_PER_ROW,
    FingerprintSet,
    fingerprint_of,
    pack,
    unpack,
)

FINGERPRINTS = st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1))


@given(st.lists(FINGERPRINTS))
def test_packed_fingerprints_are_unpacked(fingerprints: list[tuple[int, int]]) -> None:
    packed = pack(fingerprints)
    assert len(packed) == BYTES_PER_ROW * len(fingerprints)
    assert list(unpack(packed)) == fingerprints


def test_a_partial_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        list(unpack(b"12345"))


@pytest.mark.parametrize("step", [1, 4096, 0x10_0000_0000])
def test_all_added_rows_are_known_however_many(step: int) -> None:
    known = FingerprintSet()
    dice = Random(step)
    added = [(number * step, dice.getrandbits(32)) for number in range(30_000)]
    for start in range(0, len(added), 100):
        known.update(added[start : start + 100])
    assert all(each in known for each in added)
    assert all(known.has_key(key) for key, _ in added)
    assert not any((key, content ^ 1) in known for key, content in added)
    assert not any(known.has_key(key * step + 1) for key in range(30_000, 31_000) if step > 1)


def test_rows_with_one_key_are_distinguished_by_content() -> None:
    known = FingerprintSet()
    known.update([(0, content) for content in range(0, 40_000, 2)])
    assert all((0, content) in known for content in range(0, 40_000, 2))
    assert not any((0, content) in known for content in range(1, 40_000, 2))


def test_many_rows_take_less_than_sixteen_bytes_each() -> None:
    known = FingerprintSet()
    for start in range(0, 400_000, 100):
        known.update([(number, number) for number in range(start, start + 100)])
    buckets = known._buckets.values()
    size = sum(sys.getsizeof(part) for bucket in buckets for part in bucket)
    assert size / 400_000 < 16


def test_a_row_is_identified_by_key_and_content() -> None:
    row = {"id": 5, "name": "A"}
    assert fingerprint_of(row, "id") == fingerprint_of({"name": "A", "id": 5}, "id")
    assert fingerprint_of(row, "id")[0] == 5
    assert fingerprint_of({"id": 5, "name": "B"}, "id")[1] != fingerprint_of(row, "id")[1]
    assert fingerprint_of({"id": "5"}, "id")[0] != 5
    keys = [fingerprint_of({"id": key, "n": 1}, "id")[0] for key in (None, "", 1.5, True, -1)]
    assert len(set(keys)) == len(keys)
    assert 1 not in keys


def test_a_row_without_a_key_is_identified_by_its_content() -> None:
    one, other = ({"name": name} for name in "AB")
    assert fingerprint_of(one, "id") == fingerprint_of({"name": "A"}, "id")
    assert fingerprint_of(one, "id")[0] != fingerprint_of(other, "id")[0]


def test_invalid_rows_are_distinguished_too() -> None:
    odd = [None, 5, "x", [1], {"id": 10**30}]
    assert len({fingerprint_of(each, "id") for each in odd}) == len(odd)


def test_a_verbatim_row_is_identified_by_its_text() -> None:
    first, second = loads(b'[{"id": 1, "x": 1.0}, {"id": 1, "x": 1.00}]')
    assert fingerprint_of(first, "id")[0] == fingerprint_of(second, "id")[0] == 1
    assert fingerprint_of(first, "id") != fingerprint_of(second, "id")
