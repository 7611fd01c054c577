"""The models of Rooms: rooms."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
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
class FieldData(Model):
    """
    The values of a room's fields.

    Attributes:
        data: Values by the fields' api names, nested for fields with parts. The state is a state's
            id.
    """

    data: dict[str, Any] | None = None


@frozen(kw_only=True)
class FieldDataForCreate(RequestModel):
    """
    The values of the fields of a new room.

    Attributes:
        data: Values by the fields' api names; address1, city, postalCode and state (an id) are
            needed.
    """

    data: dict[str, Any] | None = UNSET


@frozen(kw_only=True)
class FieldDataForUpdate(RequestModel):
    """
    New values for some fields of a room; those left out stay as they are.

    Attributes:
        data: The new values by the fields' api names, nested for fields with parts.
    """

    data: dict[str, Any] | None = UNSET


class ListingType(StrEnum):
    """Known sources of a listing; an unknown one stays a plain string."""

    PUBLIC_RECORDS = "PublicRecords"
    MLS = "MLS"


@frozen(kw_only=True)
class Room(Model):
    """
    A room: the place for the people and papers of one transaction.

    Attributes:
        room_id: The room's id.
        company_id: The company's id.
        name: The room's name.
        office_id: The id of the office that the room belongs to.
        created_date: When it was made (UTC); the server sets it.
        submitted_for_review_date: When it was handed in for review (UTC).
        closed_date: When the room was closed (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_by_user_id: The id of the user who made the room.
        room_owner_ids: The ids of the users who own the room.
        rejected_by_user_id: The id of the user who rejected it.
        closed_status_id: Why the room was closed: the id of a closing status, such as sold.
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
        role_id: The id of the role of the room's owner.
        transaction_side_id: Buy, sell, listbuy or refi in lower case; needed by real estate
            companies only.
        owner_id: The id of the user who will own the room.
        template_id: The id of the room template to make the room from.
        office_id: The office's id; needed for a room that another user will own.
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
class RoomPicture(Model):
    """
    The picture of a room, just uploaded.

    Attributes:
        url: Where the picture is.
    """

    url: str | None = None


class RoomStatus(StrEnum):
    """Known statuses of a room; an unknown one stays a plain string."""

    ACTIVE = "Active"
    PENDING = "Pending"
    CLOSED = "Closed"
    OPEN = "Open"


@frozen(kw_only=True)
class RoomSummary(Model):
    """
    A room, as lists show one.

    Attributes:
        room_id: The room's id.
        name: The room's name.
        office_id: The id of the office that the room belongs to.
        created_date: When it was made (UTC); the server sets it.
        submitted_for_review_date: When it was handed in for review (UTC).
        closed_date: When the room was closed (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_by_user_id: The id of the user who made the room.
        rejected_by_user_id: The id of the user who rejected it.
        closed_status_id: Why the room was closed: the id of a closing status, such as sold.
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
class RoomSummaryList(Model):
    """
    One page of rooms.

    Attributes:
        rooms: The rooms.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    rooms: list[RoomSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
Rooms = Room
