"""A server that keeps what it receives."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import anyio.abc
from attrs import define, field

__all__ = ["DEADLINE", "Recorder", "recording"]

DEADLINE = 20.0

Respond = Callable[[bytes], bytes]


@define
class Recorder:
    """
    Keep what is received.

    Attributes:
        requests: Head and body of each request.
        respond: Returns what to send, given the head; nothing closes the connection.
        address: Its address.
    """

    requests: list[tuple[bytes, bytes]] = field(factory=list)
    respond: Respond = lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    address: str = ""

    async def handle(self, stream: anyio.abc.SocketStream) -> None:
        """Serve one connection."""
        data = b""
        async with stream:
            try:
                while True:
                    while b"\r\n\r\n" not in data:
                        data += await stream.receive()
                    head, _, data = data.partition(b"\r\n\r\n")
                    size = 0
                    for line in head.lower().split(b"\r\n"):
                        if line.startswith(b"content-length:"):
                            size = int(line.partition(b":")[2])
                    while len(data) < size:
                        data += await stream.receive()
                    self.requests.append((head, data[:size]))
                    data = data[size:]
                    sent = self.respond(head)
                    if not sent:
                        return
                    await stream.send(sent)
            except (anyio.EndOfStream, anyio.BrokenResourceError):
                return


@asynccontextmanager
async def recording() -> AsyncIterator[Recorder]:
    """Run a server."""
    recorder = Recorder()
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    recorder.address = f"http://127.0.0.1:{port}"
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, recorder.handle)
        with anyio.fail_after(DEADLINE):
            yield recorder
        group.cancel_scope.cancel()
