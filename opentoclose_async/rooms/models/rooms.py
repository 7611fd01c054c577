"""Models of Rooms: rooms."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "FieldData",
    "FieldDataForCreate",
    "FieldDataForUpdate",
    "ListingType",
    "Room",
    "RoomForCreate",
    "RoomPicture",
    "RoomStatus",
    "RoomSummary",
    "RoomSummaryList",
    "Rooms",
]


@frozen(kw_only=True)
class FieldData(CamelCaseModel):
    """
    The values of a room's fields.

    Attributes:
        data: The values by the API names of their fields, nested for fields with parts. The state
            is a state's ID.
    """

    data: dict[str, Any] | None = None


@frozen(kw_only=True)
class FieldDataForCreate(RequestModel):
    """
    The values of a new room's fields.

    Attributes:
        data: The values by the API names of their fields. address1, city, postalCode and state (an
            ID) are required.
    """

    data: dict[str, Any] | None = UNSET


@frozen(kw_only=True)
class FieldDataForUpdate(RequestModel):
    """
    New values of a room's fields. Fields that are left out keep their values.

    Attributes:
        data: The new values by the API names of their fields, nested for fields with parts.
    """

    data: dict[str, Any] | None = UNSET


class ListingType(StrEnum):
    """Known sources of a listing; others stay strings."""

    PUBLIC_RECORDS = "PublicRecords"
    MLS = "MLS"


@frozen(kw_only=True)
class Room(CamelCaseModel):
    """
    A room: the people and documents of one transaction.

    Attributes:
        room_id: The room's ID.
        company_id: The company's ID.
        name: The room's name.
        office_id: The ID of the room's office.
        created_date: When it was created (UTC); set by the server.
        submitted_for_review_date: When it was submitted for review (UTC).
        closed_date: When the room was closed (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_by_user_id: The ID of the user who created the room.
        room_owner_ids: The IDs of the users who own the room.
        rejected_by_user_id: The ID of the user who rejected it.
        closed_status_id: Why the room was closed: the ID of a closing status, such as sold.
        field_data_last_updated_date: When a value of a field was last changed (UTC).
        field_data: The values of the room's fields.
    """

    room_id: int | None = None
    company_id: int | None = None
    name: str | None = None
    office_id: int | None = None
    created_date: datetime | None = None
    submitted_for_review_date: datetime | None = None
    closed_date: datetime | None = None
    rejected_date: datetime | None = None
    created_by_user_id: int | None = None
    room_owner_ids: list[int] | None = None
    rejected_by_user_id: int | None = None
    closed_status_id: str | None = None
    field_data_last_updated_date: datetime | None = None
    field_data: FieldData | None = None


@frozen(kw_only=True)
class RoomForCreate(RequestModel):
    """
    A new room.

    Attributes:
        name: The room's name.
        role_id: The ID of the owner's role in the room.
        transaction_side_id: buy, sell, listbuy or refi, in lower case; required for real estate
            companies only.
        owner_id: The ID of the user who will own the room.
        template_id: The ID of the room template to create the room from.
        office_id: The office's ID; required if another user will own the room.
        field_data: The values of the room's fields.
        listing_source: Where the listing comes from.
    """

    name: str
    role_id: int
    transaction_side_id: str | None = UNSET
    owner_id: int | None = UNSET
    template_id: int | None = UNSET
    office_id: int | None = UNSET
    field_data: FieldDataForCreate | None = UNSET
    listing_source: ListingType | str | None = UNSET


@frozen(kw_only=True)
class RoomPicture(CamelCaseModel):
    """
    The uploaded picture of a room.

    Attributes:
        url: The URL of the picture.
    """

    url: str | None = None


class RoomStatus(StrEnum):
    """Known statuses of a room; others stay strings."""

    ACTIVE = "Active"
    PENDING = "Pending"
    CLOSED = "Closed"
    OPEN = "Open"


@frozen(kw_only=True)
class RoomSummary(CamelCaseModel):
    """
    A room, as in lists.

    Attributes:
        room_id: The room's ID.
        name: The room's name.
        office_id: The ID of the room's office.
        created_date: When it was created (UTC); set by the server.
        submitted_for_review_date: When it was submitted for review (UTC).
        closed_date: When the room was closed (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_by_user_id: The ID of the user who created the room.
        rejected_by_user_id: The ID of the user who rejected it.
        closed_status_id: Why the room was closed: the ID of a closing status, such as sold.
        field_data_last_updated_date: When a value of a field was last changed (UTC).
    """

    room_id: int | None = None
    name: str | None = None
    office_id: int | None = None
    created_date: datetime | None = None
    submitted_for_review_date: datetime | None = None
    closed_date: datetime | None = None
    rejected_date: datetime | None = None
    created_by_user_id: int | None = None
    rejected_by_user_id: int | None = None
    closed_status_id: str | None = None
    field_data_last_updated_date: datetime | None = None


@frozen(kw_only=True)
class RoomSummaryList(CamelCaseModel):
    """
    One page of rooms.

    Attributes:
        rooms: The rooms.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    rooms: list[RoomSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
Rooms = Room
