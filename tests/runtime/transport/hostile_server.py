"""A server that never finishes a response, or sends far too much of it."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
from anyio.abc import SocketAttribute, SocketStream

Serve = Callable[[SocketStream], Awaitable[None]]

WATCHDOG = 30.0
"""Seconds after which a test fails; no test comes near it."""

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FINE = OK + b"Content-Length: 2\r\n\r\n{}"


def flood(head: bytes, again: bytes) -> Serve:
    """Send a head, and then something else for ever, as fast as it is read."""

    async def serve(stream: SocketStream) -> None:
        await stream.send(head)
        while True:
            await stream.send(again * 100)

    return serve


def trickle(head: bytes, again: bytes) -> Serve:
    """Send a head, and then something else for ever, slowly."""

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
    A server that is hostile to its first connection and well-behaved to later ones.

    Args:
        serve: How to treat the first connection.
        reads: Whether to read a request first.

    Attributes:
        port: The port it listens on.
        left: Set when the client has closed the first connection.
    """

    def __init__(self, serve: Serve, *, reads: bool = True) -> None:
        self.port = 0
        self.left = anyio.Event()
        self._serve = serve
        self._reads = reads
        self._known = False

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Listen, and yield the address."""
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
async def turns(every: float = 0.0) -> AsyncIterator[Callable[[], int]]:
    """Count how often another task runs, with pauses of so many seconds."""
    count = 0

    async def take_turns() -> None:
        nonlocal count
        while True:
            await anyio.sleep(every)
            count += 1

    async with anyio.create_task_group() as group:
        group.start_soon(take_turns)
        yield lambda: count
        group.cancel_scope.cancel()
