"""
Network streams for httpcore whose steps keep the deadline of an exchange.

httpcore's own streams open a cancel scope for every read and write. Here each tells the exchange's
deadline that it begins. They also close what httpcore leaves open when it is cancelled during a TLS
handshake: a server that never completes one would cost a socket per request.
"""

import select
import socket
import ssl
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import anyio
import anyio.abc
import httpcore
from anyio.streams.tls import TLSAttribute, TLSStream

from opentoclose_async._runtime.concurrency.event_loops import running_loop
from opentoclose_async._runtime.transport.connection_guards import check_connection
from opentoclose_async._runtime.transport.deadline import Deadline
from opentoclose_async._runtime.transport.unused_stream import UnusedStream

__all__ = ["Network", "NetworkStream"]

_LOST = (anyio.BrokenResourceError, anyio.ClosedResourceError)


class Network(httpcore.AsyncNetworkBackend):
    """
    The network as one connection sees it.

    Args:
        server: The host that the connection leads to, maybe through a proxy.
        connected: Called when the connection was established, before TLS.

    Attributes:
        deadline: The deadline of the exchange that uses the connection.
        stream: The innermost stream of the connection.
        unused: The stream that was opened ahead, until httpcore asks for it.
    """

    def __init__(self, server: str, connected: Callable[[], None]) -> None:
        self.deadline: Deadline | None = None
        self.stream: anyio.abc.ByteStream | None = None
        self._server = server
        self._connected = connected
        self.unused: UnusedStream | None = None

    async def open_ahead(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        """
        Connect before httpcore asks for it, which then gets this connection.

        Args:
            host: The host to connect to.
            port: The port.
            context: The context for TLS; None for plain http.
        """
        ahead = await self._connect(host, port)
        if context is not None:
            context.set_alpn_protocols(["http/1.1"])  # as httpcore does
            ahead.with_tls = await ahead.start_tls(context, host)
        self.unused = UnusedStream(ahead, ahead.with_tls or ahead)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect, unless that was done ahead."""
        unused, self.unused = self.unused, None
        if unused is not None:
            ahead = await unused.take()
            if ahead is not None:
                return ahead
            await self.aclose()
        return await self._connect(host, port)

    async def _connect(self, host: str, port: int) -> "NetworkStream":
        self.begin_step()
        check_connection(self._server)
        try:
            stream = await _open_stream(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        self.stream = stream
        connected, self._connected = self._connected, _do_nothing  # once is enough
        connected()
        raw = stream.extra(anyio.abc.SocketAttribute.raw_socket)  # noqa: S610 - not of Django
        return NetworkStream(self, stream, raw)

    async def aclose(self) -> None:
        """Close what is still open, without waiting for the peer."""
        if self.stream is not None:
            await anyio.aclose_forcefully(self.stream)

    def begin_step(self) -> None:
        """Begin a step of the exchange."""
        if self.deadline is not None:
            self.deadline.begin_step()


class NetworkStream(httpcore.AsyncNetworkStream):
    """
    A stream to a server or proxy, with or without TLS.

    Args:
        network: The network of its connection.
        stream: The stream.
        raw_socket: The socket beneath it.

    Attributes:
        with_tls: The stream with TLS over this one, if it was started ahead.
    """

    def __init__(self, network: Network, stream: anyio.abc.ByteStream, raw_socket: Any) -> None:
        self._network = network
        self._stream = stream
        self._socket = raw_socket
        self._poll: Any = None
        self._tls = tuple(_tls_layers(stream))
        self.with_tls: NetworkStream | None = None

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,
    ) -> bytes:
        """Read some bytes; none at the end."""
        self._network.begin_step()
        try:
            return await self._stream.receive(max_bytes)
        except anyio.EndOfStream:
            return b""
        except _LOST as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,
    ) -> None:
        """Write all bytes."""
        if not buffer:
            return
        self._network.begin_step()
        try:
            await self._stream.send(buffer)
        except _LOST as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "NetworkStream":
        """Return a stream with TLS over this one."""
        if self.with_tls is not None:
            return self.with_tls
        self._network.begin_step()
        try:
            wrapped = await TLSStream.wrap(
                self._stream,
                hostname=server_hostname,
                ssl_context=ssl_context,
                standard_compatible=False,
                server_side=False,
            )
        except BaseException as error:
            await anyio.aclose_forcefully(self._stream)
            if isinstance(error, (*_LOST, anyio.EndOfStream, ssl.SSLError)):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return NetworkStream(self._network, wrapped, self._socket)

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks about a connection; None for what it does not ask."""
        if info == "is_readable":
            return self._is_readable()
        if info == "ssl_object":
            return self._stream.extra(TLSAttribute.ssl_object, None)  # noqa: S610 - likewise
        return None

    def _is_readable(self) -> bool:
        """Return whether an idle connection has something to read: most likely its end."""
        if self._socket.fileno() < 0 or getattr(self._network.stream, "has_waiting", False):
            return True
        if any(map(_has_more, self._tls)):  # it may have received more than was asked for
            return True
        if not hasattr(select, "poll"):  # Windows
            return bool(select.select([self._socket], [], [], 0)[0])
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self._socket.fileno(), select.POLLIN)
        return bool(self._poll.poll(0))


def _do_nothing() -> None:
    pass


def _tls_layers(stream: Any) -> Iterator[ssl.SSLObject]:
    """Yield the TLS objects of a stream; through a proxy with TLS, there are two."""
    while isinstance(stream, TLSStream):
        yield stream.extra(TLSAttribute.ssl_object)  # noqa: S610 - not of Django
        stream = stream.transport_stream


def _has_more(tls: ssl.SSLObject) -> bool:
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLError:  # its end
        return True
    return True


async def _open_stream(host: str, port: int) -> anyio.abc.ByteStream:
    loop: Any = running_loop()
    asyncio: Any = sys.modules.get("asyncio")  # slow to import, and not needed on trio
    patched = socket.socket.__module__ != "socket"  # by gevent, old versions of which hang
    # uvloop's loop is none of asyncio's.
    if not patched and asyncio is not None and isinstance(loop, asyncio.BaseEventLoop):
        from opentoclose_async._runtime.transport.asyncio_stream import connect

        return await connect(loop, host, port)
    return await anyio.connect_tcp(host, port)
