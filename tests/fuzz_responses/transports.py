"""Servers that return drawn responses one after another: over a socket, or instead of one."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
from attrs import frozen

from tests.fuzz_responses.answers import Answer
from tests.fuzz_responses.wire import Sending

__all__ = ["MOST_REQUESTS", "EndlessError", "Played", "SocketServer", "StubTransport"]

MOST_REQUESTS = 250
"""Requests that a call may make; far more than any needs."""


class EndlessError(Exception):
    """Raise if a call never stops sending requests; not an error of the package."""


@frozen
class Played:
    """
    What a server returns: some responses, then the last one forever.

    Attributes:
        answers: The responses.
        sendings: How each is sent; used over sockets only.
    """

    answers: tuple[Answer, ...]
    sendings: tuple[Sending, ...]


class StubTransport(httpx.AsyncBaseTransport):
    """
    Return responses without a socket.

    Args:
        played: The responses.
    """

    def __init__(self, played: Played) -> None:
        self.requests = 0
        self._answers = played.answers

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the next response."""
        answer = self._answers[min(self.requests, len(self._answers) - 1)]
        self.requests += 1
        if self.requests > MOST_REQUESTS:
            raise EndlessError
        return httpx.Response(
            answer.status, headers=list(answer.headers), stream=httpx.ByteStream(answer.body)
        )


class SocketServer:
    """A server on a local socket, in its own thread."""

    def __init__(self) -> None:
        self.requests = 0
        self._sendings: tuple[Sending, ...] = ()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True, name="fuzz server").start()

    def play(self, played: Played) -> None:
        """Return these responses from now on."""
        with self._lock:
            self.requests = 0
            self._sendings = played.sendings

    def close(self) -> None:
        """Stop listening."""
        # Closing it does not wake a thread that waits in accept.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            while self._one(connection):
                pass

    def _one(self, connection: socket.socket) -> bool:
        if not _request_came(connection.recv):
            return False
        with self._lock:
            sending = self._sendings[min(self.requests, len(self._sendings) - 1)]
            self.requests += 1
        for part in sending.parts:
            connection.sendall(part)
        if sending.resets:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if sending.stays:
            connection.recv(1)  # until the client gives up
            return False
        if b"close" in sending.parts[0] or self.requests > MOST_REQUESTS:
            return False
        # The client may keep the connection if it can tell where the response ended.
        connection.settimeout(0.05)
        return True


def _request_came(receive: Callable[[int], bytes]) -> bool:
    """Read a complete request."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = receive(65_536)
        if not more:
            return False
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        more = receive(65_536)
        if not more:
            return False
        body += more
    return True


@contextmanager
def socket_server() -> Iterator[SocketServer]:
    """Run a server for the duration of the context."""
    server = SocketServer()
    try:
        yield server
    finally:
        server.close()
