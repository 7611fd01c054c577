"""
A transport of the user's own, in one event loop after the other.

Of httpx's own transports every event loop but the first gets a copy, with the same settings and no
connections. What other transports keep is theirs: where one has kept something of another event
loop, that is said in our words.
"""

from collections.abc import AsyncGenerator
from copy import copy
from functools import partial
from typing import Any

import httpx

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop
from opentoclose_async._runtime.transport.credentialed import credentialed
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.dead_connections import close_dead
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["GivenTransport"]

REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


class GivenTransport(httpx.AsyncBaseTransport):
    """
    Send through somebody else's transport, with a credential.

    Args:
        transport: What sends; it stays as it is, so that several clients may share it.
        credential: What to add to all that is sent.
        loops: The event loops of the client.
        lent: Somebody else closes it.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        credential: Credential,
        loops: EventLoops,
        *,
        lent: bool = False,
    ) -> None:
        self._loops = loops
        self._given = _Sender(transport, credential, lent=lent)
        self._senders = OfLoop(loops, partial(_next_sender, [self._given]), _Sender.drop)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request.

        Raises:
            ConfigurationError: If the transport has kept what belongs to another event loop.
        """
        sender = self._senders.here()
        await sender.begin()
        try:
            return await sender.transport.handle_async_request(request)
        except RuntimeError as error:
            if not (self._loops.moved or "loop" in str(error)):
                raise
            raise ConfigurationError(
                f"{request.method} {request.url.path}: the transport that was passed as transport= "
                "does not work in this event loop; it has kept connections of another one. Make a "
                "transport and a client for each event loop, or leave transport= out.",
                outcome_unknown=request.method not in REPEATABLE,
            ) from error

    async def aclose(self) -> None:
        """Close what is of this event loop, and the transport itself unless it is lent."""
        for sender in {self._senders.here(), self._given}:
            try:
                await sender.aclose()
            except Exception:
                if not self._loops.moved:
                    raise  # else it is about connections of a loop that is over


class _Sender:
    """What sends in one event loop."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, credential: Credential, *, lent: bool
    ) -> None:
        self.given = transport
        self.transport = credentialed(transport, credential)
        self._credential = credential
        self._lent = lent
        self._copied = False
        self._keeper: AsyncGenerator[None, None] | None = None

    def copy(self) -> "_Sender":
        """Make one for another event loop, where that is possible."""
        given = self.given
        if not isinstance(given, httpx.AsyncHTTPTransport):
            return self
        other = _Sender(_without_connections(given), self._credential, lent=False)
        other._copied = True
        return other

    async def begin(self) -> None:
        """See to it that a copy is closed at the end of its event loop."""
        if self._copied and self._keeper is None:
            self._keeper = _keep(self.transport)
            await anext(self._keeper)

    async def aclose(self) -> None:
        """Close it, unless somebody else does."""
        if self._keeper is not None:
            await self._keeper.aclose()
        elif not self._lent:
            await self.transport.aclose()

    def drop(self) -> None:
        """Close the sockets of a loop that is over."""
        close_dead(self.given)


def _next_sender(given: list[_Sender]) -> _Sender:
    """Give the one that was given to the first event loop, and copies to all others."""
    first, *used = given
    if used:
        return first.copy()
    given.append(first)
    return first


def _without_connections(transport: httpx.AsyncHTTPTransport) -> httpx.AsyncHTTPTransport:
    """Copy one of httpx's transports, but for its connections; there is no public way to."""
    other = copy(transport)
    pool: Any = copy(transport._pool)  # noqa: SLF001 - as said above
    backend = copy(pool._network_backend)  # noqa: SLF001 - likewise
    vars(backend).pop("_backend", None)  # what it has once found out to run
    fresh = {"_connections": [], "_requests": [], "_network_backend": backend}
    vars(pool).update(fresh)
    other._pool = pool  # noqa: SLF001 - likewise
    return other


async def _keep(transport: httpx.AsyncBaseTransport) -> AsyncGenerator[None, None]:
    """Close a transport at the end of the event loop, which ends its generators."""
    try:
        yield
    finally:
        await transport.aclose()
