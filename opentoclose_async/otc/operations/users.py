"""The Users API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import User
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["UserFilters", "Users"]


class UserFilters(ListOptions, total=False):
    """
    Keywords of ``list_users`` and ``iter_users``; other filters go into
    ``params``.

    Attributes:
        role: Only users of this role, as "Agent".
        status: Only users of this status, as "Active".
        sort: Field to sort by, as "last_name".
    """

    role: str | None
    status: str | None
    sort: str | None


class Users(Records[User]):
    """Create, read, change and delete users."""

    _path = "/users"
    _noun = "user"
    _id = "user_id"
    _data = "user_data"
    _model = User

    async def list_users(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[UserFilters]
    ) -> list[User]:
        """
        Read all users, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The users, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_users(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[UserFilters]
    ) -> Pager[User]:
        """
        Read users page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_user(
        self, user_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Create a user.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            user_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(user_data, options)

    async def retrieve_user(self, user_id: int, **options: Unpack[CallOptions]) -> User:
        """
        Read one user.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, user_id=user_id)

    async def update_user(
        self, user_id: int, user_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Change fields of a user.

        Args:
            user_id: Which.
            user_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(user_data, options, user_id=user_id)

    async def delete_user(self, user_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a user, perhaps for good.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, user_id=user_id)
