"""
A transport of N connections, each its own, in place of one pool that all requests walk through.

httpx's pool looks at every connection for every request, which costs more with each connection, and
requests cancelled while they wait can leave it without any. Here a request takes a free slot, the
most recently used first (its connection is the likeliest to be alive), and gives it back when the
body of its answer is closed. A slot whose exchange failed or was cancelled is thrown away.

Waiting for a slot is waiting in line, first come first served; it is no part of the request's
timeout. Each event loop has slots of its own, which are closed when it ends.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from functools import partial
from importlib import import_module
from typing import TypeGuard

import anyio
import httpx

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop
from opentoclose_async._runtime.transport.credentialed import credentialed_below
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.dead_connections import close_dead
from opentoclose_async._runtime.transport.slot import Slot
from opentoclose_async._runtime.transport.tls import OF_OPENSSL, default_context

__all__ = ["SlotTransport"]

CLOSING_TIME = 2.0
"""Seconds that closing one connection may take; TLS would wait for the other side's goodbye."""


class SlotTransport(httpx.AsyncBaseTransport):
    """
    Send each request over a connection of its own, out of a fixed number.

    Args:
        connections: Slots, and so requests on the way at the same time, at most.
        ssl_context: What all connections verify the server and the proxy with.
        authorities: The environment variables that may name authorities, where it is not given.
        proxy: URL of a proxy for all requests.
        credential: What to add to all that is sent.
        loops: The event loops of the client.
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
        self._slots = OfLoop(loops or EventLoops(), partial(_Slots, connections), _Slots.drop)
        self._closed = False
        # httpx loads its engine within the first request, where a tenth of a second would stop the
        # event loop.
        import_module("httpcore")
        # Loading the certificate authorities takes longer than a whole request on loopback; this
        # context knows none, so that it could not be used for TLS by mistake.
        self._bare_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over a free slot, waiting for one if need be."""
        slots = self._slots.here()
        await slots.places.acquire()
        try:
            if slots.keeper is None:
                slots.keeper = _keep(slots.free)
                await anext(slots.keeper)
            slot = slots.free.pop() if slots.free else self._new_slot(request.url.scheme)
            slots.busy.add(slot)
        except BaseException:
            slots.places.release()
            raise
        try:
            response = await slot.handle_async_request(request)
        except BaseException:
            await self.finish(slots, slot, sound=False)
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _SlotStream(response.stream, slots, slot, self)
        return response

    async def finish(self, slots: "_Slots", slot: httpx.AsyncHTTPTransport, *, sound: bool) -> None:
        """Take a slot back, or throw it away if its exchange was not sound."""
        keep = sound and not self._closed
        slots.busy.discard(slot)
        if keep:
            slots.free.append(slot)
        slots.places.release()
        if not keep:
            await _discard(slot)

    async def aclose(self) -> None:
        """
        Close all connections that are not in use; those in use close with their answers.

        Those of a loop that stands still close when that one ends.
        """
        self._closed = True
        slots = self._slots.here()
        await _close(slots.free)
        if slots.keeper is not None:
            await slots.keeper.aclose()

    def _new_slot(self, scheme: str) -> httpx.AsyncHTTPTransport:
        context = self._ssl_context
        if context is None and scheme == "http" and not _is_https(self._proxy):
            context = self._bare_context
        elif context is None:
            context = self._ssl_context = default_context(self._authorities)
        proxy = self._proxy
        slot = Slot(
            verify=context,
            # Left to itself, httpx verifies a proxy with authorities of its own choice.
            proxy=httpx.Proxy(proxy, ssl_context=context) if _is_https(proxy) else proxy,
        )
        return slot if self._credential is None else credentialed_below(slot, self._credential)


def _is_https(proxy: str | None) -> TypeGuard[str]:
    return proxy is not None and proxy.lower().startswith("https:")


class _Slots:
    """
    The slots of one event loop.

    Args:
        connections: How many there are at most.
    """

    def __init__(self, connections: int) -> None:
        self.places = anyio.Semaphore(connections, fast_acquire=True)
        self.free: list[httpx.AsyncHTTPTransport] = []
        self.busy: set[httpx.AsyncHTTPTransport] = set()
        self.keeper: AsyncGenerator[None, None] | None = None

    def drop(self) -> None:
        """Close all sockets of a loop that is over."""
        for slot in (*self.free, *self.busy):
            close_dead(slot)


async def _keep(free: list[httpx.AsyncHTTPTransport]) -> AsyncGenerator[None, None]:
    """
    Close what is in a list at the end of the event loop.

    A loop tells its end to nobody but the generators that were begun in it, whose end it waits for.
    """
    try:
        yield
    finally:
        await _close(free)


async def _close(free: list[httpx.AsyncHTTPTransport]) -> None:
    """Close the slots of a list, and take them out of it."""
    while free:
        await _discard(free.pop())


class _SlotStream(httpx.AsyncByteStream):
    """The body of an answer, which hands its slot back when it is closed."""

    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        slots: _Slots,
        slot: httpx.AsyncHTTPTransport,
        owner: SlotTransport,
    ) -> None:
        self._stream = stream
        self._slots = slots
        self._slot = slot
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
            await self._owner.finish(self._slots, self._slot, sound=sound)


async def _discard(slot: httpx.AsyncHTTPTransport) -> None:
    """Close a slot, also when the task that used it is being cancelled."""
    with anyio.CancelScope(shield=True), anyio.move_on_after(CLOSING_TIME):
        await slot.aclose()
