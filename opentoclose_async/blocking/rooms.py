"""The blocking client of DocuSign Rooms."""

from functools import partial
from operator import attrgetter
from typing import Any

from opentoclose_async.blocking.client import BlockingClient
from opentoclose_async.blocking.twins import BlockingResource, arguments_of, calls, reads
from opentoclose_async.rooms import users as async_users
from opentoclose_async.rooms.client import AsyncRooms, Environment

__all__ = ["Rooms", "Users"]


class Users(BlockingResource[async_users.Users]):
    """Read the users of the account."""

    get_users = calls(async_users.Users.get_users)
    iter_users = reads(async_users.Users.iter_users)
    list_users = calls(async_users.Users.list_users)


class Rooms(BlockingClient[AsyncRooms]):
    """
    DocuSign Rooms v2, for blocking code: ``AsyncRooms`` without ``await``.

    Use it as ``with Rooms(account_id, access_token=...) as rooms:``, or as it is. One client serves
    any number of threads.

    Attributes:
        users: The users of the account.
    """

    @arguments_of(AsyncRooms)
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(AsyncRooms, *args, **kwargs))
        self.users = Users(self._caller, attrgetter("users"))

    @property
    def account_id(self) -> str:
        """The account's GUID."""
        return self._original().account_id

    @property
    def environment(self) -> Environment:
        """Where the account is: "production" or "demo"."""
        return self._original().environment
