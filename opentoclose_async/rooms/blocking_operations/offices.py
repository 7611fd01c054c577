"""The blocking twins of the methods of Rooms: offices."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import offices

__all__ = ["Offices"]


class Offices(BlockingResource[offices.Offices]):
    """Create, read and delete the offices of the account."""

    get_offices = calls(offices.Offices.get_offices)
    iter_offices = reads(offices.Offices.iter_offices)
    list_offices = calls(offices.Offices.list_offices)
    create_office = calls(offices.Offices.create_office)
    get_office = calls(offices.Offices.get_office)
    delete_office = calls(offices.Offices.delete_office)
    get_reference_counts = calls(offices.Offices.get_reference_counts)
