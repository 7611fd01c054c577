"""The blocking twins of the methods of Rooms: room templates."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import room_templates

__all__ = ["RoomTemplates"]


class RoomTemplates(BlockingResource[room_templates.RoomTemplates]):
    """Read the templates that rooms can be created from."""

    get_room_templates = calls(room_templates.RoomTemplates.get_room_templates)
    iter_room_templates = reads(room_templates.RoomTemplates.iter_room_templates)
    list_room_templates = calls(room_templates.RoomTemplates.list_room_templates)
