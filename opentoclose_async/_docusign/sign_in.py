"""The credential of a client that signs in by itself: an access token obtained and renewed."""

from collections.abc import Callable

import anyio

from opentoclose_async._docusign.grants import Grant
from opentoclose_async._docusign.oauth import token_dialect
from opentoclose_async._docusign.token_source import AuthHost
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.concurrency.single_flight import SingleFlight
from opentoclose_async._runtime.connections import Connections
from opentoclose_async._runtime.sandbox_credentials import check_destination, is_of_sandbox
from opentoclose_async._runtime.transport.credentials import Headers
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["SignedIn"]

MARGIN = 60.0
"""Seconds before its expiry at which a token is no longer used."""

CLOSING_TIME = 2.0
"""
Seconds that a token request may continue while the client closes, if it uses up a secret.

Its response contains the next secret and must not be lost.
"""


class SignedIn:
    """
    A bearer token that is replaced before it expires, or when the server refuses it.

    Call ``begin`` before using it.

    Args:
        grant: The way to sign in.
    """

    account = ""
    """Empty: tokens change every few hours, and the paths of Rooms contain the account."""

    def __init__(self, grant: Grant) -> None:
        # Private because grants are public and their token sources are not.
        self._tokens = grant._token_source()  # noqa: SLF001
        self.secrets = Secrets()
        self.stamp = 0
        self._header: Hidden[tuple[bytes, bytes]] | None = None
        self._good_until = 0.0
        self._now: Callable[[], float] = anyio.current_time
        self._host: AuthHost | None = None
        self._renewal: SingleFlight | None = None
        self._api_address: str | None = None

    def begin(
        self,
        connections: Connections,
        background: Background,
        *,
        address: str,
        audience: str,
        api_address: str | None = None,
    ) -> None:
        """
        Set where tokens come from.

        Args:
            connections: Opens the session for token requests.
            background: Runs token requests.
            address: Scheme and host of the authentication host.
            audience: Its name in assertions.
            api_address: Where tokens are sent, to refuse those of a sandbox; None to send any.
        """
        session = connections.open(
            address,
            self._tokens.credential(self.secrets),
            token_dialect("Check the app's integration key and secret, and the environment."),
            argument="auth_url",
            host_only=True,
            max_connections=1,
        )
        self._host = AuthHost(session, session.server, audience, self.secrets)
        self._api_address = api_address
        self._now = connections.loops.now
        grace = CLOSING_TIME if self._tokens.works_once else 0.0
        self._renewal = SingleFlight(
            background, self._fetch, "opentoclose_async sign-in", grace=grace
        )

    async def ready(self) -> None:
        """Wait until there is a token that does not expire within a minute."""
        if self._header is None or self._now() >= self._good_until:
            await self._renew()

    async def renew(self, stamp: int) -> bool:
        """Obtain another token, unless the refused one has already been replaced."""
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
            raise ConfigurationError("The client has no way to sign in yet.")
        await self._renewal.join()

    async def _fetch(self) -> None:
        assert self._host is not None
        asked_at = self._now()
        issued = await self._tokens.next(self._host)
        for token in filter(None, (issued.access_token, issued.refresh_token)):
            self.secrets.add_passing(token)
        if self._api_address is not None and is_of_sandbox(issued.access_token):
            check_destination(
                "The access token", self._api_address, "DOCUSIGN_BASE_URL or base_url"
            )
        self._header = Hidden((b"Authorization", f"Bearer {issued.access_token}".encode()))
        # A token that lives hardly longer than the margin is used for half its life.
        self._good_until = asked_at + issued.lifetime - min(MARGIN, issued.lifetime / 2)
        self.stamp += 1
