"""The models of Rooms: room users."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel
from opentoclose_async.rooms.models.roles import RoleSummary

__all__ = [
    "AssignableRoles",
    "RoomInvite",
    "RoomInviteResponse",
    "RoomUser",
    "RoomUserForUpdate",
    "RoomUserRemovalDetail",
    "RoomUserSortingOption",
    "RoomUserSummary",
    "RoomUsersResult",
]


@frozen(kw_only=True)
class AssignableRoles(Model):
    """
    One page of the roles that a person can be given in a room.

    Attributes:
        current_role_id: The id of the person's company role, if they and the user who asks are of
            the company.
        roles: The roles.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    current_role_id: int | None = None
    roles: list[RoleSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


@frozen(kw_only=True)
class RoomInvite(RequestModel):
    """
    The person who is invited to a room.

    Attributes:
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        role_id: The id of the role that the person gets in the room.
        transaction_side_id: The side the person is on; needed by real estate companies only.
    """

    email: str
    first_name: str
    last_name: str
    role_id: int
    transaction_side_id: str | None = UNSET


@frozen(kw_only=True)
class RoomInviteResponse(Model):
    """
    The invitation to a room that was sent.

    Attributes:
        user_id: The user's id.
        room_id: The room's id.
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The id of the role that the person gets in the room.
    """

    user_id: int | None = None
    room_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    transaction_side_id: str | None = None
    role_id: int | None = None


@frozen(kw_only=True)
class RoomUser(Model):
    """
    A person in a room, and whether they still have access to it.

    Attributes:
        user_id: The user's id.
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The id of the person's role in the room.
        is_revoked: Whether the person has lost access to the room.
        invited_by_user_id: The id of the user who invited the person.
    """

    user_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    transaction_side_id: str | None = None
    role_id: int | None = None
    is_revoked: bool | None = None
    invited_by_user_id: int | None = None


@frozen(kw_only=True)
class RoomUserForUpdate(RequestModel):
    """
    New values for a person in a room.

    Attributes:
        role_id: The id of the person's new role in the room.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
    """

    role_id: int | None = UNSET
    transaction_side_id: str | None = UNSET


@frozen(kw_only=True)
class RoomUserRemovalDetail(RequestModel):
    """
    When a person loses access to a room.

    Attributes:
        revocation_date: When access ends (UTC).
    """

    revocation_date: datetime | None = UNSET


class RoomUserSortingOption(StrEnum):
    """Known orders of the people in a room; an unknown one stays a plain string."""

    FIRST_NAME_ASC = "FirstNameAsc"
    LAST_NAME_ASC = "LastNameAsc"
    EMAIL_ASC = "EmailAsc"
    FIRST_NAME_DESC = "FirstNameDesc"
    LAST_NAME_DESC = "LastNameDesc"
    EMAIL_DESC = "EmailDesc"


@frozen(kw_only=True)
class RoomUserSummary(Model):
    """
    A person in a room, as lists show one.

    Attributes:
        user_id: The user's id.
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The id of the person's role in the room.
        title_id: Rooms version 5 only: the id of a manager's job title.
        company_name: The name of the person's company.
        role_name: The name of the person's role.
    """

    user_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    transaction_side_id: str | None = None
    role_id: int | None = None
    title_id: int | None = None
    company_name: str | None = None
    role_name: str | None = None


@frozen(kw_only=True)
class RoomUsersResult(Model):
    """
    One page of the people in a room.

    Attributes:
        users: The people.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    users: list[RoomUserSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None
