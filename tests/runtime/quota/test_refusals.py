"""Clients behind a limit that nobody told them of, in virtual time."""

from collections.abc import Callable

import anyio
import httpx
import pytest

from opentoclose_async import AsyncRooms, RetryPolicy
from opentoclose_async.exceptions import OpenToCloseAPIError, RateLimitError, ServerError
from opentoclose_async.sandbox import Sandbox
from tests.clients import rooms_client
from tests.protocol.quota.limits import Limit, leaky_bucket
from tests.runtime.virtual_time import run_in_virtual_time

Answer = Callable[[httpx.Request], int | None]
"""The status to refuse a request with; None to accept it."""


class Limiter(httpx.AsyncBaseTransport):
    """
    A server behind a limiter.

    Args:
        sandbox: The server.
        refusal: Refuses requests.
        headers: Headers of refusals.
    """

    def __init__(
        self, sandbox: Sandbox, refusal: Answer, headers: dict[str, str] | None = None
    ) -> None:
        self._server = httpx.ASGITransport(sandbox)
        self._refusal = refusal
        self._headers = {"Content-Type": "text/html", **(headers or {})}
        self.sent: list[float] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(anyio.current_time())
        status = self._refusal(request)
        await anyio.sleep(0.02)
        if status is not None:
            return httpx.Response(status, headers=self._headers, content=b"busy")
        return await self._server.handle_async_request(request)

    async def aclose(self) -> None:
        await self._server.aclose()


def refusing(limit: Limit, status: int) -> Answer:
    return lambda _: None if limit(anyio.current_time()) else status


def rooms(sandbox: Sandbox, limiter: Limiter, **options: RetryPolicy | None) -> AsyncRooms:
    return rooms_client(sandbox, transport=limiter, quota="documented", **options)


@pytest.mark.parametrize("status", [429, 503])
def test_a_list_behind_a_limiter_is_read_in_about_the_time_it_allows(
    anyio_backend: str, status: int
) -> None:
    sandbox = Sandbox(users=6000)
    limiter = Limiter(sandbox, refusing(leaky_bucket(8, 5), status))

    async def read() -> None:
        began = anyio.current_time()
        async with rooms(sandbox, limiter) as client:
            rows = await client.users.iter_users().raw().collect()
        assert rows == sandbox.rooms_rows("users")
        assert anyio.current_time() - began <= 1.3 * (60 - 6) / 8

    run_in_virtual_time(anyio_backend, read)


@pytest.mark.parametrize("status", [429, 503])
def test_calls_beside_a_list_are_answered_soon(anyio_backend: str, status: int) -> None:
    sandbox = Sandbox(users=6000)
    limiter = Limiter(sandbox, refusing(leaky_bucket(8, 5), status))
    user = sandbox.rooms_rows("users")[0]["userId"]

    async def read() -> None:
        async with rooms(sandbox, limiter) as client, anyio.create_task_group() as group:
            group.start_soon(client.users.iter_users().collect)
            for _ in range(10):
                await anyio.sleep(1)
                with anyio.fail_after(3):
                    await client.users.get_user(user)

    run_in_virtual_time(anyio_backend, read)


def test_refusals_use_no_attempts(anyio_backend: str) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 429 if len(limiter.sent) <= 7 else None)

    async def call() -> None:
        async with rooms(sandbox, limiter) as client:
            assert len(await client.users.list_users()) == 5

    run_in_virtual_time(anyio_backend, call)


@pytest.mark.parametrize("max_wait", [5.0, 60.0, 200.0])
def test_a_call_that_is_always_refused_fails_after_max_wait(
    anyio_backend: str, max_wait: float
) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 429)

    async def call() -> None:
        began = anyio.current_time()
        async with rooms(sandbox, limiter, retry=RetryPolicy(max_wait=max_wait)) as client:
            with pytest.raises(RateLimitError):
                await client.users.get_user(1)
        assert 0.5 * max_wait <= anyio.current_time() - began <= max_wait + 1

    run_in_virtual_time(anyio_backend, call)


def test_without_retries_a_refusal_is_raised_at_once(anyio_backend: str) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 429)

    async def call() -> None:
        async with rooms(sandbox, limiter, retry=None) as client:
            with pytest.raises(RateLimitError):
                await client.users.get_user(1)
        assert len(limiter.sent) == 1

    run_in_virtual_time(anyio_backend, call)


def test_a_server_that_is_down_is_no_limit(anyio_backend: str) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 503)

    async def call() -> None:
        async with rooms(sandbox, limiter) as client:
            for _ in range(3):
                with pytest.raises(ServerError):
                    await client.users.get_user(1)
        assert len(limiter.sent) == 3 * RetryPolicy().attempts

    run_in_virtual_time(anyio_backend, call)


def test_a_server_that_goes_down_during_a_list_ends_it(anyio_backend: str) -> None:
    sandbox = Sandbox(users=6000)
    accept = leaky_bucket(8, 5)

    def refuse(_: httpx.Request) -> int | None:
        now = anyio.current_time()
        return None if accept(now) and now - limiter.sent[0] < 5 else 503

    limiter = Limiter(sandbox, refuse)

    async def read() -> None:
        async with rooms(sandbox, limiter) as client:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await client.users.iter_users().collect()
        assert caught.value.start is not None
        assert anyio.current_time() - limiter.sent[0] < 120

    run_in_virtual_time(anyio_backend, read)


def test_a_create_that_was_refused_with_503_is_not_repeated(anyio_backend: str) -> None:
    sandbox = Sandbox(users=2000)
    accept = leaky_bucket(8, 5)

    def refuse(request: httpx.Request) -> int | None:
        return None if accept(anyio.current_time()) and request.method == "GET" else 503

    limiter = Limiter(sandbox, refuse)

    async def call() -> None:
        async with rooms(sandbox, limiter) as client:
            await client.users.iter_users().collect()  # from which it knows that 503 is a limit
            before = len(limiter.sent)
            with pytest.raises(ServerError) as caught:
                await client.request("POST", "/v2/accounts/x/rooms", body={})
            assert len(limiter.sent) == before + 1
            assert caught.value.outcome_unknown

    run_in_virtual_time(anyio_backend, call)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_wants_it_again_at_once_refuses_attempts(
    anyio_backend: str, method: str
) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 429, {"Retry-After": "0"})

    async def call() -> None:
        async with rooms(sandbox, limiter) as client:
            with pytest.raises(RateLimitError):
                await client.request(method, "/v2/accounts/x/users")
        assert len(limiter.sent) == RetryPolicy().attempts

    run_in_virtual_time(anyio_backend, call)


def test_max_wait_holds_for_each_of_many_callers(anyio_backend: str) -> None:
    sandbox = Sandbox(users=5)
    limiter = Limiter(sandbox, lambda _: 429)

    async def call(client: AsyncRooms) -> None:
        with pytest.raises(RateLimitError):
            await client.users.get_user(1)

    async def calls() -> None:
        began = anyio.current_time()
        async with (
            rooms(sandbox, limiter, retry=RetryPolicy(max_wait=2.0)) as client,
            anyio.create_task_group() as group,
        ):
            for _ in range(8):
                group.start_soon(call, client)
        assert anyio.current_time() - began < 3.0

    run_in_virtual_time(anyio_backend, calls)
