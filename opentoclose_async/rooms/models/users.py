"""Models of Rooms: users."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "AccessLevel",
    "AccountStatus",
    "ClassicManagerPermissions",
    "DesignatedOffice",
    "DesignatedRegion",
    "LockedOutDetails",
    "MemberSortingOption",
    "User",
    "UserForUpdate",
    "UserSummary",
    "UserSummaryList",
    "UserToInvite",
    "Users",
]


class AccessLevel(StrEnum):
    """Known access levels; others stay strings."""

    CONTRIBUTOR = "Contributor"
    OFFICE = "Office"
    REGION = "Region"
    COMPANY = "Company"
    ADMIN = "Admin"


class AccountStatus(StrEnum):
    """Known statuses of a user; others stay strings."""

    ACTIVE = "Active"
    PENDING = "Pending"


@frozen(kw_only=True)
class ClassicManagerPermissions(CamelCaseModel):
    """
    What a manager may do. Rooms version 5 only.

    Attributes:
        is_visible_in_transaction_rooms: Be visible in the company's rooms.
        can_delete_company_rooms: Delete the company's rooms.
        can_delete_company_documents: Delete the company's documents.
        can_manage_company_rooms: Manage the company's rooms.
        can_manage_company_account: Manage the company's settings.
        can_manage_company_shared_library: Manage the library that the company shares.
        can_manage_company_members: Manage the company's other users.
        can_close_company_rooms: Close the company's rooms.
        can_approve_company_checklists: Approve the company's checklists.
        is_company_system_admin: Administer the company's system.
        is_region_manager: Manage a region.
        is_office_manager: Manage an office.
        auto_access_to_company_rooms: Be added to each new room of the company, visibly.
    """

    is_visible_in_transaction_rooms: bool | None = None
    can_delete_company_rooms: bool | None = None
    can_delete_company_documents: bool | None = None
    can_manage_company_rooms: bool | None = None
    can_manage_company_account: bool | None = None
    can_manage_company_shared_library: bool | None = None
    can_manage_company_members: bool | None = None
    can_close_company_rooms: bool | None = None
    can_approve_company_checklists: bool | None = None
    is_company_system_admin: bool | None = None
    is_region_manager: bool | None = None
    is_office_manager: bool | None = None
    auto_access_to_company_rooms: bool | None = None


@frozen(kw_only=True)
class DesignatedOffice(RequestModel):
    """
    An office to add a user to or remove them from.

    Attributes:
        office_id: The office's ID.
    """

    office_id: int


@frozen(kw_only=True)
class DesignatedRegion(RequestModel):
    """
    A region to add a user to or remove them from.

    Attributes:
        region_id: The region's ID.
    """

    region_id: int


@frozen(kw_only=True)
class LockedOutDetails(RequestModel):
    """
    Why a user is locked out.

    Attributes:
        reason: The reason.
    """

    reason: str


class MemberSortingOption(StrEnum):
    """Known orders of users; others stay strings."""

    FIRST_NAME_ASC = "FirstNameAsc"
    LAST_NAME_ASC = "LastNameAsc"
    EMAIL_ASC = "EmailAsc"
    FIRST_NAME_DESC = "FirstNameDesc"
    LAST_NAME_DESC = "LastNameDesc"
    EMAIL_DESC = "EmailDesc"


@frozen(kw_only=True)
class User(CamelCaseModel):
    """
    A user of the account, with their offices and regions.

    Attributes:
        user_id: The user's ID.
        email: Email address.
        first_name: First name.
        last_name: Last name.
        is_locked_out: Whether an administrator has locked the user's account.
        status: Active, or Pending until the invitation is accepted.
        access_level: What the user can see in the account.
        default_office_id: The ID of the user's default office.
        title_id: The ID of a manager's job title. Rooms version 5 only.
        role_id: The ID of the user's company role. Rooms version 6 only.
        profile_image_url: The URL of the user's picture.
        offices: The IDs of the user's offices, for the access levels Office and Contributor.
        regions: The IDs of the user's regions, for the access level Region.
        permissions: What the user may do as a manager. Rooms version 5 only.
    """

    user_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_locked_out: bool | None = None
    status: AccountStatus | str | None = None
    access_level: AccessLevel | str | None = None
    default_office_id: int | None = None
    title_id: int | None = None
    role_id: int | None = None
    profile_image_url: str | None = None
    offices: list[int] | None = None
    regions: list[int] | None = None
    permissions: ClassicManagerPermissions | None = None


@frozen(kw_only=True)
class UserForUpdate(RequestModel):
    """
    New values for a user of the account.

    Attributes:
        default_office_id: The ID of the user's default office.
    """

    default_office_id: int


@frozen(kw_only=True)
class UserSummary(CamelCaseModel):
    """
    A user of the account, as in lists.

    Attributes:
        user_id: The user's ID.
        email: Email address.
        first_name: First name.
        last_name: Last name.
        is_locked_out: Whether an administrator has locked the user's account.
        status: Active, or Pending until the invitation is accepted.
        access_level: What the user can see in the account.
        default_office_id: The ID of the user's default office.
        title_id: The ID of a manager's job title. Rooms version 5 only.
        role_id: The ID of the user's company role. Rooms version 6 only.
        profile_image_url: The URL of the user's picture.
    """

    user_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_locked_out: bool | None = None
    status: AccountStatus | str | None = None
    access_level: AccessLevel | str | None = None
    default_office_id: int | None = None
    title_id: int | None = None
    role_id: int | None = None
    profile_image_url: str | None = None


@frozen(kw_only=True)
class UserSummaryList(CamelCaseModel):
    """
    One page of users.

    Attributes:
        user_summaries: The users.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    user_summaries: list[UserSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


@frozen(kw_only=True)
class UserToInvite(RequestModel):
    """
    A person to invite to the account.

    Attributes:
        first_name: First name.
        last_name: Last name.
        email: Email address.
        role_id: The ID of the person's company role.
        access_level: What the user can see in the account.
        default_office_id: The ID of the user's default office.
        regions: The IDs of the person's regions; required for the access level Region.
        offices: The IDs of the person's offices; required for the access level Office.
        subscribe_to_rooms_activity_notifications: Whether to notify the person of activity in
            rooms.
        e_sign_permission_profile_id: The ID of the person's eSignature permission profile.
        redirect_url: Where to redirect the person's browser after the invitation.
    """

    first_name: str
    last_name: str
    email: str
    role_id: int
    access_level: AccessLevel | str
    default_office_id: int
    regions: list[int] | None = UNSET
    offices: list[int] | None = UNSET
    subscribe_to_rooms_activity_notifications: bool | None = UNSET
    e_sign_permission_profile_id: str
    redirect_url: str | None = UNSET


# The description repeats these under the names of groups, for its index.
Users = User
