"""Servers that never come to an end, or make much of little: they cost bounded time and memory."""

import contextlib
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
import anyio.lowlevel
import anyio.to_thread
import httpx
import pytest
from anyio.abc import SocketAttribute, SocketStream

from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPI
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError, TimeoutError

pytestmark = pytest.mark.anyio

Serve = Callable[[SocketStream], Awaitable[None]]

WATCHDOG = 30.0
"""Seconds after which a test gives up; none of them comes near."""

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FINE = OK + b"Content-Length: 2\r\n\r\n{}"


def flood(head: bytes, again: bytes) -> Serve:
    """Send something, and then something else for ever, as fast as it is read."""

    async def serve(stream: SocketStream) -> None:
        await stream.send(head)
        while True:
            await stream.send(again * 100)

    return serve


def trickle(head: bytes, again: bytes) -> Serve:
    """Send something, and then something else for ever, now and then."""

    async def serve(stream: SocketStream) -> None:
        await stream.send(head)
        while True:
            await stream.send(again)
            await anyio.sleep(0.01)

    return serve


async def silence(stream: SocketStream) -> None:
    """Send nothing."""
    await anyio.sleep_forever()


class Hostile:
    """
    A server that is hostile to the first that comes, and well-behaved to those that come later.

    Args:
        serve: What to do to the first.
        reads: Whether to read a request before.

    Attributes:
        port: Where it listens.
        left: The first one has closed its connection.
    """

    def __init__(self, serve: Serve, *, reads: bool = True) -> None:
        self.port = 0
        self.left = anyio.Event()
        self._serve = serve
        self._reads = reads
        self._known = False

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Listen, and give the address."""
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        self.port = listener.extra(SocketAttribute.local_port)
        with anyio.fail_after(WATCHDOG):
            async with listener, anyio.create_task_group() as group:
                group.start_soon(listener.serve, self._handle)
                yield f"http://127.0.0.1:{self.port}"
                group.cancel_scope.cancel()

    async def _handle(self, stream: SocketStream) -> None:
        first = not self._known
        self._known = True
        gone = (anyio.BrokenResourceError, anyio.EndOfStream, OSError)
        with contextlib.suppress(*gone):
            async with stream:
                if not first:
                    while True:
                        await _read_head(stream)
                        await stream.send(FINE)
                try:
                    async with anyio.create_task_group() as group:
                        if self._reads:
                            await _read_head(stream)
                        group.start_soon(self._until_it_is_gone, stream, group.cancel_scope)
                        with contextlib.suppress(*gone):
                            await self._serve(stream)
                finally:
                    self.left.set()

    async def _until_it_is_gone(self, stream: SocketStream, scope: anyio.CancelScope) -> None:
        with contextlib.suppress(anyio.BrokenResourceError, anyio.EndOfStream):
            while True:
                await stream.receive()
        scope.cancel()


async def _read_head(stream: SocketStream) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += await stream.receive()


@contextlib.asynccontextmanager
async def turns() -> AsyncIterator[Callable[[], int]]:
    """Count how often somebody else has a turn."""
    count = 0

    async def take_turns() -> None:
        nonlocal count
        while True:
            await anyio.lowlevel.checkpoint()
            count += 1

    async with anyio.create_task_group() as group:
        group.start_soon(take_turns)
        yield lambda: count
        group.cancel_scope.cancel()


ENDLESS = {
    "informational": flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
    "the shortest of them": flood(b"", b"HTTP/1.1 100\r\n\r\n"),
    "informational, slowly": trickle(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a head, byte by byte": trickle(OK + b"X: ", b"x"),
    "headers, one by one": trickle(OK, b"X: x\r\n"),
    "a body, byte by byte": trickle(OK + b"Content-Length: 100000\r\n\r\n", b" "),
    "a body without an end": trickle(OK + b"Connection: close\r\n\r\n", b" "),
    "a huge body": trickle(OK + b"Content-Length: 99999999999999999999\r\n\r\n", b" "),
    "chunks of one byte": trickle(CHUNKED, b"1\r\n \r\n"),
    "chunks of long names": flood(CHUNKED, b"1;" + b"x" * 10_000 + b"\r\n \r\n"),
    "a long name": trickle(CHUNKED, b"1;x"),
    "trailers": trickle(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: x\r\n"),
    "packed and slow": trickle(
        CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"), b"1\r\n\x1f\r\n"
    ),
}


@pytest.mark.parametrize("serve", ENDLESS.values(), ids=ENDLESS.keys())
async def test_an_answer_without_an_end_ends(serve: Serve) -> None:
    server = Hostile(serve)
    async with (
        server.running() as address,
        AsyncOpenToClose(
            "key",
            base_url=address,
            quota=None,
            retry=None,
            max_connections=1,
            total_timeout=0.5,
        ) as otc,
        turns() as taken,
    ):
        with pytest.raises(TimeoutError, match=r"no whole answer within 0\.5 s, which is total_"):
            await otc.request("GET", "/x")
        assert taken() > 2
        await server.left.wait()
        assert await otc.request("GET", "/x") == {}


TOO_MUCH = {
    "headers": flood(OK, b"X: x\r\n"),
    "one header": flood(OK + b"X: ", b"x"),
    "header folds": flood(OK + b"X: x\r\n", b" x\r\n"),
    "informational headers": flood(b"HTTP/1.1 103 Early Hints\r\n", b"X: x\r\n"),
    "a long name": flood(CHUNKED, b"1;x"),
    "trailers": flood(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: x\r\n"),
    "a body": flood(OK + b"Connection: close\r\n\r\n", b" "),
    "chunks of one byte": flood(CHUNKED, b"1\r\n \r\n"),
    "an informational body": flood(b"HTTP/1.1 103 Early Hints\r\nContent-Length: 2\r\n\r\n", b"{}"),
    "a switch of protocols": flood(b"HTTP/1.1 101 Switching Protocols\r\n\r\n", b"x"),
}


@pytest.mark.parametrize("serve", TOO_MUCH.values(), ids=TOO_MUCH.keys())
async def test_what_there_is_too_much_of_is_refused(serve: Serve) -> None:
    server = Hostile(serve)
    async with (
        server.running() as address,
        AsyncOpenToClose(
            "key",
            base_url=address,
            quota=None,
            retry=None,
            max_connections=1,
            max_response_bytes=20_000,
        ) as otc,
    ):
        with pytest.raises(OpenToCloseAPIError) as error:
            await otc.request("GET", "/x")
        assert not isinstance(error.value, TimeoutError)
        await server.left.wait()
        assert await otc.request("GET", "/x") == {}


UNCONNECTED = {
    "silence": silence,
    "informational": flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "slow headers": trickle(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
}


@pytest.mark.parametrize("serve", UNCONNECTED.values(), ids=UNCONNECTED.keys())
async def test_a_proxy_that_never_connects(serve: Serve) -> None:
    server = Hostile(serve)
    async with (
        server.running() as address,
        AsyncOpenToClose(
            "key",
            base_url="https://api.test/v1",
            proxy=address,
            quota=None,
            retry=None,
            total_timeout=0.2,
        ) as otc,
    ):
        with pytest.raises(TimeoutError, match=r"no connection within 0\.2 s, which is") as error:
            await otc.request("POST", "/x", body={})
        assert not error.value.outcome_unknown
        await server.left.wait()


async def test_a_server_that_never_gets_to_tls() -> None:
    server = Hostile(silence, reads=False)
    async with (
        server.running() as address,
        AsyncOpenToClose(
            "key",
            base_url=address.replace("http:", "https:"),
            quota=None,
            retry=None,
            total_timeout=0.2,
        ) as otc,
    ):
        with pytest.raises(TimeoutError, match=r"no connection within 0\.2 s") as error:
            await otc.request("POST", "/x", body={})
        assert not error.value.outcome_unknown
        await server.left.wait()


async def test_a_request_without_a_body_has_been_sent_as_well() -> None:
    server = Hostile(silence)
    async with (
        server.running() as address,
        AsyncOpenToClose("key", base_url=address, quota=None, retry=None, total_timeout=0.2) as otc,
    ):
        with pytest.raises(TimeoutError, match=r"no whole answer within 0\.2 s") as error:
            await otc.request("POST", "/x")
        assert error.value.outcome_unknown


async def test_nobody_waits_longer_in_a_thread() -> None:
    for make in (blocking_call, call_of_the_drop_in):
        server = Hostile(ENDLESS["informational"])
        async with server.running() as address:
            with pytest.raises(TimeoutError, match="no whole answer"):
                await anyio.to_thread.run_sync(make, address)
            await server.left.wait()


def blocking_call(address: str) -> None:
    with OpenToClose("key", base_url=address, quota=None, retry=None, timeout=0.05) as otc:
        otc.users.list_users()


def call_of_the_drop_in(address: str) -> None:
    client = OpenToCloseAPI(api_key="key", base_url=address)
    client.users.max_retries = 0
    client.users.timeout = 0.05
    client.users.list_users()


class Answering(httpx.AsyncBaseTransport):
    """
    Answer with a body in chunks, never waiting for anything.

    Args:
        chunks: Give the chunks.
        **headers: Headers of the answer.
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
    """The same chunk so many times, or for ever."""

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
    """Make a client of such answers."""
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
        with pytest.raises(TimeoutError, match="no whole answer"):
            await otc.request("GET", "/x")
        assert taken() > 2


async def test_too_much_for_ever_from_a_transport_that_never_waits() -> None:
    async with answered(Answering(lambda: Repeated(b"x" * 10_000))) as otc:
        with pytest.raises(DataFormatError, match="more than 1048576 bytes"):
            await otc.request("GET", "/x")


async def test_chunks_of_one_byte_cost_what_the_body_costs() -> None:
    size = 400_000
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
async def test_unpacking_lets_others_have_their_turns(
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


async def test_unpacking_ends_with_the_time_for_the_answer() -> None:
    packed = EMPTY * 2_000_000
    transport = Answering(lambda: Repeated(packed, 1), Content_Encoding="gzip")
    async with answered(transport, len(packed), 0.1) as otc:
        with pytest.raises(TimeoutError, match="no whole answer"):
            await otc.request("GET", "/x")


async def test_a_bomb_in_a_bomb_is_too_large() -> None:
    packed = gzip.compress(gzip.compress(bytes(5_000_000), mtime=0), mtime=0)
    transport = Answering(lambda: Repeated(packed, 1), Content_Encoding="gzip, gzip")
    async with answered(transport, seconds=60) as otc:
        with pytest.raises(DataFormatError, match="more than 1048576 bytes"):
            await otc.request("GET", "/x")
