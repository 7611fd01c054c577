"""Bodies unpacked: all that servers send, nothing that would fill the memory."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.protocol.compression import BodyTooLargeError, unpack

MEGABYTE = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@given(st.binary(max_size=2_000))
def test_what_was_packed_comes_out(data: bytes) -> None:
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
def test_no_more_comes_out_than_is_allowed(length: int, most: int) -> None:
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
        (gzip.compress(b"x" * 500, mtime=0)[:-9], "gzip", "breaks off"),
        (zlib.compress(b"x" * 500)[:-5], "deflate", "invalid|breaks off"),
        (gzip.compress(b"x", mtime=0) + b"rest", "gzip", "header"),
        (b"x", "br", "'br', which was not asked for"),
    ],
)
def test_what_is_broken_is_refused(body: bytes, encoding: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        unpack(body, encoding, MEGABYTE)
