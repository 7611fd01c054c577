"""
The environment variables of the clients: hidden for the session, the sandbox's where one is used.

This module imports no more than pytest has loaded, because pytest loads it in every run.
"""

import contextlib
import os
from typing import TYPE_CHECKING, Final

from opentoclose_async.testing.real_hosts import REAL_DOMAINS

if TYPE_CHECKING:
    import pytest

    from opentoclose_async.testing.server import ServedSandbox

__all__ = ["hide", "point_to"]

SECRETS: Final = (
    "OPEN_TO_CLOSE_API_KEY",
    "DOCUSIGN_ACCESS_TOKEN",
    "DOCUSIGN_CLIENT_SECRET",
    "DOCUSIGN_PRIVATE_KEY",
    "DOCUSIGN_REFRESH_TOKEN",
)
ADDRESSES: Final = {
    "OPEN_TO_CLOSE_BASE_URL": "OPEN_TO_CLOSE_API_KEY",
    "DOCUSIGN_BASE_URL": "DOCUSIGN_ACCESS_TOKEN",
    "DOCUSIGN_AUTH_URL": "DOCUSIGN_ACCESS_TOKEN",
}
"""Variables with addresses, each with that of the credential that is sent there."""
PLACEHOLDER: Final = "hidden-by-the-pytest-plugin-of-opentoclose-async"
PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy")


def hide(environment: "pytest.MonkeyPatch") -> list[str]:
    """
    Hide credentials and addresses, and let no proxy of the environment lead to real hosts.

    A secret that is set becomes a placeholder, so that code which needs one when it is imported
    still works. What is not set stays so: tests may be skipped for that, or set it for requests
    that they mock. What `opentoclose sandbox --env` sets stays, too.

    Args:
        environment: What changes the environment, and restores it later.

    Returns:
        The secrets that were hidden.
    """
    of_sandbox = {
        credential
        for name, credential in ADDRESSES.items()
        if os.environ.get(name) and _is_of_sandbox(os.environ.get(credential, ""))
    }
    hidden = [name for name in SECRETS if os.environ.get(name) and name not in of_sandbox]
    for name in hidden:
        environment.setenv(name, PLACEHOLDER)
    for name, credential in ADDRESSES.items():
        if credential not in of_sandbox:
            environment.delenv(name, raising=False)
    environment.delenv("OPENTOCLOSE_QUOTA_STORE", raising=False)
    if any(os.environ.get(name) or os.environ.get(name.upper()) for name in PROXIES):
        # Without a proxy, a real host is looked up, and so refused.
        known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
        names = [known, *REAL_DOMAINS, *(f".{domain}" for domain in REAL_DOMAINS)]
        for name in ("no_proxy", "NO_PROXY"):
            environment.setenv(name, ",".join(filter(None, names)))
    return hidden


def _is_of_sandbox(secret: str) -> bool:
    # Imported here because it imports httpx.
    from opentoclose_async._runtime.sandbox_credentials import is_of_sandbox

    return is_of_sandbox(secret)


def point_to(sandbox: "ServedSandbox", environment: "pytest.MonkeyPatch") -> None:
    """
    Set the variables that clients read to those of a sandbox.

    Args:
        sandbox: The sandbox.
        environment: What changes the environment, and restores it later.
    """
    config = sandbox.config
    variables = {
        "OPEN_TO_CLOSE_API_KEY": config.otc_token,
        "OPEN_TO_CLOSE_BASE_URL": sandbox.otc_base_url,
        "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
        "DOCUSIGN_ACCOUNT_ID": config.account_id,
        "DOCUSIGN_BASE_URL": sandbox.rooms_base_url,
        "DOCUSIGN_AUTH_URL": sandbox.auth_url,
        "DOCUSIGN_ENVIRONMENT": config.environment,
        "DOCUSIGN_INTEGRATION_KEY": config.integration_key,
        "DOCUSIGN_USER_ID": config.user_id,
        "DOCUSIGN_CLIENT_SECRET": config.client_secret,
        "DOCUSIGN_REFRESH_TOKEN": sandbox.refresh_token,
        "OPENTOCLOSE_QUOTA_STORE": "off",
    }
    # Without cryptography, or with a public key in the mark, there is no private key.
    with contextlib.suppress(ModuleNotFoundError, ValueError):
        variables["DOCUSIGN_PRIVATE_KEY"] = sandbox.private_key
    for name, value in variables.items():
        environment.setenv(name, value)
