"""DocuSign credentials from the environment or an account of a file."""

import os
from collections.abc import Mapping
from typing import Any

from opentoclose_async import AccessToken, JWTGrant
from opentoclose_async._accounts.variables import (
    ACCESS_TOKEN,
    INTEGRATION_KEY,
    PRIVATE_KEY,
    USER_ID,
)
from opentoclose_async._docusign.signing_key import SigningKey
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

__all__ = ["docusign_auth", "grant_from_environment", "with_grant"]


@forgets_arguments
def docusign_auth() -> AccessToken | JWTGrant:
    """
    Return the credentials in the environment: an access token, or else a JWT grant.

    Raises:
        AuthenticationError: If it has neither, or only part of a grant.
        ConfigurationError: If a value is invalid.
    """
    token = os.environ.get(ACCESS_TOKEN, "").strip()
    if token:
        return AccessToken(token)
    grant = grant_from_environment()
    if grant is not None:
        return grant
    raise AuthenticationError(
        f"No DocuSign credentials: set {ACCESS_TOKEN}, or {INTEGRATION_KEY}, {USER_ID} and "
        f"{PRIVATE_KEY} (PEM, or the path of a PEM file)."
    )


@forgets_arguments
def grant_from_environment(**given: str | None) -> JWTGrant | None:
    """
    Return the JWT grant in the environment's variables.

    Args:
        **given: Arguments of JWTGrant that take precedence over the variables.

    Returns:
        The grant; None if no part of one is set.

    Raises:
        AuthenticationError: If only a part is set; the message names the rest.
        ConfigurationError: If a value is invalid.
    """
    variables = {
        "integration_key": INTEGRATION_KEY,
        "user_id": USER_ID,
        "private_key": PRIVATE_KEY,
    }
    values = {
        name: given.get(name) or os.environ.get(variable, "").strip()
        for name, variable in variables.items()
    }
    missing = [variables[name] for name, value in values.items() if not value]
    if len(missing) == len(variables):
        return None
    if missing:
        raise AuthenticationError(f"For a JWT grant, also set {' and '.join(missing)}.")
    origin = "--private-key" if given.get("private_key") else PRIVATE_KEY
    return _grant(origin, **values, redirect_uri=given.get("redirect_uri"))


@forgets_arguments
def with_grant(settings: Mapping[str, Any]) -> dict[str, Any]:
    """
    Convert the settings of a Rooms account to arguments of its client.

    Args:
        settings: The arguments, including those of a JWT grant. Without a credential, the
            environment's is used.

    Raises:
        AuthenticationError: If the environment has only part of a grant.
        ConfigurationError: If a value is invalid.
    """
    arguments: dict[str, Any] = dict(settings)
    if "private_key" in arguments:
        names = ("integration_key", "user_id", "private_key")
        grant = _grant("private_key_env", **{name: arguments.pop(name) for name in names})
        return {**arguments, "auth": grant}
    if "access_token" not in arguments and not os.environ.get(ACCESS_TOKEN, "").strip():
        from_environment = grant_from_environment()
        return arguments if from_environment is None else {**arguments, "auth": from_environment}
    return arguments


@forgets_arguments
def _grant(origin: str, **arguments: Any) -> JWTGrant:
    """
    Make a JWT grant, and read its key while its origin is known.

    Raises:
        ConfigurationError: If a value is invalid; for the key, the message names the origin.
    """
    try:
        grant = JWTGrant(**arguments)
        SigningKey(grant.private_key).read()
    except ConfigurationError as error:
        message = error.message
        if message.startswith("private_key "):
            message = f"{origin}: {message}"
    else:
        return grant
    raise ConfigurationError(message)
