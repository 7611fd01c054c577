"""
Transports that add the credential to what they send.

Below httpx's own transports it is added beneath them, on the way into httpcore: instrumentations
wrap ``httpx.AsyncHTTPTransport``, as OpenTelemetry does, and see a request without it. A transport
of any other kind gets a copy of the request that has it; there is no below.

Neither leaves it in an error. The frames in which a request with the credential lived are taken out
of the traceback, because reporters of errors, Sentry for one, send local variables along.
"""

import sys
from copy import copy
from typing import TYPE_CHECKING, Any

import httpx

from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.transport.credentials import Credential

if TYPE_CHECKING:
    import httpcore

__all__ = ["credentialed", "credentialed_below"]


def credentialed(
    transport: httpx.AsyncBaseTransport, credential: Credential
) -> httpx.AsyncBaseTransport:
    """
    Make a transport add a credential to all that it sends.

    Args:
        transport: What sends; it stays as it is, so that several clients may share it.
        credential: What to add.
    """
    if isinstance(transport, httpx.AsyncHTTPTransport):
        return credentialed_below(transport, credential)
    return _CredentialedCopies(transport, credential)


def credentialed_below(
    transport: httpx.AsyncHTTPTransport, credential: Credential
) -> httpx.AsyncHTTPTransport:
    """Make one of httpx's transports add a credential beneath itself."""
    below: Any = _CredentialedPool(transport._pool, credential)  # noqa: SLF001 - as said above
    shallow = copy(transport)
    shallow._pool = below  # noqa: SLF001 - httpx has no public place beneath its transports
    return shallow


class _CredentialedPool:
    """What an ``httpx.AsyncHTTPTransport`` sends through."""

    def __init__(self, pool: Any, credential: Credential) -> None:
        import httpcore  # with the first connection, as httpx does; it takes a tenth of a second

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


class _CredentialedCopies(httpx.AsyncBaseTransport):
    """A transport that hands copies of requests, with the credential, to another."""

    def __init__(self, transport: httpx.AsyncBaseTransport, credential: Credential) -> None:
        self._transport = transport
        self._credential = credential

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        before = sys.exception()
        try:
            return await self._transport.handle_async_request(self._copy(request))
        except httpx.RequestError as error:
            error.request = request  # it may have been given the copy
            forget_frames(error, before)
            raise
        except Exception:
            raise  # its author's to find, with its traceback
        except BaseException as error:  # cancelled, most often; a timeout is raised from it
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
