"""The blocking client of Open To Close."""

from functools import partial
from operator import attrgetter
from typing import Any

from opentoclose_async.blocking.client import BlockingClient
from opentoclose_async.blocking.twins import BlockingResource, arguments_of, calls, reads
from opentoclose_async.otc import teams as async_teams
from opentoclose_async.otc import users as async_users
from opentoclose_async.otc.client import AsyncOpenToClose

__all__ = ["OpenToClose", "Teams", "Users"]


class Teams(BlockingResource[async_teams.Teams]):
    """Read and change the teams of the account."""

    list_teams = calls(async_teams.Teams.list_teams)
    iter_teams = reads(async_teams.Teams.iter_teams)
    create_team = calls(async_teams.Teams.create_team)
    retrieve_team = calls(async_teams.Teams.retrieve_team)
    update_team = calls(async_teams.Teams.update_team)
    delete_team = calls(async_teams.Teams.delete_team)


class Users(BlockingResource[async_users.Users]):
    """Read and change the users of the account."""

    list_users = calls(async_users.Users.list_users)
    iter_users = reads(async_users.Users.iter_users)
    create_user = calls(async_users.Users.create_user)
    retrieve_user = calls(async_users.Users.retrieve_user)
    update_user = calls(async_users.Users.update_user)
    delete_user = calls(async_users.Users.delete_user)


class OpenToClose(BlockingClient[AsyncOpenToClose]):
    """
    Open To Close, for blocking code: ``AsyncOpenToClose`` without ``await``.

    Use it as ``with OpenToClose() as otc:``, or as it is. One client serves any number of threads.

    Attributes:
        users: The users of the account.
        teams: Its teams.
    """

    @arguments_of(AsyncOpenToClose)
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(AsyncOpenToClose, *args, **kwargs))
        self.users = Users(self._caller, attrgetter("users"))
        self.teams = Teams(self._caller, attrgetter("teams"))
