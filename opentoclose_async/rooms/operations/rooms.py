"""Operations on rooms."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.uploads import FileContent
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.fields import FieldSet
from opentoclose_async.rooms.models.rooms import (
    FieldData,
    FieldDataForUpdate,
    Room,
    RoomForCreate,
    RoomPicture,
    RoomSummary,
    RoomSummaryList,
)
from opentoclose_async.rooms.operations.room_documents import RoomDocuments
from opentoclose_async.rooms.operations.room_users import RoomUsers
from opentoclose_async.rooms.resource import RoomsOperation, as_model, as_nothing

__all__ = ["BlockingRooms", "RoomFilters", "RoomOptions", "RoomPageOptions", "RoomQuery", "Rooms"]


class RoomQuery(TypedDict, total=False):
    """Filters for rooms."""

    room_status: str | Sequence[str] | None
    """Only rooms with this status, or with any of several, in a sequence or separated by commas:
    "active", "pending", "open" (both of these) or "closed". Default: "active", which leaves out
    closed rooms."""
    office_id: int | None
    """Only rooms of the office with this ID."""
    field_data_changed_start_date: datetime | date | str | None
    """Only rooms whose details changed after this moment. In UTC; a string is "yyyy-mm-dd hh:mm:ss"
    or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default: no limit."""
    field_data_changed_end_date: datetime | date | str | None
    """Only rooms whose details changed before this moment. In UTC; a string is "yyyy-mm-dd
    hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default: now."""
    room_closed_start_date: datetime | date | str | None
    """Only rooms closed at or after this moment. Pass ``room_status`` as well, as closed rooms are
    left out by default. In UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and
    without a time it means midnight. Default: no limit."""
    room_closed_end_date: datetime | date | str | None
    """Only rooms closed before this moment. Pass ``room_status`` as well, as closed rooms are left
    out by default. In UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without
    a time it means midnight. Default: now."""


class RoomFilters(RoomQuery, PageOptions, total=False):
    """Keywords of ``iter_rooms`` and ``list_rooms``."""


class RoomPageOptions(RoomQuery, OnePageOptions, total=False):
    """Keywords of ``get_rooms``."""


class RoomOptions(CallOptions, total=False):
    """Keywords of ``get_room``."""

    include_field_data: bool | None
    """Whether to include the details as ``field_data``. Default: false."""


_GET_ROOM_FIELD_DATA = RoomsOperation(
    name="get_room_field_data",
    verb="GET",
    path="/rooms/{room_id}/field_data",
    convert=as_model(FieldData),
)
_UPDATE_ROOM_FIELD_DATA = RoomsOperation(
    name="update_room_field_data",
    verb="PUT",
    path="/rooms/{room_id}/field_data",
    convert=as_model(FieldData),
    body=FieldDataForUpdate,
)
_ROOMS = ListOperation(
    name="rooms",
    path="/rooms",
    page=RoomSummaryList,
    array="rooms",
    row=RoomSummary,
    key="roomId",
    one_page=RoomPageOptions,
    all_pages=RoomFilters,
)
_CREATE_ROOM = RoomsOperation(
    name="create_room", verb="POST", path="/rooms", convert=as_model(Room), body=RoomForCreate
)
_GET_ROOM = RoomsOperation(
    name="get_room",
    verb="GET",
    path="/rooms/{room_id}",
    convert=as_model(Room),
    keywords=RoomOptions,
)
_DELETE_ROOM = RoomsOperation(
    name="delete_room", verb="DELETE", path="/rooms/{room_id}", convert=as_nothing
)
_UPDATE_PICTURE = RoomsOperation(
    name="update_picture",
    verb="PUT",
    path="/rooms/{room_id}/picture",
    convert=as_model(RoomPicture),
)
_GET_ROOM_FIELD_SET = RoomsOperation(
    name="get_room_field_set",
    verb="GET",
    path="/rooms/{room_id}/field_set",
    convert=as_model(FieldSet),
)


class Rooms(RoomUsers, RoomDocuments):
    """Create, get, change and delete rooms, their documents, people and details."""

    async def get_room_field_data(
        self,
        room_id: int,
        **options: Unpack[CallOptions],
    ) -> FieldData:
        """
        Get the details of a room, which are the values of its fields (operation
        Rooms_GetRoomFieldData).

        ``get_room_field_set`` returns the fields that the room has.

        Args:
            room_id: The room's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The values by the names of their fields.
        """
        return await self._call(_GET_ROOM_FIELD_DATA, options, room_id=room_id)

    async def update_room_field_data(
        self,
        room_id: int,
        body: FieldDataForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> FieldData:
        """
        Change details of a room (operation Rooms_UpdateRoomFieldData).

        Fields that are left out keep their values. If the server rejects one value, it changes
        none. ``get_room_field_set`` returns the fields that the room has, ``get_room_field_data``
        their current values.

        Args:
            room_id: The room's ID.
            body: The fields to change, with their new values, as a FieldDataForUpdate or a mapping
                with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The values that were sent, not all values of the room.
        """
        return await self._call(_UPDATE_ROOM_FIELD_DATA, options, body, room_id=room_id)

    async def get_rooms(
        self,
        *,
        room_status: str | Sequence[str] | None = None,
        office_id: int | None = None,
        field_data_changed_start_date: datetime | date | str | None = None,
        field_data_changed_end_date: datetime | date | str | None = None,
        room_closed_start_date: datetime | date | str | None = None,
        room_closed_end_date: datetime | date | str | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomSummaryList:
        """
        Get one page of rooms (operation Rooms_GetRooms).

        Only rooms that the caller may see. Closed rooms are left out unless ``room_status``
        includes them. The order cannot be chosen.

        Args:
            room_status: Only rooms with this status, or with any of several, in a sequence or
                separated by commas: "active", "pending", "open" (both of these) or "closed".
                Default: "active", which leaves out closed rooms.
            office_id: Only rooms of the office with this ID.
            field_data_changed_start_date: Only rooms whose details changed after this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: no limit.
            field_data_changed_end_date: Only rooms whose details changed before this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: now.
            room_closed_start_date: Only rooms closed at or after this moment. Pass ``room_status``
                as well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                no limit.
            room_closed_end_date: Only rooms closed before this moment. Pass ``room_status`` as
                well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                now.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of rooms.
        """
        return await self._get_page(
            _ROOMS,
            {
                "room_status": room_status,
                "office_id": office_id,
                "field_data_changed_start_date": field_data_changed_start_date,
                "field_data_changed_end_date": field_data_changed_end_date,
                "room_closed_start_date": room_closed_start_date,
                "room_closed_end_date": room_closed_end_date,
                "start_position": start_position,
                "count": count,
            },
            options,
        )

    def iter_rooms(
        self,
        *,
        room_status: str | Sequence[str] | None = None,
        office_id: int | None = None,
        field_data_changed_start_date: datetime | date | str | None = None,
        field_data_changed_end_date: datetime | date | str | None = None,
        room_closed_start_date: datetime | date | str | None = None,
        room_closed_end_date: datetime | date | str | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[RoomSummary]:
        """
        Iterate over rooms, requesting pages as needed.

        Args:
            room_status: Only rooms with this status, or with any of several, in a sequence or
                separated by commas: "active", "pending", "open" (both of these) or "closed".
                Default: "active", which leaves out closed rooms.
            office_id: Only rooms of the office with this ID.
            field_data_changed_start_date: Only rooms whose details changed after this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: no limit.
            field_data_changed_end_date: Only rooms whose details changed before this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: now.
            room_closed_start_date: Only rooms closed at or after this moment. Pass ``room_status``
                as well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                no limit.
            room_closed_end_date: Only rooms closed before this moment. Pass ``room_status`` as
                well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                now.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _ROOMS,
            {
                "room_status": room_status,
                "office_id": office_id,
                "field_data_changed_start_date": field_data_changed_start_date,
                "field_data_changed_end_date": field_data_changed_end_date,
                "room_closed_start_date": room_closed_start_date,
                "room_closed_end_date": room_closed_end_date,
            },
            options,
        )

    async def list_rooms(
        self,
        *,
        room_status: str | Sequence[str] | None = None,
        office_id: int | None = None,
        field_data_changed_start_date: datetime | date | str | None = None,
        field_data_changed_end_date: datetime | date | str | None = None,
        room_closed_start_date: datetime | date | str | None = None,
        room_closed_end_date: datetime | date | str | None = None,
        **options: Unpack[PageOptions],
    ) -> list[RoomSummary]:
        """
        List all rooms.

        Args:
            room_status: Only rooms with this status, or with any of several, in a sequence or
                separated by commas: "active", "pending", "open" (both of these) or "closed".
                Default: "active", which leaves out closed rooms.
            office_id: Only rooms of the office with this ID.
            field_data_changed_start_date: Only rooms whose details changed after this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: no limit.
            field_data_changed_end_date: Only rooms whose details changed before this moment. In
                UTC; a string is "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time
                it means midnight. Default: now.
            room_closed_start_date: Only rooms closed at or after this moment. Pass ``room_status``
                as well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                no limit.
            room_closed_end_date: Only rooms closed before this moment. Pass ``room_status`` as
                well, as closed rooms are left out by default. In UTC; a string is "yyyy-mm-dd
                hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", and without a time it means midnight. Default:
                now.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _ROOMS,
            {
                "room_status": room_status,
                "office_id": office_id,
                "field_data_changed_start_date": field_data_changed_start_date,
                "field_data_changed_end_date": field_data_changed_end_date,
                "room_closed_start_date": room_closed_start_date,
                "room_closed_end_date": room_closed_end_date,
            },
            options,
        ).collect()

    async def create_room(
        self,
        body: RoomForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Room:
        """
        Create a room (operation Rooms_CreateRoom).

        Needs a role with ``can_create_rooms``, and a company with an office. Only real estate
        companies must set ``transaction_side_id``. A room for another owner, or one that a manager
        owns, must have an ``office_id``. ``fields.get_field_set`` returns the details that it can
        have.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The new room, as a RoomForCreate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new room, with its ID.
        """
        return await self._call(_CREATE_ROOM, options, body)

    async def get_room(
        self,
        room_id: int,
        *,
        include_field_data: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Room:
        """
        Get a room (operation Rooms_GetRoom).

        Args:
            room_id: The room's ID.
            include_field_data: Whether to include the details as ``field_data``. Default: false.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The room.
        """
        return await self._call(
            _GET_ROOM, options, query={"include_field_data": include_field_data}, room_id=room_id
        )

    async def delete_room(
        self,
        room_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a room (operation Rooms_DeleteRoom).

        Needs a role with ``can_delete_owned_rooms``, which for managers includes the rooms of the
        users they manage.

        Args:
            room_id: The room's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_ROOM, options, room_id=room_id)

    async def update_picture(
        self,
        room_id: int,
        file: FileContent,
        name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomPicture:
        """
        Upload the picture of a room (operation Rooms_UpdatePicture).

        A JPEG, PNG, TIFF or GIF of up to about 40 MB; DocuSign accepts at most 40 MB per request.

        Args:
            room_id: The room's ID.
            file: The contents, a path, or a file open for reading bytes.
            name: The file name to send. Default: the name of the file.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The URL of the picture.
        """
        return await self._upload(_UPDATE_PICTURE, options, file, name, room_id=room_id)

    async def get_room_field_set(
        self,
        room_id: int,
        **options: Unpack[CallOptions],
    ) -> FieldSet:
        """
        Get the fields that the details of a room have (operation Rooms_GetRoomFieldSet).

        Everyone in the room may call it. ``get_room_field_data`` returns the values of these
        fields.

        Args:
            room_id: The room's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The field set, with its fields.
        """
        return await self._call(_GET_ROOM_FIELD_SET, options, room_id=room_id)


class BlockingRooms(BlockingResource[Rooms]):
    """``Rooms`` without ``await``."""

    create_room_envelope = calls(Rooms.create_room_envelope)
    get_room_field_data = calls(Rooms.get_room_field_data)
    update_room_field_data = calls(Rooms.update_room_field_data)
    add_form_to_room = calls(Rooms.add_form_to_room)
    invite_user = calls(Rooms.invite_user)
    get_room_users = calls(Rooms.get_room_users)
    iter_room_users = reads(Rooms.iter_room_users)
    list_room_users = calls(Rooms.list_room_users)
    put_room_user = calls(Rooms.put_room_user)
    revoke_room_user_access = calls(Rooms.revoke_room_user_access)
    restore_room_user_access = calls(Rooms.restore_room_user_access)
    get_rooms = calls(Rooms.get_rooms)
    iter_rooms = reads(Rooms.iter_rooms)
    list_rooms = calls(Rooms.list_rooms)
    create_room = calls(Rooms.create_room)
    get_room = calls(Rooms.get_room)
    delete_room = calls(Rooms.delete_room)
    get_assignable_roles = calls(Rooms.get_assignable_roles)
    iter_assignable_roles = reads(Rooms.iter_assignable_roles)
    list_assignable_roles = calls(Rooms.list_assignable_roles)
    add_document_to_room = calls(Rooms.add_document_to_room)
    get_documents = calls(Rooms.get_documents)
    iter_documents = reads(Rooms.iter_documents)
    list_documents = calls(Rooms.list_documents)
    add_document_to_room_via_file_upload = calls(Rooms.add_document_to_room_via_file_upload)
    update_picture = calls(Rooms.update_picture)
    get_room_field_set = calls(Rooms.get_room_field_set)
