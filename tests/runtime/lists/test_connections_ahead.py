"""Connections are opened while the first page of a long list is in flight, over real sockets."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from anyio.abc import ByteStream, SocketStream
from anyio.streams.tls import TLSStream

from opentoclose_async import AsyncOpenToClose, Quota
from tests.tls_relay import server_context, trusting

pytestmark = pytest.mark.anyio

MOST = 6
LONG, SHORT = 1_230, 30
"""Rows of lists, in pages of 100."""


class ListServer:
    """
    Serve a list of users.

    Attributes:
        rows: The number of users.
        context: The TLS context; None for plain http.
        wanted: The first page is held back until there are so many connections.
        drops: Close all connections but the first, until the first page was sent: at once, or after
            the TLS handshake. The first page is held back until that is done.
        connections: The number of connections accepted.
        closed: How many of them are closed.
    """

    def __init__(
        self,
        rows: int,
        *,
        secure: bool = False,
        wanted: int = 1,
        drops: Literal["none", "at once", "after TLS"] = "none",
    ) -> None:
        self.rows = rows
        self.context = server_context() if secure else None
        self.wanted = wanted
        self.drops = drops
        self.connections = 0
        self.closed = 0
        self._enough = anyio.Event()

    async def handle(self, socket: SocketStream) -> None:
        self.connections += 1
        self._count()
        first = self.connections == 1
        async with socket:
            try:
                if first or self.drops != "at once":
                    await self._serve(socket, first=first)
            except (anyio.EndOfStream, anyio.BrokenResourceError, ssl.SSLError):
                pass
            finally:
                self.closed += 1
                self._count()

    async def _serve(self, stream: ByteStream, *, first: bool) -> None:
        if self.context is not None:
            stream = await TLSStream.wrap(
                stream, ssl_context=self.context, server_side=True, standard_compatible=False
            )
        while first or self.drops == "none":
            await self._respond(stream)

    def _count(self) -> None:
        if self.connections >= self.wanted and (
            self.drops == "none" or self.closed >= self.wanted - 1
        ):
            self._enough.set()

    async def _respond(self, stream: ByteStream) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += await stream.receive()
        query = parse_qs(urlsplit(head.split(b" ", 2)[1].decode()).query)
        offset, limit = int(query["offset"][0]), int(query["limit"][0])
        if offset == 0:
            self._count()
            await self._enough.wait()
            self.drops = "none"
        body = json.dumps([{"id": 1 + n} for n in range(self.rows)][offset : offset + limit])
        length = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n"
        await stream.send((length + body).encode())


@asynccontextmanager
async def serving(server: ListServer, **options: Any) -> AsyncIterator[AsyncOpenToClose]:
    """Yield a client of a server. When it is closed, so are all connections."""
    scheme, host = "http", "127.0.0.1"
    if server.context is not None:
        scheme, host, options["ssl_context"] = "https", "localhost", trusting()
    options = {"quota": None, "retry": None, "max_connections": MOST, **options}
    with anyio.fail_after(10):
        async with (
            await anyio.create_tcp_listener(local_host="127.0.0.1") as listener,
            anyio.create_task_group() as group,
        ):
            group.start_soon(listener.serve, server.handle)
            port = listener.extra(anyio.abc.SocketAttribute.local_port)
            url = f"{scheme}://{host}:{port}/v1"
            async with AsyncOpenToClose("key", base_url=url, **options) as client:
                yield client
            await anyio.wait_all_tasks_blocked()
            assert server.closed == server.connections
            group.cancel_scope.cancel()


async def iterate(client: AsyncOpenToClose, **options: Any) -> int:
    """Return the number of rows, once all other tasks are waiting."""
    rows = [user.id async for user in client.users.iter_users(**options)]
    assert rows == [1 + n for n in range(len(rows))]
    await anyio.wait_all_tasks_blocked()
    return len(rows)


@pytest.mark.parametrize("secure", [False, True])
async def test_all_connections_are_open_before_the_first_page_is_there(secure: bool) -> None:
    server = ListServer(LONG, secure=secure, wanted=MOST)
    async with serving(server) as client:
        assert await iterate(client) == LONG
        assert server.connections == MOST  # all were used: none was opened in place of another


@pytest.mark.parametrize("secure", [False, True])
async def test_unused_connections_are_closed_with_the_client(secure: bool) -> None:
    server = ListServer(SHORT, secure=secure, wanted=MOST)
    async with serving(server) as client:
        assert await iterate(client) == SHORT
        assert (server.connections, server.closed) == (MOST, 0)


@pytest.mark.parametrize("anyio_backend", ["asyncio"])  # trio's cancellation respects shields
@pytest.mark.parametrize("steps", range(1, 5))
async def test_unused_connections_are_closed_even_if_closing_is_cancelled(steps: int) -> None:
    server = ListServer(SHORT, wanted=MOST)
    async with serving(server) as client:
        assert await iterate(client) == SHORT
        closing = asyncio.create_task(client.aclose())
        for _ in range(steps):
            await asyncio.sleep(0)
        closing.cancel()
        await asyncio.gather(closing, return_exceptions=True)
        await anyio.wait_all_tasks_blocked()
        assert (server.connections, server.closed) == (MOST, MOST)


async def test_no_more_are_opened_than_the_list_can_use() -> None:
    for options, needed in (
        ({"max_items": 100}, 1),
        ({"max_items": 230}, 3),
        ({"concurrency": 2}, 2),
        ({"concurrency": 40}, MOST),
        ({"page_size": 50, "max_items": 101}, 3),
    ):
        server = ListServer(LONG, wanted=needed)
        async with serving(server) as client:
            assert await iterate(client, **options) == options.get("max_items", LONG)
            assert server.connections == needed


async def test_no_more_are_opened_than_the_quota_permits_requests() -> None:
    for quota, rows in (("4/1h", 130), ("1/1h", 0)):
        permits = int(quota[0])
        server = ListServer(rows, wanted=permits)
        async with serving(server, quota=Quota.parse(quota)) as client:
            assert await iterate(client) == rows
            assert server.connections == permits


async def test_a_list_that_is_returned_whole_opens_none_ahead() -> None:
    server = ListServer(SHORT)
    async with serving(server) as client:
        assert len(await client.users.list_users()) == SHORT
        await anyio.wait_all_tasks_blocked()
        assert server.connections == 1


async def test_none_is_opened_ahead_if_the_latest_list_of_the_kind_had_one_page() -> None:
    server = ListServer(SHORT)
    async with serving(server) as client:
        await client.users.list_users()
        assert await iterate(client) == SHORT
        assert server.connections == 1


@pytest.mark.parametrize(
    ("secure", "drops"), [(False, "at once"), (True, "at once"), (True, "after TLS")]
)
async def test_connections_that_the_server_closes_again_harm_nothing(
    secure: bool, drops: Literal["at once", "after TLS"]
) -> None:
    server = ListServer(LONG, secure=secure, wanted=MOST, drops=drops)
    async with serving(server) as client:
        assert await iterate(client) == LONG
        assert client.counters.retries == 0


async def test_a_verified_reading_opens_connections_ahead() -> None:
    server = ListServer(LONG, wanted=MOST)
    async with serving(server) as client:
        pages = [page async for page in client.users.iter_users().verified()]
        assert sum(len(page.items) for page in pages) == LONG
        assert server.connections == MOST
