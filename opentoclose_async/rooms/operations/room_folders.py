"""Operations on room folders."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.room_folders import RoomFolder, RoomFolderList
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["BlockingRoomFolders", "RoomFolders"]


_ROOM_FOLDERS = ListOperation(
    name="room_folders",
    path="/rooms/{room_id}/room_folders",
    page=RoomFolderList,
    array="folders",
    row=RoomFolder,
    key="roomFolderId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)


class RoomFolders(RoomsResource):
    """Get the folders of rooms."""

    async def get_room_folders(
        self,
        room_id: int,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomFolderList:
        """
        Get one page of the folders of a room (operation RoomFolders_GetRoomFolders).

        Only folders that the caller may see.

        Args:
            room_id: The room's ID.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of folders.
        """
        return await self._get_page(
            _ROOM_FOLDERS,
            {"start_position": start_position, "count": count},
            options,
            room_id=room_id,
        )

    def iter_room_folders(
        self,
        room_id: int,
        **options: Unpack[PageOptions],
    ) -> Pager[RoomFolder]:
        """
        Iterate over folders of a room, requesting pages as needed.

        Args:
            room_id: The room's ID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _ROOM_FOLDERS, {}, options, room_id=room_id)

    async def list_room_folders(
        self,
        room_id: int,
        **options: Unpack[PageOptions],
    ) -> list[RoomFolder]:
        """
        List all folders of a room.

        Args:
            room_id: The room's ID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate("list", _ROOM_FOLDERS, {}, options, room_id=room_id).collect()


class BlockingRoomFolders(BlockingResource[RoomFolders]):
    """``RoomFolders`` without ``await``."""

    get_room_folders = calls(RoomFolders.get_room_folders)
    iter_room_folders = reads(RoomFolders.iter_room_folders)
    list_room_folders = calls(RoomFolders.list_room_folders)
