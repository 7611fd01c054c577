"""
What lets a request in, and how it is added to one.

The rest of the package handles requests without credentials; ``credentialed`` adds them at the last
moment, below everything that logs, traces or raises. A request goes to its client's base URL and
nowhere else, since neither redirects nor links are followed; so do the credentials.
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
    """What a request needs to be let in."""

    @property
    def account(self) -> str:
        """What tells the account from others where paths do not; never the secret."""
        ...

    @property
    def secrets(self) -> Secrets:
        """What must not be shown of it, wherever a server repeats it."""
        ...

    @property
    def stamp(self) -> int:
        """Which token would be attached now; another one has another stamp."""
        ...

    async def ready(self) -> None:
        """Wait until there is a token to attach that lives for a while yet."""
        ...

    async def renew(self, stamp: int) -> bool:
        """
        Get another token, since the server refused one; unless somebody has got another already.

        Args:
            stamp: The stamp of the token that was refused.

        Returns:
            False if there is no other to be had.
        """
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


class _Lasting:
    """
    The part of a credential that stays as it is.

    Args:
        secrets: What must not be shown of it.
    """

    account = ""
    """Rooms has it in its paths."""
    stamp = 0

    def __init__(self, secrets: Secrets | None = None) -> None:
        self.secrets = secrets or Secrets()

    async def ready(self) -> None:
        """Wait for nothing: it is there."""

    async def renew(self, stamp: int) -> bool:
        """Tell that there is no other."""
        return False


class NoCredential(_Lasting):
    """
    Nothing: the request itself says who asks.

    Args:
        secrets: What must not be shown of such requests.
    """

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add nothing."""
        return target, headers


class QueryToken(_Lasting):
    """
    A token in the query, as Open To Close wants it (its clients and help centre agree).

    Args:
        name: The query parameter.
        token: The secret.
    """

    def __init__(self, name: str, token: str) -> None:
        super().__init__(Secrets(token))
        self._name = name
        # A few digits, from which the token cannot be found again.
        self.account = sha256(f"opentoclose_async account {token}".encode()).hexdigest()[:8]
        # Escaped once and for all: real tokens end in "=".
        self._parameter = Hidden(f"{name}={quote(token, safe='')}".encode())

    def __repr__(self) -> str:
        return f"QueryToken({self._name!r}, '***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the token to the query."""
        return target + (b"&" if b"?" in target else b"?") + self._parameter.reveal(), headers


class BearerToken(_Lasting):
    """
    A bearer token in the Authorization header, as Rooms wants it.

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


class BasicLogin(_Lasting):
    """
    The name and secret of an app in the Authorization header, as token requests want them.

    Args:
        header: The header's value.
        secrets: What must not be shown of it, and of what else is sent with it.
    """

    def __init__(self, header: str, secrets: Secrets) -> None:
        super().__init__(secrets)
        self._header = Hidden((b"Authorization", header.encode()))

    def __repr__(self) -> str:
        return "BasicLogin('***')"

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the Authorization header."""
        return target, [*headers, self._header.reveal()]
