"""Recognize the credentials of the sandbox, so that none of them is sent to a vendor."""

from base64 import b64encode
from hashlib import sha256

import httpx

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["INTEGRATION_KEY", "check_destination", "is_of_sandbox", "is_vendors"]

# The sandbox imports nothing of the package, so a test compares these with what it has.
INTEGRATION_KEY = "b27f4c61-93de-4d1a-8c05-1e7a60d9f3b8"
_ISSUED = "opentoclose_sandbox_"
"""What access tokens and refresh tokens from its sign-in begin with."""
_CLAIMS = b64encode(b'{"iss":"opentoclose-sandbox').decode("ascii")
"""What the claims of its fixed access token begin with."""
_API_KEY_DIGEST = "32667f8ce7c420c360ef43978d9181b9795969bedaaf267a6c4d7dc06e063806"

_VENDORS = ("opentoclose.com", "docusign.com", "docusign.net")


def is_of_sandbox(secret: str) -> bool:
    """Return whether an API key or a token is one that the sandbox accepts or issues."""
    return (
        secret.startswith(_ISSUED)
        or secret.partition(".")[2].startswith(_CLAIMS)
        or sha256(secret.encode()).hexdigest() == _API_KEY_DIGEST
    )


def is_vendors(address: str) -> bool:
    """Return whether an address, which may be invalid, is one of the APIs' providers."""
    try:
        host = httpx.URL(address).host.removesuffix(".")
    except (httpx.InvalidURL, TypeError, UnicodeError):
        return False  # refused elsewhere
    return any(host == vendor or host.endswith(f".{vendor}") for vendor in _VENDORS)


def check_destination(what: str, address: str, setting: str) -> None:
    """
    Refuse to send a credential of the sandbox to a vendor.

    Args:
        what: The credential, for the error.
        address: Where it would be sent.
        setting: How to set another address.

    Raises:
        ConfigurationError: If the address is a vendor's.
    """
    if is_vendors(address):
        raise ConfigurationError(
            f"{what} is the sandbox's, but the address is {httpx.URL(address).host}: set {setting} "
            "to the sandbox's address, as `opentoclose sandbox` prints it. Nothing was sent."
        )
