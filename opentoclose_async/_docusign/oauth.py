"""DocuSign's token requests and their answers: forms, claims, and what refusals mean."""

import base64
import math
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from opentoclose_async._docusign.consent import REDIRECT_PLACEHOLDER
from opentoclose_async._protocol.answers.decode import Dialect, Problem
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.printable import printable
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConsentRequiredError,
    DataFormatError,
    OpenToCloseAPIError,
)

__all__ = [
    "TOKEN_PATH",
    "USER_INFO_PATH",
    "Grant",
    "IssuedToken",
    "assertion_claims",
    "assertion_form",
    "basic_authorization",
    "code_form",
    "explained",
    "refresh_form",
    "token_dialect",
    "token_operation",
    "user_info_dialect",
]

TOKEN_PATH = "/oauth/token"  # noqa: S105 - an address
USER_INFO_PATH = "/oauth/userinfo"

ASSERTION_LIFETIME = 3600
"""Seconds; what DocuSign's staff name as the right value, however long the token will live."""

LONGEST_TOKEN = 100_000
LONGEST_DESCRIPTION = 200
LONGEST_WORD = 30
"""Characters."""


class Grant(Enum):
    """What a token is asked for with; its value is the ``grant_type``."""

    ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    CODE = "authorization_code"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of it


@frozen
class IssuedToken:
    """
    What the token endpoint gives.

    Attributes:
        access_token: What lets requests in.
        lifetime: Seconds that it does, from when it was made.
        refresh_token: What gets the next one; None if none came.
    """

    access_token: str = field(repr=False)
    lifetime: float
    refresh_token: str | None = field(default=None, repr=False)


def assertion_claims(
    integration_key: str, user_id: str, audience: str, scopes: Sequence[str], now: float
) -> dict[str, Any]:
    """
    Give the claims of a JWT grant.

    Args:
        integration_key: The app.
        user_id: The user it acts for.
        audience: The bare authentication host, without a scheme.
        scopes: What is asked for.
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
    """Give the form that asks for a token by a JWT grant."""
    return _form(Grant.ASSERTION, assertion=assertion)


def code_form(code: str, verifier: str | None, public_client: str | None) -> bytes:
    """
    Give the form that asks for tokens by an authorization code.

    Args:
        code: The code.
        verifier: What its challenge was made of; None if it has none.
        public_client: The integration key of an app without a secret; None for one with.
    """
    return _form(Grant.CODE, client_id=public_client, code=code, code_verifier=verifier)


def refresh_form(refresh_token: str, public_client: str | None) -> bytes:
    """
    Give the form that asks for the next tokens.

    Args:
        refresh_token: The latest one.
        public_client: The integration key of an app without a secret; None for one with.
    """
    return _form(Grant.REFRESH_TOKEN, client_id=public_client, refresh_token=refresh_token)


def basic_authorization(integration_key: str, client_secret: str) -> str:
    """Give the Authorization header of an app with a secret."""
    pair = f"{integration_key}:{client_secret}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def token_operation(form: bytes, *, repeatable: bool) -> Operation[IssuedToken]:
    """
    Make the operation that asks for a token.

    Args:
        form: What to ask with.
        repeatable: It may be asked any number of times; a code or a refresh token may not, because
            each works once.
    """
    request = Request(
        "POST",
        TOKEN_PATH,
        content=form,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            # Once an hour is too rare for keeping it open; and what a server sends beyond its
            # Content-Length would be quoted in errors and logs as the begin of the next answer.
            "Connection": "close",
        },
        repeatable=repeatable,
    )
    return Operation(request, read_token)


def read_token(value: Any) -> IssuedToken:
    """
    Read the token endpoint's answer.

    Raises:
        DataFormatError: If there is no token in it. The message shows nothing of it.
    """
    if not isinstance(value, dict):
        raise DataFormatError("the answer is no JSON object; check auth_url and the way there.")
    token, kind = value.get("access_token"), value.get("token_type", "Bearer")
    if not _is_token(token):
        raise DataFormatError("the answer has no access token.", path="access_token")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise DataFormatError("the token is no bearer token.", path="token_type")
    refresh_token = value.get("refresh_token")
    if refresh_token is not None and not _is_token(refresh_token):
        raise DataFormatError("the refresh token is no plain text.", path="refresh_token")
    return IssuedToken(str(token), _lifetime(value.get("expires_in")), refresh_token)


def token_dialect(hint: str) -> Dialect:
    """Say how the token endpoint speaks; no error holds more of it than code and description."""
    return Dialect(
        name="DocuSign's sign-in",
        credential_hint=hint,
        read_problem=_read_problem,
        shown=_shown,
        address="auth_url",
    )


def user_info_dialect(hint: str) -> Dialect:
    """Say how the authentication host speaks where no token comes back."""
    return Dialect(
        name="DocuSign's sign-in",
        credential_hint=hint,
        read_problem=_read_user_info_problem,
        address="auth_url",
    )


def explained(
    error: OpenToCloseAPIError, grant: Grant, audience: str, consent_url: str
) -> OpenToCloseAPIError:
    """
    Make the error for a refused token request that says what to do about it.

    Args:
        error: What the answer was turned into.
        grant: What the token was asked for with.
        audience: The authentication host of the environment.
        consent_url: Where consent can be given.

    Returns:
        The error to raise; the same one if it is of another kind.
    """
    code = error.error_code
    if code is None or error.status_code not in (400, 401, 403):
        return error
    data = error.response_data if isinstance(error.response_data, dict) else {}
    description = str(data.get("error_description", ""))
    known: dict[str, Any] = {
        "status_code": error.status_code,
        "response_data": error.response_data,
        "method": error.method,
        "endpoint": error.endpoint,
        "error_code": code,
        "trace_token": error.trace_token,
        "headers": error.headers,
    }
    said = f"{error.method} {error.endpoint} answered {error.status_code} {printable(code)}"
    if description:
        said += f" ({printable(description)})"
    if "consent_required" in (code, description):
        return ConsentRequiredError(
            f"{said}: {_consent_advice(consent_url)}", consent_url=consent_url, **known
        )
    return AuthenticationError(f"{said}: {_advice(code, description, grant, audience)}", **known)


def _consent_advice(consent_url: str) -> str:
    advice = (
        "the user has not consented to these scopes, or has several memberships and consented "
        f"with another. Let the user open this address once, and sign in: {consent_url}"
    )
    if f"redirect_uri={REDIRECT_PLACEHOLDER}" in consent_url:
        advice += (
            f" (in place of {REDIRECT_PLACEHOLDER}, one of the redirect URIs that the app is "
            "registered with, escaped; or pass it as redirect_uri)"
        )
    return advice


def _advice(code: str, description: str, grant: Grant, audience: str) -> str:
    if code == "invalid_grant":
        for name, advice in _DESCRIPTIONS.items():
            if name in description.lower():
                return advice.format(audience=audience)
        return _BY_GRANT[grant].format(audience=audience)
    return _BY_CODE.get(code, _CHECK_ALL).format(audience=audience)


_ELSEWHERE = "demo and production have apps, users and keys of their own, and this was {audience}"
_CHECK_ALL = f"check the integration key, the secret or key, and the environment ({_ELSEWHERE})."

# What DocuSign's support says of each.
_DESCRIPTIONS = {
    "issuer_not_found": (
        "there is no app of this integration key here. Check integration_key and environment: "
        f"{_ELSEWHERE}."
    ),
    "invalid_subject": (
        "there is no such user here. Check user_id, which is the user's GUID and not the e-mail "
        f"address, and environment: {_ELSEWHERE}."
    ),
    "no_valid_keys_or_signatures": (
        "the signature was not accepted. Check that private_key is the other half of an RSA key "
        "that the app has, that environment is the app's, and that this computer's clock is right "
        "(this was {audience})."
    ),
    "expired_grant": (
        "the assertion had expired when it came. Check this computer's clock: an assertion is good "
        "for an hour from when it is made."
    ),
}
_DESCRIPTIONS["user_not_found"] = _DESCRIPTIONS["invalid_subject"]

_BY_GRANT = {
    Grant.ASSERTION: (
        "the assertion was not accepted. Check integration_key, user_id, private_key, environment "
        "and this computer's clock (this was {audience})."
    ),
    Grant.CODE: (
        "the authorization code was not accepted. A code works once and for minutes only, with the "
        "code_verifier that its challenge was made of, and for the app and environment that it was "
        "made for (this was {audience}). Let the user sign in again for another one."
    ),
    Grant.REFRESH_TOKEN: (
        "the refresh token was not accepted. Each works once, for the app and environment that it "
        "was made for (this was {audience}), and for 30 days as a rule. Let the user sign in "
        "again; a store that outlives the process keeps the latest one."
    ),
}

_BY_CODE = {
    "invalid_client": (
        "the app was not recognised. Check integration_key and client_secret, and environment: "
        f"{_ELSEWHERE}; an app with a secret must send it, one without must not."
    ),
    "unauthorized_client": (
        "the app may not sign in in this way. Check what it is registered for in DocuSign's "
        "settings."
    ),
    "invalid_scope": "a scope is not known, or not for this app. Check scopes.",
    "unsupported_grant_type": "this way of signing in is not known there. Check auth_url.",
}


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
    """Take from an answer what errors may show."""
    if not isinstance(body, dict):
        return {}
    texts = {name: body.get(name) for name in ("error", "error_description")}
    return {name: _harmless(text) for name, text in texts.items() if isinstance(text, str) and text}


def _shown(answer: Any) -> dict[str, str] | None:
    return _code_and_description(answer) or None


def _harmless(text: str) -> str:
    """
    Cut a text of the server's so that it cannot hold a secret.

    Words so long are none, but what was sent; the longest that is known has 27 characters.
    """
    words = (word if len(word) <= LONGEST_WORD else "…" for word in re.findall(r"\S+", text))
    return " ".join(words)[:LONGEST_DESCRIPTION]


def _form(grant: Grant, **fields: str | None) -> bytes:
    given = {name: value for name, value in fields.items() if value is not None}
    return urlencode({"grant_type": grant.value, **given}).encode()


def _is_token(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_TOKEN
        and value.isascii()
        and value.isprintable()
        and " " not in value
    )


def _lifetime(value: object) -> float:
    # A number in DocuSign's examples, a text in its own client.
    try:
        seconds = float(value) if isinstance(value, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        seconds = math.nan
    if isinstance(value, bool) or not 0 < seconds < math.inf:
        raise DataFormatError(
            "the answer does not say how long the token lives.", path="expires_in"
        )
    return seconds
