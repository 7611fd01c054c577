"""The models of Rooms: room folders."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["RoomFolder", "RoomFolderList", "RoomFolders"]


@frozen(kw_only=True)
class RoomFolder(Model):
    """
    A folder for documents in a room.

    Attributes:
        room_folder_id: The folder's id.
        name: Name.
        is_default: Whether it is the room's default folder.
    """

    room_folder_id: int | None = None
    name: str | None = None
    is_default: bool | None = None


@frozen(kw_only=True)
class RoomFolderList(Model):
    """
    One page of the folders of a room.

    Attributes:
        folders: The folders.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    folders: list[RoomFolder]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
RoomFolders = RoomFolder
