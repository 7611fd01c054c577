"""Servers that never end a response, or send too much: they cost bounded time and memory."""

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest

from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPI
from opentoclose_async.exceptions import OpenToCloseAPIError, TimeoutError
from tests.runtime.transport.hostile_server import (
    CHUNKED,
    OK,
    Hostile,
    Serve,
    flood,
    silence,
    trickle,
    turns,
)

pytestmark = pytest.mark.anyio

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
@pytest.mark.loops_in_turn
async def test_an_endless_response_times_out(serve: Serve) -> None:
    server = Hostile(serve)
    async with (
        server.running() as address,
        AsyncOpenToClose(
            "key",
            base_url=address,
            quota=None,
            retry=None,
            max_connections=1,
            total_timeout=0.2,
        ) as otc,
        turns(every=0.005) as taken,
    ):
        with pytest.raises(TimeoutError, match=r"no complete response within 0\.2 s, which is"):
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
@pytest.mark.loops_in_turn
async def test_an_excessive_response_is_refused(serve: Serve) -> None:
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


async def test_a_server_that_never_completes_the_tls_handshake() -> None:
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


async def test_a_request_without_a_body_counts_as_sent() -> None:
    server = Hostile(silence)
    async with (
        server.running() as address,
        AsyncOpenToClose("key", base_url=address, quota=None, retry=None, total_timeout=0.2) as otc,
    ):
        with pytest.raises(TimeoutError, match=r"no complete response within 0\.2 s") as error:
            await otc.request("POST", "/x")
        assert error.value.outcome_unknown


async def test_blocking_calls_have_the_same_bounds() -> None:
    for make in (blocking_call, call_of_the_drop_in):
        server = Hostile(ENDLESS["informational"])
        async with server.running() as address:
            with pytest.raises(TimeoutError, match="no complete response"):
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
