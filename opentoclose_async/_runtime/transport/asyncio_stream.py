"""
A TCP stream on asyncio for one request at a time.

anyio's stream pauses reading after each chunk and yields to other tasks after each write, which
costs four system calls and a turn of the event loop per request. This one keeps reading, within
bounds, as a connection of ours is always read to the end of a response.
"""

import asyncio
import contextlib
import itertools
import socket
from collections import deque
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, ip_address
from typing import Any

import anyio
import anyio.abc
import anyio.lowlevel

__all__ = ["AsyncioStream", "connect"]

MOST_WAITING = 256 * 1024
"""Bytes that may wait to be received before reading pauses."""

HAPPY_EYEBALLS_DELAY = 0.25
"""Seconds until the next address is tried (RFC 8305)."""

_Address = tuple[int, Any]
"""The family of an address, and the address."""


async def connect(loop: asyncio.AbstractEventLoop, host: str, port: int) -> "AsyncioStream":
    """
    Connect to the first address of a server that accepts, starting with the next one if it is slow.

    asyncio's own way of doing that leaves tasks and sockets behind when it is cancelled.

    Raises:
        OSError: If the name has no address, or none accepts a connection.
    """
    addresses = await _addresses(loop, host, port)
    if len(addresses) == 1:
        return await _connect_to(loop, *addresses[0])
    streams: list[AsyncioStream] = []
    problems: list[OSError] = []

    async def attempt(address: _Address, failed: anyio.Event) -> None:
        try:
            streams.append(await _connect_to(loop, *address))
        except OSError as problem:
            problems.append(problem)
            failed.set()
        else:
            group.cancel_scope.cancel()

    try:
        async with anyio.create_task_group() as group:
            for address in addresses:
                failed = anyio.Event()
                group.start_soon(attempt, address, failed)
                with anyio.move_on_after(HAPPY_EYEBALLS_DELAY):
                    await failed.wait()
    except BaseException:
        _abort(streams)
        raise
    if not streams:
        raise OSError("; ".join(dict.fromkeys(map(str, problems)))) from problems[0]
    _abort(streams[1:])
    return streams[0]


async def _addresses(loop: asyncio.AbstractEventLoop, host: str, port: int) -> list[_Address]:
    """Return the addresses of a server, alternating between IPv6 and IPv4 (RFC 8305)."""
    literal = _as_literal(host, port)
    if literal is not None:
        return [literal]
    # Python would encode a str again, which can fail.
    found = await loop.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys((family, address) for family, _, _, _, address in found))
    first = [each for each in addresses if each[0] == addresses[0][0]]
    others = [each for each in addresses if each[0] != addresses[0][0]]
    pairs = itertools.zip_longest(first, others)
    return [each for pair in pairs for each in pair if each is not None]


def _as_literal(host: str, port: int) -> _Address | None:
    """Return an address that needs no look-up, which would take a thread."""
    try:
        parsed = ip_address(host)
    except ValueError:
        return None
    if isinstance(parsed, IPv4Address):
        return socket.AF_INET, (host, port)
    # The name of an interface has to be looked up.
    return None if parsed.scope_id else (socket.AF_INET6, (host, port, 0, 0))


async def _connect_to(
    loop: asyncio.AbstractEventLoop, family: int, address: Any
) -> "AsyncioStream":
    connected = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        connected.setblocking(False)
        await loop.sock_connect(connected, address)
        _, stream = await loop.create_connection(AsyncioStream, sock=connected)
    except BaseException:
        connected.close()
        raise
    return stream


def _abort(streams: "list[AsyncioStream]") -> None:
    for stream in streams:
        stream.abort()


class AsyncioStream(asyncio.Protocol, anyio.abc.ByteStream):
    """A TCP connection."""

    def __init__(self) -> None:
        self._transport: Any = None
        self._chunks: deque[bytes] = deque()
        self._waiting = 0
        self._paused = False
        self._ended = False
        self._closed = False
        self._problem: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._full = False

    # What asyncio calls:

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        self._transport = transport
        # A write is over when its bytes are with the system, so that it can have a timeout.
        self._transport.set_write_buffer_limits(0)

    def data_received(self, data: bytes) -> None:
        """Take a chunk."""
        self._chunks.append(data)
        self._waiting += len(data)
        if self._waiting > MOST_WAITING and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> bool:
        """Note that the peer has finished sending; keep the connection for what we still send."""
        self._ended = True
        _wake(self._reader)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone."""
        self._ended = True
        self._problem = exc
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        """Note that the system takes no more for now."""
        self._full = True

    def resume_writing(self) -> None:
        """Note that everything was written."""
        self._full = False
        _wake(self._writer)

    # What httpcore and anyio's TLS stream call:

    async def receive(self, max_bytes: int = 65536) -> bytes:
        """
        Receive some bytes.

        Raises:
            EndOfStream: If the peer has closed the connection.
            BrokenResourceError: If it broke.
        """
        if self._chunks:
            await anyio.lowlevel.checkpoint()  # a server may send faster than we read
        while not self._chunks:
            if self._closed:
                raise anyio.ClosedResourceError
            if self._ended:
                if self._problem is not None:
                    raise anyio.BrokenResourceError from self._problem
                raise anyio.EndOfStream
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        chunk = self._chunks.popleft()
        if len(chunk) > max_bytes:
            self._chunks.appendleft(chunk[max_bytes:])
            chunk = chunk[:max_bytes]
        self._waiting -= len(chunk)
        if self._paused and self._waiting <= MOST_WAITING:
            self._paused = False
            self._transport.resume_reading()
        return chunk

    async def send(self, item: bytes) -> None:
        """
        Send bytes, and wait until the system has taken them.

        Raises:
            BrokenResourceError: If the connection broke.
        """
        self._check()
        self._transport.write(item)
        while self._full:
            self._writer = asyncio.get_running_loop().create_future()
            try:
                await self._writer
            finally:
                self._writer = None
            self._check()

    def _check(self) -> None:
        if self._closed:
            raise anyio.ClosedResourceError
        if self._problem is not None or self._transport.is_closing():
            raise anyio.BrokenResourceError from self._problem

    async def send_eof(self) -> None:
        """Say that nothing more will be sent."""
        with contextlib.suppress(OSError):
            self._transport.write_eof()

    def abort(self) -> None:
        """Close the connection at once, without waiting for its end."""
        self._closed = True
        self._transport.abort()

    async def aclose(self) -> None:
        """Close the connection at once."""
        self.abort()
        await anyio.lowlevel.checkpoint()

    @property
    def has_waiting(self) -> bool:
        """Whether anything is waiting to be received, if only the end."""
        return bool(self._chunks) or self._ended

    @property
    def extra_attributes(self) -> Mapping[Any, Callable[[], Any]]:
        """Return the socket, as anyio asks for it."""
        return {
            anyio.abc.SocketAttribute.raw_socket: lambda: self._transport.get_extra_info("socket")
        }


def _wake(future: "asyncio.Future[None] | None") -> None:
    if future is not None and not future.done():
        future.set_result(None)
