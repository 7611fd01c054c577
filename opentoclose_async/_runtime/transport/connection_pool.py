"""
A pool of connections, instead of httpcore's pool.

httpcore's pool examines every connection for every request, which costs more with each connection,
and cancelled waiters can leave a request without a connection. Here a request takes a free
connection, the most recently used first (it is the likeliest to be alive), and returns it when the
response body is closed. A connection whose exchange failed or was cancelled is discarded.

Sessions limit the number of requests in flight, and so of connections. Each event loop has its own
connections, which are closed when the loop ends.

Before many requests follow one, connections for them can be opened ahead, while that one is in
flight. That waits until a connection is established, so nothing connects to a server that cannot be
reached, or where a test has replaced httpcore's connections.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop
from opentoclose_async._runtime.concurrency.loop_end import at_loop_end
from opentoclose_async._runtime.concurrency.turnstile import turnstile_here
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.sender import Breakdown, Incoming, Outgoing
from opentoclose_async._runtime.transport.tls import OF_OPENSSL, default_context

if TYPE_CHECKING:
    import httpcore

    from opentoclose_async._runtime.transport.http_connection import HTTPConnection

__all__ = ["ConnectionPool"]


class ConnectionPool:
    """
    Send each request over a connection of its own.

    Args:
        server: The server's URL; its path does not matter.
        credential: The credential to add to requests.
        ssl_context: Verifies the server and the proxy.
        authorities: The environment variables that may name CA certificates, without ssl_context.
        proxy: URL of a proxy for all requests.
        loops: The client's event loops.
    """

    steps_have_deadlines = True
    knows_if_sent = True

    def __init__(
        self,
        server: httpx.URL,
        credential: Credential,
        *,
        ssl_context: ssl.SSLContext | None = None,
        authorities: Sequence[str] = OF_OPENSSL,
        proxy: str | None = None,
        loops: EventLoops | None = None,
    ) -> None:
        # Not with the first request, where it would block the event loop for 0.1 s.
        from opentoclose_async._runtime.transport import http_connection

        self._explain = http_connection.explain
        self._ssl_context = ssl_context
        self._authorities = authorities
        self._connector = http_connection.Connector(server, self._context, proxy, credential)
        self.errors = self._connector.errors
        loops = loops or EventLoops()
        self._background = Background(loops)
        self._pools = PerLoop(loops, _Pool, _Pool.drop)
        self._closed = False

    async def send(self, request: Outgoing) -> Incoming:
        """Send a request over a free connection, or a new one."""
        pool = self._pools.here()
        if pool.keeper is None:
            pool.keeper = at_loop_end(partial(_close, pool.free))
            await anext(pool.keeper)
        connection = await self._take(pool, request) or self._new_connection(pool)
        pool.busy.add(connection)
        try:
            response = await connection.send(request)
        except BaseException:
            pool.wanted = 0  # nothing follows a request that could not connect
            await self.finish(pool, connection)
            raise
        body = _Body(response, pool, connection, self)
        return Incoming(response.status, response.headers, body)

    def open_ahead(self, connections: int, timeout: float) -> None:
        """
        Open connections for requests that are about to follow one in flight.

        Args:
            connections: The number of connections needed, including those there are.
            timeout: Seconds to allow for each.
        """
        if self._connector.can_open_ahead:
            pool = self._pools.here()
            pool.wanted, pool.timeout = connections, timeout
            if pool.reached:
                self._open_ahead(pool)

    def _open_ahead(self, pool: "_Pool") -> None:
        missing = pool.wanted - len(pool.free) - len(pool.busy) - len(pool.opening)
        pool.wanted = 0
        for _ in range(missing):
            opening = _Opening(self._new_connection(pool))
            pool.opening.append(opening)
            self._background.start(partial(self._open, pool, opening), "opening a connection")

    async def _open(self, pool: "_Pool", opening: "_Opening") -> None:
        try:
            await turnstile_here().enter()  # many clients may open theirs at the same time
            opening.succeeded = await self._connector.open_ahead(opening.connection, pool.timeout)
        finally:
            if not opening.succeeded:
                await opening.connection.aclose()
            opening.end()
            if opening in pool.opening:  # no request waits for it
                pool.opening.remove(opening)
                if opening.succeeded:
                    await self._keep(pool, opening.connection)
        connection = opening.connection
        await connection.watch()
        if connection in pool.free and not connection.is_usable:
            pool.free.remove(connection)
            await connection.aclose()

    async def _keep(self, pool: "_Pool", connection: "HTTPConnection") -> None:
        """Keep a connection for later requests; those that were used more recently come first."""
        if self._closed:
            await connection.aclose()
        else:
            pool.free.insert(0, connection)

    async def _take(self, pool: "_Pool", request: Outgoing) -> "HTTPConnection | None":
        """Remove and return a connection that can be used; close those that cannot."""
        if len(pool.free) > 1 and not pool.free[0].is_usable:  # the loop below may never get there
            await pool.free.pop(0).aclose()
        while pool.free:
            connection = pool.free.pop()
            if connection.is_usable:
                return connection
            await connection.aclose()
        while pool.opening:
            opening = pool.opening.pop(0)
            pool.busy.add(opening.connection)
            request.deadline.begin_step()
            try:
                await opening.wait()
            except BaseException:
                pool.busy.discard(opening.connection)
                if not opening.ended:
                    pool.opening.append(opening)
                elif opening.succeeded:
                    await self._keep(pool, opening.connection)
                raise
            if opening.succeeded:
                return opening.connection
            pool.busy.discard(opening.connection)
        return None

    def _new_connection(self, pool: "_Pool") -> "HTTPConnection":
        return self._connector.connection(partial(self._connected, pool))

    def _connected(self, pool: "_Pool") -> None:
        pool.reached = True
        if pool.wanted:
            self._open_ahead(pool)

    def explain(self, error: Exception, *, body_taken: bool) -> Breakdown:
        """Say how far a request got that one of ``errors`` ended."""
        return self._explain(error, body_taken=body_taken)

    async def finish(self, pool: "_Pool", connection: "HTTPConnection") -> None:
        """Take a connection back, or discard it if its exchange was not completed."""
        pool.busy.discard(connection)
        if connection.is_idle and not self._closed:
            pool.free.append(connection)
        else:
            await connection.aclose()

    async def aclose(self) -> None:
        """
        Close all idle connections; those in use are closed with their response.

        Those of a paused event loop are closed when it ends.
        """
        self._closed = True
        try:
            await self._background.aclose()
        finally:
            pool = self._pools.here()
            await _close(pool.free)
            if pool.keeper is not None:
                await pool.keeper.aclose()

    def _context(self) -> ssl.SSLContext:
        if self._ssl_context is None:
            self._ssl_context = default_context(self._authorities)
        return self._ssl_context


class _Pool:
    """The connections of one event loop."""

    def __init__(self) -> None:
        self.free: list[HTTPConnection] = []
        self.busy: set[HTTPConnection] = set()
        self.opening: list[_Opening] = []  # those that no request waits for
        self.wanted = 0
        self.timeout = 0.0
        self.reached = False
        self.keeper: AsyncGenerator[None, None] | None = None

    def drop(self) -> None:
        """Close all sockets of a closed loop."""
        opening = [each.connection for each in self.opening]
        for connection in (*self.free, *self.busy, *opening):
            connection.drop()


class _Opening:
    """A connection that is being opened ahead."""

    def __init__(self, connection: "HTTPConnection") -> None:
        self.connection = connection
        self.ended = self.succeeded = False
        self._awaited: anyio.Event | None = None

    async def wait(self) -> None:
        if not self.ended:
            self._awaited = anyio.Event()
            await self._awaited.wait()

    def end(self) -> None:
        self.ended = True
        if self._awaited is not None:
            self._awaited.set()


async def _close(free: "list[HTTPConnection]") -> None:
    """Close the connections of a list, and empty it, even if that is cancelled."""
    try:
        while free:
            await free.pop().aclose()
    finally:
        if free:
            await _close(free)


class _Body:
    """A response body that returns its connection to the pool when it is closed."""

    def __init__(
        self,
        response: "httpcore.Response",
        pool: _Pool,
        connection: "HTTPConnection",
        owner: ConnectionPool,
    ) -> None:
        self._response = response
        self._pool = pool
        self._connection = connection
        self._owner = owner
        self._finished = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        stream: Any = self._response.stream
        return aiter(stream)

    async def aclose(self) -> None:
        if self._finished:
            return
        self._finished = True
        try:
            stream: Any = self._response.stream  # the response's own aclose looks for it first
            await stream.aclose()
        finally:
            await self._owner.finish(self._pool, self._connection)
