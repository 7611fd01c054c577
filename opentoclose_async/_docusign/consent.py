"""The address where a user consents, and the PKCE challenge of a public app."""

import base64
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from opentoclose_async._protocol.arguments import misconfigured
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async.exceptions import ConfigurationError

__all__ = [
    "AUTH_HOSTS",
    "AUTH_URL",
    "DEFAULT_SCOPES",
    "IMPERSONATION",
    "REDIRECT_PLACEHOLDER",
    "ROOMS_SCOPES",
    "authorization_url",
    "checked_guid",
    "checked_redirect",
    "checked_scopes",
    "checked_verifier",
    "code_challenge",
    "consent_address",
]

AUTH_HOSTS: dict[str, str] = {
    "production": "account.docusign.com",
    "demo": "account-d.docusign.com",
}
"""DocuSign's authentication host for each environment; assertions use this name as it is."""

AUTH_URL = "DOCUSIGN_AUTH_URL"
"""The environment variable with another sign-in's address."""

ROOMS_SCOPES = (
    "dtr.rooms.read",
    "dtr.rooms.write",
    "dtr.documents.read",
    "dtr.documents.write",
    "dtr.profile.read",
    "dtr.profile.write",
    "dtr.company.read",
    "dtr.company.write",
    "room_forms",
)
"""All scopes of Rooms."""

IMPERSONATION = "impersonation"
DEFAULT_SCOPES = ("signature", IMPERSONATION, *ROOMS_SCOPES)
"""The scopes that a JWT grant requests by default."""

REDIRECT_PLACEHOLDER = "REDIRECT_URI"
"""Stands for the redirect URI in a consent URL if none was given."""

# Characters.
LONGEST_SCOPE = 200
LONGEST_REDIRECT = 2_000

_GUID = re.compile(r"[0-9A-Za-z_-]{1,100}")
# The characters that RFC 7636 allows in verifiers and challenges.
_UNRESERVED = re.compile(r"[0-9A-Za-z._~-]{43,128}")
_SCOPE = re.compile(r"[!#-\[\]-~]+")


@forgets_arguments
def authorization_url(
    integration_key: str,
    redirect_uri: str,
    *,
    environment: str = "production",
    scopes: Sequence[str] = DEFAULT_SCOPES,
    state: str | None = None,
    code_challenge: str | None = None,
) -> str:
    """
    Return the address where a user signs in and consents.

    DocuSign then redirects them to ``redirect_uri`` with ``code`` in the query, which is for
    ``RefreshToken``. A JWT grant needs only the consent and ignores the code.

    Args:
        integration_key: The app's integration key, a GUID.
        redirect_uri: Where to redirect; one of the redirect URIs registered for the app.
        environment: "production" or "demo", unless DOCUSIGN_AUTH_URL names another sign-in.
        scopes: The scopes to consent to. Omit "impersonation" unless you use a JWT grant. With
            "extended", each refresh token is valid for as long as the first.
        state: Returned unchanged in the query. Compare it, so that nobody can inject another
            user's code.
        code_challenge: For an app without a secret: ``code_challenge(verifier)``.

    Raises:
        ConfigurationError: If an argument is invalid.
    """
    if not isinstance(environment, str) or environment not in AUTH_HOSTS:
        raise misconfigured("environment", environment, '"production" or "demo"')
    if state is not None and (not isinstance(state, str) or not 0 < len(state) <= LONGEST_REDIRECT):
        raise ConfigurationError("state must be a string that is not empty, or None.")
    if code_challenge is not None and not _is_unreserved(code_challenge):
        raise ConfigurationError("code_challenge must be the result of code_challenge(verifier).")
    extra = {} if state is None else {"state": state}
    if code_challenge is not None:
        extra |= {"code_challenge": code_challenge, "code_challenge_method": "S256"}
    return consent_address(
        _sign_in_of_environment() or f"https://{AUTH_HOSTS[environment]}",
        checked_guid("integration_key", integration_key),
        checked_redirect(redirect_uri),
        checked_scopes(scopes),
        extra,
    )


def consent_address(
    auth_url: str,
    integration_key: str,
    redirect_uri: str | None,
    scopes: Sequence[str],
    extra: dict[str, str] | None = None,
) -> str:
    """Build the address from checked parts, with a placeholder if there is no redirect URI."""
    query = {
        "response_type": "code",
        "scope": " ".join(scopes),
        "client_id": integration_key,
        "redirect_uri": redirect_uri or REDIRECT_PLACEHOLDER,
        **(extra or {}),
    }
    return f"{auth_url}/oauth/auth?{urlencode(query, quote_via=quote)}"


def _sign_in_of_environment() -> str | None:
    # Imported here because the other uses of this module do without them.
    from opentoclose_async._runtime.client import address_from_environment
    from opentoclose_async._runtime.transport.addresses import base_address, keeps_secrets

    address = address_from_environment(None, AUTH_URL)
    if address is None or keeps_secrets(base_address(AUTH_URL, address), own_transport=False):
        return address
    raise ConfigurationError(f"{AUTH_URL} is plain http: users would send their passwords in it.")


@forgets_arguments
def code_challenge(verifier: str) -> str:
    """
    Derive the challenge of an authorization code from its verifier (RFC 7636, S256).

    Args:
        verifier: A new random text of 43 to 128 characters, such as ``secrets.token_urlsafe(64)``.
            Keep it until the code arrives, for ``RefreshToken(code=..., code_verifier=...)``.

    Raises:
        ConfigurationError: If it is not a valid verifier.
    """
    return _url_safe(sha256(checked_verifier("verifier", verifier).encode()).digest())


def checked_verifier(name: str, value: object) -> str:
    """
    Check the verifier of an authorization code.

    Raises:
        ConfigurationError: If it is invalid; the message does not show it.
    """
    if not _is_unreserved(value):
        raise ConfigurationError(
            f"{name} must be 43 to 128 letters, digits and -._~, such as secrets.token_urlsafe(64)."
        )
    return str(value)


def checked_redirect(value: object) -> str:
    """
    Check a redirect URI.

    Raises:
        ConfigurationError: If it is not an address.
    """
    usable = isinstance(value, str) and ":" in value and len(value) <= LONGEST_REDIRECT
    if not usable or not str(value).isascii() or not str(value).isprintable() or " " in str(value):
        raise misconfigured(
            "redirect_uri", value, "one of the redirect URIs registered for the app"
        )
    return str(value)


def checked_scopes(scopes: object) -> tuple[str, ...]:
    """
    Check scopes, and drop repetitions.

    Raises:
        ConfigurationError: If it is not a list of at least one scope.
    """
    each: list[Any] = []
    if isinstance(scopes, Sequence) and not isinstance(scopes, (str, bytes)):
        each = list(scopes)
    if not each or not all(map(_is_scope, each)):
        raise misconfigured("scopes", scopes, 'a list of scopes, such as ["dtr.rooms.read"]')
    return tuple(dict.fromkeys(each))


def checked_guid(name: str, value: object) -> str:
    """
    Check a DocuSign GUID.

    Raises:
        ConfigurationError: If it is invalid. The message does not show it, because it may be a
            secret passed by mistake.
    """
    if not isinstance(value, str) or not _GUID.fullmatch(value):
        raise ConfigurationError(
            f"{name} must be a GUID (letters, digits and dashes), as DocuSign's admin pages show "
            "it, not an e-mail address."
        )
    return value


def _is_scope(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_SCOPE and bool(_SCOPE.fullmatch(value))


def _is_unreserved(value: object) -> bool:
    return isinstance(value, str) and _UNRESERVED.fullmatch(value) is not None


def _url_safe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
