"""
Credentials, as what they add to a request.

What the rest of the package handles are requests without credentials; ``credentialed`` adds them at
the last moment, below all that logs, traces or raises. A request goes to its client's base URL and
nowhere else, since neither redirects nor links are followed; so do the credentials.
"""

from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

__all__ = ["BearerToken", "Credential", "Headers", "QueryToken"]

Headers = list[tuple[bytes, bytes]]
"""Header names and values as they go over the wire."""


class Credential(Protocol):
    """What a request needs to be let in."""

    @property
    def account(self) -> str:
        """What tells the account from others where paths do not; never the secret."""
        ...

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """
        Add what lets a request in, to copies.

        Args:
            target: The path with its query, escaped.
            headers: The headers.

        Returns:
            The target and the headers to send.
        """
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
        # A few digits, from which the token cannot be found again.
        self.account = sha256(f"opentoclose_async account {token}".encode()).hexdigest()[:8]
        # Escaped once and for all: real tokens end in "=".
        self._parameter = f"{name}={quote(token, safe='')}".encode()

    def __repr__(self) -> str:
        return f"QueryToken({self._name!r}, '***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the token to the query."""
        return target + (b"&" if b"?" in target else b"?") + self._parameter, headers


class BearerToken:
    """
    A bearer token in the Authorization header, as Rooms wants it.

    Args:
        token: The secret.
    """

    def __init__(self, token: str) -> None:
        self._header = (b"Authorization", f"Bearer {token}".encode())
        # Tokens change by the hour; the account is in the paths.
        self.account = ""

    def __repr__(self) -> str:
        return "BearerToken('***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the Authorization header."""
        return target, [*headers, self._header]
