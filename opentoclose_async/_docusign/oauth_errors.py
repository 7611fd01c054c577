"""Explain refused token requests: what DocuSign's error codes mean and what to do."""

from typing import Any

from opentoclose_async._docusign.consent import REDIRECT_PLACEHOLDER
from opentoclose_async._docusign.oauth import GrantType
from opentoclose_async._protocol.printable import printable
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConsentRequiredError,
    OpenToCloseAPIError,
)

__all__ = ["explained"]


def explained(
    error: OpenToCloseAPIError, grant_type: GrantType, audience: str, consent_url: str
) -> OpenToCloseAPIError:
    """
    Return an error that says what to do about a refused token request.

    Args:
        error: The error that the response was converted to.
        grant_type: The grant type of the request.
        audience: The authentication host of the environment.
        consent_url: Where the user can consent.

    Returns:
        The error to raise; ``error`` itself if it is not a refusal.
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
    return AuthenticationError(
        f"{said}: {_advice(code, description, grant_type, audience)}", **known
    )


def _consent_advice(consent_url: str) -> str:
    advice = (
        "the user has not consented to these scopes, or has several memberships and consented "
        f"with another one. Have the user open this address once and sign in: {consent_url}"
    )
    if f"redirect_uri={REDIRECT_PLACEHOLDER}" in consent_url:
        advice += (
            f" (replace {REDIRECT_PLACEHOLDER} with one of the redirect URIs registered for the "
            "app, URL-encoded; or pass it as redirect_uri)"
        )
    return advice


def _advice(code: str, description: str, grant_type: GrantType, audience: str) -> str:
    if code == "invalid_grant":
        for name, advice in _BY_DESCRIPTION.items():
            if name in description.lower():
                return advice.format(audience=audience)
        return _BY_GRANT_TYPE[grant_type].format(audience=audience)
    return _BY_CODE.get(code, _CHECK_ALL).format(audience=audience)


_ENVIRONMENTS = "demo and production have separate apps, users and keys, and this was {audience}"
_CHECK_ALL = f"check the integration key, the secret or key, and the environment ({_ENVIRONMENTS})."

# The causes that DocuSign's support names.
_BY_DESCRIPTION = {
    "issuer_not_found": (
        "there is no app with this integration key here. Check integration_key and environment: "
        f"{_ENVIRONMENTS}."
    ),
    "invalid_subject": (
        "there is no such user here. Check user_id, which is the user's GUID and not the e-mail "
        f"address, and environment: {_ENVIRONMENTS}."
    ),
    "no_valid_keys_or_signatures": (
        "the signature was not accepted. Check that private_key belongs to one of the app's RSA "
        "key pairs, that environment is the app's, and that this computer's clock is right (this "
        "was {audience})."
    ),
    "expired_grant": (
        "the assertion had expired when it arrived. Check this computer's clock: an assertion is "
        "valid for an hour."
    ),
}
_BY_DESCRIPTION["user_not_found"] = _BY_DESCRIPTION["invalid_subject"]

_BY_GRANT_TYPE = {
    GrantType.ASSERTION: (
        "the assertion was not accepted. Check integration_key, user_id, private_key, environment "
        "and this computer's clock (this was {audience})."
    ),
    GrantType.CODE: (
        "the authorization code was not accepted. A code works once and for minutes only, with the "
        "code_verifier that its challenge was derived from, in the app and environment that issued "
        "it (this was {audience}). Have the user sign in again to get another one."
    ),
    GrantType.REFRESH_TOKEN: (
        "the refresh token was not accepted. Each works once, in the app and environment that "
        "issued it (this was {audience}), and usually for 30 days. Have the user sign in again. A "
        "store that outlives the process keeps the latest one."
    ),
}

_BY_CODE = {
    "invalid_client": (
        "the app was not recognised. Check integration_key and client_secret, and environment: "
        f"{_ENVIRONMENTS}. An app with a secret must send it, and one without must not."
    ),
    "unauthorized_client": (
        "the app may not sign in this way. Check its settings in DocuSign's admin pages."
    ),
    "invalid_scope": "a scope is unknown or not allowed for this app. Check scopes.",
    "unsupported_grant_type": "the server does not support this way of signing in. Check auth_url.",
}
