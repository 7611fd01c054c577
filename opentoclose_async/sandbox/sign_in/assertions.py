"""Check the assertion with which an integration signs in for a user (JWT grant)."""

from typing import Any, Final

import attrs
import orjson

from opentoclose_async.sandbox.config import AUTH_HOSTS, SandboxConfig

_LONGEST: Final = 3600.0
"""Longest lifetime of an assertion, in seconds."""

_LEEWAY: Final = 60.0
"""Allowed clock difference, in seconds."""


class AssertionRefusedError(Exception):
    """
    An assertion is invalid.

    Args:
        description: The `error_description` of the response.
    """

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


@attrs.frozen
class Assertion:
    """
    What an assertion requests.

    Args:
        scopes: The requested scopes, not yet checked against the consent.
        names_person: Whether it is for the user; otherwise it is for the application itself.
    """

    scopes: tuple[str, ...]
    names_person: bool


def read_assertion(text: str, config: SandboxConfig, public_key: str, now: float) -> Assertion:
    """
    Check the issuer, audience, user, signature and times of an assertion.

    Args:
        text: The JWT.
        config: The integration and the user to accept.
        public_key: The key that verifies its signature, in PEM.
        now: Seconds since 1970.

    Raises:
        AssertionRefusedError: It is invalid.
    """
    claims = _signed_claims(text, None)
    audience = claims.get("aud")
    # An integration key exists in one environment only.
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
    """Read the claims, without verifying them if there is no key."""
    # Imported here so that a sandbox without sign-ins starts without it.
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
