"""Decompression of everything that servers send, within bounded memory."""

import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.compression import (
    BodyTooLargeError,
    StillPackedError,
    unpacking,
)
from opentoclose_async._protocol.stepwise import run_steps

MEGABYTE = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def unpack(body: bytes, encodings: str, most: int) -> bytes:
    return run_steps(unpacking(body, encodings, most))


@given(st.binary(max_size=2_000))
def test_compressed_data_round_trips(data: bytes) -> None:
    assert unpack(gzip.compress(data, mtime=0), "gzip", MEGABYTE) == data
    assert (
        unpack(gzip.compress(data, mtime=0) + gzip.compress(data, mtime=0), "X-GZip", MEGABYTE)
        == data + data
    )
    assert unpack(zlib.compress(data), "deflate", MEGABYTE) == data
    assert unpack(raw_deflate(data), "deflate", MEGABYTE) == data
    assert unpack(zlib.compress(gzip.compress(data, mtime=0)), "gzip, deflate", MEGABYTE) == data
    assert unpack(data, "identity", 0) == data


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_an_empty_body_is_empty(encoding: str) -> None:
    assert unpack(b"", encoding, 10) == b""


@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_the_size_limit_is_enforced(length: int, most: int) -> None:
    data = bytes(length)
    for packed, encoding in (
        (gzip.compress(data, mtime=0), "gzip"),
        (gzip.compress(data[:7], mtime=0) + gzip.compress(data[7:], mtime=0), "gzip"),
        (zlib.compress(data), "deflate"),
        (raw_deflate(data), "deflate"),
    ):
        if length <= most:
            assert unpack(packed, encoding, most) == data
        else:
            with pytest.raises(BodyTooLargeError, match=r"more than \d+ bytes"):
                unpack(packed, encoding, most)


@pytest.mark.parametrize(
    ("body", "encoding", "problem"),
    [
        (b"no gzip", "gzip", "header"),
        (gzip.compress(b"x" * 500, mtime=0)[:-9], "gzip", "truncated"),
        (zlib.compress(b"x" * 500)[:-5], "deflate", "invalid|truncated"),
        (gzip.compress(b"x", mtime=0) + b"rest", "gzip", "header"),
        (gzip.compress(b"x", mtime=0) + bytes(9) + b"rest", "gzip", "other data follows it"),
        (b"x", "br", "'br', which was not asked for"),
        (b"x", "b" * 100_000, "b…', which was not asked for"),
        (b"x", "gzip," * 4, "encoded 4 times"),
    ],
)
def test_a_corrupt_body_is_refused(body: bytes, encoding: str, problem: str) -> None:
    with pytest.raises(StillPackedError, match=problem):
        unpack(body, encoding, MEGABYTE)


TEXT = b'[{"id": 1, "name": "Ann"}]'


@pytest.mark.parametrize(
    ("body", "encoding", "left"),
    [
        (TEXT, "utf-8", TEXT),
        (TEXT, "none, *", TEXT),
        (TEXT, "gzip", TEXT),
        (TEXT, "deflate", TEXT),
        (TEXT, "gzip, deflate, br", TEXT),
        (TEXT, ",".join(["gzip"] * 50), TEXT),
        (gzip.compress(TEXT, mtime=0), "aws-chunked, gzip", TEXT),
        (gzip.compress(TEXT, mtime=0), "gzip, utf-8", TEXT),
        (gzip.compress(TEXT, mtime=0), "gzip, gzip", TEXT),
        (gzip.compress(TEXT, mtime=0), "br", gzip.compress(TEXT, mtime=0)),
    ],
)
def test_a_mislabelled_body_is_decompressed_as_far_as_possible(
    body: bytes, encoding: str, left: bytes
) -> None:
    with pytest.raises(StillPackedError) as caught:
        unpack(body, encoding, MEGABYTE)
    assert caught.value.body == left


@given(st.integers(0, 10**9), st.text(max_size=20))
def test_no_plain_text_is_mistaken_for_compressed(number: int, name: str) -> None:
    for value in (number, [number], {"id": number, "name": name}, [{name: number}], name):
        body = json.dumps(value).encode()
        for encoding in ("gzip", "deflate"):
            with pytest.raises(StillPackedError) as caught:
                unpack(body, encoding, MEGABYTE)
            assert caught.value.body == body


def with_name(member: bytes, name: bytes) -> bytes:
    """Return a gzip member with a file name in its header."""
    return member[:3] + b"\x08" + member[4:10] + name + b"\0" + member[10:]


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=200), st.integers(0, 2_000))
def test_gzip_members_are_joined(parts: list[bytes], padding: int) -> None:
    members = [gzip.compress(part, mtime=0) for part in parts]
    named = [with_name(member, b"n" * 600) for member in members]
    for packed in (b"".join(members), b"".join(named)):
        assert unpack(packed + bytes(padding), "gzip", MEGABYTE) == b"".join(parts)


@given(st.data())
def test_large_bodies_take_more_than_one_step(data: st.DataObject) -> None:
    body = data.draw(st.binary(min_size=1, max_size=100)) * data.draw(st.integers(1, 40_000))
    level = data.draw(st.integers(0, 9))
    for packed, encoding in (
        (gzip.compress(body, level, mtime=0), "gzip"),
        (zlib.compress(body, level), "deflate"),
    ):
        assert unpack(packed, encoding, len(body)) == body


def steps_of(body: bytes, encodings: str) -> int:
    return sum(1 for _ in unpacking(body, encodings, 100 * MEGABYTE))


EMPTY = gzip.compress(b"", mtime=0)


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (EMPTY * 2_000, "gzip"),
        (gzip.compress(EMPTY * 2_000, mtime=0), "gzip, gzip"),
        (with_name(EMPTY, b"n" * 65_000) * 20, "gzip"),
        (b"\0\0\0\xff\xff" * 20_000 + b"\1\0\0\xff\xff", "deflate"),
        (gzip.compress(bytes(2_000_000), mtime=0), "gzip"),
        (EMPTY + bytes(2_000_000), "gzip"),
    ],
    ids=["members", "members in a member", "names", "blocks", "zeros", "padding"],
)
def test_steps_are_small_and_proportional_to_the_work(body: bytes, encodings: str) -> None:
    assert 2 < steps_of(body, encodings) < 1_000


def test_twice_as_many_members_are_twice_the_work() -> None:
    once = steps_of(EMPTY * 5_000, "gzip")
    assert steps_of(EMPTY * 10_000, "gzip") == pytest.approx(2 * once, abs=2)


def test_a_page_is_decompressed_in_one_step() -> None:
    page = gzip.compress(bytes(range(256)) * 100, mtime=0)
    assert steps_of(page, "gzip") == 0


def test_identity_is_ignored_however_often_it_is_listed() -> None:
    assert unpack(b"x", "identity, " * 10_000, 1) == b"x"
