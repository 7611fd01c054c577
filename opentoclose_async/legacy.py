"""
A drop-in for the ``open_to_close`` package: its client, its names, plain dicts and lists.

To migrate, replace ``open_to_close`` by ``opentoclose_async`` in the imports.
"""

import contextlib
import inspect
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from opentoclose_async.blocking.client import BlockingClient
from opentoclose_async.blocking.twins import BlockingResource, Twin
from opentoclose_async.otc.client import AsyncOpenToClose
from opentoclose_async.otc.teams import Teams
from opentoclose_async.otc.users import Users
from opentoclose_async.protocol.convert import Model
from opentoclose_async.runtime.pages import Pager

__all__ = ["OpenToCloseAPI", "TeamsAPI", "UsersAPI"]

A = TypeVar("A")
P = ParamSpec("P")

Dict = dict[str, Any]

MOST_DIGITS = 100
"""Of a number in a text; far more than any id has, and few enough for ``int``."""


def gives_dict(
    method: Callable[Concatenate[A, P], Coroutine[Any, Any, Model | Dict]],
) -> Twin[A, P, Dict]:
    """Make a method that gives the server's own object; ids may be texts of digits, as there."""
    names = list(inspect.signature(method).parameters)[1:]

    def call(self: BlockingResource[A], *args: P.args, **kwargs: P.kwargs) -> Dict:
        by_position = tuple(_lenient(*each) for each in zip(names, args, strict=False))
        by_name = {name: _lenient(name, value) for name, value in kwargs.items()}
        rest = args[len(by_position) :]
        answer = self._caller.call(method, self._original(), *by_position, *rest, **by_name)
        return answer.raw if isinstance(answer, Model) else answer

    return Twin(method, call)


def gives_dicts(
    listing: Callable[Concatenate[A, P], Coroutine[Any, Any, Any]],
    iteration: Callable[..., Pager[Any]],
) -> Twin[A, P, list[Dict]]:
    """
    Make a method that gives all rows of a list, as the server's own objects.

    Args:
        listing: The method that gives models, for name, signature and docstring.
        iteration: The method of the same arguments that opens the list.
    """

    def call(self: BlockingResource[A], *args: Any, **kwargs: Any) -> list[Dict]:
        given = [_lenient("params", value) for value in args]
        named = {name: _lenient(name, value) for name, value in kwargs.items()}
        pager = iteration(self._original(), *given, **named)
        return self._caller.call(pager.raw().collect)

    return Twin(listing, call)


def _lenient(name: object, value: Any) -> Any:
    """Take a text of digits for an id or a number of rows, as the original package does."""
    if name == "params" and isinstance(value, Mapping):
        return {each: _lenient(each, inner) for each, inner in value.items()}
    counts = isinstance(name, str) and (name.endswith("_id") or name in ("limit", "offset"))
    digits = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value) if counts and digits and len(value) <= MOST_DIGITS else value


class TeamsAPI(BlockingResource[Teams]):
    """Read and change the teams of the account."""

    list_teams = gives_dicts(Teams.list_teams, Teams.iter_teams)
    create_team = gives_dict(Teams.create_team)
    retrieve_team = gives_dict(Teams.retrieve_team)
    update_team = gives_dict(Teams.update_team)
    delete_team = gives_dict(Teams.delete_team)


class UsersAPI(BlockingResource[Users]):
    """Read and change the users of the account."""

    list_users = gives_dicts(Users.list_users, Users.iter_users)
    create_user = gives_dict(Users.create_user)
    retrieve_user = gives_dict(Users.retrieve_user)
    update_user = gives_dict(Users.update_user)
    delete_user = gives_dict(Users.delete_user)


class OpenToCloseAPI(BlockingClient[AsyncOpenToClose]):
    """
    Open To Close for code that was written for the ``open_to_close`` package.

    As there, a ``.env`` file is loaded into the environment, which it never overrides: the nearest
    one in the working directory or above it, and in this package's directory or above it.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The address of the API's ``/v1`` root, if it is not the vendor's.

    Raises:
        AuthenticationError: If there is no API key.

    Attributes:
        users: The users of the account.
        teams: Its teams.
    """

    def __init__(self, api_key: str | None = None, base_url: str | None = None) -> None:
        _load_dotenv()
        super().__init__(partial(AsyncOpenToClose, api_key or None, base_url=base_url or None))
        self.users = UsersAPI(self._caller, attrgetter("users"))
        self.teams = TeamsAPI(self._caller, attrgetter("teams"))


def _load_dotenv() -> None:
    from dotenv import find_dotenv, load_dotenv  # nobody else should wait for its import

    for path in (find_dotenv(usecwd=True), find_dotenv()):  # the second looks above this file
        if path:
            with contextlib.suppress(OSError):  # a file that may not be read is as good as none
                load_dotenv(path)
