"""The models of Rooms: users."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
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
    """Known access levels; an unknown one stays a plain string."""

    CONTRIBUTOR = "Contributor"
    OFFICE = "Office"
    REGION = "Region"
    COMPANY = "Company"
    ADMIN = "Admin"


class AccountStatus(StrEnum):
    """Known statuses of a user; an unknown one stays a plain string."""

    ACTIVE = "Active"
    PENDING = "Pending"


@frozen(kw_only=True)
class ClassicManagerPermissions(Model):
    """
    What a manager may do. Rooms version 5 only.

    Attributes:
        is_visible_in_transaction_rooms: Be seen in the company's rooms.
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
        auto_access_to_company_rooms: Get into each new room of the company, and be seen there.
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
    The office that a user joins or leaves.

    Attributes:
        office_id: The office's id.
    """

    office_id: int


@frozen(kw_only=True)
class DesignatedRegion(RequestModel):
    """
    The region that a user joins or leaves.

    Attributes:
        region_id: The region's id.
    """

    region_id: int


@frozen(kw_only=True)
class LockedOutDetails(RequestModel):
    """
    Why a user is locked out.

    Attributes:
        reason: Why, in words.
    """

    reason: str


class MemberSortingOption(StrEnum):
    """Known orders of users; an unknown one stays a plain string."""

    FIRST_NAME_ASC = "FirstNameAsc"
    LAST_NAME_ASC = "LastNameAsc"
    EMAIL_ASC = "EmailAsc"
    FIRST_NAME_DESC = "FirstNameDesc"
    LAST_NAME_DESC = "LastNameDesc"
    EMAIL_DESC = "EmailDesc"


@frozen(kw_only=True)
class User(Model):
    """
    A user of the account, with the offices and regions that they work in.

    Attributes:
        user_id: The user's id.
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        is_locked_out: Whether an administrator has locked the user's account.
        status: Active, or Pending until the invitation is accepted.
        access_level: What the user can see in the account.
        default_office_id: The id of the office that is the user's default.
        title_id: Rooms version 5 only: the id of a manager's job title.
        role_id: Rooms version 6 only: the id of the user's company role.
        profile_image_url: Where the user's picture is.
        offices: The ids of the offices that a user at the level Office or Contributor works in.
        regions: The ids of the regions that a user at the level Region works in.
        permissions: Rooms version 5 only: what the user may do as a manager.
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
        default_office_id: The id of the office that is the user's default.
    """

    default_office_id: int


@frozen(kw_only=True)
class UserSummary(Model):
    """
    A user of the account, as lists show one.

    Attributes:
        user_id: The user's id.
        email: E-mail address.
        first_name: First name.
        last_name: Last name.
        is_locked_out: Whether an administrator has locked the user's account.
        status: Active, or Pending until the invitation is accepted.
        access_level: What the user can see in the account.
        default_office_id: The id of the office that is the user's default.
        title_id: Rooms version 5 only: the id of a manager's job title.
        role_id: Rooms version 6 only: the id of the user's company role.
        profile_image_url: Where the user's picture is.
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
class UserSummaryList(Model):
    """
    One page of users.

    Attributes:
        user_summaries: The users.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
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
    The person who is invited to the account.

    Attributes:
        first_name: First name.
        last_name: Last name.
        email: E-mail address.
        role_id: The id of the role that the person gets in the company.
        access_level: What the user can see in the account.
        default_office_id: The id of the office that is the user's default.
        regions: The ids of the regions the person works in; needed for the access level Region.
        offices: The ids of the offices the person works in; needed for the access level Office.
        subscribe_to_rooms_activity_notifications: Whether the person is told of activity in rooms.
        e_sign_permission_profile_id: The id of the permission profile that the person gets in
            eSignature.
        redirect_url: Where the person's browser goes after the invitation.
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


# The index of the official description has these under the groups' names.
Users = User
