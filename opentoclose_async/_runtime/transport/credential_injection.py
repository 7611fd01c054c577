"""
Add the credential beneath httpx's own transports, between httpx and httpcore.

Instrumentation such as OpenTelemetry's wraps ``httpx.AsyncHTTPTransport``, and so never sees it.
Nor is it left in an error: frames that held a request with the credential are removed from the
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

__all__ = ["with_credential_beneath"]


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
