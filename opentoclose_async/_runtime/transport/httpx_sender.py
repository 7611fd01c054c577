"""
Send requests through an httpx transport that is not ours.

What such a transport does is unknown, and so is how far a request got that it reports an error for.
"""

import math
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import anyio
import httpx

from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._runtime.transport.credential_injection import with_credential_beneath
from opentoclose_async._runtime.transport.credentials import Credential, NoCredential
from opentoclose_async._runtime.transport.foreign_errors import ERRORS, ForeignError, clean_error
from opentoclose_async._runtime.transport.guarded_calls import Clean, guarded
from opentoclose_async._runtime.transport.request_body import PIECE, RequestBody
from opentoclose_async._runtime.transport.response_body import SLOWEST
from opentoclose_async._runtime.transport.sender import (
    Breakdown,
    Incoming,
    IncomingBody,
    Outgoing,
)
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["HTTPXSender"]

CONNECTING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
UNSENDABLE = (httpx.InvalidURL, httpx.LocalProtocolError, httpx.UnsupportedProtocol)
CLOSING_TIME = 2.0
"""Seconds allowed for closing a response whose request is being cancelled."""


class HTTPXSender:
    """
    Send requests with a credential through an httpx transport.

    httpx's own transports get the credential beneath them (``credential_injection``), and read a
    body in pieces. Others get it in the request, and the body as ``request.content`` too, as some
    send a body chunked if it is a stream, even an empty one.

    Args:
        transport: The transport. It is not modified, so several clients can share it.
        server: The server's URL; its path does not matter.
        credential: The credential to add.
    """

    errors = ERRORS
    steps_have_deadlines = False
    knows_if_sent = False
    """Other transports may send a request before they read its body."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        server: httpx.URL,
        credential: Credential | None = None,
    ) -> None:
        self._transport = transport
        self._server = server
        self._credential = credential or NoCredential()
        self._attached: Credential = self._credential
        self._is_believed = _is_believed(transport)
        self._in_pieces = self._is_believed and isinstance(transport, httpx.AsyncHTTPTransport)
        self._places: anyio.Semaphore | None = None
        if isinstance(transport, httpx.AsyncHTTPTransport):
            self._transport = with_credential_beneath(transport, self._credential)
            self._attached = NoCredential()
            self._places = _places_of(transport)

    async def send(self, request: Outgoing) -> Incoming:
        """
        Send a request, and return the response once its headers are there.

        Raises:
            ConfigurationError: If the transport returns something else, or followed a redirect.
        """
        clean = partial(self._clean, request)
        places = self._places
        if places is not None:
            await _take(places, request.deadline.timeout)
        try:
            response = await guarded(lambda: self._exchange(request), clean)
        except BaseException:
            if places is not None:
                places.release()
            raise
        response.body = _Body(response.body, clean, places)
        return response

    async def _exchange(self, request: Outgoing) -> Incoming:
        # No variable holds the request with the credential, nor a response that refers to it.
        return self._incoming(
            await self._transport.handle_async_request(self._with_credential(request))
        )

    def open_ahead(self, connections: int, timeout: float) -> None:
        """Do nothing: a transport opens a connection for a request."""

    def explain(self, error: Exception, *, body_taken: bool) -> Breakdown:
        """Say how far a request got that one of ``errors`` ended."""
        if isinstance(error, ForeignError):
            return Breakdown(timed_out=error.timed_out, custom=True)
        timed_out = isinstance(error, (httpx.TimeoutException, TimeoutError))
        if self._is_believed:
            return Breakdown(
                sent=not isinstance(error, CONNECTING),
                timed_out=timed_out,
                unsendable=isinstance(error, UNSENDABLE),
            )
        connecting = isinstance(error, CONNECTING)
        # A transport around httpx's passes its errors on, and nothing else sends a body unread.
        if connecting and _is_of_httpcore(error.__cause__) and not body_taken:
            return Breakdown(sent=False, timed_out=timed_out)
        return Breakdown(
            timed_out=timed_out and _is_timeout(error),
            custom=connecting or isinstance(error, UNSENDABLE),
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    def _with_credential(self, request: Outgoing) -> httpx.Request:
        content = request.body.content
        target, headers = self._attached.attach(request.target, request.headers)
        url = self._url(target)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), request.deadline.timeout)
        extensions = {"timeout": timeouts}
        if self._in_pieces:
            # With a stream, httpx takes the headers as they are, without examining them again.
            return httpx.Request(
                request.method, url, headers=headers, stream=request.body, extensions=extensions
            )
        if len(content) > PIECE:  # it may be sent at once, without any sign of progress
            request.deadline.extend(len(content) / SLOWEST)
        request.body.started = not content  # without one, nothing shows whether it was sent
        prepared = _Request(
            request.method, url, headers=headers, content=content or None, extensions=extensions
        )
        prepared.stream = request.body
        return prepared

    def _incoming(self, response: httpx.Response) -> Incoming:
        stream = getattr(response, "stream", None)
        if not isinstance(stream, httpx.AsyncByteStream):
            raise ConfigurationError(
                "The transport passed as transport= must return an httpx.Response with an "
                f"httpx.AsyncByteStream, not a {type(response).__name__} with a "
                f"{type(stream).__name__}.",
                outcome_unknown=True,
            )
        server = _redirected_to(response, self._server)
        if server is not None:
            raise ConfigurationError(
                "The transport passed as transport= follows redirects itself: it sent the request "
                f"on to {server}, perhaps with the credential. Turn that off, and replace the "
                "credential if that server is not to know it.",
                outcome_unknown=True,
            )
        return Incoming(response.status_code, response.headers.raw, stream)

    def _clean(
        self, request: Outgoing, error: BaseException, before: BaseException | None
    ) -> BaseException:
        return clean_error(
            error, self._credential, before, partial(self._without_credential, request)
        )

    def _without_credential(self, request: Outgoing) -> httpx.Request:
        url = self._url(request.target)
        return httpx.Request(request.method, url, headers=request.headers, stream=request.body)

    def _url(self, target: bytes) -> httpx.URL:
        return self._server.copy_with(raw_path=target)


class _Request(httpx.Request):
    """A request that notes that its body was asked for, however that is done."""

    @property
    def content(self) -> bytes:
        return self.read()

    def read(self) -> bytes:
        if isinstance(self.stream, RequestBody):
            self.stream.started = True
        return super().read()

    async def aread(self) -> bytes:
        return self.read()


class _Body:
    """
    The body of a response, whose errors are cleaned.

    Args:
        stream: The transport's stream; it may refer to the request.
        clean: Clean an error.
        places: Where its place is released.
    """

    def __init__(self, stream: IncomingBody, clean: Clean, places: anyio.Semaphore | None) -> None:
        self._stream = Hidden(stream)
        self._clean = clean
        self._places = places

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Chunks(aiter(self._stream.reveal()), self._clean)

    async def aclose(self) -> None:
        """Close the stream, even if the request is being cancelled."""
        close = self._stream.reveal().aclose
        try:
            if anyio.current_effective_deadline() > -math.inf:
                await guarded(close, self._clean)
            else:
                with anyio.CancelScope(shield=True), anyio.move_on_after(CLOSING_TIME):
                    await guarded(close, self._clean)
        finally:
            places, self._places = self._places, None
            if places is not None:
                places.release()


class _Chunks(AsyncIterator[bytes]):
    def __init__(self, chunks: AsyncIterator[bytes], clean: Clean) -> None:
        self._next = Hidden(chunks.__anext__)
        self._clean = clean

    async def __anext__(self) -> bytes:
        return await guarded(self._next.reveal(), self._clean)


_places: WeakKeyDictionary[httpx.AsyncHTTPTransport, anyio.Semaphore] = WeakKeyDictionary()


def _places_of(transport: httpx.AsyncHTTPTransport) -> anyio.Semaphore | None:
    """
    Return what limits the requests that httpx's pool gets to its number of connections.

    Cancelling requests that wait in that pool can make it unusable. All clients that share a
    transport share its limit.
    """
    pool: Any = transport._pool  # noqa: SLF001 - there is no public way to know
    if pool._http2:  # noqa: SLF001 - likewise; its requests share connections
        return None
    if transport not in _places:
        _places[transport] = anyio.Semaphore(pool._max_connections, fast_acquire=True)  # noqa: SLF001 - likewise
    return _places[transport]


async def _take(places: anyio.Semaphore, timeout: float) -> None:
    """Take a place, or raise what httpx does if there is none in time."""
    try:
        places.acquire_nowait()
    except anyio.WouldBlock:
        with anyio.move_on_after(timeout) as waiting:
            await places.acquire()
        if waiting.cancelled_caught:
            raise httpx.PoolTimeout("no connection became free") from None


def _is_believed(transport: httpx.AsyncBaseTransport) -> bool:
    """Return whether a transport is one of httpx's, whose errors say how far a request got."""
    if not isinstance(transport, httpx.AsyncHTTPTransport):
        return isinstance(transport, (httpx.MockTransport, httpx.ASGITransport))
    name = "handle_async_request"
    defines = next(each for each in type(transport).__mro__ if name in vars(each))
    return defines is httpx.AsyncHTTPTransport


def _is_of_httpcore(cause: BaseException | None) -> bool:
    kind = type(cause)
    names = {each.__name__ for each in CONNECTING}
    return kind.__module__.partition(".")[0] == "httpcore" and kind.__name__ in names


def _is_timeout(error: BaseException) -> bool:
    """Return whether a timeout is one: some transports call a lost connection a timeout, too."""
    each = error.__cause__
    if each is None:
        return True
    while each is not None:
        named = "Timeout" in type(each).__name__
        if named or (each.timed_out if isinstance(each, ForeignError) else False):
            return True
        each = each.__cause__ or each.__context__
    return False


def _redirected_to(response: httpx.Response, server: httpx.URL) -> str | None:
    """Return the server that a redirect led to, if it is not the one that was asked."""
    if not response.history:
        return None
    url = response.url
    asked = (server.scheme, server.host, server.port)
    return None if (url.scheme, url.host, url.port) == asked else url.netloc.decode("ascii")
