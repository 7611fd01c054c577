"""Transports that do what they should not."""

import asyncio
import contextlib
import math
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import ConfigurationError, NetworkError, TimeoutError
from tests.runtime.transport.contract.recorder import recording
from tests.runtime.transport.contract.transports import SIGN, FollowsRedirects, QuotesRequests
from tests.security.reach import Reach

pytestmark = pytest.mark.anyio

KEY = "sEcReT-8f3a9c+/q=="


@pytest.fixture
def reach() -> Iterator[Reach]:
    with Reach(KEY) as reach:
        yield reach
        assert reach.found() == []


def responding(sent: bytes) -> Callable[[bytes], bytes]:
    return lambda _: sent


@pytest.mark.parametrize("kind", ["library", "group", "operating system", "httpx"])
async def test_an_error_that_quotes_the_request_is_reported_without_the_credential(
    kind: str, reach: Reach
) -> None:
    for respond in (b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"):
        transport = QuotesRequests()
        transport.kind = kind
        async with recording() as server:
            server.respond = responding(respond)
            options: dict[str, Any] = {
                "base_url": server.address,
                "transport": transport,
                "retry": None,
                "timeout": 0.2,
            }
            otc = AsyncOpenToClose(KEY, quota=None, **options)
            rooms = AsyncRooms("a", access_token=KEY, **options)
            async with otc, rooms:
                for each in (otc, rooms):
                    with pytest.raises(NetworkError) as caught:
                        await each.request("GET", "/users", query={"limit": 5})
                    error = caught.value
                    reach.add(kind, error)
                    assert SIGN in str(error) or kind == "group"
                    assert "limit=5" in str(error.__cause__) or kind == "group"
                    assert error.__cause__ is not None
                    assert error.__cause__.__cause__ is not None or kind == "group"


async def test_a_mistake_in_a_transport_is_raised_as_it_is(reach: Reach) -> None:
    transport = QuotesRequests()
    transport.kind = "bug"
    async with (
        recording() as server,
        AsyncOpenToClose(
            KEY, base_url=server.address, transport=transport, retry=None, quota=None
        ) as otc,
    ):
        server.respond = lambda _: b""
        with pytest.raises(KeyError) as caught:
            await otc.users.retrieve_user(5)
    assert "transports.py" in caught.value.__notes__[-1]
    assert "handle_async_request" in caught.value.__notes__[-1]
    reach.add("bug", caught.value)


async def test_following_a_redirect_to_another_host_is_reported(reach: Reach) -> None:
    async with recording() as other, recording() as server:
        there = other.address.encode()
        server.respond = lambda _: (
            b"HTTP/1.1 302 Go\r\nLocation: %s/v1\r\nContent-Length: 0\r\n\r\n" % there
        )
        async with AsyncOpenToClose(
            KEY, base_url=server.address, transport=FollowsRedirects(), quota=None
        ) as otc:
            with pytest.raises(ConfigurationError, match="follows redirects itself") as caught:
                await otc.users.retrieve_user(5)
    assert len(other.requests) == 1
    reach.add("followed", caught.value)


class ReturnsAnything(httpx.AsyncBaseTransport):
    """It returns what it was made with."""

    def __init__(self, result: object) -> None:
        self.result = result

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.result  # type: ignore[return-value]  # that is the point


@pytest.mark.parametrize("result", [None, httpx.Response(200, content=iter([b"{}"]))], ids=repr)
async def test_what_is_no_response_with_an_asynchronous_body_is_refused(result: object) -> None:
    transport = ReturnsAnything(result)
    async with AsyncOpenToClose(KEY, base_url="http://a.test", transport=transport) as otc:
        with pytest.raises(ConfigurationError, match="must return an httpx"):
            await otc.users.retrieve_user(5)


class RoutingError(Exception):
    """An exception of the program itself."""


class Raises(httpx.AsyncBaseTransport):
    """It raises an exception of the program, with the request in it."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise RoutingError(f"no route for {request.url}", request)


async def test_an_exception_of_the_program_is_raised_without_the_credential(reach: Reach) -> None:
    async with AsyncOpenToClose(KEY, base_url="http://a.test", transport=Raises()) as otc:
        with pytest.raises(RoutingError, match="no route for") as caught:
            await otc.users.retrieve_user(5)
    reach.add("mistake", caught.value)


class CancelsInItsOwnWay(httpx.AsyncBaseTransport):
    """If it is cancelled, or just so, it raises a CancelledError of its own."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once = at_once

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        with contextlib.suppress(asyncio.CancelledError):
            await anyio.sleep(0 if self.at_once else math.inf)
        raise asyncio.CancelledError(f"{request.url} was cancelled")


@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_cancellation_of_a_transports_own_stays_within_its_scope(reach: Reach) -> None:
    transport = CancelsInItsOwnWay(at_once=False)
    async with AsyncOpenToClose(
        KEY, base_url="http://a.test", transport=transport, total_timeout=0.1, retry=None
    ) as otc:
        with pytest.raises(TimeoutError, match="total_timeout") as caught:
            await otc.users.retrieve_user(5)
        with anyio.move_on_after(0.05) as scope:
            await otc.users.retrieve_user(5)
        assert scope.cancelled_caught
        transport.at_once = True
        with pytest.raises(NetworkError, match="cancelled within the transport") as stray:
            await otc.users.retrieve_user(5)
    reach.add("too late", caught.value)
    reach.add("stray", stray.value)
