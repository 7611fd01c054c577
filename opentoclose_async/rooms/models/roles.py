"""Models of Rooms: roles."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "Permissions",
    "Role",
    "RoleForCreate",
    "RoleForUpdate",
    "RoleSummary",
    "RoleSummaryList",
    "Roles",
    "RolesFilterContextTypes",
]


@frozen(kw_only=True)
class Permissions(CamelCaseModel):
    """
    What people with a role may do.

    Attributes:
        can_add_users_to_rooms: Invite people to a room.
        can_create_rooms: Create rooms.
        can_submit_rooms_for_review: Submit their own rooms and those of people they manage for
            review.
        can_close_rooms: Review and close their own rooms and those of people they manage.
        can_reopen_rooms: Reopen their own closed rooms and those of people they manage.
        can_delete_owned_rooms: Delete their own rooms and those of people they manage.
        auto_access_to_rooms: Be added to each new room that a colleague of their office or region
            creates or joins.
        can_export_room_activity_details_people: Export a room's details, people and history as PDF
            or CSV.
        can_copy_room_details: Create a room with the details of another one.
        can_edit_any_room_role: Change the role of anyone in a room.
        can_edit_invited_room_role: Change the room roles of people they invited.
        can_edit_room_side: Change the transaction side of people in a room.
        can_manage_any_user_room_access: Revoke and restore anyone's access to a room.
        can_manage_invited_user_room_access: Revoke and restore the room access of people they
            invited.
        is_hidden_in_room: Be hidden from the other people in a room.
        can_manage_room_owners: Change the owners of a room.
        can_delete_rooms: Delete rooms.
        can_connect_to_mortgage_cadence: Connect to MortgageCadence.
        auto_access_to_rooms_in_office_only: Be added to each new room of their office, but not of
            their region.
        can_view_room_details: See all fields of a room that the company uses.
        can_view_and_edit_room_details: See and change all fields of a room.
        can_send_room_details_to_lone_wolf: Send the details of a room to Lone Wolf.
        can_add_documents: Add documents to rooms, and share their own ones there.
        can_add_documents_from_form_groups: Add forms from a form group to rooms.
        can_add_documents_from_form_libraries: Add forms from a form library to rooms.
        documents_viewable_by_others_in_room_from_office: Share each document they add with the
            people of their office in the room.
        documents_auto_owned_by_peers: Own each document they add jointly with their peers, who have
            the same access level.
        can_delete_owned_documents: Delete their own documents.
        can_delete_signed_documents: Delete signed documents.
        can_delete_unsigned_documents: Delete unsigned documents.
        can_manage_shared_docs: Manage all documents, including those shared with them.
        can_manage_form_groups: Manage the company's form groups and form libraries.
        can_share_docs_not_owned: Share documents that were shared with them.
        can_create_form_templates: Create form templates.
        can_manage_form_packets: Manage packets of forms.
        can_add_tasks_to_any_task_lists: Add tasks to any task list, not only to their own.
        can_edit_editable_tasks: Change tasks that are marked as editable.
        can_edit_any_tasks: Change any task, marked as editable or not.
        can_delete_deletable_tasks: Delete tasks that are marked as deletable.
        can_delete_any_tasks: Delete any task, marked as deletable or not.
        can_apply_task_list: Add task lists to a room.
        can_remove_any_task_list: Remove anyone's task lists from a room; their own they always can.
        can_submit_task_list: Submit task lists for review.
        can_auto_submit_task_list: Have task lists submitted for review, presumably automatically.
        can_review_task_list: Approve a task list, or reject it, which reopens it.
        can_auto_approve_task_list: Have task lists approved with their room, once all their tasks
            are approved.
        can_manage_task_templates_for_all_regions_all_offices: Create, change and delete task list
            templates everywhere in the company.
        can_apply_room_templates: Create a room from a template.
        can_add_tasks_to_rooms: Add tasks to a room.
        can_review_any_task: Review any task.
        can_manage_docs_on_any_task: Manage the documents of any task.
        can_add_member_and_set_role_lower_access_level: Add users of a lower access level, with a
            role, to offices or regions they oversee.
        can_add_member_and_set_role_same_access_level: Add users of their own access level, with a
            role, to offices or regions they oversee.
        can_change_member_role_lower_access_level: Change the roles of users of a lower access level
            in their offices or regions.
        can_change_member_role_same_access_level: Change the roles of users of their own access
            level in their offices or regions.
        can_manage_member_lower_access_level: Set access level, office, region and eSignature
            profile of users of a lower access level.
        can_manage_member_same_access_level: Set access level, office, region and eSignature profile
            of users of their own access level.
        can_remove_company_member_lower_access_level: Remove users of a lower access level in their
            offices or regions from the account.
        can_remove_company_member_same_access_level: Remove users of their own access level in their
            offices or regions from the account.
        can_manage_account: Change the company's settings, offices and regions.
        can_manage_logo: Change the company's logo.
        can_manage_roles_and_permissions: Manage roles and their permissions.
        can_manage_room_details: Choose the fields that rooms have.
        can_manage_room_templates: Create, change and delete room templates.
        can_manage_integration_settings: Change how other products are connected.
        can_export_company_usage_report: Export the report on how the company uses Rooms.
    """

    can_add_users_to_rooms: bool | None = UNSET
    can_create_rooms: bool | None = UNSET
    can_submit_rooms_for_review: bool | None = UNSET
    can_close_rooms: bool | None = UNSET
    can_reopen_rooms: bool | None = UNSET
    can_delete_owned_rooms: bool | None = UNSET
    auto_access_to_rooms: bool | None = UNSET
    can_export_room_activity_details_people: bool | None = UNSET
    can_copy_room_details: bool | None = UNSET
    can_edit_any_room_role: bool | None = UNSET
    can_edit_invited_room_role: bool | None = UNSET
    can_edit_room_side: bool | None = UNSET
    can_manage_any_user_room_access: bool | None = UNSET
    can_manage_invited_user_room_access: bool | None = UNSET
    is_hidden_in_room: bool | None = UNSET
    can_manage_room_owners: bool | None = UNSET
    can_delete_rooms: bool | None = UNSET
    can_connect_to_mortgage_cadence: bool | None = UNSET
    auto_access_to_rooms_in_office_only: bool | None = UNSET
    can_view_room_details: bool | None = UNSET
    can_view_and_edit_room_details: bool | None = UNSET
    can_send_room_details_to_lone_wolf: bool | None = UNSET
    can_add_documents: bool | None = UNSET
    can_add_documents_from_form_groups: bool | None = UNSET
    can_add_documents_from_form_libraries: bool | None = UNSET
    documents_viewable_by_others_in_room_from_office: bool | None = UNSET
    documents_auto_owned_by_peers: bool | None = UNSET
    can_delete_owned_documents: bool | None = UNSET
    can_delete_signed_documents: bool | None = UNSET
    can_delete_unsigned_documents: bool | None = UNSET
    can_manage_shared_docs: bool | None = UNSET
    can_manage_form_groups: bool | None = UNSET
    can_share_docs_not_owned: bool | None = UNSET
    can_create_form_templates: bool | None = UNSET
    can_manage_form_packets: bool | None = UNSET
    can_add_tasks_to_any_task_lists: bool | None = UNSET
    can_edit_editable_tasks: bool | None = UNSET
    can_edit_any_tasks: bool | None = UNSET
    can_delete_deletable_tasks: bool | None = UNSET
    can_delete_any_tasks: bool | None = UNSET
    can_apply_task_list: bool | None = UNSET
    can_remove_any_task_list: bool | None = UNSET
    can_submit_task_list: bool | None = UNSET
    can_auto_submit_task_list: bool | None = UNSET
    can_review_task_list: bool | None = UNSET
    can_auto_approve_task_list: bool | None = UNSET
    can_manage_task_templates_for_all_regions_all_offices: bool | None = UNSET
    can_apply_room_templates: bool | None = UNSET
    can_add_tasks_to_rooms: bool | None = UNSET
    can_review_any_task: bool | None = UNSET
    can_manage_docs_on_any_task: bool | None = UNSET
    can_add_member_and_set_role_lower_access_level: bool | None = UNSET
    can_add_member_and_set_role_same_access_level: bool | None = UNSET
    can_change_member_role_lower_access_level: bool | None = UNSET
    can_change_member_role_same_access_level: bool | None = UNSET
    can_manage_member_lower_access_level: bool | None = UNSET
    can_manage_member_same_access_level: bool | None = UNSET
    can_remove_company_member_lower_access_level: bool | None = UNSET
    can_remove_company_member_same_access_level: bool | None = UNSET
    can_manage_account: bool | None = UNSET
    can_manage_logo: bool | None = UNSET
    can_manage_roles_and_permissions: bool | None = UNSET
    can_manage_room_details: bool | None = UNSET
    can_manage_room_templates: bool | None = UNSET
    can_manage_integration_settings: bool | None = UNSET
    can_export_company_usage_report: bool | None = UNSET


@frozen(kw_only=True)
class Role(CamelCaseModel):
    """
    A role of the company, with its permissions.

    Attributes:
        role_id: The role's ID.
        legacy_role_id: The role's older ID. Rooms version 5 only.
        name: Name.
        is_default_for_admin: Whether administrators of the account have this role by default.
        is_external: Whether the role is for people outside the company.
        created_date: When it was created (UTC); set by the server.
        is_assigned: Whether any user has the role.
        permissions: What people with the role may do. Deprecated in Rooms version 6.
    """

    role_id: int | None = None
    legacy_role_id: str | None = None
    name: str | None = None
    is_default_for_admin: bool | None = None
    is_external: bool | None = None
    created_date: datetime | None = None
    is_assigned: bool | None = None
    permissions: Permissions | None = None


@frozen(kw_only=True)
class RoleForCreate(RequestModel):
    """
    A new role.

    Attributes:
        name: Name.
        is_external: Whether the role is for people outside the company.
        permissions: What people with the role may do.
    """

    name: str | None = UNSET
    is_external: bool | None = UNSET
    permissions: Permissions | None = UNSET


@frozen(kw_only=True)
class RoleForUpdate(RequestModel):
    """
    New values for a role.

    Attributes:
        name: Name.
        is_external: Whether the role is for people outside the company.
        permissions: What people with the role may do.
    """

    name: str | None = UNSET
    is_external: bool | None = UNSET
    permissions: Permissions | None = UNSET


@frozen(kw_only=True)
class RoleSummary(CamelCaseModel):
    """
    A role, as in lists.

    Attributes:
        role_id: The role's ID.
        legacy_role_id: The role's older ID. Rooms version 5 only.
        name: Name.
        is_default_for_admin: Whether administrators of the account have this role by default.
        is_external: Whether the role is for people outside the company.
        created_date: When it was created (UTC); set by the server.
    """

    role_id: int | None = None
    legacy_role_id: str | None = None
    name: str | None = None
    is_default_for_admin: bool | None = None
    is_external: bool | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class RoleSummaryList(CamelCaseModel):
    """
    One page of roles.

    Attributes:
        roles: The roles.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    roles: list[RoleSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


class RolesFilterContextTypes(StrEnum):
    """Known filters for roles; others stay strings."""

    ALL_ROLES = "AllRoles"
    ASSIGNABLE_ROLES_BASED_ON_COMPANY_PERMISSIONS = "AssignableRolesBasedOnCompanyPermissions"
    ASSIGNABLE_ROLES_BASED_ON_ALL_PERMISSIONS = "AssignableRolesBasedOnAllPermissions"


# The description repeats these under the names of groups, for its index.
Roles = Role
