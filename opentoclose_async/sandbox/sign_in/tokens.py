"""What those who signed in were given: codes, access tokens and refresh tokens."""

import base64
import hashlib
import secrets
import threading
from collections.abc import Callable
from typing import Any, Final

import attrs

from opentoclose_async.sandbox.config import SandboxConfig

CODE_TOKEN_LIFETIME: Final = 28_800
"""Seconds of an access token that began with an authorization code."""

REFRESH_TOKEN_LIFETIME: Final = 30 * 86_400.0
"""Seconds of a refresh token; it is told nowhere."""


def code_challenge(verifier: str) -> str:
    """Derive the challenge of a code from its verifier (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@attrs.frozen
class Issued:
    """
    What a request for a token gets.

    Args:
        access_token: What the APIs accept.
        lifetime: Seconds that they do.
        scopes: What it is for.
        refresh_token: What gets the next access token; None if it takes signing in again.
        for_application: Whether it is of nobody, so that no API accepts it.
    """

    access_token: str = attrs.field(repr=False)
    lifetime: int
    scopes: tuple[str, ...]
    refresh_token: str | None = attrs.field(default=None, repr=False)
    for_application: bool = False

    def as_json(self) -> dict[str, Any]:
        """Describe it as the token endpoint does."""
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
    """An authorization code that nobody has used; without a challenge it takes the secret."""

    scopes: tuple[str, ...]
    challenge: str | None


@attrs.frozen
class _Refresh:
    """A refresh token that is valid until then; one that began with a secret takes it again."""

    scopes: tuple[str, ...]
    takes_secret: bool
    until: float


class IssuedTokens:
    """
    All that is valid now; any thread may ask.

    Args:
        config: Which bearer token is valid beside those issued, and for how long these are.
        clock: Tells seconds, never going back.
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
        """Tell whether an Authorization header bears an access token that is valid now."""
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
        """Issue a token of nobody; APIs and userinfo refuse it (seen live by third parties)."""
        token = secrets.token_urlsafe(512)
        return Issued(token, self._config.token_lifetime, scopes, for_application=True)

    def issue_code(self, scopes: tuple[str, ...], challenge: str | None) -> str:
        """Issue an authorization code: of a client with a secret if there is no challenge."""
        code = secrets.token_urlsafe(64)
        with self._lock:
            self._codes[code] = _Code(scopes, challenge)
        return code

    def redeem_code(self, code: str, challenge: str | None, *, with_secret: bool) -> Issued | None:
        """
        Use a code up.

        Args:
            code: The code.
            challenge: What the client's verifier gives; None if it sent none.
            with_secret: Whether the client proved its secret.

        Returns:
            What the client gets; None if the code is unknown, used, or for another challenge, or
            takes a secret.
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
        Use a refresh token up.

        Args:
            token: The token.
            with_secret: Whether the client proved its secret.

        Returns:
            What the client gets; None if the token is unknown, used or too old, or takes a secret.
        """
        with self._lock:
            found, now = self._refresh.get(token), self._clock()
            if found is None or found.until <= now or (found.takes_secret and not with_secret):
                return None
            del self._refresh[token]
            # The end stays where it was, unless the person consented to more (official
            # description of the scopes).
            extended = "extended" in found.scopes
            until = now + REFRESH_TOKEN_LIFETIME if extended else found.until
            return self._issue_both(attrs.evolve(found, until=until))

    def valid_refresh_token(self) -> str:
        """Give a refresh token of a client with a secret; another one once it was used."""
        with self._lock:
            shown, now = self._refresh.get(self._shown), self._clock()
            if shown is None or shown.until <= now:
                until = now + REFRESH_TOKEN_LIFETIME
                issued = _Refresh(self._config.scopes, takes_secret=True, until=until)
                self._shown = self._issue_refresh(issued)
            return self._shown

    def revoke_access_tokens(self) -> None:
        """Accept none of the access tokens that were issued any more."""
        with self._lock:
            self._access.clear()

    def reset(self) -> None:
        """Forget all that was issued."""
        with self._lock:
            self._codes.clear()
            self._access.clear()
            self._refresh.clear()

    def _issue_both(self, refresh: _Refresh) -> Issued:
        token = self._issue_refresh(refresh)
        return attrs.evolve(self._issue(refresh.scopes, CODE_TOKEN_LIFETIME), refresh_token=token)

    def _issue_refresh(self, refresh: _Refresh) -> str:
        token = secrets.token_urlsafe(128)
        self._refresh[token] = refresh
        return token

    def _issue(self, scopes: tuple[str, ...], lifetime: int) -> Issued:
        token = secrets.token_urlsafe(512)
        with self._lock:
            now = self._clock()
            # Old ones go, so that a server that runs for weeks does not collect them.
            self._access = {held: until for held, until in self._access.items() if now < until}
            self._access[token] = now + lifetime
        return Issued(token, lifetime, scopes)
