"""The blocking client of DocuSign Rooms."""

from functools import partial
from typing import Any

from opentoclose_async._blocking.twins import arguments_of, calls
from opentoclose_async.rooms.blocking_groups import RoomsGroups
from opentoclose_async.rooms.client import AsyncRooms, Environment

__all__ = ["Rooms"]


class Rooms(RoomsGroups):
    """
    DocuSign Rooms v2, for blocking code: ``AsyncRooms`` without ``await``.

    Use it as ``with Rooms(auth=JWTGrant(...)) as rooms:``, or as it is. One client serves any
    number of threads. Its attributes are those of ``AsyncRooms``.
    """

    @arguments_of(AsyncRooms)
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(AsyncRooms, *args, **kwargs))

    get_user_info = calls(AsyncRooms.get_user_info)

    @property
    def account_id(self) -> str | None:
        """The account's GUID; None as long as it was not given and has not been asked for."""
        return self._original().account_id

    @property
    def environment(self) -> Environment:
        """Where the account is: "production" or "demo"."""
        return self._original().environment
