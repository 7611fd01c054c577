"""Operations on users."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.users import (
    DesignatedOffice,
    DesignatedRegion,
    LockedOutDetails,
    User,
    UserForUpdate,
    UserSummary,
    UserSummaryList,
    UserToInvite,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingUsers", "UserFilters", "UserPageOptions", "UserQuery", "UserSort", "Users"]

UserSort = Literal[
    "FirstNameAsc", "LastNameAsc", "EmailAsc", "FirstNameDesc", "LastNameDesc", "EmailDesc"
]


class UserQuery(TypedDict, total=False):
    """Filters for users."""

    filter: str | None
    """Only users whose first name, last name or email address starts with this text."""
    sort: UserSort | str | None
    """The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc"."""
    default_office_id: int | None
    """Only users whose default office has this ID."""
    access_level: str | None
    """Only users with this level: "Company", "Region", "Office" or "Contributor". The caller's
    permissions decide which are allowed. Rooms version 6 only."""
    title_id: int | None
    """Only users whose managers have the title with this ID. Rooms version 5 only; deprecated in
    version 6."""
    role_id: int | None
    """Only users of the role with this ID. Rooms version 6 only."""
    status: str | None
    """Only "Active" users, or only "Pending" ones, who have not accepted their invitations yet."""
    locked_only: bool | None
    """Only users whose accounts are locked."""


class UserFilters(UserQuery, PageOptions, total=False):
    """Keywords of ``iter_users`` and ``list_users``."""


class UserPageOptions(UserQuery, OnePageOptions, total=False):
    """Keywords of ``get_users``."""


_USERS = ListOperation(
    name="users",
    path="/users",
    page=UserSummaryList,
    array="userSummaries",
    row=UserSummary,
    key="userId",
    one_page=UserPageOptions,
    all_pages=UserFilters,
)
_GET_USER = RoomsOperation(
    name="get_user", verb="GET", path="/users/{user_id}", convert=as_model(User)
)
_UPDATE_USER = RoomsOperation(
    name="update_user",
    verb="PUT",
    path="/users/{user_id}",
    convert=as_model(User),
    body=UserForUpdate,
)
_REMOVE_USER = RoomsOperation(
    name="remove_user", verb="DELETE", path="/users/{user_id}", convert=as_nothing
)
_INVITE_USER = RoomsOperation(
    name="invite_user",
    verb="POST",
    path="/users/invite_user",
    convert=as_model(User),
    body=UserToInvite,
)
_REINVITE_USER = RoomsOperation(
    name="reinvite_user", verb="POST", path="/users/{user_id}/reinvite", convert=as_nothing
)
_ADD_USER_TO_OFFICE = RoomsOperation(
    name="add_user_to_office",
    verb="POST",
    path="/users/{user_id}/add_to_office",
    convert=as_nothing,
    body=DesignatedOffice,
)
_REMOVE_USER_FROM_OFFICE = RoomsOperation(
    name="remove_user_from_office",
    verb="POST",
    path="/users/{user_id}/remove_from_office",
    convert=as_nothing,
    body=DesignatedOffice,
)
_ADD_USER_TO_REGION = RoomsOperation(
    name="add_user_to_region",
    verb="POST",
    path="/users/{user_id}/add_to_region",
    convert=as_nothing,
    body=DesignatedRegion,
)
_REMOVE_USER_FROM_REGION = RoomsOperation(
    name="remove_user_from_region",
    verb="POST",
    path="/users/{user_id}/remove_from_region",
    convert=as_nothing,
    body=DesignatedRegion,
)
_LOCK_USER = RoomsOperation(
    name="lock_user",
    verb="POST",
    path="/users/{user_id}/lock",
    convert=as_nothing,
    body=LockedOutDetails,
)
_UNLOCK_USER = RoomsOperation(
    name="unlock_user", verb="POST", path="/users/{user_id}/unlock", convert=as_nothing
)


class Users(RoomsResource):
    """
    Invite, get, change, lock and remove the users of the account. Invited users are
    "Pending" until they accept, then "Active".
    """

    async def get_users(
        self,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: UserSort | str | None = None,
        default_office_id: int | None = None,
        access_level: str | None = None,
        title_id: int | None = None,
        role_id: int | None = None,
        status: str | None = None,
        locked_only: bool | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> UserSummaryList:
        """
        Get one page of users (operation Users_GetUsers).

        ``role_id`` and ``access_level`` exist in Rooms version 6 only, ``title_id`` in version 5
        only.

        Args:
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc".
            default_office_id: Only users whose default office has this ID.
            access_level: Only users with this level: "Company", "Region", "Office" or
                "Contributor". The caller's permissions decide which are allowed. Rooms version 6
                only.
            title_id: Only users whose managers have the title with this ID. Rooms version 5 only;
                deprecated in version 6.
            role_id: Only users of the role with this ID. Rooms version 6 only.
            status: Only "Active" users, or only "Pending" ones, who have not accepted their
                invitations yet.
            locked_only: Only users whose accounts are locked.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of users.
        """
        return await self._get_page(
            _USERS,
            {
                "filter": filter,
                "sort": sort,
                "default_office_id": default_office_id,
                "access_level": access_level,
                "title_id": title_id,
                "role_id": role_id,
                "status": status,
                "locked_only": locked_only,
                "start_position": start_position,
                "count": count,
            },
            options,
        )

    def iter_users(
        self,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: UserSort | str | None = None,
        default_office_id: int | None = None,
        access_level: str | None = None,
        title_id: int | None = None,
        role_id: int | None = None,
        status: str | None = None,
        locked_only: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[UserSummary]:
        """
        Iterate over users, requesting pages as needed.

        Args:
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc".
            default_office_id: Only users whose default office has this ID.
            access_level: Only users with this level: "Company", "Region", "Office" or
                "Contributor". The caller's permissions decide which are allowed. Rooms version 6
                only.
            title_id: Only users whose managers have the title with this ID. Rooms version 5 only;
                deprecated in version 6.
            role_id: Only users of the role with this ID. Rooms version 6 only.
            status: Only "Active" users, or only "Pending" ones, who have not accepted their
                invitations yet.
            locked_only: Only users whose accounts are locked.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _USERS,
            {
                "filter": filter,
                "sort": sort,
                "default_office_id": default_office_id,
                "access_level": access_level,
                "title_id": title_id,
                "role_id": role_id,
                "status": status,
                "locked_only": locked_only,
            },
            options,
        )

    async def list_users(
        self,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: UserSort | str | None = None,
        default_office_id: int | None = None,
        access_level: str | None = None,
        title_id: int | None = None,
        role_id: int | None = None,
        status: str | None = None,
        locked_only: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> list[UserSummary]:
        """
        List all users.

        Args:
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc".
            default_office_id: Only users whose default office has this ID.
            access_level: Only users with this level: "Company", "Region", "Office" or
                "Contributor". The caller's permissions decide which are allowed. Rooms version 6
                only.
            title_id: Only users whose managers have the title with this ID. Rooms version 5 only;
                deprecated in version 6.
            role_id: Only users of the role with this ID. Rooms version 6 only.
            status: Only "Active" users, or only "Pending" ones, who have not accepted their
                invitations yet.
            locked_only: Only users whose accounts are locked.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _USERS,
            {
                "filter": filter,
                "sort": sort,
                "default_office_id": default_office_id,
                "access_level": access_level,
                "title_id": title_id,
                "role_id": role_id,
                "status": status,
                "locked_only": locked_only,
            },
            options,
        ).collect()

    async def get_user(
        self,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> User:
        """
        Get a user (operation Users_GetUser).

        Args:
            user_id: The user's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The user.
        """
        return await self._call(_GET_USER, options, user_id=user_id)

    async def update_user(
        self,
        user_id: int,
        body: UserForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> User:
        """
        Change a user's default office (operation Users_UpdateUser).

        Nothing else about the user can be changed. Needs ``can_manage_member_lower_access_level``,
        or ``can_manage_member_same_access_level`` for users at the caller's own level; both within
        the caller's offices and regions.

        Args:
            user_id: The user's ID.
            body: The new default office, as a UserForUpdate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The changed user.
        """
        return await self._call(_UPDATE_USER, options, body, user_id=user_id)

    async def remove_user(
        self,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Remove a user from the account (operation Users_RemoveUser).

        Needs ``can_remove_company_member_lower_access_level`` for users with a lower access level
        than the caller, or ``can_remove_company_member_same_access_level`` for users with the same
        level.

        Args:
            user_id: The user's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_REMOVE_USER, options, user_id=user_id)

    async def invite_user(
        self,
        body: UserToInvite | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> User:
        """
        Invite a person to the account by email (operation Users_InviteUser).

        Rooms version 6 only; invitations in version 5 are not supported. Set up roles first: in a
        company without roles of its own, everyone invited becomes an administrator. The caller must
        be an administrator, or have access to all the given offices and regions and
        ``can_add_member_and_set_role_lower_access_level`` (for access levels below the caller's) or
        ``can_add_member_and_set_role_same_access_level`` (also for the caller's own). To invite a
        person to one room, use ``rooms.invite_user``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The person to invite, and their role, as a UserToInvite or a mapping with the
                API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new user, pending until they accept.
        """
        return await self._call(_INVITE_USER, options, body)

    async def reinvite_user(
        self,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Send a pending user their invitation again (operation Users_ReinviteUser).

        Invitations expire after 30 days.

        Args:
            user_id: The user's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_REINVITE_USER, options, user_id=user_id)

    async def add_user_to_office(
        self,
        user_id: int,
        body: DesignatedOffice | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Add a user to an office (operation Users_AddUserToOffice).

        One office per call. The user's access level must be "Office" or "Contributor". Needs
        ``can_manage_member_lower_access_level``, or ``can_manage_member_same_access_level`` for
        users at the caller's own level; both within the caller's offices and regions.

        Args:
            user_id: The user's ID.
            body: The office to add the user to, as a DesignatedOffice or a mapping with the API's
                names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_ADD_USER_TO_OFFICE, options, body, user_id=user_id)

    async def remove_user_from_office(
        self,
        user_id: int,
        body: DesignatedOffice | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Remove a user from an office (operation Users_RemoveUserFromOffice).

        One office per call; all else stays. Users cannot be removed from their default office:
        change it with ``update_user`` first. Needs ``can_manage_member_lower_access_level``, or
        ``can_manage_member_same_access_level`` for users at the caller's own level; both within the
        caller's offices and regions.

        Args:
            user_id: The user's ID.
            body: The office to remove the user from, as a DesignatedOffice or a mapping with the
                API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_REMOVE_USER_FROM_OFFICE, options, body, user_id=user_id)

    async def add_user_to_region(
        self,
        user_id: int,
        body: DesignatedRegion | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Add a user to a region (operation Users_AddUserToRegion).

        One region per call. The user's access level must be "Region". Needs
        ``can_manage_member_lower_access_level``, or ``can_manage_member_same_access_level`` for
        users at the caller's own level; both within the caller's offices and regions.

        Args:
            user_id: The user's ID.
            body: The region to add the user to, as a DesignatedRegion or a mapping with the API's
                names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_ADD_USER_TO_REGION, options, body, user_id=user_id)

    async def remove_user_from_region(
        self,
        user_id: int,
        body: DesignatedRegion | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Remove a user from a region (operation Users_RemoveUserFromRegion).

        One region per call; all else stays. Users cannot be removed from the region of their
        default office: change it with ``update_user`` first. Needs
        ``can_manage_member_lower_access_level``, or ``can_manage_member_same_access_level`` for
        users at the caller's own level; both within the caller's offices and regions.

        Args:
            user_id: The user's ID.
            body: The region to remove the user from, as a DesignatedRegion or a mapping with the
                API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_REMOVE_USER_FROM_REGION, options, body, user_id=user_id)

    async def lock_user(
        self,
        user_id: int,
        body: LockedOutDetails | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Lock a user out of the account (operation Users_LockUser).

        Needs ``can_manage_member_lower_access_level``, or ``can_manage_member_same_access_level``
        for users at the caller's own level; both within the caller's offices and regions. Undo it
        with ``unlock_user``.

        Args:
            user_id: The user's ID.
            body: The reason, as a LockedOutDetails or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_LOCK_USER, options, body, user_id=user_id)

    async def unlock_user(
        self,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Restore a locked user's access to the account (operation Users_UnlockUser).

        Needs ``can_manage_member_lower_access_level``, or ``can_manage_member_same_access_level``
        for users at the caller's own level; both within the caller's offices and regions.

        Args:
            user_id: The user's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_UNLOCK_USER, options, user_id=user_id)


class BlockingUsers(BlockingResource[Users]):
    """``Users`` without ``await``."""

    get_users = calls(Users.get_users)
    iter_users = reads(Users.iter_users)
    list_users = calls(Users.list_users)
    get_user = calls(Users.get_user)
    update_user = calls(Users.update_user)
    remove_user = calls(Users.remove_user)
    invite_user = calls(Users.invite_user)
    reinvite_user = calls(Users.reinvite_user)
    add_user_to_office = calls(Users.add_user_to_office)
    remove_user_from_office = calls(Users.remove_user_from_office)
    add_user_to_region = calls(Users.add_user_to_region)
    remove_user_from_region = calls(Users.remove_user_from_region)
    lock_user = calls(Users.lock_user)
    unlock_user = calls(Users.unlock_user)
