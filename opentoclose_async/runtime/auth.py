"""
Credentials, attached at the last moment.

What the rest of the package handles is a ``Request`` without credentials. They are added when it is
written out for the transport, and what the transport raises is stripped of them: no log record,
error, repr or traceback of ours ever holds them. A request goes to its client's base URL and
nowhere else, since neither redirects nor links are followed; so do the credentials.
"""

from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

__all__ = ["BearerToken", "Credential", "QueryToken"]


class Credential(Protocol):
    """What a request needs to be let in."""

    @property
    def account(self) -> str:
        """What tells the account from others where paths do not; never the secret."""
        ...

    def attach(self, url: str, headers: dict[str, str]) -> str:
        """
        Add what lets a request in.

        Args:
            url: The whole URL, escaped.
            headers: The headers; a header is added here.

        Returns:
            The URL to send to.
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
        self._parameter = f"{name}={quote(token, safe='')}"

    def __repr__(self) -> str:
        return f"QueryToken({self._name!r}, '***')"

    def attach(self, url: str, headers: dict[str, str]) -> str:
        """Add the token to the query."""
        return f"{url}{'&' if '?' in url else '?'}{self._parameter}"


class BearerToken:
    """
    A bearer token in the Authorization header, as Rooms wants it.

    Args:
        token: The secret.
    """

    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"
        # Tokens change by the hour; the account is in the paths.
        self.account = ""

    def __repr__(self) -> str:
        return "BearerToken('***')"

    def attach(self, url: str, headers: dict[str, str]) -> str:
        """Add the Authorization header."""
        headers["Authorization"] = self._value
        return url
