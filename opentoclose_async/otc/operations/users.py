"""The users of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import User
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["BlockingUsers", "UserFilters", "Users"]


class UserFilters(ListOptions, total=False):
    """Keywords of ``list_users`` and ``iter_users``."""

    role: str | None
    """Only users with this role, such as "Agent"."""
    status: str | None
    """Only users with this status, such as "Active"."""
    sort: str | None
    """Field to sort by, such as "last_name"."""


class Users(Records[User]):
    """Create, read, update and delete users."""

    _path = "/users"
    _noun = "user"
    _id = "user_id"
    _data = "user_data"
    _model = User
    _filters = UserFilters

    async def list_users(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        role: str | None = None,
        status: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[User]:
        """
        Return all users, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            role: Only users with this role, such as "Agent".
            status: Only users with this status, such as "Active".
            sort: Field to sort by, such as "last_name".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The users, in the server's order.
        """
        return await self._iterate(
            "list",
            params,
            {"role": role, "status": status, "sort": sort, "limit": limit, "offset": offset},
            options,
        ).collect()

    def iter_users(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        role: str | None = None,
        status: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[User]:
        """
        Iterate over users, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            role: Only users with this role, such as "Agent".
            status: Only users with this status, such as "Active".
            sort: Field to sort by, such as "last_name".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            params,
            {"role": role, "status": status, "sort": sort, "limit": limit, "offset": offset},
            options,
        )

    async def create_user(
        self, user_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Create a user.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            user_data: Fields of the user.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new user, with its id.
        """
        return await self._create(user_data, options)

    async def retrieve_user(self, user_id: int, **options: Unpack[CallOptions]) -> User:
        """
        Return a user by its id.

        Raises:
            NotFoundError: If there is no such user.
        """
        return await self._retrieve(options, user_id=user_id)

    async def update_user(
        self, user_id: int, user_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Update fields of a user.

        Args:
            user_id: Id of the user.
            user_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The user after the update.

        Raises:
            NotFoundError: If there is no such user.
        """
        return await self._update(user_data, options, user_id=user_id)

    async def delete_user(self, user_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a user, possibly for good.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such user.
        """
        return await self._delete(options, user_id=user_id)


class BlockingUsers(BlockingResource[Users]):
    """``Users`` without ``await``."""

    list_users = calls(Users.list_users)
    iter_users = reads(Users.iter_users)
    create_user = calls(Users.create_user)
    retrieve_user = calls(Users.retrieve_user)
    update_user = calls(Users.update_user)
    delete_user = calls(Users.delete_user)
