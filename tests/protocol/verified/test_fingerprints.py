"""Row identity, kept in a few bytes per row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.verbatim import loads
from opentoclose_async._protocol.verified.fingerprints import (
    BYTES_PER_ROW,
    Fingerprints,
    fingerprint_of,
    fingerprints_of,
    pack,
    unpack,
)

FINGERPRINTS = st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1))


@given(st.lists(FINGERPRINTS))
def test_packed_fingerprints_are_unpacked(fingerprints: list[tuple[int, int]]) -> None:
    packed = pack(Fingerprints(fingerprints))
    assert len(packed) == BYTES_PER_ROW * len(fingerprints)
    assert list(unpack(packed)) == fingerprints


def test_the_record_is_the_same_on_every_machine() -> None:
    packed = pack(Fingerprints([(0x0102030405060708, 0x090A0B0C), (1, 2)]))
    assert packed.hex() == "08070605040302010c0b0a09" + "0100000000000000" + "02000000"


def test_a_partial_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        list(unpack(b"12345"))


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


@pytest.mark.parametrize(
    "key",
    ["2", "-1", "true", "1.0", '"1"', '""', "null", str(2**63 - 1), str(2**63), str(10**20)],
)
def test_rows_are_identified_together_as_each_alone(key: str) -> None:
    rows = loads(b'[{"id":1,"n":1},{"id":%b,"n":2}]' % key.encode())
    for page in ([], rows, [*rows, *loads(b"[{}]")], [dict(row) for row in rows], [*rows, None]):
        assert list(fingerprints_of(page, "id")) == [fingerprint_of(row, "id") for row in page]


@pytest.mark.parametrize(
    ("keys", "ascending"), [("123", True), ("13", True), ("1", True), ("122", False), ("21", False)]
)
def test_ascending_keys_are_noticed(keys: str, ascending: bool) -> None:
    rows = loads(b"[%b]" % b",".join(b'{"id":%d}' % int(key) for key in keys))
    assert fingerprints_of(rows, "id").ascending == ascending
    assert fingerprints_of(rows, "id")[1:].ascending == ascending
    assert not fingerprints_of(rows, "id")[::-1].ascending
