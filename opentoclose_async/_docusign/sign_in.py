"""The credential of a client that signs in by itself: a token that is fetched, kept and renewed."""

from collections.abc import Callable

import anyio

from opentoclose_async._docusign.grants import JWTGrant, RefreshToken
from opentoclose_async._docusign.oauth import token_dialect
from opentoclose_async._docusign.tokens import AuthHost, Tokens, login_of, tokens_of
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.concurrency.renewal import Renewal
from opentoclose_async._runtime.connections import Connections
from opentoclose_async._runtime.transport.credentials import Headers
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["SignedIn"]

MARGIN = 60.0
"""Seconds before a token's end from when on it is not used any more."""

CLOSING_TIME = 2.0
"""Seconds that a token request may take to end while the client is being closed, if what it asks
with works once: the answer must not be lost."""


class SignedIn:
    """
    A bearer token that is replaced in time, or when the server refuses it.

    It is of use once ``begin`` was called.

    Args:
        auth: What tokens are asked for with.
    """

    account = ""
    """Tokens change by the hour; the account is in the paths."""

    def __init__(self, auth: JWTGrant | RefreshToken) -> None:
        self._auth = auth
        self.secrets = Secrets()
        self.stamp = 0
        self._header: Hidden[tuple[bytes, bytes]] | None = None
        self._good_until = 0.0
        self._now: Callable[[], float] = anyio.current_time
        self._tokens: Tokens | None = None
        self._renewal: Renewal | None = None

    def begin(
        self,
        connections: Connections,
        background: Background,
        *,
        address: str,
        audience: str,
    ) -> None:
        """
        Say where tokens come from.

        Args:
            connections: What opens a session to ask for them.
            background: Where they are asked for.
            address: Scheme and host of the authentication host.
            audience: What assertions call it.
        """
        session = connections.open(
            address,
            login_of(self._auth, self.secrets),
            token_dialect("Check the app's integration key and secret, and the environment."),
            argument="auth_url",
            host_only=True,
            max_connections=1,
        )
        host = AuthHost(session, session.server, audience, self.secrets)
        self._now = connections.loops.now
        tokens = self._tokens = tokens_of(self._auth, host)
        grace = CLOSING_TIME if tokens.works_once else 0.0
        self._renewal = Renewal(background, self._fetch, "opentoclose_async sign-in", grace=grace)

    async def ready(self) -> None:
        """Wait until there is a token that lives for a minute yet."""
        if self._header is None or self._now() >= self._good_until:
            await self._renew()

    async def renew(self, stamp: int) -> bool:
        """Get another token, unless somebody has since the refused one."""
        if stamp == self.stamp:
            await self._renew()
        return True

    def attach(self, target: bytes, headers: Headers) -> tuple[bytes, Headers]:
        """Add the Authorization header."""
        if self._header is None:
            raise ConfigurationError("The client has not signed in yet.")
        return target, [*headers, self._header.reveal()]

    async def _renew(self) -> None:
        if self._renewal is None:
            raise ConfigurationError("The client has not been told how to sign in.")
        await self._renewal.join()

    async def _fetch(self) -> None:
        assert self._tokens is not None
        asked_at = self._now()
        issued = await self._tokens.next()
        for token in filter(None, (issued.access_token, issued.refresh_token)):
            self.secrets.add_passing(token)
        self._header = Hidden((b"Authorization", f"Bearer {issued.access_token}".encode()))
        # Of a token that hardly lives longer than the margin, half its life is used.
        self._good_until = asked_at + issued.lifetime - min(MARGIN, issued.lifetime / 2)
        self.stamp += 1
