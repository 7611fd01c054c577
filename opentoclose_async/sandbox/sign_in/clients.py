"""Authenticate the client that requests a token."""

import base64
from collections.abc import Mapping

from opentoclose_async.sandbox.config import SandboxConfig


class UnknownClientError(Exception):
    """The client id is unknown, or its secret is wrong."""


def proves_its_secret(authorization: str, form: Mapping[str, str], config: SandboxConfig) -> bool:
    """
    Check the credentials in a Basic header, in the form, or in both.

    The vendor's material uses all of these: a secret in the header or in the form, a key alone in
    the form, and a key in the form alongside the header. An empty value counts as absent.

    Args:
        authorization: The Authorization header, or "".
        form: The form fields.
        config: The client's key and secret.

    Returns:
        Whether the secret was sent; a public client sends its key alone.

    Raises:
        UnknownClientError: The key is missing, or a value is wrong.
    """
    sent = [(form.get("client_id"), form.get("client_secret"))]
    if authorization:
        sent.append(_basic_credentials(authorization))
    keys = {key for key, _ in sent if key}
    secrets = {secret for _, secret in sent if secret}
    if keys != {config.integration_key} or not secrets <= {config.client_secret}:
        raise UnknownClientError
    return bool(secrets)


def _basic_credentials(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        key, colon, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
    except ValueError:
        raise UnknownClientError from None
    if scheme.lower() != "basic" or not colon:
        raise UnknownClientError
    return key, secret
