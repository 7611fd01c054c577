"""The room folders of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.room_folders import RoomFolder, RoomFolderList
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["RoomFolders"]


_ROOM_FOLDERS = PagedList(
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
    """Read the folders of rooms."""

    async def get_room_folders(
        self, room_id: int, **options: Unpack[OnePageOptions]
    ) -> RoomFolderList:
        """
        Read one page of the folders of a room (operation RoomFolders_GetRoomFolders).

        Only folders that the caller may see.

        Args:
            room_id: The room, by its id.
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of folders.
        """
        return await self._get_page(_ROOM_FOLDERS, options, room_id=room_id)

    def iter_room_folders(self, room_id: int, **filters: Unpack[PageOptions]) -> Pager[RoomFolder]:
        """
        Read folders of a room page by page, as they are iterated over.

        Args:
            room_id: The room, by its id.
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ROOM_FOLDERS, filters, room_id=room_id)

    async def list_room_folders(
        self, room_id: int, **filters: Unpack[PageOptions]
    ) -> list[RoomFolder]:
        """
        Read all folders of a room, every page of them.

        Args:
            room_id: The room, by its id.
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ROOM_FOLDERS, filters, room_id=room_id).collect()
