"""The models of Rooms: roles."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
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
class Permissions(Model):
    """
    What the people with a role may do.

    Attributes:
        can_add_users_to_rooms: Invite people to a room.
        can_create_rooms: Make rooms.
        can_submit_rooms_for_review: Ask for review of their own rooms and those of people they
            manage.
        can_close_rooms: Review and close their own rooms and those of people they manage.
        can_reopen_rooms: Open closed rooms again, their own and those of people they manage.
        can_delete_owned_rooms: Delete their own rooms and those of people they manage.
        auto_access_to_rooms: Get into each new room that a colleague of their office or region
            makes or joins.
        can_export_room_activity_details_people: Save a room's details, people and history as PDF or
            CSV.
        can_copy_room_details: Make a new room with the details of another one.
        can_edit_any_room_role: Change the role of anyone in a room.
        can_edit_invited_room_role: Change the room roles of those they have invited.
        can_edit_room_side: Change which side of the transaction a person in a room is on.
        can_manage_any_user_room_access: Revoke and restore anyone's access to a room.
        can_manage_invited_user_room_access: Revoke and restore the access to a room of those they
            have invited.
        is_hidden_in_room: Stay hidden among the people in a room.
        can_manage_room_owners: Change who owns a room.
        can_delete_rooms: Delete rooms.
        can_connect_to_mortgage_cadence: Connect to MortgageCadence.
        auto_access_to_rooms_in_office_only: Get into each new room of their own office, not region.
        can_view_room_details: See all fields of a room that the company uses.
        can_view_and_edit_room_details: See and change all fields of a room.
        can_send_room_details_to_lone_wolf: Send the details of a room to Lone Wolf.
        can_add_documents: Put documents into rooms and share their own ones there.
        can_add_documents_from_form_groups: Put forms from a form group into rooms.
        can_add_documents_from_form_libraries: Put forms from a form library into rooms.
        documents_viewable_by_others_in_room_from_office: Share each document they add with the
            people of their office in the room.
        documents_auto_owned_by_peers: Own each document they add together with their peers, who
            have the same access level.
        can_delete_owned_documents: Delete their own documents.
        can_delete_signed_documents: Delete documents that are signed.
        can_delete_unsigned_documents: Delete documents that are not signed.
        can_manage_shared_docs: Manage all documents, also those shared with them.
        can_manage_form_groups: Manage the company's form groups and form libraries.
        can_share_docs_not_owned: Pass on documents that were shared with them.
        can_create_form_templates: Make form templates.
        can_manage_form_packets: Manage packets of forms.
        can_add_tasks_to_any_task_lists: Add tasks to all task lists, not only to their own.
        can_edit_editable_tasks: Change tasks that are marked as editable.
        can_edit_any_tasks: Change all tasks, marked as editable or not.
        can_delete_deletable_tasks: Delete tasks that are marked as deletable.
        can_delete_any_tasks: Delete all tasks, marked as deletable or not.
        can_apply_task_list: Add task lists to a room.
        can_remove_any_task_list: Remove task lists of others from a room; their own they always
            can.
        can_submit_task_list: Hand in task lists for review.
        can_auto_submit_task_list: Have task lists handed in for review, presumably by themselves.
        can_review_task_list: Approve a task list, or decline it, which opens it again.
        can_auto_approve_task_list: Have task lists approved with their room, once all their tasks
            are approved.
        can_manage_task_templates_for_all_regions_all_offices: Make, change and delete the templates
            of task lists everywhere in the company.
        can_apply_room_templates: Make a room from a template.
        can_add_tasks_to_rooms: Add tasks to a room.
        can_review_any_task: Review all tasks.
        can_manage_docs_on_any_task: Manage the documents of all tasks.
        can_add_member_and_set_role_lower_access_level: Add users of a lower access level to offices
            or regions they oversee, with a role.
        can_add_member_and_set_role_same_access_level: Add users of their own access level to
            offices or regions they oversee, with a role.
        can_change_member_role_lower_access_level: Change the roles of users of a lower access level
            in their offices or regions.
        can_change_member_role_same_access_level: Change the roles of users of their own access
            level in their offices or regions.
        can_manage_member_lower_access_level: Set access level, office, region and eSignature
            profile of users of a lower level.
        can_manage_member_same_access_level: Set access level, office, region and eSignature profile
            of users of their own level.
        can_remove_company_member_lower_access_level: Remove users of a lower access level, in their
            offices or regions, from the account.
        can_remove_company_member_same_access_level: Remove users of their own access level, in
            their offices or regions, from the account.
        can_manage_account: Change the company's settings, its offices and its regions.
        can_manage_logo: Change the company's logo.
        can_manage_roles_and_permissions: Manage roles and what they permit.
        can_manage_room_details: Choose which fields rooms have.
        can_manage_room_templates: Make, change and delete room templates.
        can_manage_integration_settings: Change how other products are connected.
        can_export_company_usage_report: Save the report on how the company uses Rooms.
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
class Role(Model):
    """
    A role of the company, with its permissions.

    Attributes:
        role_id: The role's id.
        legacy_role_id: Rooms version 5 only: the role's older id.
        name: Name.
        is_default_for_admin: Whether administrators of the account have this role by default.
        is_external: Whether the role is for people outside the company.
        created_date: When it was made (UTC); the server sets it.
        is_assigned: Whether some user has the role.
        permissions: What people with the role may do. Deprecated: in Rooms version 6, DocuSign
            says.
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
        permissions: What the people with the role may do.
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
        permissions: What the people with the role may do.
    """

    name: str | None = UNSET
    is_external: bool | None = UNSET
    permissions: Permissions | None = UNSET


@frozen(kw_only=True)
class RoleSummary(Model):
    """
    A role, as lists show one.

    Attributes:
        role_id: The role's id.
        legacy_role_id: Rooms version 5 only: the role's older id.
        name: Name.
        is_default_for_admin: Whether administrators of the account have this role by default.
        is_external: Whether the role is for people outside the company.
        created_date: When it was made (UTC); the server sets it.
    """

    role_id: int | None = None
    legacy_role_id: str | None = None
    name: str | None = None
    is_default_for_admin: bool | None = None
    is_external: bool | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class RoleSummaryList(Model):
    """
    One page of roles.

    Attributes:
        roles: The roles.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    roles: list[RoleSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


class RolesFilterContextTypes(StrEnum):
    """Known filters for roles; an unknown one stays a plain string."""

    ALL_ROLES = "AllRoles"
    ASSIGNABLE_ROLES_BASED_ON_COMPANY_PERMISSIONS = "AssignableRolesBasedOnCompanyPermissions"
    ASSIGNABLE_ROLES_BASED_ON_ALL_PERMISSIONS = "AssignableRolesBasedOnAllPermissions"


# The index of the official description has these under the groups' names.
Roles = Role
