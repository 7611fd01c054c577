"""Whose data the paths of Rooms are about, found out where nobody said it."""

import re
from collections.abc import Awaitable, Callable
from typing import TypeGuard

from attrs import evolve

from opentoclose_async._docusign.oauth import USER_INFO_PATH
from opentoclose_async._docusign.user_info import UserInfo
from opentoclose_async._protocol.arguments import cut, path_with
from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.printable import printable
from opentoclose_async._runtime.concurrency.single_flight import SingleFlight
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

__all__ = ["Account", "choose_account", "is_account_id"]

UNKNOWN = "{account_id}"
"""What stands in paths as long as the account is not known."""

_ACCOUNT_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")

MOST_SHOWN = 20
"""Accounts in an error."""


class Account:
    """
    The account of a client.

    Args:
        account_id: Its GUID; None to find it out when it is needed.
        find: Ask who is signed in.

    Attributes:
        id: Its GUID; None as long as it is not known.
    """

    def __init__(
        self,
        account_id: str | None = None,
        find: Callable[[], Awaitable[UserInfo]] | None = None,
    ) -> None:
        self.id = account_id
        self._user_info = None if find is None else SingleFlight(find)

    @property
    def path(self) -> str:
        """What the paths of the account's resources begin with."""
        template = f"/v2/accounts/{UNKNOWN}"
        return template if self.id is None else path_with(template, account_id=self.id)

    async def complete(self, request: Request) -> Request:
        """
        Put the account into a path that leaves it open.

        Raises:
            ConfigurationError: If it is not clear which account is meant.
            AuthenticationError: If there is none.
            OpenToCloseAPIError: If it cannot be asked for.
        """
        if UNKNOWN not in request.path:
            return request
        if self.id is None:
            if self._user_info is None:
                raise ConfigurationError("No account id: pass account_id, the account's GUID.")
            self.id = choose_account(await self._user_info.get())
        own = path_with(UNKNOWN, account_id=self.id)
        return evolve(request, path=request.path.replace(UNKNOWN, own))


def choose_account(user: UserInfo) -> str:
    """
    Choose the account that is meant where none is named: the default one, or the only one.

    An account whose id is none cannot be taken; nor is another one in its place.

    Raises:
        ConfigurationError: If it is not clear which one that is; it lists those to choose from.
        AuthenticationError: If there is none.
    """
    accounts = [(each.account_id, each) for each in user.accounts if is_account_id(each.account_id)]
    if not accounts:
        raise AuthenticationError(
            "The user who is signed in has no DocuSign account here; check the user, and the "
            "environment (demo and production have accounts of their own).",
            method="GET",
            endpoint=USER_INFO_PATH,
        )
    defaults = [each.account_id for each in user.accounts if each.is_default is True]
    meant = defaults or [each.account_id for each in user.accounts]
    if len(meant) == 1 and is_account_id(meant[0]):
        return meant[0]
    problem = "several accounts, none of them the default one"
    if len(defaults) == 1:
        problem = f"a default account whose id is none: {shorten(defaults[0])}"
    shown = [f"{own} ({_name_of(each.account_name)})" for own, each in accounts[:MOST_SHOWN]]
    if len(accounts) > MOST_SHOWN:
        shown.append(f"and {len(accounts) - MOST_SHOWN} more")
    raise ConfigurationError(
        f"No account id, and the user who is signed in has {problem}. Pass account_id, one of: "
        f"{', '.join(shown)}.",
        method="GET",
        endpoint=USER_INFO_PATH,
    )


def _name_of(name: object) -> str:
    """Give an account's name, which a server has sent, as it can stand in an error."""
    return printable(cut(name) if isinstance(name, str) else shorten(name))


def is_account_id(value: object) -> TypeGuard[str]:
    """Tell whether a value, which may come from a server, can be an account's id."""
    return isinstance(value, str) and _ACCOUNT_ID.fullmatch(value) is not None
