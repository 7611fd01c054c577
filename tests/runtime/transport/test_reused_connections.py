"""Which connections are used again, and which are not."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio
import pytest
from anyio.abc import ByteStream, Listener, SocketAttribute
from anyio.streams.tls import TLSListener

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import NetworkError
from tests.tls_relay import server_context, trusting

pytestmark = pytest.mark.anyio

GONE = (anyio.EndOfStream, anyio.BrokenResourceError, ConnectionError)
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"


def response(number: int) -> bytes:
    body = b'{"id":%d}' % number
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


async def read_head(stream: ByteStream) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += await stream.receive()


class Server:
    """
    A server that may send more than a response, which has the number of the connection.

    Args:
        *writes: What it writes after each request; ``None`` waits until ``more`` is set.

    Attributes:
        sent: Set when it has sent all that.
    """

    def __init__(self, *writes: Callable[[int], bytes] | None) -> None:
        self.connections = 0
        self.more, self.sent = anyio.Event(), anyio.Event()
        self._writes = writes

    async def handle(self, stream: ByteStream) -> None:
        self.connections += 1
        number = self.connections
        async with stream:
            with contextlib.suppress(*GONE):
                while True:
                    await read_head(stream)
                    for write in self._writes:
                        if write is None:
                            await self.more.wait()
                        else:
                            await stream.send(write(number))
                    self.sent.set()


@contextlib.asynccontextmanager
async def client_of(
    handle: Callable[[ByteStream], Awaitable[None]], *, secure: bool
) -> AsyncIterator[AsyncOpenToClose]:
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(SocketAttribute.local_port)
    scheme = "https" if secure else "http"
    served: Listener[Any] = listener
    if secure:
        served = TLSListener(listener, server_context(), standard_compatible=False)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(served.serve, handle)
        async with AsyncOpenToClose(
            "key",
            base_url=f"{scheme}://localhost:{port}",
            ssl_context=trusting() if secure else None,
            retry=None,
            quota=None,
        ) as client:
            with anyio.fail_after(20):
                yield client
        group.cancel_scope.cancel()


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
class TestMoreThanAResponse:
    """What follows a response is not the response to the next request."""

    async def test_nothing_more(self, secure: bool) -> None:
        server = Server(response)
        async with client_of(server.handle, secure=secure) as client:
            assert [(await client.users.retrieve_user(1)).id for _ in range(3)] == [1, 1, 1]

    async def test_in_one_write(self, secure: bool) -> None:
        server = Server(lambda number: response(number) + response(666))
        async with client_of(server.handle, secure=secure) as client:
            assert [(await client.users.retrieve_user(1)).id for _ in range(3)] == [1, 2, 3]

    async def test_in_one_write_after_a_response_without_a_body(self, secure: bool) -> None:
        server = Server(lambda _: EMPTY + response(666))
        async with client_of(server.handle, secure=secure) as client:
            await client.users.delete_user(1)
            await client.users.delete_user(1)
        assert server.connections == 2

    async def test_later(self, secure: bool) -> None:
        server = Server(response, None, lambda _: response(666))
        async with client_of(server.handle, secure=secure) as client:
            assert (await client.users.retrieve_user(1)).id == 1
            server.more.set()
            await server.sent.wait()
            await anyio.wait_all_tasks_blocked()
            assert (await client.users.retrieve_user(1)).id == 2


class LeavingServer:
    """
    A server that responds with the number of the connection, and can finish connections.

    Args:
        burst: Responses wait until there are so many connections.
    """

    def __init__(self, burst: int) -> None:
        self.closed: set[int] = set()
        self.leave: dict[int, anyio.Event] = {}
        self._burst = burst
        self._all = anyio.Event()

    async def handle(self, stream: ByteStream) -> None:
        number = len(self.leave) + 1
        self.leave[number] = anyio.Event()
        if number == self._burst:
            self._all.set()
        async with stream, anyio.create_task_group() as group:
            group.start_soon(self._finish, stream, self.leave[number])
            try:
                while True:
                    await read_head(stream)
                    await self._all.wait()
                    await stream.send(response(number))
            except GONE:
                self.closed.add(number)
                group.cancel_scope.cancel()

    async def _finish(self, stream: ByteStream, leave: anyio.Event) -> None:
        await leave.wait()
        await stream.send_eof()


async def test_connections_that_the_server_finished_are_closed_while_another_is_in_use() -> None:
    server = LeavingServer(3)
    async with client_of(server.handle, secure=False) as client:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(client.users.retrieve_user, 1)
        used = (await client.users.retrieve_user(1)).id
        others = {1, 2, 3} - {used}
        for number in others:
            server.leave[number].set()
        for _ in range(4):
            await anyio.wait_all_tasks_blocked()
            assert (await client.users.retrieve_user(1)).id == used
        assert server.closed == others


async def test_a_host_whose_name_is_too_long_is_not_found() -> None:
    async with AsyncOpenToClose("k", base_url=f"https://{'a' * 64}.test", retry=None) as client:
        with pytest.raises(NetworkError, match="no connection"):
            await client.users.retrieve_user(1)
