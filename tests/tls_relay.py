"""Put TLS, with any certificate, or a proxy in front of a plain server."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import trustme

AUTHORITY = trustme.CA()
"""Signs the certificates of tests."""


def server_context(
    *names: str, authority: trustme.CA = AUTHORITY, days: tuple[int, int] = (-1, 30)
) -> ssl.SSLContext:
    """
    Return the TLS context of a server.

    Args:
        *names: The names in its certificate; "localhost" by default.
        authority: Signs the certificate.
        days: The first and last day of its validity, relative to today.
    """
    now = datetime.now(UTC)
    certificate = authority.issue_cert(
        *(names or ("localhost",)),
        not_before=now + timedelta(days=days[0]),
        not_after=now + timedelta(days=days[1]),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def asking_for_certificates(
    mode: ssl.VerifyMode = ssl.CERT_REQUIRED, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
) -> ssl.SSLContext:
    """Return the TLS context of a server that requests client certificates (mTLS)."""
    context = server_context()
    context.maximum_version = newest
    context.verify_mode = mode
    AUTHORITY.configure_trust(context)
    return context


def trusting(authority: trustme.CA = AUTHORITY) -> ssl.SSLContext:
    """Return the TLS context of a client that trusts an authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


class Relay:
    """
    Forward connections to a local port.

    Attributes:
        port: The port it listens on.
        connections: The number of connections accepted.
        heads: As a proxy, the request heads received.
    """

    def __init__(self, target: int | None) -> None:
        self._target = target
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self.port = 0
        self.connections = 0
        self.heads: list[str] = []

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            target = self._target
            if target is None:  # a proxy: the client names the target
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.heads.append(head)
                target = int(head.split(" ", 2)[1].rpartition(":")[2])
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            there, back = await asyncio.open_connection("127.0.0.1", target)
            self._writers.add(back)
            await asyncio.gather(_pump(reader, back), _pump(there, writer))

    async def serve(self, context: ssl.SSLContext | None, started: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        # Failed handshakes are expected in tests.
        self._loop.set_exception_handler(lambda *_: None)
        server = await asyncio.start_server(self.handle, "127.0.0.1", 0, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._stop.wait()
        server.close()
        for writer in self._writers:
            if not writer.transport.is_closing():  # older versions of asyncio fail
                writer.transport.abort()

    def stop(self) -> None:
        """Close all connections. Safe to call from any thread."""
        self._loop.call_soon_threadsafe(self._stop.set)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.contextmanager
def relay(target: int | None, context: ssl.SSLContext | None) -> Iterator[Relay]:
    """
    Forward connections to a port or, as a proxy, to the ports that clients name.

    Args:
        target: The port; None for a proxy.
        context: The TLS context; None for plain connections.
    """
    made = Relay(target)
    started = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(made.serve(context, started)))
    thread.start()
    started.wait()
    try:
        yield made
    finally:
        made.stop()
        thread.join()


@contextlib.contextmanager
def refusing(context: ssl.SSLContext) -> Iterator[int]:
    """
    Refuse each connection in its handshake, and let the client read why. Yields the port.

    A server that closes at once resets the connection, and the alert may be lost.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, contextlib.suppress(OSError):
                        _refuse(connection, context)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _refuse(connection: socket.socket, context: ssl.SSLContext) -> None:
    connection.settimeout(5)
    copy = connection.dup()
    copy.settimeout(5)
    with contextlib.suppress(ssl.SSLError):
        context.wrap_socket(copy, server_side=True).close()
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass
