"""
Transports that add the credential to the requests they send.

With httpx's own transports it is added beneath them, between httpx and httpcore. Instrumentation
such as OpenTelemetry's wraps ``httpx.AsyncHTTPTransport``, and so never sees it. Other transports
get a copy of the request with the credential.

Neither leaves it in an error: frames that held a request with the credential are removed from the
traceback, because error reporters such as Sentry send local variables along.
"""

import sys
from copy import copy
from typing import TYPE_CHECKING, Any

import httpx

from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.transport.credentials import Credential

if TYPE_CHECKING:
    import httpcore

__all__ = ["with_credential", "with_credential_beneath"]


def with_credential(
    transport: httpx.AsyncBaseTransport, credential: Credential
) -> httpx.AsyncBaseTransport:
    """
    Return a transport that adds a credential to each request before another transport sends it.

    Args:
        transport: The other transport. It is not modified, so several clients can share it.
        credential: The credential to add.
    """
    if isinstance(transport, httpx.AsyncHTTPTransport):
        return with_credential_beneath(transport, credential)
    return _CopyWithCredential(transport, credential)


def with_credential_beneath(
    transport: httpx.AsyncHTTPTransport, credential: Credential
) -> httpx.AsyncHTTPTransport:
    """Return a copy of one of httpx's transports that adds a credential beneath itself."""
    pool: Any = _PoolWithCredential(transport._pool, credential)  # noqa: SLF001 - as below
    shallow = copy(transport)
    shallow._pool = pool  # noqa: SLF001 - httpx has no public hook beneath its transports
    return shallow


class _PoolWithCredential:
    """A stand-in for the httpcore pool of an ``httpx.AsyncHTTPTransport``."""

    def __init__(self, pool: Any, credential: Credential) -> None:
        import httpcore  # takes 0.1 s, so only with the first connection, as in httpx

        self._request = httpcore.Request
        self._url = httpcore.URL
        self._pool = pool
        self._credential = credential

    async def handle_async_request(self, request: "httpcore.Request") -> "httpcore.Response":
        before = sys.exception()
        try:
            response: httpcore.Response = await self._pool.handle_async_request(self._copy(request))
        except BaseException as error:
            forget_frames(error, before)
            raise
        return response

    async def aclose(self) -> None:
        await self._pool.aclose()

    def _copy(self, request: "httpcore.Request") -> "httpcore.Request":
        url = request.url
        target, headers = self._credential.attach(url.target, request.headers)
        return self._request(
            request.method,
            self._url(scheme=url.scheme, host=url.host, port=url.port, target=target),
            headers=headers,
            content=request.stream,
            extensions=request.extensions,
        )


class _CopyWithCredential(httpx.AsyncBaseTransport):
    """A transport that passes copies of requests, with the credential, to another."""

    def __init__(self, transport: httpx.AsyncBaseTransport, credential: Credential) -> None:
        self._transport = transport
        self._credential = credential

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        before = sys.exception()
        try:
            return await self._transport.handle_async_request(self._copy(request))
        except httpx.RequestError as error:
            error.request = request  # it may refer to the copy
            forget_frames(error, before)
            raise
        except Exception:
            raise  # a bug, whose author needs the traceback
        except BaseException as error:  # usually a cancellation, the cause of later timeouts
            forget_frames(error, before)
            raise

    async def aclose(self) -> None:
        await self._transport.aclose()

    def _copy(self, request: httpx.Request) -> httpx.Request:
        target, headers = self._credential.attach(request.url.raw_path, request.headers.raw)
        return httpx.Request(
            request.method,
            request.url.copy_with(raw_path=target),
            headers=headers,
            stream=request.stream,
            extensions=request.extensions,
        )
