"""Where a person consents: the address to send them to, and the challenge of a public client."""

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
    "DEFAULT_SCOPES",
    "IMPERSONATION",
    "REDIRECT_PLACEHOLDER",
    "ROOMS_SCOPES",
    "authorization_url",
    "checked_redirect",
    "checked_scopes",
    "checked_verifier",
    "code_challenge",
    "consent_address",
    "guid",
]

AUTH_HOSTS: dict[str, str] = {
    "production": "account.docusign.com",
    "demo": "account-d.docusign.com",
}
"""DocuSign's authentication host by environment; assertions name it as it stands here."""

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
"""All that there are for Rooms."""

IMPERSONATION = "impersonation"
DEFAULT_SCOPES = ("signature", IMPERSONATION, *ROOMS_SCOPES)
"""What a JWT grant asks for unless told otherwise."""

REDIRECT_PLACEHOLDER = "REDIRECT_URI"
"""What stands in a consent URL where nobody said where to go from there."""

LONGEST_SCOPE = 200
LONGEST_REDIRECT = 2_000
"""Characters."""

_GUID = re.compile(r"[0-9A-Za-z_-]{1,100}")
# What RFC 7636 lets verifiers and challenges be made of.
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
    Give the address where a person signs in and consents.

    From there they are sent to ``redirect_uri`` with ``code`` in the query, which ``RefreshToken``
    takes. For a JWT grant that they have come is all.

    Args:
        integration_key: The app's integration key, a GUID.
        redirect_uri: Where to go from there; one of those that the app is registered with.
        environment: "production" or "demo".
        scopes: What to consent to; leave "impersonation" out where no JWT grant is used. With
            "extended", each refresh token lives as long as the first.
        state: What comes back in the query as it is; compare it, so that nobody can slip another
            person's code in.
        code_challenge: For an app without a secret: ``code_challenge(verifier)``.

    Raises:
        ConfigurationError: If an argument is not acceptable.
    """
    if not isinstance(environment, str) or environment not in AUTH_HOSTS:
        raise misconfigured("environment", environment, '"production" or "demo"')
    if state is not None and (not isinstance(state, str) or not 0 < len(state) <= LONGEST_REDIRECT):
        raise ConfigurationError("state must be a text that is not empty, or None.")
    if code_challenge is not None and not _is_unreserved(code_challenge):
        raise ConfigurationError("code_challenge must be what code_challenge(verifier) gives.")
    extra = {} if state is None else {"state": state}
    if code_challenge is not None:
        extra |= {"code_challenge": code_challenge, "code_challenge_method": "S256"}
    return consent_address(
        f"https://{AUTH_HOSTS[environment]}",
        guid("integration_key", integration_key),
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
    """Put the address together, of parts that are good; without a redirect, with a placeholder."""
    query = {
        "response_type": "code",
        "scope": " ".join(scopes),
        "client_id": integration_key,
        "redirect_uri": redirect_uri or REDIRECT_PLACEHOLDER,
        **(extra or {}),
    }
    return f"{auth_url}/oauth/auth?{urlencode(query, quote_via=quote)}"


@forgets_arguments
def code_challenge(verifier: str) -> str:
    """
    Derive the challenge of an authorization code from its verifier (RFC 7636, S256).

    Args:
        verifier: A new random text of 43 to 128 characters, as ``secrets.token_urlsafe(64)``; keep
            it until the code has come, for ``RefreshToken(code=..., code_verifier=...)``.

    Raises:
        ConfigurationError: If it is none.
    """
    return _url_safe(sha256(checked_verifier("verifier", verifier).encode()).digest())


def checked_verifier(name: str, value: object) -> str:
    """
    Check the verifier of an authorization code.

    Raises:
        ConfigurationError: If it is none; the message does not show it.
    """
    if not _is_unreserved(value):
        raise ConfigurationError(
            f"{name} must have 43 to 128 letters, digits and -._~, as secrets.token_urlsafe(64)."
        )
    return str(value)


def checked_redirect(value: object) -> str:
    """
    Check where a person goes from the consent.

    Raises:
        ConfigurationError: Unless it is an address.
    """
    usable = isinstance(value, str) and ":" in value and len(value) <= LONGEST_REDIRECT
    if not usable or not str(value).isascii() or not str(value).isprintable() or " " in str(value):
        raise misconfigured(
            "redirect_uri", value, "one of the addresses that the app is registered with"
        )
    return str(value)


def checked_scopes(scopes: object) -> tuple[str, ...]:
    """
    Check what is asked for.

    Raises:
        ConfigurationError: Unless it is a list of scopes with at least one.
    """
    each: list[Any] = []
    if isinstance(scopes, Sequence) and not isinstance(scopes, (str, bytes)):
        each = list(scopes)
    if not each or not all(map(_is_scope, each)):
        raise misconfigured("scopes", scopes, 'a list of scopes, as ["dtr.rooms.read"]')
    return tuple(dict.fromkeys(each))


def guid(name: str, value: object) -> str:
    """
    Check a GUID of DocuSign's.

    Raises:
        ConfigurationError: If it cannot be one. The message does not show it: it may be a secret
            that was given in its place.
    """
    if not isinstance(value, str) or not _GUID.fullmatch(value):
        raise ConfigurationError(
            f"{name} must be a GUID (letters, digits and dashes), as DocuSign's pages for "
            "administrators show it; it is no e-mail address."
        )
    return value


def _is_scope(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_SCOPE and bool(_SCOPE.fullmatch(value))


def _is_unreserved(value: object) -> bool:
    return isinstance(value, str) and _UNRESERVED.fullmatch(value) is not None


def _url_safe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
