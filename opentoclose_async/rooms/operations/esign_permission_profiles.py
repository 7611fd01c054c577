"""The eSignature permission profiles of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.esign_permission_profiles import ESignPermissionProfileList
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["ESignPermissionProfiles"]


_GET_ESIGN_PERMISSION_PROFILES = Endpoint(
    name="get_esign_permission_profiles",
    verb="GET",
    path="/esign_permission_profiles",
    answer=gives(ESignPermissionProfileList),
)


class ESignPermissionProfiles(RoomsResource):
    """Read the eSignature permission profiles that new users can be given."""

    async def get_esign_permission_profiles(
        self, **options: Unpack[CallOptions]
    ) -> ESignPermissionProfileList:
        """
        Read the eSignature permission profiles that the caller may give to new users (operation
        ESignPermissionProfiles_GetESignPermissionProfiles).

        Whoever is invited gets an eSignature account too, and ``users.invite_user`` wants the
        profile for it. Profiles that allow more than the caller's own cannot be given. All come in
        one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The permission profiles.
        """
        return await self._call(_GET_ESIGN_PERMISSION_PROFILES, options)
