"""The types of the models that are sent to Rooms; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import assert_type

from opentoclose_async.rooms.models import (
    DesignatedOffice,
    DesignatedRegion,
    Document,
    DocumentUserForCreate,
    EnvelopeForCreate,
    ExternalFormFillSessionForCreate,
    FieldDataForCreate,
    FieldDataForUpdate,
    FormForAdd,
    FormGroupForCreate,
    FormGroupFormToAssign,
    FormGroupForUpdate,
    LockedOutDetails,
    OfficeForCreate,
    Permissions,
    Region,
    RoleForCreate,
    RoleForUpdate,
    RoomForCreate,
    RoomInvite,
    RoomUserForUpdate,
    RoomUserRemovalDetail,
    TaskListForCreate,
    UserForUpdate,
    UserToInvite,
)


def models_to_send() -> None:
    assert_type(DesignatedOffice(office_id=5), DesignatedOffice)
    assert_type(DesignatedOffice(office_id=5), DesignatedOffice)
    assert_type(DesignatedRegion(region_id=5), DesignatedRegion)
    assert_type(DesignatedRegion(region_id=5), DesignatedRegion)
    assert_type(Document(), Document)
    assert_type(
        Document(
            document_id=None,
            name=None,
            room_id=None,
            owner_id=None,
            size=None,
            folder_id=None,
            created_date=None,
            is_signed=None,
            content_type=None,
            base64_contents=None,
            is_dynamic=None,
        ),
        Document,
    )
    assert_type(DocumentUserForCreate(user_id=5), DocumentUserForCreate)
    assert_type(DocumentUserForCreate(user_id=5), DocumentUserForCreate)
    assert_type(EnvelopeForCreate(), EnvelopeForCreate)
    assert_type(EnvelopeForCreate(envelope_name=None, document_ids=None), EnvelopeForCreate)
    assert_type(ExternalFormFillSessionForCreate(room_id=5), ExternalFormFillSessionForCreate)
    assert_type(
        ExternalFormFillSessionForCreate(
            room_id=5, form_id=None, form_ids=None, x_frame_allowed_url=None
        ),
        ExternalFormFillSessionForCreate,
    )
    assert_type(FieldDataForCreate(), FieldDataForCreate)
    assert_type(FieldDataForCreate(data=None), FieldDataForCreate)
    assert_type(FieldDataForUpdate(), FieldDataForUpdate)
    assert_type(FieldDataForUpdate(data=None), FieldDataForUpdate)
    assert_type(FormForAdd(form_id="text"), FormForAdd)
    assert_type(FormForAdd(form_id="text"), FormForAdd)
    assert_type(FormGroupForCreate(name="text"), FormGroupForCreate)
    assert_type(FormGroupForCreate(name="text"), FormGroupForCreate)
    assert_type(FormGroupForUpdate(name="text"), FormGroupForUpdate)
    assert_type(FormGroupForUpdate(name="text"), FormGroupForUpdate)
    assert_type(FormGroupFormToAssign(form_id="text"), FormGroupFormToAssign)
    assert_type(FormGroupFormToAssign(form_id="text", is_required=None), FormGroupFormToAssign)
    assert_type(LockedOutDetails(reason="text"), LockedOutDetails)
    assert_type(LockedOutDetails(reason="text"), LockedOutDetails)
    assert_type(OfficeForCreate(name="text"), OfficeForCreate)
    assert_type(
        OfficeForCreate(
            name="text",
            region_id=None,
            address1=None,
            address2=None,
            city=None,
            state_id=None,
            postal_code=None,
            country_id=None,
            time_zone_id=None,
            phone=None,
        ),
        OfficeForCreate,
    )
    assert_type(Permissions(), Permissions)
    assert_type(
        Permissions(
            can_add_users_to_rooms=None,
            can_create_rooms=None,
            can_submit_rooms_for_review=None,
            can_close_rooms=None,
            can_reopen_rooms=None,
            can_delete_owned_rooms=None,
            auto_access_to_rooms=None,
            can_export_room_activity_details_people=None,
            can_copy_room_details=None,
            can_edit_any_room_role=None,
            can_edit_invited_room_role=None,
            can_edit_room_side=None,
            can_manage_any_user_room_access=None,
            can_manage_invited_user_room_access=None,
            is_hidden_in_room=None,
            can_manage_room_owners=None,
            can_delete_rooms=None,
            can_connect_to_mortgage_cadence=None,
            auto_access_to_rooms_in_office_only=None,
            can_view_room_details=None,
            can_view_and_edit_room_details=None,
            can_send_room_details_to_lone_wolf=None,
            can_add_documents=None,
            can_add_documents_from_form_groups=None,
            can_add_documents_from_form_libraries=None,
            documents_viewable_by_others_in_room_from_office=None,
            documents_auto_owned_by_peers=None,
            can_delete_owned_documents=None,
            can_delete_signed_documents=None,
            can_delete_unsigned_documents=None,
            can_manage_shared_docs=None,
            can_manage_form_groups=None,
            can_share_docs_not_owned=None,
            can_create_form_templates=None,
            can_manage_form_packets=None,
            can_add_tasks_to_any_task_lists=None,
            can_edit_editable_tasks=None,
            can_edit_any_tasks=None,
            can_delete_deletable_tasks=None,
            can_delete_any_tasks=None,
            can_apply_task_list=None,
            can_remove_any_task_list=None,
            can_submit_task_list=None,
            can_auto_submit_task_list=None,
            can_review_task_list=None,
            can_auto_approve_task_list=None,
            can_manage_task_templates_for_all_regions_all_offices=None,
            can_apply_room_templates=None,
            can_add_tasks_to_rooms=None,
            can_review_any_task=None,
            can_manage_docs_on_any_task=None,
            can_add_member_and_set_role_lower_access_level=None,
            can_add_member_and_set_role_same_access_level=None,
            can_change_member_role_lower_access_level=None,
            can_change_member_role_same_access_level=None,
            can_manage_member_lower_access_level=None,
            can_manage_member_same_access_level=None,
            can_remove_company_member_lower_access_level=None,
            can_remove_company_member_same_access_level=None,
            can_manage_account=None,
            can_manage_logo=None,
            can_manage_roles_and_permissions=None,
            can_manage_room_details=None,
            can_manage_room_templates=None,
            can_manage_integration_settings=None,
            can_export_company_usage_report=None,
        ),
        Permissions,
    )
    assert_type(Region(), Region)
    assert_type(Region(region_id=None, name=None, created_date=None), Region)
    assert_type(RoleForCreate(), RoleForCreate)
    assert_type(RoleForCreate(name=None, is_external=None, permissions=None), RoleForCreate)
    assert_type(RoleForUpdate(), RoleForUpdate)
    assert_type(RoleForUpdate(name=None, is_external=None, permissions=None), RoleForUpdate)
    assert_type(RoomForCreate(name="text", role_id=5), RoomForCreate)
    assert_type(
        RoomForCreate(
            name="text",
            role_id=5,
            transaction_side_id=None,
            owner_id=None,
            template_id=None,
            office_id=None,
            field_data=None,
            listing_source=None,
        ),
        RoomForCreate,
    )
    assert_type(
        RoomInvite(email="text", first_name="text", last_name="text", role_id=5), RoomInvite
    )
    assert_type(
        RoomInvite(
            email="text", first_name="text", last_name="text", role_id=5, transaction_side_id=None
        ),
        RoomInvite,
    )
    assert_type(RoomUserForUpdate(), RoomUserForUpdate)
    assert_type(RoomUserForUpdate(role_id=None, transaction_side_id=None), RoomUserForUpdate)
    assert_type(RoomUserRemovalDetail(), RoomUserRemovalDetail)
    assert_type(RoomUserRemovalDetail(revocation_date=None), RoomUserRemovalDetail)
    assert_type(TaskListForCreate(), TaskListForCreate)
    assert_type(TaskListForCreate(task_list_template_id=None), TaskListForCreate)
    assert_type(UserForUpdate(default_office_id=5), UserForUpdate)
    assert_type(UserForUpdate(default_office_id=5), UserForUpdate)
    assert_type(
        UserToInvite(
            first_name="text",
            last_name="text",
            email="text",
            role_id=5,
            access_level="text",
            default_office_id=5,
            e_sign_permission_profile_id="text",
        ),
        UserToInvite,
    )
    assert_type(
        UserToInvite(
            first_name="text",
            last_name="text",
            email="text",
            role_id=5,
            access_level="text",
            default_office_id=5,
            e_sign_permission_profile_id="text",
            regions=None,
            offices=None,
            subscribe_to_rooms_activity_notifications=None,
            redirect_url=None,
        ),
        UserToInvite,
    )
