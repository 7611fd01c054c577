"""
A pool of N connections, each with its own httpx transport, instead of httpx's pool.

httpx's pool examines every connection for every request, which costs more with each connection, and
cancelled waiters can leave a request without a connection. Here a request takes a free connection,
the most recently used first (it is the likeliest to be alive), and returns it when the response
body is closed. A connection whose exchange failed or was cancelled is discarded.

Requests wait for a connection in the order they came; the wait does not count towards their
timeout. Each event loop has its own connections, which are closed when the loop ends.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from functools import partial
from importlib import import_module
from typing import TypeGuard

import anyio
import httpx

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop
from opentoclose_async._runtime.transport.credential_injection import with_credential_beneath
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.orphaned_sockets import close_orphaned_sockets
from opentoclose_async._runtime.transport.single_connection import SingleConnection
from opentoclose_async._runtime.transport.tls import OF_OPENSSL, default_context

__all__ = ["PoolTransport"]

CLOSING_TIME = 2.0
"""Seconds allowed for closing one connection; TLS waits for the peer's close_notify."""


class PoolTransport(httpx.AsyncBaseTransport):
    """
    Send each request over its own connection, out of a fixed number.

    Args:
        connections: Maximum number of connections, and so of requests in flight.
        ssl_context: Verifies the server and the proxy.
        authorities: The environment variables that may name CA certificates, without ssl_context.
        proxy: URL of a proxy for all requests.
        credential: The credential to add to requests.
        loops: The client's event loops.
    """

    def __init__(
        self,
        connections: int,
        *,
        ssl_context: ssl.SSLContext | None = None,
        authorities: Sequence[str] = OF_OPENSSL,
        proxy: str | None = None,
        credential: Credential | None = None,
        loops: EventLoops | None = None,
    ) -> None:
        self._ssl_context = ssl_context
        self._authorities = authorities
        self._proxy = proxy
        self._credential = credential
        self._pools = PerLoop(loops or EventLoops(), partial(_Pool, connections), _Pool.drop)
        self._closed = False
        # httpx would import it in the first request, and block the event loop for 0.1 s.
        import_module("httpcore")
        # For plain http: loading CA certificates takes longer than a request on loopback. This
        # context trusts no CA, so it cannot be used for TLS by mistake.
        self._bare_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over a free connection, after waiting for one if necessary."""
        pool = self._pools.here()
        await pool.permits.acquire()
        try:
            if pool.keeper is None:
                pool.keeper = _keep(pool.free)
                await anext(pool.keeper)
            connection = pool.free.pop() if pool.free else self._new_connection(request.url.scheme)
            pool.busy.add(connection)
        except BaseException:
            pool.permits.release()
            raise
        try:
            response = await connection.handle_async_request(request)
        except BaseException:
            await self.finish(pool, connection, sound=False)
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _PooledStream(response.stream, pool, connection, self)
        return response

    async def finish(
        self, pool: "_Pool", connection: httpx.AsyncHTTPTransport, *, sound: bool
    ) -> None:
        """Take a connection back, or discard it if its exchange was not completed."""
        keep = sound and not self._closed
        pool.busy.discard(connection)
        if keep:
            pool.free.append(connection)
        pool.permits.release()
        if not keep:
            await _discard(connection)

    async def aclose(self) -> None:
        """
        Close all idle connections; those in use are closed with their response.

        Those of a paused event loop are closed when it ends.
        """
        self._closed = True
        pool = self._pools.here()
        await _close(pool.free)
        if pool.keeper is not None:
            await pool.keeper.aclose()

    def _new_connection(self, scheme: str) -> httpx.AsyncHTTPTransport:
        context = self._ssl_context
        if context is None and scheme == "http" and not _is_https(self._proxy):
            context = self._bare_context
        elif context is None:
            context = self._ssl_context = default_context(self._authorities)
        proxy = self._proxy
        connection = SingleConnection(
            verify=context,
            # By default httpx verifies a proxy with its own choice of CA certificates.
            proxy=httpx.Proxy(proxy, ssl_context=context) if _is_https(proxy) else proxy,
        )
        if self._credential is None:
            return connection
        return with_credential_beneath(connection, self._credential)


def _is_https(proxy: str | None) -> TypeGuard[str]:
    return proxy is not None and proxy.lower().startswith("https:")


class _Pool:
    """
    The connections of one event loop.

    Args:
        most: Maximum number of connections.
    """

    def __init__(self, most: int) -> None:
        self.permits = anyio.Semaphore(most, fast_acquire=True)
        self.free: list[httpx.AsyncHTTPTransport] = []
        self.busy: set[httpx.AsyncHTTPTransport] = set()
        self.keeper: AsyncGenerator[None, None] | None = None

    def drop(self) -> None:
        """Close all sockets of a closed loop."""
        for connection in (*self.free, *self.busy):
            close_orphaned_sockets(connection)


async def _keep(free: list[httpx.AsyncHTTPTransport]) -> AsyncGenerator[None, None]:
    """
    Close the connections of a list when the event loop ends.

    Only its async generators learn that a loop is ending: it closes them, and waits for them.
    """
    try:
        yield
    finally:
        await _close(free)


async def _close(free: list[httpx.AsyncHTTPTransport]) -> None:
    """Close the connections of a list, and empty it."""
    while free:
        await _discard(free.pop())


class _PooledStream(httpx.AsyncByteStream):
    """A response body that returns its connection to the pool when it is closed."""

    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        pool: _Pool,
        connection: httpx.AsyncHTTPTransport,
        owner: PoolTransport,
    ) -> None:
        self._stream = stream
        self._pool = pool
        self._connection = connection
        self._owner = owner
        self._read_to_the_end = False
        self._finished = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk
        self._read_to_the_end = True

    async def aclose(self) -> None:
        if self._finished:
            return
        self._finished = True
        closed = False
        try:
            await self._stream.aclose()
            closed = True
        finally:
            sound = closed and self._read_to_the_end
            await self._owner.finish(self._pool, self._connection, sound=sound)


async def _discard(connection: httpx.AsyncHTTPTransport) -> None:
    """Close a connection, even if the task that used it is being cancelled."""
    with anyio.CancelScope(shield=True), anyio.move_on_after(CLOSING_TIME):
        await connection.aclose()
