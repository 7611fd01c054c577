"""Check the assertion by which an integration signs in for a person (JWT grant)."""

from typing import Any, Final

import attrs
import orjson

from opentoclose_async.sandbox.config import AUTH_HOSTS, SandboxConfig

_LONGEST: Final = 3600.0
"""Seconds from an assertion's making to its end."""

_LEEWAY: Final = 60.0
"""Seconds that the clocks of the two sides may differ."""


class AssertionRefusedError(Exception):
    """
    Raise when an assertion is not good.

    Args:
        description: The `error_description` of the answer.
    """

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


@attrs.frozen
class Assertion:
    """
    What an assertion asks for.

    Args:
        scopes: What the token is to be for; whether it may be had is another question.
        names_person: Whether it is for the person; otherwise it is for the application itself.
    """

    scopes: tuple[str, ...]
    names_person: bool


def read_assertion(text: str, config: SandboxConfig, public_key: str, now: float) -> Assertion:
    """
    Check who made an assertion, for whom and when.

    Args:
        text: The JWT.
        config: Who may make assertions, and for whom.
        public_key: What its signature is checked with, in PEM.
        now: Seconds since 1970.

    Raises:
        AssertionRefusedError: It is not good.
    """
    claims = _signed_claims(text, None)
    audience = claims.get("aud")
    # An integration key is known in its own environment only.
    elsewhere = audience in AUTH_HOSTS.values() and audience != config.auth_host
    if elsewhere or claims.get("iss") != config.integration_key:
        raise AssertionRefusedError("issuer_not_found")
    _signed_claims(text, public_key)
    if audience != config.auth_host:
        raise AssertionRefusedError("no_valid_keys_or_signatures")
    _check_times(claims, now)
    person = claims.get("sub")
    if person not in (None, config.user_id):
        raise AssertionRefusedError("user_not_found")
    scope = claims.get("scope")
    scopes = tuple(scope.split()) if isinstance(scope, str) else ()
    return Assertion(scopes, names_person=person is not None)


def _signed_claims(assertion: str, public_key: str | None) -> dict[str, Any]:
    """Read the claims, of whoever made them if there is no key."""
    # Imported here, so that a sandbox where nobody signs in starts without it.
    import jwt

    try:
        if public_key is None:
            content = jwt.PyJWS().decode(assertion, options={"verify_signature": False})
        else:
            content = jwt.PyJWS().decode(assertion, public_key, algorithms=["RS256"])
        claims = orjson.loads(content)
    except (jwt.PyJWTError, ValueError):
        claims = None
    if not isinstance(claims, dict):
        raise AssertionRefusedError("no_valid_keys_or_signatures")
    return claims


def _check_times(claims: dict[str, Any], now: float) -> None:
    expires: Any = claims.get("exp")
    made: Any = claims.get("iat", now)
    begins: Any = claims.get("nbf", now)
    if not all(type(moment) in (int, float) for moment in (expires, made, begins)):
        raise AssertionRefusedError("no_valid_keys_or_signatures")
    if max(made, begins) > now + _LEEWAY:
        raise AssertionRefusedError("no_valid_keys_or_signatures")
    if expires <= now:
        raise AssertionRefusedError("expired_grant")
    if expires > made + _LONGEST + _LEEWAY:
        raise AssertionRefusedError("no_valid_keys_or_signatures")
