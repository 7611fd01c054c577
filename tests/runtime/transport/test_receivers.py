"""Bodies that go to a receiver: how long they may take. The clock jumps; no test waits."""

from collections.abc import AsyncIterator

import anyio
import httpx
import pytest
from attrs import define

from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._runtime.transport.exchange import Exchange, Failure
from opentoclose_async._runtime.transport.httpx_sender import HTTPXSender
from opentoclose_async.exceptions import TimeoutError
from tests.runtime.virtual_time import run_in_virtual_time

BACKENDS = ("asyncio", "trio")
KIB = 1024


@define
class Slow(httpx.AsyncBaseTransport):
    """
    Send a body slowly.

    Args:
        chunks: How many chunks it has.
        size: The bytes of each.
        seconds: The time for each.
        status: The status of the response.
        encoding: The Content-Encoding header, if any.
    """

    chunks: int
    size: int
    seconds: float
    status: int = 200
    encoding: str | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = {} if self.encoding is None else {"Content-Encoding": self.encoding}
        return httpx.Response(self.status, headers=headers, stream=_Body(self))


class _Body(httpx.AsyncByteStream):
    def __init__(self, slow: Slow) -> None:
        self._slow = slow

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self._slow.chunks):
            await anyio.sleep(self._slow.seconds)
            yield bytes(self._slow.size)


@define
class Taking:
    """
    A receiver that takes everything, in its own time.

    Args:
        seconds: The time for each chunk.

    Attributes:
        size: The bytes it took.
    """

    seconds: float = 0
    size: int = 0

    async def receive(self, chunk: bytes) -> None:
        await anyio.sleep(self.seconds)
        self.size += len(chunk)

    async def finish(self) -> bytes:
        await anyio.sleep(self.seconds)
        return b"{}"


def fetch(
    backend: str, transport: Slow, receiver: Taking, timeout: float = 2
) -> tuple[Response | Failure, float]:
    """Return what an exchange returns, with a total_timeout of five times ``timeout``."""
    came: list[tuple[Response | Failure, float]] = []

    async def main() -> None:
        server = httpx.URL("http://api.test")
        sender = HTTPXSender(transport, server)
        exchange = Exchange(server, sender, "tests", 64 * KIB * KIB)
        began = anyio.current_time()
        result = await exchange.send(Request("GET", "/x", receive=lambda: receiver), timeout)
        came.append((result, anyio.current_time() - began))

    run_in_virtual_time(backend, main)
    return came[0]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_a_body_that_keeps_coming_may_take_long(backend: str, encoding: str | None) -> None:
    receiver = Taking()
    slow = Slow(chunks=1000, size=32 * KIB, seconds=1.9, encoding=encoding)
    result, took = fetch(backend, slow, receiver)
    assert isinstance(result, Response)
    assert result.taken + len(result.body) == receiver.size == 32 * KIB * 1000
    assert took == pytest.approx(1900)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("slow", "after"),
    [
        (Slow(chunks=10_000, size=1, seconds=0.1), 10),
        (Slow(chunks=10_000, size=16 * KIB, seconds=1.5), 27),
        (Slow(chunks=10_000, size=16 * KIB, seconds=1.5, status=500), 10),
    ],
    ids=["trickle", "slow", "not a success"],
)
def test_a_body_that_comes_too_slowly_is_a_timeout(backend: str, slow: Slow, after: float) -> None:
    result, took = fetch(backend, slow, Taking())
    assert isinstance(result, Failure)
    assert isinstance(result.error, TimeoutError)
    assert str(result.error).startswith("GET /x: no complete response within 10 s")
    assert took == pytest.approx(after, abs=0.5)


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_receivers_own_time_does_not_count(backend: str) -> None:
    result, took = fetch(backend, Slow(chunks=9, size=1, seconds=1), Taking(seconds=100))
    assert isinstance(result, Response)
    assert took == pytest.approx(9 + 100 * 10)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_chunk_of_any_size_is_passed_on_in_slices(backend: str) -> None:
    largest = 0

    @define
    class Measuring(Taking):
        async def receive(self, chunk: bytes) -> None:
            nonlocal largest
            largest = max(largest, len(chunk))
            self.size += len(chunk)

    receiver = Measuring()
    fetch(backend, Slow(chunks=2, size=3_000_001, seconds=0), receiver)
    assert (receiver.size, largest) == (6_000_002, 64 * KIB)
