"""The blocking twins of the methods of Rooms: room folders."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import room_folders

__all__ = ["RoomFolders"]


class RoomFolders(BlockingResource[room_folders.RoomFolders]):
    """Read the folders of rooms."""

    get_room_folders = calls(room_folders.RoomFolders.get_room_folders)
    iter_room_folders = reads(room_folders.RoomFolders.iter_room_folders)
    list_room_folders = calls(room_folders.RoomFolders.list_room_folders)
