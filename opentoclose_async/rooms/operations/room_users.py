"""Operations on room users."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
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
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = [
    "AssignableRoleFilters",
    "AssignableRolePageOptions",
    "AssignableRoleQuery",
    "RoomUserFilters",
    "RoomUserPageOptions",
    "RoomUserQuery",
    "RoomUserSort",
    "RoomUsers",
]

RoomUserSort = Literal["firstNameAsc", "firstNameDesc", "lastNameAsc", "lastNameDesc"]


class RoomUserQuery(TypedDict, total=False):
    """Filters for users of a room."""

    filter: str | None
    """Only users whose first name, last name or email address starts with this text."""
    sort: RoomUserSort | str | None
    """The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the default).
    Unlike those of ``users.get_users``, these start with a lower-case letter."""


class RoomUserFilters(RoomUserQuery, PageOptions, total=False):
    """Keywords of ``iter_room_users`` and ``list_room_users``."""


class RoomUserPageOptions(RoomUserQuery, OnePageOptions, total=False):
    """Keywords of ``get_room_users``."""


class AssignableRoleQuery(TypedDict, total=False):
    """Filters for assignable roles."""

    assignee_email: str | None
    """Only roles that the caller can assign to the person with this email address."""
    filter: str | None
    """Only roles whose names start with this text."""


class AssignableRoleFilters(AssignableRoleQuery, PageOptions, total=False):
    """Keywords of ``iter_assignable_roles`` and ``list_assignable_roles``."""


class AssignableRolePageOptions(AssignableRoleQuery, OnePageOptions, total=False):
    """Keywords of ``get_assignable_roles``."""


_INVITE_USER = RoomsOperation(
    name="invite_user",
    verb="POST",
    path="/rooms/{room_id}/users",
    convert=as_model(RoomInviteResponse),
    body=RoomInvite,
)
_ROOM_USERS = ListOperation(
    name="room_users",
    path="/rooms/{room_id}/users",
    page=RoomUsersResult,
    array="users",
    row=RoomUserSummary,
    key="userId",
    one_page=RoomUserPageOptions,
    all_pages=RoomUserFilters,
)
_PUT_ROOM_USER = RoomsOperation(
    name="put_room_user",
    verb="PUT",
    path="/rooms/{room_id}/users/{user_id}",
    convert=as_model(RoomUser),
    body=RoomUserForUpdate,
)
_REVOKE_ROOM_USER_ACCESS = RoomsOperation(
    name="revoke_room_user_access",
    verb="POST",
    path="/rooms/{room_id}/users/{user_id}/revoke_access",
    convert=as_nothing,
    body=RoomUserRemovalDetail,
    body_optional=True,
)
_RESTORE_ROOM_USER_ACCESS = RoomsOperation(
    name="restore_room_user_access",
    verb="POST",
    path="/rooms/{room_id}/users/{user_id}/restore_access",
    convert=as_nothing,
)
_ASSIGNABLE_ROLES = ListOperation(
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
    """Get, invite and change the people in rooms, and revoke their access."""

    async def invite_user(
        self,
        room_id: int,
        body: RoomInvite | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> RoomInviteResponse:
        """
        Invite a person to a room by email address (operation Rooms_InviteUser).

        Anyone can be invited, not only users of the account. Needs a role with
        ``can_add_users_to_rooms``. ``get_assignable_roles`` returns the roles to choose from. To
        invite a person to the account, use ``users.invite_user``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            body: The person to invite, and their role, as a RoomInvite or a mapping with the API's
                names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The invitation.
        """
        return await self._call(_INVITE_USER, options, body, room_id=room_id)

    async def get_room_users(
        self,
        room_id: int,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: RoomUserSort | str | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomUsersResult:
        """
        Get one page of the users of a room (operation Rooms_GetRoomUsers).

        Args:
            room_id: The room's ID.
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the
                default). Unlike those of ``users.get_users``, these start with a lower-case letter.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of users, each with their role and side in the room.
        """
        return await self._get_page(
            _ROOM_USERS,
            {"filter": filter, "sort": sort, "start_position": start_position, "count": count},
            options,
            room_id=room_id,
        )

    def iter_room_users(
        self,
        room_id: int,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: RoomUserSort | str | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[RoomUserSummary]:
        """
        Iterate over users of a room, requesting pages as needed.

        Args:
            room_id: The room's ID.
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the
                default). Unlike those of ``users.get_users``, these start with a lower-case letter.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", _ROOM_USERS, {"filter": filter, "sort": sort}, options, room_id=room_id
        )

    async def list_room_users(
        self,
        room_id: int,
        *,
        filter: str | None = None,  # noqa: A002 - the API's name
        sort: RoomUserSort | str | None = None,
        **options: Unpack[PageOptions],
    ) -> list[RoomUserSummary]:
        """
        List all users of a room.

        Args:
            room_id: The room's ID.
            filter: Only users whose first name, last name or email address starts with this text.
            sort: The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the
                default). Unlike those of ``users.get_users``, these start with a lower-case letter.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _ROOM_USERS, {"filter": filter, "sort": sort}, options, room_id=room_id
        ).collect()

    async def put_room_user(
        self,
        room_id: int,
        user_id: int,
        body: RoomUserForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> RoomUser:
        """
        Change the role or the transaction side of a user in a room (operation Rooms_PutRoomUser).

        Only the person who invited the user may do this.

        Args:
            room_id: The room's ID.
            user_id: The user's ID.
            body: The new role, the new transaction side, or both, as a RoomUserForUpdate or a
                mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The changed user.
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
        Revoke a user's access to a room, now or on a given date (operation
        Rooms_RevokeRoomUserAccess).

        Without a body, access ends at once. A date in the future gives access until then to a user
        who has none. Undo it with ``restore_room_user_access``.

        Args:
            room_id: The room's ID.
            user_id: The user's ID.
            body: The date on which access ends (default: now), as a RoomUserRemovalDetail or a
                mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _REVOKE_ROOM_USER_ACCESS, options, body, room_id=room_id, user_id=user_id
        )

    async def restore_room_user_access(
        self,
        room_id: int,
        user_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Restore a user's revoked access to a room (operation Rooms_RestoreRoomUserAccess).

        Args:
            room_id: The room's ID.
            user_id: The user's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _RESTORE_ROOM_USER_ACCESS, options, room_id=room_id, user_id=user_id
        )

    async def get_assignable_roles(
        self,
        room_id: int,
        *,
        assignee_email: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> AssignableRoles:
        """
        Get one page of the roles that the caller can assign to people they invite to a room
        (operation Rooms_GetAssignableRoles).

        Rooms version 6 only. All have ``is_external`` set: internal roles are left out.

        Args:
            room_id: The room's ID.
            assignee_email: Only roles that the caller can assign to the person with this email
                address.
            filter: Only roles whose names start with this text.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of roles, and the invitee's own role if both the caller and the invitee are of
            the company.
        """
        return await self._get_page(
            _ASSIGNABLE_ROLES,
            {
                "assignee_email": assignee_email,
                "filter": filter,
                "start_position": start_position,
                "count": count,
            },
            options,
            room_id=room_id,
        )

    def iter_assignable_roles(
        self,
        room_id: int,
        *,
        assignee_email: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        **options: Unpack[PageOptions],
    ) -> Pager[RoleSummary]:
        """
        Iterate over assignable roles, requesting pages as needed.

        Args:
            room_id: The room's ID.
            assignee_email: Only roles that the caller can assign to the person with this email
                address.
            filter: Only roles whose names start with this text.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _ASSIGNABLE_ROLES,
            {"assignee_email": assignee_email, "filter": filter},
            options,
            room_id=room_id,
        )

    async def list_assignable_roles(
        self,
        room_id: int,
        *,
        assignee_email: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        **options: Unpack[PageOptions],
    ) -> list[RoleSummary]:
        """
        List all assignable roles.

        Args:
            room_id: The room's ID.
            assignee_email: Only roles that the caller can assign to the person with this email
                address.
            filter: Only roles whose names start with this text.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _ASSIGNABLE_ROLES,
            {"assignee_email": assignee_email, "filter": filter},
            options,
            room_id=room_id,
        ).collect()
