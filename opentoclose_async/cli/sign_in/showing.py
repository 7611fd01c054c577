"""Show whose credentials these are, and which accounts they can access."""

from typing import Any

from opentoclose_async import AccessToken, AsyncRooms, JWTGrant
from opentoclose_async._accounts.variables import ENVIRONMENT
from opentoclose_async._docusign.consent import AUTH_URL
from opentoclose_async._docusign.user_info import UserInfo
from opentoclose_async._runtime.client import address_from_environment
from opentoclose_async.cli.output import print_text
from opentoclose_async.cli.signals import run_until_stopped
from opentoclose_async.cli.usage_errors import did_you_mean
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.rooms.client import Environment

__all__ = ["AUTH_URL", "environment_of", "show_who"]


def environment_of(where: str) -> Environment:
    """
    Check ``--environment``.

    Raises:
        ConfigurationError: If it is invalid.
    """
    environments: dict[str, Environment] = {"production": "production", "demo": "demo"}
    if where not in environments:
        hint = did_you_mean(where, environments)
        raise ConfigurationError(
            f"--environment (or {ENVIRONMENT}) must be production or demo, not {where!r}"
            f"{hint or '.'}"
        )
    return environments[where]


def show_who(auth: AccessToken | JWTGrant, environment: Environment, auth_url: str | None) -> None:
    """Ask the server whose the credentials are, and print it."""
    found: list[UserInfo] = []

    async def ask() -> None:
        address = address_from_environment(auth_url, AUTH_URL)
        # Nothing is sent to the API, so a sandbox's sign-in needs no address of it.
        hosts: dict[str, Any] = (
            {} if address is None else {"auth_url": address, "base_url": address}
        )
        # Nothing it sends counts against the quota of Rooms.
        async with AsyncRooms(
            auth=auth, environment=environment, quota_store="off", **hosts
        ) as rooms:
            found.append(await rooms.get_user_info())

    run_until_stopped(ask)
    _show(found[0], environment)


def _show(who: UserInfo, environment: str) -> None:
    print_text(f"{who.name or '(no name)'} <{who.email or 'no e-mail'}>, user {who.sub}")
    accounts = who.accounts or []
    for account in accounts:
        default = ", default" if account.is_default in (True, "true") else ""
        name = account.account_name or "(no name)"
        print_text(f"account {account.account_id}: {name} ({environment}{default})")
    if not accounts:
        print_text(f"no account ({environment})")
