"""The account in the paths of Rooms, looked up if it was not given."""

import re
from collections.abc import Awaitable, Callable
from typing import TypeGuard

from attrs import evolve

from opentoclose_async._docusign.oauth import USER_INFO_PATH
from opentoclose_async._docusign.user_info import UserInfo
from opentoclose_async._protocol.arguments import path_with
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async._runtime.concurrency.cached_value import CachedValue
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

__all__ = ["Account", "choose_account", "is_account_id"]

UNKNOWN = "{account_id}"
"""The placeholder in paths until the account is known."""

_ACCOUNT_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")

MOST_SHOWN = 20
"""Accounts that an error lists."""


class Account:
    """
    The account of a client.

    Args:
        account_id: Its GUID; None to look it up when it is needed.
        find: Return the signed-in user.

    Attributes:
        id: Its GUID; None until it is known.
    """

    def __init__(
        self,
        account_id: str | None = None,
        find: Callable[[], Awaitable[UserInfo]] | None = None,
    ) -> None:
        self.id = account_id
        self._user_info = None if find is None else CachedValue(find)

    @property
    def path(self) -> str:
        """The path prefix of the account's resources."""
        template = f"/v2/accounts/{UNKNOWN}"
        return template if self.id is None else path_with(template, account_id=self.id)

    async def complete(self, request: Request) -> Request:
        """
        Replace the placeholder in a request's path with the account's id.

        Raises:
            ConfigurationError: If it is not clear which account is meant.
            AuthenticationError: If the user has no account.
            OpenToCloseAPIError: If the look-up fails.
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
    Return the id of the user's default account, or of their only one.

    A default account with an invalid id is an error: no other account is used instead.

    Raises:
        ConfigurationError: If there is no default among several accounts; the message lists them.
        AuthenticationError: If the user has no account.
    """
    accounts = [(each.account_id, each) for each in user.accounts if is_account_id(each.account_id)]
    if not accounts:
        raise AuthenticationError(
            "The signed-in user has no DocuSign account here. Check the user and the environment "
            "(demo and production have separate accounts).",
            method="GET",
            endpoint=USER_INFO_PATH,
        )
    defaults = [each.account_id for each in user.accounts if each.is_default is True]
    meant = defaults or [each.account_id for each in user.accounts]
    if len(meant) == 1 and is_account_id(meant[0]):
        return meant[0]
    problem = "several accounts, none of them the default one"
    if len(defaults) == 1:
        problem = f"a default account with an invalid id: {shorten(defaults[0])}"
    shown = [f"{own} ({_name_of(each.account_name)})" for own, each in accounts[:MOST_SHOWN]]
    if len(accounts) > MOST_SHOWN:
        shown.append(f"and {len(accounts) - MOST_SHOWN} more")
    raise ConfigurationError(
        f"No account id, and the signed-in user has {problem}. Pass account_id, one of: "
        f"{', '.join(shown)}.",
        method="GET",
        endpoint=USER_INFO_PATH,
    )


def _name_of(name: object) -> str:
    """Return an account's name, as the server sent it, in a form that is safe in an error."""
    return printable(cut(name) if isinstance(name, str) else shorten(name))


def is_account_id(value: object) -> TypeGuard[str]:
    """Return whether a value, which may come from a server, can be an account id."""
    return isinstance(value, str) and _ACCOUNT_ID.fullmatch(value) is not None
