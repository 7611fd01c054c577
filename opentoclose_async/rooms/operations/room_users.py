"""The people in a room."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.roles import RoleSummary
from opentoclose_async.rooms.models.room_users import (
    AssignableRoles,
    RoomInvite,
    RoomInviteResponse,
    RoomUser,
    RoomUserForUpdate,
    RoomUserRemovalDetail,
    RoomUsersResult,
    RoomUserSummary,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = [
    "AssignableRoleFilters",
    "AssignableRolePageOptions",
    "AssignableRoleQuery",
    "RoomUserFilters",
    "RoomUserPageOptions",
    "RoomUserQuery",
    "RoomUserSort",
    "RoomUsers",
    "UserSort",
]

UserSort = Literal[
    "FirstNameAsc", "LastNameAsc", "EmailAsc", "FirstNameDesc", "LastNameDesc", "EmailDesc"
]

RoomUserSort = Literal["firstNameAsc", "firstNameDesc", "lastNameAsc", "lastNameDesc"]


class RoomUserQuery(TypedDict, total=False):
    """
    Which users of a room.

    Attributes:
        filter: Only users whose first name, last name or e-mail address starts so; no wildcard.
        sort: The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the
            default). These start with a small letter, unlike those of ``users.get_users``.
    """

    filter: str | None
    sort: RoomUserSort | str | None


class RoomUserFilters(RoomUserQuery, PageOptions, total=False):
    """Keywords of ``iter_room_users`` and ``list_room_users``: which, and how to read them."""


class RoomUserPageOptions(RoomUserQuery, OnePageOptions, total=False):
    """Keywords of ``get_room_users``: which, and which page of them."""


class AssignableRoleQuery(TypedDict, total=False):
    """
    Which roles that can be given.

    Attributes:
        assignee_email: Only roles that the caller can give to the person with this e-mail address.
        filter: Only roles whose names start so; no wildcard.
    """

    assignee_email: str | None
    filter: str | None


class AssignableRoleFilters(AssignableRoleQuery, PageOptions, total=False):
    """
    Keywords of ``iter_assignable_roles`` and ``list_assignable_roles``: which, and how to
    read them.
    """


class AssignableRolePageOptions(AssignableRoleQuery, OnePageOptions, total=False):
    """Keywords of ``get_assignable_roles``: which, and which page of them."""


_INVITE_USER = Endpoint(
    name="invite_user",
    verb="POST",
    path="/rooms/{room_id}/users",
    answer=gives(RoomInviteResponse),
    body=RoomInvite,
)
_ROOM_USERS = PagedList(
    name="room_users",
    path="/rooms/{room_id}/users",
    page=RoomUsersResult,
    array="users",
    row=RoomUserSummary,
    key="userId",
    one_page=RoomUserPageOptions,
    all_pages=RoomUserFilters,
)
_PUT_ROOM_USER = Endpoint(
    name="put_room_user",
    verb="PUT",
    path="/rooms/{room_id}/users/{user_id}",
    answer=gives(RoomUser),
    body=RoomUserForUpdate,
)
_REVOKE_ROOM_USER_ACCESS = Endpoint(
    name="revoke_room_user_access",
    verb="POST",
    path="/rooms/{room_id}/users/{user_id}/revoke_access",
    answer=nothing,
    body=RoomUserRemovalDetail,
    body_optional=True,
)
_RESTORE_ROOM_USER_ACCESS = Endpoint(
    name="restore_room_user_access",
    verb="POST",
    path="/rooms/{room_id}/users/{user_id}/restore_access",
    answer=nothing,
)
_ASSIGNABLE_ROLES = PagedList(
    name="assignable_roles",
    path="/rooms/{room_id}/assignable_roles",
    page=AssignableRoles,
    array="roles",
    row=RoleSummary,
    key="roleId",
    one_page=AssignableRolePageOptions,
    all_pages=AssignableRoleFilters,
)


class RoomUsers(RoomsResource):
    """Who is in a room."""

    async def invite_user(
        self, room_id: int, body: RoomInvite | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> RoomInviteResponse:
        """
        Invite somebody to a room by e-mail address (operation Rooms_InviteUser).

        It may be a user of the account or anybody else. Needs a role with
        ``can_add_users_to_rooms``. ``get_assignable_roles`` gives roles to choose from;
        ``users.invite_user`` invites to the account instead.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            body: Whom to invite, and as what. As a RoomInvite, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The invitation.
        """
        return await self._call(_INVITE_USER, options, body, room_id=room_id)

    async def get_room_users(
        self, room_id: int, **options: Unpack[RoomUserPageOptions]
    ) -> RoomUsersResult:
        """
        Read one page of the users of a room (operation Rooms_GetRoomUsers).

        Args:
            room_id: The room, by its id.
            **options: The filters of ``RoomUserQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of users, each with their role and side in the room.
        """
        return await self._get_page(_ROOM_USERS, options, room_id=room_id)

    def iter_room_users(
        self, room_id: int, **filters: Unpack[RoomUserFilters]
    ) -> Pager[RoomUserSummary]:
        """
        Read users of a room page by page, as they are iterated over.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``RoomUserQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ROOM_USERS, filters, room_id=room_id)

    async def list_room_users(
        self, room_id: int, **filters: Unpack[RoomUserFilters]
    ) -> list[RoomUserSummary]:
        """
        Read all users of a room, every page of them.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``RoomUserQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ROOM_USERS, filters, room_id=room_id).collect()

    async def put_room_user(
        self,
        room_id: int,
        user_id: int,
        body: RoomUserForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> RoomUser:
        """
        Change the role or the transaction side of a user in a room (operation Rooms_PutRoomUser).

        Nobody may do so but the one who invited that user.

        Args:
            room_id: The room, by its id.
            user_id: The user, by their id.
            body: The new role, the new transaction side, or both. As a RoomUserForUpdate, or a
                mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The user as they are in the room now.
        """
        return await self._call(_PUT_ROOM_USER, options, body, room_id=room_id, user_id=user_id)

    async def revoke_room_user_access(
        self,
        room_id: int,
        user_id: int,
        body: RoomUserRemovalDetail | Mapping[str, Any] | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Take a user's access to a room away, now or on a given date (operation
        Rooms_RevokeRoomUserAccess).

        Without a body it ends at once. Mind a date in the future for somebody who has no access: it
        lets them in until then. ``restore_room_user_access`` undoes it.

        Args:
            room_id: The room, by its id.
            user_id: The user, by their id.
            body: The date on which access ends; without a body, it ends at once. As a
                RoomUserRemovalDetail, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _REVOKE_ROOM_USER_ACCESS, options, body, room_id=room_id, user_id=user_id
        )

    async def restore_room_user_access(
        self, room_id: int, user_id: int, **options: Unpack[CallOptions]
    ) -> None:
        """
        Give a user back the access to a room that was revoked (operation
        Rooms_RestoreRoomUserAccess).

        Args:
            room_id: The room, by its id.
            user_id: The user, by their id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _RESTORE_ROOM_USER_ACCESS, options, room_id=room_id, user_id=user_id
        )

    async def get_assignable_roles(
        self, room_id: int, **options: Unpack[AssignableRolePageOptions]
    ) -> AssignableRoles:
        """
        Read one page of the roles that the caller can give to people they invite to a room
        (operation Rooms_GetAssignableRoles).

        Rooms version 6 only. Internal roles are not among them: each has ``is_external`` set.

        Args:
            room_id: The room, by its id.
            **options: The filters of ``AssignableRoleQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of roles, and the invitee's own role where both are of the company.
        """
        return await self._get_page(_ASSIGNABLE_ROLES, options, room_id=room_id)

    def iter_assignable_roles(
        self, room_id: int, **filters: Unpack[AssignableRoleFilters]
    ) -> Pager[RoleSummary]:
        """
        Read roles that can be given page by page, as they are iterated over.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``AssignableRoleQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ASSIGNABLE_ROLES, filters, room_id=room_id)

    async def list_assignable_roles(
        self, room_id: int, **filters: Unpack[AssignableRoleFilters]
    ) -> list[RoleSummary]:
        """
        Read all roles that can be given, every page of them.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``AssignableRoleQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ASSIGNABLE_ROLES, filters, room_id=room_id).collect()
