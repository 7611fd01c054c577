"""Issued authorization codes, access tokens and refresh tokens."""

import base64
import hashlib
import secrets
import threading
from collections.abc import Callable
from typing import Any, Final

import attrs

from opentoclose_async.sandbox.config import SandboxConfig

CODE_TOKEN_LIFETIME: Final = 28_800
"""Lifetime in seconds of an access token from an authorization code."""

REFRESH_TOKEN_LIFETIME: Final = 30 * 86_400.0
"""Lifetime in seconds of a refresh token; no response states it."""

PREFIX: Final = "opentoclose_sandbox_"
"""What issued tokens begin with, so that clients send none to DocuSign."""


def code_challenge(verifier: str) -> str:
    """Derive a code challenge from its verifier (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@attrs.frozen
class Issued:
    """
    The tokens issued for a token request.

    Args:
        access_token: The access token.
        lifetime: Its lifetime in seconds.
        scopes: Its scopes.
        refresh_token: The refresh token, if any.
        for_application: Whether it belongs to no user, so that no API accepts it.
    """

    access_token: str = attrs.field(repr=False)
    lifetime: int
    scopes: tuple[str, ...]
    refresh_token: str | None = attrs.field(default=None, repr=False)
    for_application: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the body of a token response."""
        answer: dict[str, Any] = {
            "access_token": self.access_token,
            "token_type": "Application" if self.for_application else "Bearer",
            "expires_in": self.lifetime,
            "scope": " ".join(self.scopes),
        }
        if self.refresh_token is not None:
            answer["refresh_token"] = self.refresh_token
        return answer


@attrs.frozen
class _Code:
    """An unused authorization code; without a challenge it requires the secret."""

    scopes: tuple[str, ...]
    challenge: str | None


@attrs.frozen
class _Refresh:
    """A refresh token, valid until `until`; one issued with a secret requires it again."""

    scopes: tuple[str, ...]
    takes_secret: bool
    until: float


class IssuedTokens:
    """
    The valid codes and tokens, for any thread.

    Args:
        config: The bearer token that is always valid, and the lifetime of issued ones.
        clock: Returns monotonic seconds.
    """

    def __init__(self, config: SandboxConfig, clock: Callable[[], float]) -> None:
        self._config = config
        self._clock = clock
        self._lock = threading.RLock()
        self._codes: dict[str, _Code] = {}
        self._access: dict[str, float] = {}
        self._refresh: dict[str, _Refresh] = {}
        self._shown = ""

    def accept(self, authorization: str) -> bool:
        """Return whether an Authorization header has a valid access token."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer":
            return False
        if token == self._config.rooms_token:
            return True
        with self._lock:
            return token in self._access and self._clock() < self._access[token]

    def grant_for_person(self, scopes: tuple[str, ...]) -> Issued:
        """Issue an access token for these scopes, and no refresh token."""
        return self._issue(scopes, self._config.token_lifetime)

    def grant_to_application(self, scopes: tuple[str, ...]) -> Issued:
        """Issue a token without a user, which no API accepts (seen live by third parties)."""
        token = PREFIX + secrets.token_urlsafe(497)
        return Issued(token, self._config.token_lifetime, scopes, for_application=True)

    def issue_code(self, scopes: tuple[str, ...], challenge: str | None) -> str:
        """Issue an authorization code; without a challenge it is for a client with a secret."""
        code = secrets.token_urlsafe(64)
        with self._lock:
            self._codes[code] = _Code(scopes, challenge)
        return code

    def redeem_code(self, code: str, challenge: str | None, *, with_secret: bool) -> Issued | None:
        """
        Exchange an authorization code, which works once.

        Args:
            code: The code.
            challenge: The challenge of the client's verifier; None if it sent none.
            with_secret: Whether the client proved its secret.

        Returns:
            The tokens; None if the code is unknown or used, the challenge differs, or the secret is
            missing.
        """
        with self._lock:
            found = self._codes.get(code)
            if found is None:
                return None
            if not (with_secret if found.challenge is None else found.challenge == challenge):
                return None
            del self._codes[code]
            until = self._clock() + REFRESH_TOKEN_LIFETIME
            return self._issue_both(_Refresh(found.scopes, with_secret, until))

    def redeem_refresh_token(self, token: str, *, with_secret: bool) -> Issued | None:
        """
        Exchange a refresh token, which works once.

        Args:
            token: The token.
            with_secret: Whether the client proved its secret.

        Returns:
            The tokens; None if the token is unknown, used or expired, or the secret is missing.
        """
        with self._lock:
            found, now = self._refresh.get(token), self._clock()
            if found is None or found.until <= now or (found.takes_secret and not with_secret):
                return None
            del self._refresh[token]
            # The expiry is kept, unless the user consented to `extended` (official description of
            # the scopes).
            extended = "extended" in found.scopes
            until = now + REFRESH_TOKEN_LIFETIME if extended else found.until
            return self._issue_both(attrs.evolve(found, until=until))

    def valid_refresh_token(self) -> str:
        """Return a valid refresh token of a client with a secret; a new one after it is used."""
        with self._lock:
            shown, now = self._refresh.get(self._shown), self._clock()
            if shown is None or shown.until <= now:
                until = now + REFRESH_TOKEN_LIFETIME
                issued = _Refresh(self._config.scopes, takes_secret=True, until=until)
                self._shown = self._issue_refresh(issued)
            return self._shown

    def revoke_access_tokens(self) -> None:
        """Revoke all issued access tokens."""
        with self._lock:
            self._access.clear()

    def reset(self) -> None:
        """Revoke all codes and tokens."""
        with self._lock:
            self._codes.clear()
            self._access.clear()
            self._refresh.clear()

    def _issue_both(self, refresh: _Refresh) -> Issued:
        token = self._issue_refresh(refresh)
        return attrs.evolve(self._issue(refresh.scopes, CODE_TOKEN_LIFETIME), refresh_token=token)

    def _issue_refresh(self, refresh: _Refresh) -> str:
        token = PREFIX + secrets.token_urlsafe(113)
        self._refresh[token] = refresh
        return token

    def _issue(self, scopes: tuple[str, ...], lifetime: int) -> Issued:
        token = PREFIX + secrets.token_urlsafe(497)
        with self._lock:
            now = self._clock()
            # Drop expired tokens, so that a long-running server does not collect them.
            self._access = {held: until for held, until in self._access.items() if now < until}
            self._access[token] = now + lifetime
        return Issued(token, lifetime, scopes)
