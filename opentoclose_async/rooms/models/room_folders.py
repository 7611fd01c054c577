"""Models of Rooms: room folders."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["RoomFolder", "RoomFolderList", "RoomFolders"]


@frozen(kw_only=True)
class RoomFolder(CamelCaseModel):
    """
    A folder for documents in a room.

    Attributes:
        room_folder_id: The folder's ID.
        name: Name.
        is_default: Whether it is the room's default folder.
    """

    room_folder_id: int | None = None
    name: str | None = None
    is_default: bool | None = None


@frozen(kw_only=True)
class RoomFolderList(CamelCaseModel):
    """
    One page of the folders of a room.

    Attributes:
        folders: The folders.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    folders: list[RoomFolder]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
RoomFolders = RoomFolder
