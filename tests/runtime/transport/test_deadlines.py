"""``total_timeout``: what it bounds, and what it does not. The clock jumps; no test waits."""

import asyncio
import builtins
import math
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, RefreshToken, RetryPolicy
from opentoclose_async.exceptions import OpenToCloseAPIError, TimeoutError
from tests.runtime.virtual_time import run_in_virtual_time

BACKENDS = ("asyncio", "trio")
CONTENT = {"name": "x" * 1_000_000}


class Sleepy(httpx.AsyncBaseTransport):
    """
    A transport that takes time for everything.

    Args:
        piece: Seconds for each piece of a request's body.
        head: Seconds from the end of the request to the response's headers.
        chunk: Seconds for each byte of the response's body.
        body: The response's body.
    """

    def __init__(
        self, *, piece: float = 0, head: float = 0, chunk: float = 0, body: bytes = b"{}"
    ) -> None:
        self.requests = 0
        self.pieces = 0
        self.body = body
        self._piece = piece
        self._head = head
        self._chunk = chunk

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        assert isinstance(request.stream, httpx.AsyncByteStream)
        async for _ in request.stream:
            self.pieces += 1
            await anyio.sleep(self._piece)
        await anyio.sleep(self._head)
        return httpx.Response(200, stream=_Chunks(self.body, self._chunk))


class Store:
    """A token store that keeps nothing, and needs no thread, whose clock would be another."""

    async def load(self) -> str | None:
        return None

    async def save(self, token: str) -> None:
        pass


class _Chunks(httpx.AsyncByteStream):
    def __init__(self, body: bytes, seconds: float) -> None:
        self._body = body
        self._seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for byte in self._body:
            await anyio.sleep(self._seconds)
            yield bytes([byte])


Call = Callable[[AsyncOpenToClose], Awaitable[object]]


async def get(otc: AsyncOpenToClose) -> object:
    return await otc.request("GET", "/x")


async def post(otc: AsyncOpenToClose) -> object:
    return await otc.request("POST", "/x", body=CONTENT)


def play(
    backend: str,
    transport: Sleepy,
    call: Call = get,
    *,
    timeout: float = 1,
    total_timeout: float | None = None,
    retry: RetryPolicy | None = None,
) -> tuple[object, float]:
    """Return the result of a call, and how long it took."""
    came: list[object] = []
    took = 0.0

    async def main() -> None:
        nonlocal took
        async with AsyncOpenToClose(
            "key",
            base_url="http://api.test/v1",
            transport=transport,
            quota=None,
            timeout=timeout,
            total_timeout=total_timeout,
            retry=retry,
        ) as otc:
            began = anyio.current_time()
            try:
                came.append(await call(otc))
            except OpenToCloseAPIError as error:
                came.append(error)
            took = anyio.current_time() - began

    run_in_virtual_time(backend, main)
    return came[0], took


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("transport", "timeout", "total_timeout", "after"),
    [
        (Sleepy(head=math.inf), 1, None, 5),
        (Sleepy(head=math.inf), 30, None, 150),
        (Sleepy(head=math.inf), 1, 3, 3),
        (Sleepy(head=math.inf), 30, 2, 2),
        (Sleepy(chunk=0.5, body=b" " * 1000), 1, None, 5),
        (Sleepy(chunk=0.5, body=b" " * 1000), 1, 7, 7),
        (Sleepy(head=1.5, chunk=0.5, body=b" " * 1000), 1, 4, 4),
    ],
)
def test_total_timeout_bounds_a_response(
    backend: str, transport: Sleepy, timeout: float, total_timeout: float | None, after: float
) -> None:
    error, took = play(backend, transport, timeout=timeout, total_timeout=total_timeout)
    assert isinstance(error, TimeoutError)
    assert not error.outcome_unknown
    assert took == pytest.approx(after)
    said = f"GET /x: no complete response within {after} s, which is total_timeout"
    assert str(error).startswith(said)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_slow_response_within_it_is_read(backend: str) -> None:
    value, took = play(backend, Sleepy(head=0.9, chunk=0.9, body=b"[1]"), total_timeout=3.7)
    assert value == [1]
    assert took == pytest.approx(3.6)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_call_may_have_its_own_total_timeout(backend: str) -> None:
    def within(seconds: float | None) -> Call:
        return lambda otc: otc.request("GET", "/x", timeout=2.0, total_timeout=seconds)

    for seconds, after in ((0.5, 0.5), (None, 10)):
        error, took = play(backend, Sleepy(head=math.inf), within(seconds), total_timeout=3)
        assert isinstance(error, TimeoutError)
        assert took == pytest.approx(after)


@pytest.mark.parametrize("backend", BACKENDS)
def test_sending_may_take_longer_while_it_progresses(backend: str) -> None:
    sending = Sleepy(piece=0.9)
    value, took = play(backend, sending, post, total_timeout=1)
    assert value == {}
    assert sending.pieces > 10
    assert took == pytest.approx(0.9 * sending.pieces)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("transport", [Sleepy(piece=1.1), Sleepy(piece=0.9, head=1.1)])
def test_sending_without_progress_times_out(backend: str, transport: Sleepy) -> None:
    error, _ = play(backend, transport, post, total_timeout=1, retry=RetryPolicy())
    assert isinstance(error, TimeoutError)
    assert error.outcome_unknown
    assert "check before you send it again" in str(error)


@pytest.mark.parametrize("backend", BACKENDS)
def test_each_attempt_has_its_own_total_timeout(backend: str) -> None:
    transport = Sleepy(head=math.inf)
    patient = RetryPolicy(attempts=3, first_delay=0)
    error, took = play(backend, transport, total_timeout=2, retry=patient)
    assert isinstance(error, TimeoutError)
    assert error.__notes__ == ["Sent 3 times."]
    assert took == pytest.approx(6)


@pytest.mark.parametrize("backend", BACKENDS)
def test_waiting_for_a_connection_is_not_part_of_it(backend: str) -> None:
    async def main() -> None:
        async with (
            AsyncOpenToClose(
                "key",
                base_url="http://api.test/v1",
                transport=Sleepy(head=0.9),
                quota=None,
                max_connections=1,
                total_timeout=1,
            ) as otc,
            anyio.create_task_group() as group,
        ):
            for _ in range(5):
                group.start_soon(get, otc)

    run_in_virtual_time(backend, main)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("seconds", [0.5, 1, 1.5])
@pytest.mark.parametrize("transport", [Sleepy(head=math.inf), Sleepy(chunk=0.3, body=b" " * 1000)])
def test_the_callers_cancel_scope_keeps_its_meaning(
    backend: str, transport: Sleepy, seconds: float
) -> None:
    async def call(otc: AsyncOpenToClose) -> object:
        with anyio.move_on_after(seconds) as scope:
            await get(otc)
        return scope.cancelled_caught

    came, took = play(backend, transport, call, total_timeout=1)
    if seconds < 1:
        assert came is True
    elif seconds > 1:
        assert isinstance(came, TimeoutError)
    else:
        assert came is True or isinstance(came, TimeoutError)
    assert took == pytest.approx(min(seconds, 1))


@pytest.mark.parametrize("seconds", [0.5, 1, 1.5])
def test_asyncios_timeout_keeps_its_meaning(seconds: float) -> None:
    async def by_timeout(otc: AsyncOpenToClose) -> object:
        try:
            async with asyncio.timeout(seconds):
                await get(otc)
        except OpenToCloseAPIError:
            return False
        except builtins.TimeoutError:
            return True
        return None

    async def by_cancelling(otc: AsyncOpenToClose) -> object:
        task = asyncio.create_task(otc.request("GET", "/x"))
        asyncio.get_running_loop().call_later(seconds, task.cancel)
        try:
            await task
        except OpenToCloseAPIError:
            return False
        except asyncio.CancelledError:
            return task.cancelled()
        return None

    for call in (by_timeout, by_cancelling):
        came, took = play("asyncio", Sleepy(head=math.inf), call, total_timeout=1)
        assert came in ({True} if seconds < 1 else {False} if seconds > 1 else {True, False})
        assert took == pytest.approx(min(seconds, 1))


@pytest.mark.parametrize("backend", BACKENDS)
def test_token_requests_have_a_total_timeout_too(backend: str) -> None:
    async def main() -> None:
        async with AsyncRooms(
            "account",
            auth=RefreshToken("integration-key", refresh_token="first", store=Store()),
            transport=Sleepy(head=math.inf),
            total_timeout=3,
        ) as rooms:
            began = anyio.current_time()
            with pytest.raises(
                TimeoutError, match=r"/oauth/token: no complete response within 3 s"
            ):
                await rooms.users.list_users()
            assert anyio.current_time() - began == pytest.approx(3)

    run_in_virtual_time(backend, main)
