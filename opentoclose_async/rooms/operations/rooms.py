"""The rooms of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async._runtime.uploads import FileContent
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
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
from opentoclose_async.rooms.resource import Endpoint, gives, nothing

__all__ = ["RoomFilters", "RoomOptions", "RoomPageOptions", "RoomQuery", "Rooms"]


class RoomQuery(TypedDict, total=False):
    """
    Which rooms.

    Attributes:
        room_status: Only rooms of this status, or of several separated by commas: "active",
            "pending", "open" (both of these) or "closed". Left out, it is "active": closed rooms do
            not come.
        office_id: Only rooms of this office, by its id.
        field_data_changed_start_date: Only rooms whose details changed after this moment. In UTC;
            as text "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", where without a time midnight is
            meant. Left out: since ever.
        field_data_changed_end_date: Only rooms whose details changed before this moment. In UTC; as
            text "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", where without a time midnight is
            meant. Left out: until now.
        room_closed_start_date: Only rooms closed from this moment on; give ``room_status`` too, as
            closed rooms do not come by default. In UTC; as text "yyyy-mm-dd hh:mm:ss" or
            "yyyy/mm/dd hh:mm:ss", where without a time midnight is meant. Left out: since ever.
        room_closed_end_date: Only rooms closed before this moment; give ``room_status`` too, as
            closed rooms do not come by default. In UTC; as text "yyyy-mm-dd hh:mm:ss" or
            "yyyy/mm/dd hh:mm:ss", where without a time midnight is meant. Left out: until now.
    """

    room_status: str | Sequence[str] | None
    office_id: int | None
    field_data_changed_start_date: datetime | date | str | None
    field_data_changed_end_date: datetime | date | str | None
    room_closed_start_date: datetime | date | str | None
    room_closed_end_date: datetime | date | str | None


class RoomFilters(RoomQuery, PageOptions, total=False):
    """Keywords of ``iter_rooms`` and ``list_rooms``: which, and how to read them."""


class RoomPageOptions(RoomQuery, OnePageOptions, total=False):
    """Keywords of ``get_rooms``: which, and which page of them."""


class RoomOptions(CallOptions, total=False):
    """
    Keywords of ``get_room``.

    Attributes:
        include_field_data: Give the details of the room too, as ``field_data``. Default: false.
    """

    include_field_data: bool | None


_GET_ROOM_FIELD_DATA = Endpoint(
    name="get_room_field_data",
    verb="GET",
    path="/rooms/{room_id}/field_data",
    answer=gives(FieldData),
)
_UPDATE_ROOM_FIELD_DATA = Endpoint(
    name="update_room_field_data",
    verb="PUT",
    path="/rooms/{room_id}/field_data",
    answer=gives(FieldData),
    body=FieldDataForUpdate,
)
_ROOMS = PagedList(
    name="rooms",
    path="/rooms",
    page=RoomSummaryList,
    array="rooms",
    row=RoomSummary,
    key="roomId",
    one_page=RoomPageOptions,
    all_pages=RoomFilters,
)
_CREATE_ROOM = Endpoint(
    name="create_room", verb="POST", path="/rooms", answer=gives(Room), body=RoomForCreate
)
_GET_ROOM = Endpoint(
    name="get_room", verb="GET", path="/rooms/{room_id}", answer=gives(Room), keywords=RoomOptions
)
_DELETE_ROOM = Endpoint(name="delete_room", verb="DELETE", path="/rooms/{room_id}", answer=nothing)
_UPDATE_PICTURE = Endpoint(
    name="update_picture", verb="PUT", path="/rooms/{room_id}/picture", answer=gives(RoomPicture)
)
_GET_ROOM_FIELD_SET = Endpoint(
    name="get_room_field_set", verb="GET", path="/rooms/{room_id}/field_set", answer=gives(FieldSet)
)


class Rooms(RoomUsers, RoomDocuments):
    """Create, read, change and delete rooms, and the documents, people and details in them."""

    async def get_room_field_data(self, room_id: int, **options: Unpack[CallOptions]) -> FieldData:
        """
        Read the details of a room: the values of its fields (operation Rooms_GetRoomFieldData).

        ``get_room_field_set`` tells which fields the room has.

        Args:
            room_id: The room, by its id.
            **options: timeout, retry, extra_query, extra_headers.

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
        Change some details of a room (operation Rooms_UpdateRoomFieldData).

        Fields that the body leaves out keep their values. It is all or nothing: where the server
        rejects one value, none is changed. ``get_room_field_set`` tells which fields there are,
        ``get_room_field_data`` what they hold now.

        Args:
            room_id: The room, by its id.
            body: The fields to change, with their new values. As a FieldDataForUpdate, or a mapping
                by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The values that were sent, not all of the room's.
        """
        return await self._call(_UPDATE_ROOM_FIELD_DATA, options, body, room_id=room_id)

    async def get_rooms(self, **options: Unpack[RoomPageOptions]) -> RoomSummaryList:
        """
        Read one page of rooms (operation Rooms_GetRooms).

        Only rooms that the caller may see. Closed rooms are left out unless ``room_status`` asks
        for them. The order cannot be chosen.

        Args:
            **options: The filters of ``RoomQuery``, ``start_position`` and ``count``, and timeout,
                retry, extra_query, extra_headers.

        Returns:
            One page of rooms.
        """
        return await self._get_page(_ROOMS, options)

    def iter_rooms(self, **filters: Unpack[RoomFilters]) -> Pager[RoomSummary]:
        """
        Read rooms page by page, as they are iterated over.

        Args:
            **filters: The filters of ``RoomQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ROOMS, filters)

    async def list_rooms(self, **filters: Unpack[RoomFilters]) -> list[RoomSummary]:
        """
        Read all rooms, every page of them.

        Args:
            **filters: The filters of ``RoomQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ROOMS, filters).collect()

    async def create_room(
        self, body: RoomForCreate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Room:
        """
        Create a room (operation Rooms_CreateRoom).

        Needs a role with ``can_create_rooms``, and a company with an office. Real estate companies
        have to name a ``transaction_side_id``, others need not; a room for another owner, or one
        owned by a manager, wants an ``office_id``. ``fields.get_field_set`` tells which details it
        can be given.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The new room. As a RoomForCreate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new room, with its id.
        """
        return await self._call(_CREATE_ROOM, options, body)

    async def get_room(self, room_id: int, **options: Unpack[RoomOptions]) -> Room:
        """
        Read a room (operation Rooms_GetRoom).

        Args:
            room_id: The room, by its id.
            **options: The keywords of ``RoomOptions``: include_field_data, timeout, retry,
                extra_query, extra_headers.

        Returns:
            The room.
        """
        return await self._call(_GET_ROOM, options, room_id=room_id)

    async def delete_room(self, room_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete a room (operation Rooms_DeleteRoom).

        Needs a role with ``can_delete_owned_rooms``; for those who manage others it covers the
        rooms of the users they manage as well.

        Args:
            room_id: The room, by its id.
            **options: timeout, retry, extra_query, extra_headers.
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

        It can be JPEG, PNG, TIFF or GIF, of up to about 40 MB; no request as a whole may be larger
        than 40 MB either.

        Args:
            room_id: The room, by its id.
            file: Its bytes, a path, or a file open for reading bytes.
            name: The name to give it; the file's own by default.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The address of the picture.
        """
        return await self._upload(_UPDATE_PICTURE, options, file, name, room_id=room_id)

    async def get_room_field_set(self, room_id: int, **options: Unpack[CallOptions]) -> FieldSet:
        """
        Read which fields the details of a room have (operation Rooms_GetRoomFieldSet).

        Everybody in the room may call it. ``get_room_field_data`` gives the values of these fields.

        Args:
            room_id: The room, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The field set, with its fields.
        """
        return await self._call(_GET_ROOM_FIELD_SET, options, room_id=room_id)
