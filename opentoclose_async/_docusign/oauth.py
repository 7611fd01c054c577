"""The wire format of DocuSign's token endpoint: claims, forms, responses and error bodies."""

import base64
import math
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.responses.decode import Dialect, Problem
from opentoclose_async.exceptions import DataFormatError

__all__ = [
    "TOKEN_PATH",
    "USER_INFO_PATH",
    "GrantType",
    "IssuedToken",
    "assertion_claims",
    "assertion_form",
    "basic_authorization",
    "code_form",
    "refresh_form",
    "token_dialect",
    "token_operation",
    "user_info_dialect",
]

TOKEN_PATH = "/oauth/token"  # noqa: S105 - an address
USER_INFO_PATH = "/oauth/userinfo"

ASSERTION_LIFETIME = 3600
"""Seconds; the value that DocuSign's staff recommend, whatever the lifetime of the token."""

# Characters.
LONGEST_TOKEN = 100_000
LONGEST_DESCRIPTION = 200
LONGEST_WORD = 30


class GrantType(Enum):
    """The ``grant_type`` of a token request."""

    ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    CODE = "authorization_code"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of it


@frozen
class IssuedToken:
    """
    A successful response of the token endpoint.

    Attributes:
        access_token: The access token.
        lifetime: Seconds for which it is valid, from when it was issued.
        refresh_token: The next refresh token; None if the response has none.
    """

    access_token: str = field(repr=False)
    lifetime: float
    refresh_token: str | None = field(default=None, repr=False)


def assertion_claims(
    integration_key: str, user_id: str, audience: str, scopes: Sequence[str], now: float
) -> dict[str, Any]:
    """
    Return the claims of a JWT grant.

    Args:
        integration_key: The app.
        user_id: The user to act for.
        audience: The authentication host, without a scheme.
        scopes: The scopes to request.
        now: Seconds since the epoch.
    """
    return {
        "iss": integration_key,
        "sub": user_id,
        "aud": audience,
        "iat": int(now),
        "exp": int(now) + ASSERTION_LIFETIME,
        "scope": " ".join(scopes),
    }


def assertion_form(assertion: str) -> bytes:
    """Return the form that requests a token with a signed assertion."""
    return _form(GrantType.ASSERTION, assertion=assertion)


def code_form(code: str, verifier: str | None, public_client: str | None) -> bytes:
    """
    Return the form that requests tokens with an authorization code.

    Args:
        code: The code.
        verifier: The verifier of its challenge; None if it has none.
        public_client: The integration key of an app without a secret; None for one with a secret.
    """
    return _form(GrantType.CODE, client_id=public_client, code=code, code_verifier=verifier)


def refresh_form(refresh_token: str, public_client: str | None) -> bytes:
    """
    Return the form that requests tokens with a refresh token.

    Args:
        refresh_token: The latest refresh token.
        public_client: The integration key of an app without a secret; None for one with a secret.
    """
    return _form(GrantType.REFRESH_TOKEN, client_id=public_client, refresh_token=refresh_token)


def basic_authorization(integration_key: str, client_secret: str) -> str:
    """Return the Authorization header of an app with a secret."""
    pair = f"{integration_key}:{client_secret}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def token_operation(form: bytes, *, repeatable: bool) -> Operation[IssuedToken]:
    """
    Return the operation that requests a token.

    Args:
        form: The body.
        repeatable: Whether the request may be sent again. Codes and refresh tokens work only once.
    """
    request = Request(
        "POST",
        TOKEN_PATH,
        content=form,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            # Requests once an hour do not justify an open connection. And anything that a server
            # sends beyond its Content-Length would be treated as the start of the next response
            # and quoted in errors and logs.
            "Connection": "close",
        },
        repeatable=repeatable,
    )
    return Operation(request, read_token, name="docusign.request_token")


def read_token(value: Any) -> IssuedToken:
    """
    Read a response of the token endpoint.

    Raises:
        DataFormatError: If it has no usable token. The message quotes nothing of it.
    """
    if not isinstance(value, dict):
        raise DataFormatError("the response is not a JSON object. Check auth_url and any proxy.")
    token, kind = value.get("access_token"), value.get("token_type", "Bearer")
    if not _is_token(token):
        raise DataFormatError("the response has no access token.", path="access_token")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise DataFormatError("the token is not a bearer token.", path="token_type")
    refresh_token = value.get("refresh_token")
    if refresh_token is not None and not _is_token(refresh_token):
        raise DataFormatError("the refresh token is not plain text.", path="refresh_token")
    return IssuedToken(str(token), _lifetime(value.get("expires_in")), refresh_token)


def token_dialect(hint: str) -> Dialect:
    """Return how the token endpoint reports errors, which may show only code and description."""
    return Dialect(
        name="DocuSign's sign-in",
        credential_hint=hint,
        read_problem=_read_problem,
        shown=_shown,
        address="auth_url",
    )


def user_info_dialect(hint: str) -> Dialect:
    """Return how the userinfo endpoint, whose responses contain no token, reports errors."""
    return Dialect(
        name="DocuSign's sign-in",
        credential_hint=hint,
        read_problem=_read_user_info_problem,
        address="auth_url",
    )


def _read_problem(body: Mapping[str, Any]) -> Problem:
    said = _code_and_description(body)
    return Problem(": ".join(said.values()), said.get("error"))


def _read_user_info_problem(body: Mapping[str, Any]) -> Problem:
    problem = _read_problem(body)
    reference = body.get("reference_id")
    return Problem(
        problem.message, problem.error_code, reference if isinstance(reference, str) else None
    )


def _code_and_description(body: Any) -> dict[str, str]:
    """Return the parts of a response that errors may show."""
    if not isinstance(body, dict):
        return {}
    texts = {name: body.get(name) for name in ("error", "error_description")}
    return {name: _harmless(text) for name, text in texts.items() if isinstance(text, str) and text}


def _shown(answer: Any) -> dict[str, str] | None:
    return _code_and_description(answer) or None


def _harmless(text: str) -> str:
    """
    Shorten a server's text so that it cannot contain a secret.

    A longer word is a value that was sent: the longest known word of DocuSign's has 27 characters.
    """
    words = (word if len(word) <= LONGEST_WORD else "…" for word in re.findall(r"\S+", text))
    return " ".join(words)[:LONGEST_DESCRIPTION]


def _form(grant_type: GrantType, **fields: str | None) -> bytes:
    given = {name: value for name, value in fields.items() if value is not None}
    return urlencode({"grant_type": grant_type.value, **given}).encode()


def _is_token(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_TOKEN
        and value.isascii()
        and value.isprintable()
        and " " not in value
    )


def _lifetime(value: object) -> float:
    # A number in DocuSign's examples, a string in its own client.
    try:
        seconds = float(value) if isinstance(value, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        seconds = math.nan
    if isinstance(value, bool) or not 0 < seconds < math.inf:
        raise DataFormatError(
            "the response does not say how long the token is valid.", path="expires_in"
        )
    return seconds
