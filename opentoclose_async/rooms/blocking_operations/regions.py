"""The blocking twins of the methods of Rooms: regions."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import regions

__all__ = ["Regions"]


class Regions(BlockingResource[regions.Regions]):
    """Create, read and delete the regions of the account."""

    create_region = calls(regions.Regions.create_region)
    get_regions = calls(regions.Regions.get_regions)
    iter_regions = reads(regions.Regions.iter_regions)
    list_regions = calls(regions.Regions.list_regions)
    get_region = calls(regions.Regions.get_region)
    delete_region = calls(regions.Regions.delete_region)
    get_region_reference_counts = calls(regions.Regions.get_region_reference_counts)
