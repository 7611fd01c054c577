"""Models of Rooms: room users."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
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
class AssignableRoles(CamelCaseModel):
    """
    One page of the roles that a person can have in a room.

    Attributes:
        current_role_id: The ID of the person's company role, if both the person and the caller are
            of the company.
        roles: The roles.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
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
    A person to invite to a room.

    Attributes:
        email: Email address.
        first_name: First name.
        last_name: Last name.
        role_id: The ID of the person's role in the room.
        transaction_side_id: The person's side of the transaction; required for real estate
            companies only.
    """

    email: str
    first_name: str
    last_name: str
    role_id: int
    transaction_side_id: str | None = UNSET


@frozen(kw_only=True)
class RoomInviteResponse(CamelCaseModel):
    """
    An invitation to a room that was sent.

    Attributes:
        user_id: The user's ID.
        room_id: The room's ID.
        email: Email address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The ID of the person's role in the room.
    """

    user_id: int | None = None
    room_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    transaction_side_id: str | None = None
    role_id: int | None = None


@frozen(kw_only=True)
class RoomUser(CamelCaseModel):
    """
    A person in a room, and whether they still have access to it.

    Attributes:
        user_id: The user's ID.
        email: Email address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The ID of the person's role in the room.
        is_revoked: Whether the person has lost access to the room.
        invited_by_user_id: The ID of the user who invited the person.
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
        role_id: The ID of the person's new role in the room.
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
    """Known orders of the people in a room; others stay strings."""

    FIRST_NAME_ASC = "FirstNameAsc"
    LAST_NAME_ASC = "LastNameAsc"
    EMAIL_ASC = "EmailAsc"
    FIRST_NAME_DESC = "FirstNameDesc"
    LAST_NAME_DESC = "LastNameDesc"
    EMAIL_DESC = "EmailDesc"


@frozen(kw_only=True)
class RoomUserSummary(CamelCaseModel):
    """
    A person in a room, as in lists.

    Attributes:
        user_id: The user's ID.
        email: Email address.
        first_name: First name.
        last_name: Last name.
        transaction_side_id: The side of the transaction: buy, sell, listbuy or refi.
        role_id: The ID of the person's role in the room.
        title_id: The ID of a manager's job title. Rooms version 5 only.
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
class RoomUsersResult(CamelCaseModel):
    """
    One page of the people in a room.

    Attributes:
        users: The people.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    users: list[RoomUserSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None
