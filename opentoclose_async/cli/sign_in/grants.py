"""Signing in to DocuSign with what the environment or an account of a file has."""

import os
from collections.abc import Mapping
from typing import Any

from opentoclose_async import AccessToken, JWTGrant
from opentoclose_async._docusign.assertion import SigningKey
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

__all__ = [
    "ENVIRONMENT",
    "INTEGRATION_KEY",
    "PRIVATE_KEY",
    "USER_ID",
    "docusign_auth",
    "grant_from_environment",
    "with_grant",
]

ACCESS_TOKEN = "DOCUSIGN_ACCESS_TOKEN"  # noqa: S105 - a variable's name
ENVIRONMENT = "DOCUSIGN_ENVIRONMENT"
INTEGRATION_KEY = "DOCUSIGN_INTEGRATION_KEY"
PRIVATE_KEY = "DOCUSIGN_PRIVATE_KEY"
USER_ID = "DOCUSIGN_USER_ID"


@forgets_arguments
def docusign_auth() -> AccessToken | JWTGrant:
    """
    Give what the environment has to sign in with: an access token, or else a JWT grant.

    Raises:
        AuthenticationError: If it has neither, or half a grant.
        ConfigurationError: If something in it is not acceptable.
    """
    token = os.environ.get(ACCESS_TOKEN, "").strip()
    if token:
        return AccessToken(token)
    grant = grant_from_environment()
    if grant is not None:
        return grant
    raise AuthenticationError(
        f"No DocuSign credentials: set {ACCESS_TOKEN}, or {INTEGRATION_KEY}, {USER_ID} and "
        f"{PRIVATE_KEY} (PEM, or the path of a file with it)."
    )


@forgets_arguments
def grant_from_environment(**given: str | None) -> JWTGrant | None:
    """
    Give the JWT grant of the environment's variables.

    Args:
        **given: Arguments of JWTGrant that were given otherwise, and go before.

    Returns:
        The grant; None if nothing of one is there.

    Raises:
        AuthenticationError: If only parts of it are there; it names the others.
        ConfigurationError: If something in it is not acceptable.
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
        raise AuthenticationError(f"For a JWT grant, set {' and '.join(missing)} too.")
    origin = "--private-key" if given.get("private_key") else PRIVATE_KEY
    return _grant(origin, **values, redirect_uri=given.get("redirect_uri"))


@forgets_arguments
def with_grant(settings: Mapping[str, str]) -> dict[str, Any]:
    """
    Turn the settings of an account of Rooms into arguments of its client.

    Args:
        settings: The arguments, with those of a JWT grant among them, or without a credential, for
            which the environment is asked.

    Raises:
        AuthenticationError: If the environment has half a grant.
        ConfigurationError: If something is not acceptable.
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
    Make a JWT grant, and read its key while it is known where that comes from.

    Raises:
        ConfigurationError: If something is not acceptable; of the key, it names the origin.
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
