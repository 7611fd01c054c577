"""The blocking twins of the methods of Rooms: eSignature permission profiles."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import esign_permission_profiles

__all__ = ["ESignPermissionProfiles"]


class ESignPermissionProfiles(BlockingResource[esign_permission_profiles.ESignPermissionProfiles]):
    """Read the eSignature permission profiles that new users can be given."""

    get_esign_permission_profiles = calls(
        esign_permission_profiles.ESignPermissionProfiles.get_esign_permission_profiles
    )
