"""The blocking twins of the methods of Rooms: fields."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import fields

__all__ = ["Fields"]


class Fields(BlockingResource[fields.Fields]):
    """Read field sets: the fields that the details of rooms are made of."""

    get_field_set = calls(fields.Fields.get_field_set)
