"""The blocking client of DocuSign Rooms."""

from functools import partial
from typing import Any

from opentoclose_async.blocking.rooms_groups import RoomsGroups
from opentoclose_async.blocking.twins import arguments_of
from opentoclose_async.rooms.client import AsyncRooms, Environment

__all__ = ["Rooms"]


class Rooms(RoomsGroups):
    """
    DocuSign Rooms v2, for blocking code: ``AsyncRooms`` without ``await``.

    Use it as ``with Rooms(account_id, access_token=...) as rooms:``, or as it is. One client serves
    any number of threads. Its attributes are those of ``AsyncRooms``.
    """

    @arguments_of(AsyncRooms)
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(AsyncRooms, *args, **kwargs))

    @property
    def account_id(self) -> str:
        """The account's GUID."""
        return self._original().account_id

    @property
    def environment(self) -> Environment:
        """Where the account is: "production" or "demo"."""
        return self._original().environment
