"""The blocking client of DocuSign Rooms."""

from collections.abc import Callable

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async._blocking.twins import arguments_of, calls
from opentoclose_async.rooms.client import AsyncRooms, Environment
from opentoclose_async.rooms.operations.groups import BlockingRoomsGroups

__all__ = ["Rooms"]


class Rooms(BlockingRoomsGroups, BlockingClient[AsyncRooms]):
    """
    DocuSign Rooms v2 for blocking code: ``AsyncRooms`` without ``await``.

    Use it as ``with Rooms(auth=JWTGrant(...)) as rooms:``, or without ``with``. One client serves
    any number of threads. Its arguments and attributes are those of ``AsyncRooms``.
    """

    @arguments_of(AsyncRooms)
    def __init__(self, make: Callable[[], AsyncRooms]) -> None:
        super().__init__(make)

    get_user_info = calls(AsyncRooms.get_user_info)

    @property
    def account_id(self) -> str | None:
        """The account's GUID; None until it is known."""
        return self._original().account_id

    @property
    def environment(self) -> Environment:
        """The environment of the account: "production" or "demo"."""
        return self._original().environment
