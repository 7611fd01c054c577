"""Models of Rooms: eSignature permission profiles."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "ESignAccountRoleSettings",
    "ESignPermissionProfile",
    "ESignPermissionProfileList",
    "ESignPermissionProfiles",
]


@frozen(kw_only=True)
class ESignAccountRoleSettings(CamelCaseModel):
    """
    What an eSignature permission profile allows.

    Attributes:
        allow_account_management: Whether a user with the profile can manage the account; read-only.
    """

    allow_account_management: bool | None = None


@frozen(kw_only=True)
class ESignPermissionProfile(CamelCaseModel):
    """
    A set of eSignature permissions; each new user of the account gets one.

    Attributes:
        e_sign_permission_profile_id: The ID of the eSignature permission profile.
        name: Name.
        settings: What the profile allows.
    """

    e_sign_permission_profile_id: str | None = None
    name: str | None = None
    settings: ESignAccountRoleSettings | None = None


@frozen(kw_only=True)
class ESignPermissionProfileList(CamelCaseModel):
    """
    The eSignature permission profiles to choose from.

    Attributes:
        permission_profiles: The profiles.
    """

    permission_profiles: list[ESignPermissionProfile]


# The description repeats these under the names of groups, for its index.
ESignPermissionProfiles = ESignPermissionProfile
