"""
A transport passed by the user, in one event loop after another.

If it is one of httpx's own transports, every event loop but the first gets a copy with the same
settings and no connections. Other transports manage their own state: if one keeps connections of
another event loop, the error says so.
"""

from collections.abc import AsyncGenerator
from copy import copy
from functools import partial
from typing import Any

import httpx

from opentoclose_async._runtime.concurrency.event_loops import (
    EventLoops,
    PerLoop,
    running_loop,
)
from opentoclose_async._runtime.concurrency.loop_end import at_loop_end
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.httpx_sender import HTTPXSender
from opentoclose_async._runtime.transport.orphaned_sockets import close_orphaned_sockets
from opentoclose_async._runtime.transport.sender import Breakdown, Incoming, Outgoing
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["CustomTransport"]

REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


class CustomTransport:
    """
    Send requests with a credential through the user's transport.

    Args:
        transport: The user's transport. It is not modified, so several clients can share it.
        server: The server's URL; its path does not matter.
        credential: The credential to add.
        loops: The client's event loops.
        lent: Whether another owner closes the transport.
    """

    errors = HTTPXSender.errors
    steps_have_deadlines = HTTPXSender.steps_have_deadlines
    knows_if_sent = HTTPXSender.knows_if_sent

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        server: httpx.URL,
        credential: Credential,
        loops: EventLoops,
        *,
        lent: bool = False,
    ) -> None:
        self._loops = loops
        self._given = _Sender(transport, server, credential, lent=lent)
        self._senders = PerLoop(loops, partial(_next_sender, [self._given]), _Sender.drop)

    async def send(self, request: Outgoing) -> Incoming:
        """
        Send a request, and return the response once its headers are there.

        Raises:
            ConfigurationError: If the transport does not work in this event loop.
        """
        sender = self._senders.here()
        await sender.begin()
        try:
            return await sender.httpx.send(request)
        except RuntimeError as error:
            if not (self._loops.moved or "loop" in str(error)):
                raise
            raise ConfigurationError(
                f"The transport passed as transport= {_why_not_here(error)}",
                outcome_unknown=request.method not in REPEATABLE,
            ) from error

    def open_ahead(self, connections: int, timeout: float) -> None:
        """Do nothing: the transport opens its own connections."""

    def explain(self, error: Exception, *, body_taken: bool) -> Breakdown:
        """Say how far a request got that one of ``errors`` ended."""
        return self._given.httpx.explain(error, body_taken=body_taken)

    async def aclose(self) -> None:
        """Close this event loop's copy, and the transport itself unless it is lent."""
        for sender in {self._senders.here(), self._given}:
            try:
                await sender.aclose()
            except Exception:
                if not self._loops.moved:
                    raise  # otherwise the error is about connections of a closed loop


class _Sender:
    """The transport of one event loop."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        server: httpx.URL,
        credential: Credential,
        *,
        lent: bool,
    ) -> None:
        self.given = transport
        self.httpx = HTTPXSender(transport, server, credential)
        self._server = server
        self._credential = credential
        self._lent = lent
        self._copied = False
        self._keeper: AsyncGenerator[None, None] | None = None

    def copy(self) -> "_Sender":
        """Return a sender for another event loop; itself if the transport cannot be copied."""
        given = self.given
        if not isinstance(given, httpx.AsyncHTTPTransport):
            return self
        other = _Sender(_without_connections(given), self._server, self._credential, lent=False)
        other._copied = True
        return other

    async def begin(self) -> None:
        """Ensure that a copy is closed at the end of its event loop."""
        if self._copied and self._keeper is None:
            self._keeper = at_loop_end(self.given.aclose)
            await anext(self._keeper)

    async def aclose(self) -> None:
        """Close the transport, unless it is lent."""
        if self._keeper is not None:
            await self._keeper.aclose()
        elif not self._lent:
            await self.httpx.aclose()

    def drop(self) -> None:
        """Close the sockets of a closed loop."""
        close_orphaned_sockets(self.given)


def _next_sender(given: list[_Sender]) -> _Sender:
    """Return the user's transport to the first event loop, and copies to all others."""
    first, *used = given
    if used:
        return first.copy()
    given.append(first)
    return first


def _why_not_here(error: RuntimeError) -> str:
    if "no running event loop" in str(error) and not hasattr(running_loop(), "is_closed"):
        return "works in asyncio only. Use asyncio, or omit transport=."
    return (
        "does not work in this event loop, because it keeps connections of another one. Make a "
        "transport and a client for each event loop, or omit transport=."
    )


def _without_connections(transport: httpx.AsyncHTTPTransport) -> httpx.AsyncHTTPTransport:
    """Copy one of httpx's transports without its connections; there is no public way to."""
    other = copy(transport)
    pool: Any = copy(transport._pool)  # noqa: SLF001 - as said above
    backend = copy(pool._network_backend)  # noqa: SLF001 - likewise
    vars(backend).pop("_backend", None)  # the cached choice of asyncio or trio
    fresh = {"_connections": [], "_requests": [], "_network_backend": backend}
    vars(pool).update(fresh)
    other._pool = pool  # noqa: SLF001 - likewise
    return other
