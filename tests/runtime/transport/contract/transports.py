"""Transports of others: libraries' own, and some that do what they should not."""

import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote

import aiohttp
import httpx
import pytest
from httpx_aiohttp import AiohttpTransport

__all__ = ["EACH", "KINDS", "SIGN", "FollowsRedirects", "QuotesRequests", "options_of"]

SIGN = "quoted by the transport"
NO_CA = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading certificates takes longer than a test."""


class Around(httpx.AsyncBaseTransport):
    """A transport around httpx's."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport(verify=NO_CA)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


class ReportsNoConnection(Around):
    """It has one error for everything, and reads a body at once."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._inner.handle_async_request(_again(request, request.content))
        except httpx.TransportError as error:
            raise httpx.ConnectError(f"{SIGN}: {error} at {request.url}") from None


class TriesAnotherServer(Around):
    """If a request fails, it tries a server that cannot be reached."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._inner.handle_async_request(_again(request, request.content))
        except httpx.TransportError:
            request.url = httpx.URL("http://127.0.0.1:9")
        return await self._inner.handle_async_request(request)


class IgnoresTimeouts(Around):
    """It waits for ever."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions = {}
        return await self._inner.handle_async_request(request)


class ReadsBodiesTwice(Around):
    """It reads the body of a request in every way there is, before it sends it."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        assert isinstance(request.stream, httpx.SyncByteStream)
        ways = [request.content, request.read(), await request.aread()]
        for _ in range(2):
            ways.append(b"".join(request.stream))
            ways.append(b"".join([piece async for piece in request.stream]))
        assert len(set(ways)) == 1
        return await self._inner.handle_async_request(_again(request, ways[-1]))


class LibraryError(aiohttp.ClientError):
    """
    An error of a library, which holds and quotes all it can.

    Args:
        request: The request that failed.
        text: A text about it.
    """

    __slots__ = ("hidden",)

    def __init__(self, request: httpx.Request, text: str) -> None:
        super().__init__(text, request, {"request": [request, text]})
        self.hidden = text
        self.request = request
        self.info = {"url": str(request.url), "headers": dict(request.headers)}
        self.add_note(f"It was about {text}")

    def __str__(self) -> str:
        return f"{SIGN}: {self.args[0]}"


class QuotesRequests(Around):
    """Its errors quote the request in every way, as do those that caused them."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = "library"

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            response = await self._inner.handle_async_request(request)
        except httpx.TransportError as error:
            raise self._failure(request, error)  # noqa: B904 - with the context, too
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.request = request
        response.stream = _Quoting(response.stream, lambda error: self._failure(request, error))
        return response

    def _failure(self, request: httpx.Request, error: Exception) -> Exception:
        text = self._text(request)
        first = LibraryError(request, text)
        first.__context__ = OSError(5, f"cannot reach {text}", text)
        several = ExceptionGroup(f"all of {text}", [first, ConnectionResetError(104, text), error])
        if self.kind == "group":
            return several
        failure = {
            "library": first,
            "bug": KeyError(text, request),
            "operating system": OSError(5, f"{SIGN}: {text}", text),
            "httpx": httpx.ReadError(f"{SIGN}: {text}", request=request),
        }[self.kind]
        failure.add_note(text)
        failure.__cause__ = several
        return failure

    def _text(self, request: httpx.Request) -> str:
        url, headers = str(request.url), str(request.headers.raw)
        header = request.headers.get("authorization", "")
        forms = (url, quote(url, safe=""), quote(quote(url, safe=""), safe=""), headers, header)
        encoded = [b64encode(form.encode()).decode() for form in forms]
        return " ".join([*forms, *encoded, repr(url.encode()), f"{url[:-3]}…"])


class FollowsRedirects(httpx.AsyncBaseTransport):
    """It is a whole client."""

    def __init__(self) -> None:
        self._client = httpx.AsyncClient(verify=NO_CA, follow_redirects=True)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._client.send(request, stream=True)

    async def aclose(self) -> None:
        await self._client.aclose()


class _Quoting(httpx.AsyncByteStream):
    def __init__(
        self, inner: httpx.AsyncByteStream, failure: Callable[[Exception], Exception]
    ) -> None:
        self._inner = inner
        self._failure = failure

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._inner:
                yield chunk
        except httpx.TransportError as error:
            raise self._failure(error)  # noqa: B904 - with the context, too

    async def aclose(self) -> None:
        await self._inner.aclose()


def _again(request: httpx.Request, content: bytes) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url,
        headers=request.headers,
        content=content,
        extensions=request.extensions,
    )


Make = Callable[[], httpx.AsyncBaseTransport]

TRANSPORTS: dict[str, Make] = {
    "httpx": lambda: httpx.AsyncHTTPTransport(verify=NO_CA),
    "httpx, of two connections": lambda: httpx.AsyncHTTPTransport(
        verify=NO_CA, limits=httpx.Limits(max_connections=2)
    ),
    "around httpx": Around,
    "httpx-aiohttp": lambda: AiohttpTransport(verify=NO_CA),
    "reports no connection": ReportsNoConnection,
    "tries another server": TriesAnotherServer,
    "ignores timeouts": IgnoresTimeouts,
    "reads bodies twice": ReadsBodiesTwice,
    "quotes requests": QuotesRequests,
}
KINDS = ["ours", *TRANSPORTS]
IN_ASYNCIO_ONLY = {"httpx-aiohttp"}
EACH = pytest.mark.parametrize(
    ("kind", "anyio_backend"),
    [
        pytest.param(kind, "asyncio" if kind in IN_ASYNCIO_ONLY or number % 2 else "trio", id=kind)
        for number, kind in enumerate(KINDS)
    ],
)
"""Every transport; some of them on asyncio and some on trio."""


def options_of(kind: str) -> dict[str, Any]:
    """Return what a client needs to use a transport."""
    return {} if kind == "ours" else {"transport": TRANSPORTS[kind]()}
