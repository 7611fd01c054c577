"""
A transport of N connections, each its own, in place of one pool that all requests walk through.

httpx's pool looks at every connection for every request, which costs more with each connection, and
requests cancelled while they wait can leave it without any. Here a request takes a free slot, the
most recently used first (its connection is the likeliest to be alive), and gives it back when the
body of its answer is closed. A slot whose exchange failed or was cancelled is thrown away.

Waiting for a slot is waiting in line, first come first served; it is no part of the request's
timeout.
"""

import ssl
from collections.abc import AsyncIterator
from importlib import import_module

import anyio
import httpx

from opentoclose_async.runtime.auth import Credential
from opentoclose_async.runtime.credentialed import credentialed_below

__all__ = ["SlotTransport"]

CLOSING_TIME = 2.0
"""Seconds that closing one connection may take; TLS would wait for the other side's goodbye."""


class SlotTransport(httpx.AsyncBaseTransport):
    """
    Send each request over a connection of its own, out of a fixed number.

    Args:
        connections: Slots, and so requests on the way at the same time, at most.
        ssl_context: What all connections verify the server with; httpx's default if not given.
        proxy: URL of a proxy for all requests.
        credential: What to add to all that is sent.
    """

    def __init__(
        self,
        connections: int,
        *,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
        credential: Credential | None = None,
    ) -> None:
        self._connections = connections
        self._ssl_context = ssl_context
        self._proxy = proxy
        self._credential = credential
        self._places: anyio.Semaphore | None = None
        self._free: list[httpx.AsyncHTTPTransport] = []
        self._closed = False
        # httpx loads its engine within the first request, where a tenth of a second would stop the
        # event loop.
        import_module("httpcore")
        # Loading the certificate authorities takes longer than a whole request on loopback; this
        # context knows none, so that it could not be used for TLS by mistake.
        self._bare_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over a free slot, waiting for one if need be."""
        places = self._places
        if places is None:  # a semaphore belongs to the event loop that it is made in
            places = self._places = anyio.Semaphore(self._connections, fast_acquire=True)
        await places.acquire()
        slot = self._free.pop() if self._free else self._new_slot(request.url.scheme)
        try:
            response = await slot.handle_async_request(request)
        except BaseException:
            await self.finish(slot, sound=False)
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _SlotStream(response.stream, slot, self)
        return response

    async def finish(self, slot: httpx.AsyncHTTPTransport, *, sound: bool) -> None:
        """Take a slot back, or throw it away if its exchange was not sound."""
        assert self._places is not None
        keep = sound and not self._closed
        if keep:
            self._free.append(slot)
        self._places.release()
        if not keep:
            await _discard(slot)

    async def aclose(self) -> None:
        """Close all connections that are not in use; those in use close with their answers."""
        self._closed = True
        slots, self._free = self._free, []
        for slot in slots:
            await _discard(slot)

    def _new_slot(self, scheme: str) -> httpx.AsyncHTTPTransport:
        context = self._ssl_context
        if context is None and scheme == "http" and self._proxy is None:
            context = self._bare_context
        elif context is None:
            context = self._ssl_context = httpx.create_ssl_context()
        slot = httpx.AsyncHTTPTransport(
            verify=context,
            proxy=self._proxy,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
        )
        return slot if self._credential is None else credentialed_below(slot, self._credential)


class _SlotStream(httpx.AsyncByteStream):
    """The body of an answer, which hands its slot back when it is closed."""

    def __init__(
        self,
        stream: httpx.AsyncByteStream,
        slot: httpx.AsyncHTTPTransport,
        owner: SlotTransport,
    ) -> None:
        self._stream = stream
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
            await self._owner.finish(self._slot, sound=closed and self._read_to_the_end)


async def _discard(slot: httpx.AsyncHTTPTransport) -> None:
    """Close a slot, also when the task that used it is being cancelled."""
    with anyio.CancelScope(shield=True), anyio.move_on_after(CLOSING_TIME):
        await slot.aclose()
