"""
Credentials, and how they are added to requests.

The rest of the package handles requests without credentials. ``credential_injection`` adds them at
the last moment, beneath everything that logs, traces or raises. Requests, and with them
credentials, go to their client's base URL only: links, and redirects to other origins, are never
followed.
"""

from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.secrets import Secrets

__all__ = ["BasicLogin", "BearerToken", "Credential", "Headers", "NoCredential", "QueryToken"]

Headers = list[tuple[bytes, bytes]]
"""Header names and values as they go over the wire."""


class Credential(Protocol):
    """What a request needs to be authorized."""

    @property
    def account(self) -> str:
        """Distinguishes accounts if paths do not; never the secret."""
        ...

    @property
    def secrets(self) -> Secrets:
        """The texts that must not be shown, even if a server repeats them."""
        ...

    @property
    def stamp(self) -> int:
        """Identifies the token that would be attached now; changes with the token."""
        ...

    async def ready(self) -> None:
        """Wait until there is a token to attach that does not expire soon."""
        ...

    async def renew(self, stamp: int) -> bool:
        """
        Replace a token that the server refused, unless it has already been replaced.

        Args:
            stamp: The stamp of the refused token.

        Returns:
            False if there is no other token.
        """
        ...

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """
        Return a request's target and headers with the credential.

        Args:
            target: The escaped path and query.
            headers: The headers. They are not modified.
        """
        ...


class _Fixed:
    """
    Base class of credentials that never change.

    Args:
        secrets: The texts that must not be shown.
    """

    account = ""
    """Rooms has the account in its paths."""
    stamp = 0

    def __init__(self, secrets: Secrets | None = None) -> None:
        self.secrets = secrets or Secrets()

    async def ready(self) -> None:
        """Return at once."""

    async def renew(self, stamp: int) -> bool:
        """Return False: there is no other token."""
        return False


class NoCredential(_Fixed):
    """
    No credential: the request's content authorizes it.

    Args:
        secrets: The texts in such requests that must not be shown.
    """

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add nothing."""
        return target, headers


class QueryToken(_Fixed):
    """
    A token in the query, as Open To Close expects it (its clients and help centre agree).

    Args:
        name: The query parameter.
        token: The secret.
    """

    def __init__(self, name: str, token: str) -> None:
        super().__init__(Secrets(token))
        self._name = name
        # A short hash, from which the token cannot be recovered.
        self.account = sha256(f"opentoclose_async account {token}".encode()).hexdigest()[:8]
        # Escaped: real tokens end in "=".
        self._parameter = Hidden(f"{name}={quote(token, safe='')}".encode())

    def __repr__(self) -> str:
        return f"QueryToken({self._name!r}, '***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the token to the query."""
        return target + (b"&" if b"?" in target else b"?") + self._parameter.reveal(), headers


class BearerToken(_Fixed):
    """
    A bearer token in the Authorization header, as Rooms expects it.

    Args:
        token: The secret.
    """

    def __init__(self, token: str) -> None:
        super().__init__(Secrets(token))
        self._header = Hidden((b"Authorization", f"Bearer {token}".encode()))

    def __repr__(self) -> str:
        return "BearerToken('***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the Authorization header."""
        return target, [*headers, self._header.reveal()]


class BasicLogin(_Fixed):
    """
    The key and secret of an app in the Authorization header, as token requests expect them.

    Args:
        header: The header's value.
        secrets: The texts that must not be shown, in the header and in what is sent with it.
    """

    def __init__(self, header: str, secrets: Secrets) -> None:
        super().__init__(secrets)
        self._header = Hidden((b"Authorization", header.encode()))

    def __repr__(self) -> str:
        return "BasicLogin('***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the Authorization header."""
        return target, [*headers, self._header.reveal()]
