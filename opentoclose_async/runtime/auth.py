"""
The credential, attached at the last moment and to a copy.

httpx logs every URL at INFO and writes it into exception texts, and Open To Close wants its token
in the URL. So the credential is added below httpx's client, inside the transport, to a copy of the
request: what the client, its logs, its exceptions and the answer hold never has it.
"""

from typing import Protocol
from urllib.parse import quote

import httpx

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["BearerToken", "Credential", "CredentialTransport", "QueryToken"]


class Credential(Protocol):
    """What a request needs to be let in."""

    def url_for(self, url: httpx.URL) -> httpx.URL:
        """Add what belongs into the URL."""
        ...

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Give the headers to add."""
        ...


class QueryToken:
    """
    A token in the query, as Open To Close wants it (its clients and help centre agree).

    Args:
        name: The query parameter.
        token: The secret.
    """

    def __init__(self, name: str, token: str) -> None:
        self._name = name
        # Escaped once and for all: real tokens end in "=".
        self._parameter = f"{name}={quote(token, safe='')}".encode("ascii")

    def __repr__(self) -> str:
        return f"QueryToken({self._name!r}, '***')"

    def url_for(self, url: httpx.URL) -> httpx.URL:
        """Add the token to the query."""
        query = url.query + b"&" + self._parameter if url.query else self._parameter
        return url.copy_with(query=query)

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Give none."""
        return []


class BearerToken:
    """
    A bearer token in the Authorization header, as Rooms wants it.

    Args:
        token: The secret.
    """

    def __init__(self, token: str) -> None:
        self._header = (b"Authorization", f"Bearer {token}".encode("ascii"))

    def __repr__(self) -> str:
        return "BearerToken('***')"

    def url_for(self, url: httpx.URL) -> httpx.URL:
        """Leave the URL as it is."""
        return url

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Give the Authorization header."""
        return [self._header]


class CredentialTransport(httpx.AsyncBaseTransport):
    """
    Attach a credential to a copy of each request, for one origin only.

    Args:
        inner: The transport that sends.
        credential: What to attach.
        origin: The only place where it may go; a request for another one is refused.
    """

    def __init__(
        self, inner: httpx.AsyncBaseTransport, credential: Credential, origin: httpx.URL
    ) -> None:
        self._inner = inner
        self._credential = credential
        self._origin = _origin(origin)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a credentialed copy of the request."""
        if _origin(request.url) != self._origin:
            raise ConfigurationError(
                f"Refused to send credentials to {request.url.host}: they are for "
                f"{self._origin[1]} only."
            )
        copy = httpx.Request(
            request.method,
            self._credential.url_for(request.url),
            headers=[*request.headers.raw, *self._credential.headers()],
            stream=request.stream,
            extensions=request.extensions,
        )
        return await self._inner.handle_async_request(copy)

    async def aclose(self) -> None:
        """Close the transport that sends."""
        await self._inner.aclose()


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    default = {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host, url.port or default
