"""The users of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
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
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["UserFilters", "UserPageOptions", "UserQuery", "UserSort", "Users"]

UserSort = Literal[
    "FirstNameAsc", "LastNameAsc", "EmailAsc", "FirstNameDesc", "LastNameDesc", "EmailDesc"
]


class UserQuery(TypedDict, total=False):
    """
    Which users.

    Attributes:
        filter: Only users whose first name, last name or e-mail address starts so; no wildcard.
        sort: The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc".
        default_office_id: Only users of this default office, by its id.
        access_level: Only users of this level: "Company", "Region", "Office" or "Contributor".
            Which of them the caller may ask for depends on their permissions. Rooms version 6 only.
        title_id: Only users whose managers have this title, by its id. Rooms version 5 only;
            deprecated in version 6.
        role_id: Only users of this role, by its id. Rooms version 6 only.
        status: Only "Active" users, or only "Pending" ones, who have not accepted their invitations
            yet.
        locked_only: Only users whose accounts are locked.
    """

    filter: str | None
    sort: UserSort | str | None
    default_office_id: int | None
    access_level: str | None
    title_id: int | None
    role_id: int | None
    status: str | None
    locked_only: bool | None


class UserFilters(UserQuery, PageOptions, total=False):
    """Keywords of ``iter_users`` and ``list_users``: which, and how to read them."""


class UserPageOptions(UserQuery, OnePageOptions, total=False):
    """Keywords of ``get_users``: which, and which page of them."""


_USERS = PagedList(
    name="users",
    path="/users",
    page=UserSummaryList,
    array="userSummaries",
    row=UserSummary,
    key="userId",
    one_page=UserPageOptions,
    all_pages=UserFilters,
)
_GET_USER = Endpoint(name="get_user", verb="GET", path="/users/{user_id}", answer=gives(User))
_UPDATE_USER = Endpoint(
    name="update_user", verb="PUT", path="/users/{user_id}", answer=gives(User), body=UserForUpdate
)
_REMOVE_USER = Endpoint(name="remove_user", verb="DELETE", path="/users/{user_id}", answer=nothing)
_INVITE_USER = Endpoint(
    name="invite_user",
    verb="POST",
    path="/users/invite_user",
    answer=gives(User),
    body=UserToInvite,
)
_REINVITE_USER = Endpoint(
    name="reinvite_user", verb="POST", path="/users/{user_id}/reinvite", answer=nothing
)
_ADD_USER_TO_OFFICE = Endpoint(
    name="add_user_to_office",
    verb="POST",
    path="/users/{user_id}/add_to_office",
    answer=nothing,
    body=DesignatedOffice,
)
_REMOVE_USER_FROM_OFFICE = Endpoint(
    name="remove_user_from_office",
    verb="POST",
    path="/users/{user_id}/remove_from_office",
    answer=nothing,
    body=DesignatedOffice,
)
_ADD_USER_TO_REGION = Endpoint(
    name="add_user_to_region",
    verb="POST",
    path="/users/{user_id}/add_to_region",
    answer=nothing,
    body=DesignatedRegion,
)
_REMOVE_USER_FROM_REGION = Endpoint(
    name="remove_user_from_region",
    verb="POST",
    path="/users/{user_id}/remove_from_region",
    answer=nothing,
    body=DesignatedRegion,
)
_LOCK_USER = Endpoint(
    name="lock_user",
    verb="POST",
    path="/users/{user_id}/lock",
    answer=nothing,
    body=LockedOutDetails,
)
_UNLOCK_USER = Endpoint(
    name="unlock_user", verb="POST", path="/users/{user_id}/unlock", answer=nothing
)


class Users(RoomsResource):
    """
    Invite, read, change, lock and remove the users of the account. Who is invited is
    "Pending" until they accept, then "Active".
    """

    async def get_users(self, **options: Unpack[UserPageOptions]) -> UserSummaryList:
        """
        Read one page of users (operation Users_GetUsers).

        Filters by role and by access level exist in Rooms version 6 only, the one by title in
        version 5 only.

        Args:
            **options: The filters of ``UserQuery``, ``start_position`` and ``count``, and timeout,
                retry, extra_query, extra_headers.

        Returns:
            One page of users.
        """
        return await self._get_page(_USERS, options)

    def iter_users(self, **filters: Unpack[UserFilters]) -> Pager[UserSummary]:
        """
        Read users page by page, as they are iterated over.

        Args:
            **filters: The filters of ``UserQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _USERS, filters)

    async def list_users(self, **filters: Unpack[UserFilters]) -> list[UserSummary]:
        """
        Read all users, every page of them.

        Args:
            **filters: The filters of ``UserQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _USERS, filters).collect()

    async def get_user(self, user_id: int, **options: Unpack[CallOptions]) -> User:
        """
        Read a user (operation Users_GetUser).

        Args:
            user_id: The user, by their id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The user.
        """
        return await self._call(_GET_USER, options, user_id=user_id)

    async def update_user(
        self, user_id: int, body: UserForUpdate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Give a user another default office (operation Users_UpdateUser).

        It changes nothing else about the user. Needs ``can_manage_member_lower_access_level`` for
        users below one's own access level, ``can_manage_member_same_access_level`` for users at
        that level; either reaches only as far as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            body: The new default office. As a UserForUpdate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The user as they are now.
        """
        return await self._call(_UPDATE_USER, options, body, user_id=user_id)

    async def remove_user(self, user_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Remove a user from the account (operation Users_RemoveUser).

        Needs ``can_remove_company_member_lower_access_level`` for users below one's own access
        level, ``can_remove_company_member_same_access_level`` for users at that level.

        Args:
            user_id: The user, by their id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_REMOVE_USER, options, user_id=user_id)

    async def invite_user(
        self, body: UserToInvite | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> User:
        """
        Invite somebody to the account by e-mail (operation Users_InviteUser).

        For Rooms version 6; the invitations of version 5 have no method here. Set up roles first:
        in a company without roles of its own everybody invited becomes an administrator. The caller
        has to be an administrator, or a user with access to all offices and regions given and with
        ``can_add_member_and_set_role_lower_access_level`` (for access levels below one's own) or
        ``can_add_member_and_set_role_same_access_level`` (for one's own level too).
        ``rooms.invite_user`` invites to one room instead.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: Whom to invite, and as what. As a UserToInvite, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new user, pending until they accept.
        """
        return await self._call(_INVITE_USER, options, body)

    async def reinvite_user(self, user_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Send a pending user their invitation again (operation Users_ReinviteUser).

        An invitation cannot be accepted any more after 30 days.

        Args:
            user_id: The user, by their id.
            **options: timeout, retry, extra_query, extra_headers.
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

        One office a call. The access level of the user has to be "Office" or "Contributor". Needs
        ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            body: The office to add the user to. As a DesignatedOffice, or a mapping by the API's
                names.
            **options: timeout, retry, extra_query, extra_headers.
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

        One office a call; everything else that the user belongs to stays. From their default office
        nobody can be removed: ``update_user`` gives them another one first. Needs
        ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            body: The office to remove the user from. As a DesignatedOffice, or a mapping by the
                API's names.
            **options: timeout, retry, extra_query, extra_headers.
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

        One region a call. The access level of the user has to be "Region". Needs
        ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            body: The region to add the user to. As a DesignatedRegion, or a mapping by the API's
                names.
            **options: timeout, retry, extra_query, extra_headers.
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

        One region a call; everything else that the user belongs to stays. From the region of their
        default office nobody can be removed: ``update_user`` gives them another office first. Needs
        ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            body: The region to remove the user from. As a DesignatedRegion, or a mapping by the
                API's names.
            **options: timeout, retry, extra_query, extra_headers.
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

        Needs ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions. ``unlock_user`` undoes it.

        Args:
            user_id: The user, by their id.
            body: Why the user is locked out. As a LockedOutDetails, or a mapping by the API's
                names.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_LOCK_USER, options, body, user_id=user_id)

    async def unlock_user(self, user_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Let a locked user into the account again (operation Users_UnlockUser).

        Needs ``can_manage_member_lower_access_level`` for users below one's own access level,
        ``can_manage_member_same_access_level`` for users at that level; either reaches only as far
        as one's own offices and regions.

        Args:
            user_id: The user, by their id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_UNLOCK_USER, options, user_id=user_id)
