"""Bodies that never end or expand enormously: they cost bounded time and memory."""

import contextlib
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import DataFormatError, TimeoutError
from tests.runtime.transport.hostile_server import turns
from tests.thoroughness import scaled

pytestmark = pytest.mark.anyio


class Answering(httpx.AsyncBaseTransport):
    """
    A transport that responds with a body in chunks, and never awaits anything.

    Args:
        chunks: Return the chunks.
        **headers: The response's headers.
    """

    def __init__(self, chunks: Callable[[], AsyncIterator[bytes]], **headers: str) -> None:
        self._chunks = chunks
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=self._headers, stream=_Body(self._chunks))


class _Body(httpx.AsyncByteStream):
    def __init__(self, chunks: Callable[[], AsyncIterator[bytes]]) -> None:
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks()


class Repeated(AsyncIterator[bytes]):
    """The same chunk this many times, or for ever."""

    def __init__(self, chunk: bytes, times: int | None = None) -> None:
        self._chunk = chunk
        self._times = times

    async def __anext__(self) -> bytes:
        if self._times is not None:
            self._times -= 1
            if self._times < 0:
                raise StopAsyncIteration
        return self._chunk


def answered(transport: Answering, most: int = 1 << 20, seconds: float = 0.2) -> AsyncOpenToClose:
    """Make a client with this transport."""
    return AsyncOpenToClose(
        "key",
        base_url="http://api.test/v1",
        transport=transport,
        quota=None,
        retry=None,
        max_response_bytes=most,
        total_timeout=seconds,
    )


async def test_empty_chunks_for_ever_from_a_transport_that_never_waits() -> None:
    async with answered(Answering(lambda: Repeated(b""))) as otc, turns() as taken:
        with pytest.raises(TimeoutError, match="no complete response"):
            await otc.request("GET", "/x")
        assert taken() > 2


async def test_too_much_for_ever_from_a_transport_that_never_waits() -> None:
    async with answered(Answering(lambda: Repeated(b"x" * 10_000))) as otc:
        with pytest.raises(DataFormatError, match="more than 1048576 bytes"):
            await otc.request("GET", "/x")


async def test_chunks_of_one_byte_cost_what_the_body_costs() -> None:
    size = scaled(100_000, 400_000)
    async with answered(Answering(lambda: Repeated(b" ", size)), size, 60) as otc:
        await otc.request("GET", "/warm-up")
        tracemalloc.start()
        try:
            await otc.request("GET", "/x")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 3 * size


EMPTY = gzip.compress(b"", mtime=0)
PACKED = {
    "members in members": ("gzip, gzip", gzip.compress(EMPTY * 50_000, mtime=0), b""),
    "members": ("gzip", EMPTY * 50_000, b""),
    "padding": ("gzip", gzip.compress(b"{}") + bytes(5_000_000), b"{}"),
    "blocks of nothing": ("deflate", b"\0\0\0\xff\xff" * 1_000_000 + b"\1\0\0\xff\xff", b""),
    "much": ("gzip", gzip.compress(b" " * 8_000_000 + b"{}", 1, mtime=0), b"{}"),
    "layers": (
        "gzip,deflate,gzip",
        gzip.compress(zlib.compress(gzip.compress(bytes(8_000_000)))),
        b"",
    ),
}


@pytest.mark.parametrize(("encoding", "packed", "value"), PACKED.values(), ids=PACKED.keys())
async def test_decompression_yields_to_other_tasks(
    encoding: str, packed: bytes, value: bytes
) -> None:
    transport = Answering(lambda: Repeated(packed, 1), Content_Encoding=encoding)
    async with answered(transport, 10_000_000, 60) as otc, turns() as taken:
        if value:
            assert await otc.request("GET", "/x") == json.loads(value)
        else:
            with contextlib.suppress(DataFormatError):
                await otc.request("GET", "/x")
        assert taken() > 15


async def test_decompression_ends_with_the_total_timeout() -> None:
    packed = EMPTY * 2_000_000
    transport = Answering(lambda: Repeated(packed, 1), Content_Encoding="gzip")
    async with answered(transport, len(packed), 0.1) as otc:
        with pytest.raises(TimeoutError, match="no complete response"):
            await otc.request("GET", "/x")


async def test_a_bomb_in_a_bomb_is_too_large() -> None:
    packed = gzip.compress(gzip.compress(bytes(5_000_000), mtime=0), mtime=0)
    transport = Answering(lambda: Repeated(packed, 1), Content_Encoding="gzip, gzip")
    async with answered(transport, seconds=60) as otc:
        with pytest.raises(DataFormatError, match="more than 1048576 bytes"):
            await otc.request("GET", "/x")
