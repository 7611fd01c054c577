"""The pool of single connections, over real sockets."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import anyio
import pytest
from anyio.abc import SocketStream

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import NetworkError

pytestmark = pytest.mark.anyio


class CountingServer:
    """
    A server that responds to each request with the number of its connection.

    ``gate`` holds responses back until it is set. ``drop_next`` closes that many connections
    without a response. ``most_at_once`` is the highest number of concurrent requests.
    """

    def __init__(self) -> None:
        self.connections = 0
        self.closed = 0
        self.requests: list[bytes] = []
        self.drop_next = 0
        self.cut_next = 0
        self.gate = anyio.Event()
        self.gate.set()
        self.arrived = anyio.Semaphore(0)
        self._here = 0
        self.most_at_once = 0

    async def handle(self, stream: SocketStream) -> None:
        self.connections += 1
        number = self.connections
        async with stream:
            try:
                while True:
                    await self._answer(stream, number)
            except (anyio.EndOfStream, anyio.BrokenResourceError, ConnectionError):
                self.closed += 1

    async def _answer(self, stream: SocketStream, number: int) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += await stream.receive()
        self.requests.append(head)
        self._here += 1
        self.most_at_once = max(self.most_at_once, self._here)
        self.arrived.release()
        try:
            await self.gate.wait()
            if self.drop_next:
                self.drop_next -= 1
                raise ConnectionError
            body = b'{"id": %d}' % number
            length = len(body)
            if self.cut_next:
                self.cut_next -= 1
                length += 100
            await stream.send(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % length + body)
            if length != len(body):
                raise ConnectionError
        finally:
            self._here -= 1


class Served:
    """A counting server, and a client of it."""

    def __init__(self, server: CountingServer, client: AsyncOpenToClose) -> None:
        self.server = server
        self.client = client

    async def get(self, user: int = 1, **options: Any) -> int | None:
        """Send a request, and return the number of the connection that it came over."""
        return (await self.client.users.retrieve_user(user, **options)).id


async def with_server(
    test: Callable[[Served], Awaitable[None]], connections: int, timeout: float = 5.0
) -> None:
    server = CountingServer()
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, server.handle)
        async with AsyncOpenToClose(
            "key",
            base_url=f"http://127.0.0.1:{port}",
            max_connections=connections,
            timeout=timeout,
            retry=None,
            quota=None,
        ) as client:
            with anyio.fail_after(20):
                await test(Served(server, client))
        group.cancel_scope.cancel()


async def test_one_request_after_another_uses_one_connection() -> None:
    async def check(served: Served) -> None:
        assert [await served.get() for _ in range(5)] == [1, 1, 1, 1, 1]

    await with_server(check, connections=4)


async def test_the_most_recently_used_connection_comes_first() -> None:
    async def check(served: Served) -> None:
        server = served.server
        server.gate = anyio.Event()
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(served.get)
            for _ in range(3):
                await server.arrived.acquire()
            server.gate.set()
        assert server.connections == 3
        last = await served.get()
        assert [await served.get() for _ in range(3)] == [last] * 3

    await with_server(check, connections=3)


async def test_no_more_concurrent_requests_than_connections() -> None:
    async def check(served: Served) -> None:
        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(served.get)
        assert served.server.most_at_once <= 4
        assert served.server.connections <= 4

    await with_server(check, connections=4)


async def test_waiting_for_a_connection_is_not_part_of_the_timeout() -> None:
    async def check(served: Served) -> None:
        server = served.server
        server.gate = anyio.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(served.get)
            await server.arrived.acquire()
            # It waits for the only connection for longer than its timeout.
            group.start_soon(partial(served.get, timeout=0.2))
            await anyio.sleep(0.3)
            server.gate.set()
        assert len(server.requests) == 2

    await with_server(check, connections=1)


async def test_waiters_are_served_in_order() -> None:
    async def check(served: Served) -> None:
        server = served.server
        server.gate = anyio.Event()
        async with anyio.create_task_group() as group:
            for number in range(1, 7):
                group.start_soon(served.get, number)
                await anyio.wait_all_tasks_blocked()
            server.gate.set()
        found = [re.match(rb"GET /users/(\d)", head) for head in server.requests]
        assert [int(each[1]) for each in found if each] == list(range(1, 7))

    await with_server(check, connections=1)


@pytest.mark.parametrize("fault", ["drop_next", "cut_next"])
async def test_a_connection_whose_exchange_broke_is_replaced(fault: str) -> None:
    async def check(served: Served) -> None:
        assert await served.get() == 1
        setattr(served.server, fault, 1)
        with pytest.raises(NetworkError):
            await served.get()
        assert [await served.get() for _ in range(3)] == [2, 2, 2]

    await with_server(check, connections=1)


async def test_a_cancelled_request_frees_its_connection() -> None:
    async def check(served: Served) -> None:
        server = served.server
        server.gate = anyio.Event()
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(served.get)
            for _ in range(3):
                await server.arrived.acquire()
            group.cancel_scope.cancel()
        server.gate.set()
        for _ in range(5):
            await served.get()

    await with_server(check, connections=3)


async def test_cancelling_waiters_leaves_the_queue_intact() -> None:
    async def check(served: Served) -> None:
        server = served.server
        server.gate = anyio.Event()
        async with anyio.create_task_group() as holder:
            holder.start_soon(served.get)
            await server.arrived.acquire()
            async with anyio.create_task_group() as waiting:
                for _ in range(5):
                    waiting.start_soon(served.get)
                await anyio.wait_all_tasks_blocked()
                waiting.cancel_scope.cancel()
            server.gate.set()
        assert len(server.requests) == 1
        assert await served.get() == 1

    await with_server(check, connections=1)


async def test_closing_closes_every_connection() -> None:
    server: list[CountingServer] = []

    async def check(served: Served) -> None:
        server.append(served.server)
        async with anyio.create_task_group() as requests:
            for _ in range(20):
                requests.start_soon(served.get)
        await served.client.aclose()
        with anyio.fail_after(5):
            while served.server.closed < served.server.connections:
                await anyio.wait_all_tasks_blocked()

    await with_server(check, connections=4)
    assert server[0].connections >= 1


async def test_a_proxy_carries_every_request() -> None:
    """The counting server acts as a forward proxy: it is sent the whole URL."""
    server = CountingServer()
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, server.handle)
        async with AsyncOpenToClose(
            "key",
            base_url="http://api.test/v1",
            proxy=f"http://127.0.0.1:{port}",
            allow_insecure=True,
        ) as client:
            await client.users.retrieve_user(7)
        group.cancel_scope.cancel()
    assert server.requests[0].startswith(b"GET http://api.test/v1/users/7?")
