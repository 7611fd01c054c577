"""Operations on eSignature permission profiles."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.esign_permission_profiles import ESignPermissionProfileList
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["BlockingESignPermissionProfiles", "ESignPermissionProfiles"]


_GET_ESIGN_PERMISSION_PROFILES = RoomsOperation(
    name="get_esign_permission_profiles",
    verb="GET",
    path="/esign_permission_profiles",
    convert=as_model(ESignPermissionProfileList),
)


class ESignPermissionProfiles(RoomsResource):
    """Get the eSignature permission profiles for new users."""

    async def get_esign_permission_profiles(
        self,
        **options: Unpack[CallOptions],
    ) -> ESignPermissionProfileList:
        """
        Get the eSignature permission profiles that the caller may assign to new users (operation
        ESignPermissionProfiles_GetESignPermissionProfiles).

        Invited users get an eSignature account too, and ``users.invite_user`` needs the profile for
        it. Profiles that allow more than the caller's own cannot be assigned. The list is not
        paged.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The permission profiles.
        """
        return await self._call(_GET_ESIGN_PERMISSION_PROFILES, options)


class BlockingESignPermissionProfiles(BlockingResource[ESignPermissionProfiles]):
    """``ESignPermissionProfiles`` without ``await``."""

    get_esign_permission_profiles = calls(ESignPermissionProfiles.get_esign_permission_profiles)
