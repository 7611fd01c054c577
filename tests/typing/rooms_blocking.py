"""The types of the methods of Rooms, blocking; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import assert_type

from opentoclose_async import Rooms
from opentoclose_async.blocking import Pager
from opentoclose_async.rooms.models import (
    AccountSummary,
    AssignableRoles,
    Document,
    DocumentUser,
    Envelope,
    ESignPermissionProfileList,
    ExternalFormFillSession,
    FieldData,
    FieldSet,
    FormDetails,
    FormGroup,
    FormGroupForm,
    FormGroupFormList,
    FormGroupSummary,
    FormGroupSummaryList,
    FormLibrarySummary,
    FormLibrarySummaryList,
    FormProviderAssociationsSummaryList,
    FormProviderAssociationSummary,
    FormSummary,
    FormSummaryList,
    GlobalClosingStatuses,
    GlobalContactSides,
    GlobalCountries,
    GlobalCurrencies,
    GlobalFinancingTypes,
    GlobalOriginsOfLeads,
    GlobalPropertyTypes,
    GlobalRoomContactTypes,
    GlobalSellerDecisionTypes,
    GlobalSpecialCircumstanceTypes,
    GlobalStates,
    GlobalTaskDateTypes,
    GlobalTaskResponsibilityTypes,
    GlobalTaskStatuses,
    GlobalTimeZones,
    GlobalTransactionSides,
    Office,
    OfficeReferenceCountList,
    OfficeSummary,
    OfficeSummaryList,
    Region,
    RegionReferenceCountList,
    RegionSummary,
    RegionSummaryList,
    Role,
    RoleSummary,
    RoleSummaryList,
    Room,
    RoomDocument,
    RoomDocumentList,
    RoomFolder,
    RoomFolderList,
    RoomInviteResponse,
    RoomPicture,
    RoomSummary,
    RoomSummaryList,
    RoomTemplate,
    RoomTemplatesSummaryList,
    RoomUser,
    RoomUsersResult,
    RoomUserSummary,
    TaskList,
    TaskListSummaryList,
    TaskListTemplate,
    TaskListTemplateList,
    User,
    UserSummary,
    UserSummaryList,
)


def accounts(rooms: Rooms) -> None:
    assert_type(rooms.accounts.get_account_information(), AccountSummary)
    assert_type(rooms.accounts.get_account_information(timeout=5), AccountSummary)


def closing_statuses(rooms: Rooms) -> None:
    assert_type(rooms.closing_statuses.get_closing_statuses(), GlobalClosingStatuses)
    assert_type(rooms.closing_statuses.get_closing_statuses(timeout=5), GlobalClosingStatuses)


def contact_sides(rooms: Rooms) -> None:
    assert_type(rooms.contact_sides.get_contact_sides(), GlobalContactSides)
    assert_type(rooms.contact_sides.get_contact_sides(timeout=5), GlobalContactSides)


def countries(rooms: Rooms) -> None:
    assert_type(rooms.countries.get_countries(), GlobalCountries)
    assert_type(rooms.countries.get_countries(timeout=5), GlobalCountries)


def currencies(rooms: Rooms) -> None:
    assert_type(rooms.currencies.get_currencies(), GlobalCurrencies)
    assert_type(rooms.currencies.get_currencies(timeout=5), GlobalCurrencies)


def documents(rooms: Rooms) -> None:
    assert_type(rooms.documents.get_document(5), Document)
    assert_type(rooms.documents.get_document(5, include_contents=True, timeout=5), Document)
    assert_type(rooms.documents.delete_document(5), None)
    assert_type(rooms.documents.delete_document(5, timeout=5), None)
    assert_type(rooms.documents.create_document_user(5, {}), DocumentUser)
    assert_type(rooms.documents.create_document_user(5, {}, timeout=5), DocumentUser)


def esign_permission_profiles(rooms: Rooms) -> None:
    assert_type(
        rooms.esign_permission_profiles.get_esign_permission_profiles(), ESignPermissionProfileList
    )
    assert_type(
        rooms.esign_permission_profiles.get_esign_permission_profiles(timeout=5),
        ESignPermissionProfileList,
    )


def external_form_fill_sessions(rooms: Rooms) -> None:
    assert_type(
        rooms.external_form_fill_sessions.create_external_form_fill_session({}),
        ExternalFormFillSession,
    )
    assert_type(
        rooms.external_form_fill_sessions.create_external_form_fill_session({}, timeout=5),
        ExternalFormFillSession,
    )


def fields(rooms: Rooms) -> None:
    assert_type(rooms.fields.get_field_set("id"), FieldSet)
    assert_type(
        rooms.fields.get_field_set("id", fields_custom_data_filters="text", timeout=5), FieldSet
    )


def financing_types(rooms: Rooms) -> None:
    assert_type(rooms.financing_types.get_financing_types(), GlobalFinancingTypes)
    assert_type(rooms.financing_types.get_financing_types(timeout=5), GlobalFinancingTypes)


def form_details(rooms: Rooms) -> None:
    assert_type(rooms.form_details.get_form_details("id"), FormDetails)
    assert_type(rooms.form_details.get_form_details("id", timeout=5), FormDetails)


def form_groups(rooms: Rooms) -> None:
    assert_type(rooms.form_groups.get_form_groups(), FormGroupSummaryList)
    assert_type(
        rooms.form_groups.get_form_groups(start_position=5, count=7, timeout=5),
        FormGroupSummaryList,
    )
    assert_type(rooms.form_groups.iter_form_groups(), Pager[FormGroupSummary])
    assert_type(
        rooms.form_groups.iter_form_groups(page_size=5, max_items=7, timeout=5),
        Pager[FormGroupSummary],
    )
    assert_type(rooms.form_groups.list_form_groups(), list[FormGroupSummary])
    assert_type(
        rooms.form_groups.list_form_groups(page_size=5, max_items=7, timeout=5),
        list[FormGroupSummary],
    )
    assert_type(rooms.form_groups.create_form_group({}), FormGroup)
    assert_type(rooms.form_groups.create_form_group({}, timeout=5), FormGroup)
    assert_type(rooms.form_groups.get_form_group("id"), FormGroup)
    assert_type(rooms.form_groups.get_form_group("id", timeout=5), FormGroup)
    assert_type(rooms.form_groups.rename_form_group("id", {}), FormGroup)
    assert_type(rooms.form_groups.rename_form_group("id", {}, timeout=5), FormGroup)
    assert_type(rooms.form_groups.delete_form_group("id"), None)
    assert_type(rooms.form_groups.delete_form_group("id", timeout=5), None)
    assert_type(rooms.form_groups.get_form_group_forms("id"), FormGroupFormList)
    assert_type(
        rooms.form_groups.get_form_group_forms("id", start_position=5, count=7, timeout=5),
        FormGroupFormList,
    )
    assert_type(rooms.form_groups.iter_form_group_forms("id"), Pager[FormGroupForm])
    assert_type(
        rooms.form_groups.iter_form_group_forms("id", page_size=5, max_items=7, timeout=5),
        Pager[FormGroupForm],
    )
    assert_type(rooms.form_groups.list_form_group_forms("id"), list[FormGroupForm])
    assert_type(
        rooms.form_groups.list_form_group_forms("id", page_size=5, max_items=7, timeout=5),
        list[FormGroupForm],
    )
    assert_type(rooms.form_groups.remove_form_group_form("id", "id"), None)
    assert_type(rooms.form_groups.remove_form_group_form("id", "id", timeout=5), None)
    assert_type(rooms.form_groups.assign_form_group_form("id", {}), None)
    assert_type(rooms.form_groups.assign_form_group_form("id", {}, timeout=5), None)
    assert_type(rooms.form_groups.grant_office_access_to_form_group("id", 5), None)
    assert_type(rooms.form_groups.grant_office_access_to_form_group("id", 5, timeout=5), None)
    assert_type(rooms.form_groups.revoke_office_access_from_form_group("id", 5), None)
    assert_type(rooms.form_groups.revoke_office_access_from_form_group("id", 5, timeout=5), None)


def form_libraries(rooms: Rooms) -> None:
    assert_type(rooms.form_libraries.get_form_libraries(), FormLibrarySummaryList)
    assert_type(
        rooms.form_libraries.get_form_libraries(start_position=5, count=7, timeout=5),
        FormLibrarySummaryList,
    )
    assert_type(rooms.form_libraries.iter_form_libraries(), Pager[FormLibrarySummary])
    assert_type(
        rooms.form_libraries.iter_form_libraries(page_size=5, max_items=7, timeout=5),
        Pager[FormLibrarySummary],
    )
    assert_type(rooms.form_libraries.list_form_libraries(), list[FormLibrarySummary])
    assert_type(
        rooms.form_libraries.list_form_libraries(page_size=5, max_items=7, timeout=5),
        list[FormLibrarySummary],
    )
    assert_type(rooms.form_libraries.get_form_library_forms("id"), FormSummaryList)
    assert_type(
        rooms.form_libraries.get_form_library_forms("id", start_position=5, count=7, timeout=5),
        FormSummaryList,
    )
    assert_type(rooms.form_libraries.iter_form_library_forms("id"), Pager[FormSummary])
    assert_type(
        rooms.form_libraries.iter_form_library_forms("id", page_size=5, max_items=7, timeout=5),
        Pager[FormSummary],
    )
    assert_type(rooms.form_libraries.list_form_library_forms("id"), list[FormSummary])
    assert_type(
        rooms.form_libraries.list_form_library_forms("id", page_size=5, max_items=7, timeout=5),
        list[FormSummary],
    )


def form_providers(rooms: Rooms) -> None:
    assert_type(
        rooms.form_providers.get_form_provider_associations("id"),
        FormProviderAssociationsSummaryList,
    )
    assert_type(
        rooms.form_providers.get_form_provider_associations(
            "id", start_position=5, count=7, timeout=5
        ),
        FormProviderAssociationsSummaryList,
    )
    assert_type(
        rooms.form_providers.iter_form_provider_associations("id"),
        Pager[FormProviderAssociationSummary],
    )
    assert_type(
        rooms.form_providers.iter_form_provider_associations(
            "id", page_size=5, max_items=7, timeout=5
        ),
        Pager[FormProviderAssociationSummary],
    )
    assert_type(
        rooms.form_providers.list_form_provider_associations("id"),
        list[FormProviderAssociationSummary],
    )
    assert_type(
        rooms.form_providers.list_form_provider_associations(
            "id", page_size=5, max_items=7, timeout=5
        ),
        list[FormProviderAssociationSummary],
    )


def offices(rooms: Rooms) -> None:
    assert_type(rooms.offices.get_offices(), OfficeSummaryList)
    assert_type(
        rooms.offices.get_offices(
            only_accessible=True, search="text", start_position=5, count=7, timeout=5
        ),
        OfficeSummaryList,
    )
    assert_type(rooms.offices.iter_offices(), Pager[OfficeSummary])
    assert_type(
        rooms.offices.iter_offices(
            only_accessible=True, search="text", page_size=5, max_items=7, timeout=5
        ),
        Pager[OfficeSummary],
    )
    assert_type(rooms.offices.list_offices(), list[OfficeSummary])
    assert_type(
        rooms.offices.list_offices(
            only_accessible=True, search="text", page_size=5, max_items=7, timeout=5
        ),
        list[OfficeSummary],
    )
    assert_type(rooms.offices.create_office({}), Office)
    assert_type(rooms.offices.create_office({}, timeout=5), Office)
    assert_type(rooms.offices.get_office(5), Office)
    assert_type(rooms.offices.get_office(5, timeout=5), Office)
    assert_type(rooms.offices.delete_office(5), None)
    assert_type(rooms.offices.delete_office(5, timeout=5), None)
    assert_type(rooms.offices.get_reference_counts(5), OfficeReferenceCountList)
    assert_type(rooms.offices.get_reference_counts(5, timeout=5), OfficeReferenceCountList)


def origins_of_leads(rooms: Rooms) -> None:
    assert_type(rooms.origins_of_leads.get_origins_of_leads(), GlobalOriginsOfLeads)
    assert_type(rooms.origins_of_leads.get_origins_of_leads(timeout=5), GlobalOriginsOfLeads)


def property_types(rooms: Rooms) -> None:
    assert_type(rooms.property_types.get_property_types(), GlobalPropertyTypes)
    assert_type(rooms.property_types.get_property_types(timeout=5), GlobalPropertyTypes)


def regions(rooms: Rooms) -> None:
    assert_type(rooms.regions.create_region({}), Region)
    assert_type(rooms.regions.create_region({}, timeout=5), Region)
    assert_type(rooms.regions.get_regions(), RegionSummaryList)
    assert_type(
        rooms.regions.get_regions(managed_only=True, start_position=5, count=7, timeout=5),
        RegionSummaryList,
    )
    assert_type(rooms.regions.iter_regions(), Pager[RegionSummary])
    assert_type(
        rooms.regions.iter_regions(managed_only=True, page_size=5, max_items=7, timeout=5),
        Pager[RegionSummary],
    )
    assert_type(rooms.regions.list_regions(), list[RegionSummary])
    assert_type(
        rooms.regions.list_regions(managed_only=True, page_size=5, max_items=7, timeout=5),
        list[RegionSummary],
    )
    assert_type(rooms.regions.get_region(5), Region)
    assert_type(rooms.regions.get_region(5, timeout=5), Region)
    assert_type(rooms.regions.delete_region(5), None)
    assert_type(rooms.regions.delete_region(5, timeout=5), None)
    assert_type(rooms.regions.get_region_reference_counts(5), RegionReferenceCountList)
    assert_type(rooms.regions.get_region_reference_counts(5, timeout=5), RegionReferenceCountList)


def roles(rooms: Rooms) -> None:
    assert_type(rooms.roles.create_role({}), Role)
    assert_type(rooms.roles.create_role({}, timeout=5), Role)
    assert_type(rooms.roles.get_roles(), RoleSummaryList)
    assert_type(
        rooms.roles.get_roles(
            only_assignable=True,
            filter_context="text",
            filter="text",
            start_position=5,
            count=7,
            timeout=5,
        ),
        RoleSummaryList,
    )
    assert_type(rooms.roles.iter_roles(), Pager[RoleSummary])
    assert_type(
        rooms.roles.iter_roles(
            only_assignable=True,
            filter_context="text",
            filter="text",
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        Pager[RoleSummary],
    )
    assert_type(rooms.roles.list_roles(), list[RoleSummary])
    assert_type(
        rooms.roles.list_roles(
            only_assignable=True,
            filter_context="text",
            filter="text",
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        list[RoleSummary],
    )
    assert_type(rooms.roles.get_role(5), Role)
    assert_type(rooms.roles.get_role(5, include_is_assigned=True, timeout=5), Role)
    assert_type(rooms.roles.update_role(5, {}), Role)
    assert_type(rooms.roles.update_role(5, {}, timeout=5), Role)
    assert_type(rooms.roles.delete_role(5), None)
    assert_type(rooms.roles.delete_role(5, timeout=5), None)


def room_contact_types(rooms: Rooms) -> None:
    assert_type(rooms.room_contact_types.get_room_contact_types(), GlobalRoomContactTypes)
    assert_type(rooms.room_contact_types.get_room_contact_types(timeout=5), GlobalRoomContactTypes)


def room_folders(rooms: Rooms) -> None:
    assert_type(rooms.room_folders.get_room_folders(5), RoomFolderList)
    assert_type(
        rooms.room_folders.get_room_folders(5, start_position=5, count=7, timeout=5), RoomFolderList
    )
    assert_type(rooms.room_folders.iter_room_folders(5), Pager[RoomFolder])
    assert_type(
        rooms.room_folders.iter_room_folders(5, page_size=5, max_items=7, timeout=5),
        Pager[RoomFolder],
    )
    assert_type(rooms.room_folders.list_room_folders(5), list[RoomFolder])
    assert_type(
        rooms.room_folders.list_room_folders(5, page_size=5, max_items=7, timeout=5),
        list[RoomFolder],
    )


def room_templates(rooms: Rooms) -> None:
    assert_type(rooms.room_templates.get_room_templates(), RoomTemplatesSummaryList)
    assert_type(
        rooms.room_templates.get_room_templates(
            office_id=5,
            only_assignable=True,
            only_enabled=True,
            start_position=5,
            count=7,
            timeout=5,
        ),
        RoomTemplatesSummaryList,
    )
    assert_type(rooms.room_templates.iter_room_templates(), Pager[RoomTemplate])
    assert_type(
        rooms.room_templates.iter_room_templates(
            office_id=5,
            only_assignable=True,
            only_enabled=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        Pager[RoomTemplate],
    )
    assert_type(rooms.room_templates.list_room_templates(), list[RoomTemplate])
    assert_type(
        rooms.room_templates.list_room_templates(
            office_id=5,
            only_assignable=True,
            only_enabled=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        list[RoomTemplate],
    )


def rooms(rooms: Rooms) -> None:
    assert_type(rooms.rooms.create_room_envelope(5, {}), Envelope)
    assert_type(rooms.rooms.create_room_envelope(5, {}, timeout=5), Envelope)
    assert_type(rooms.rooms.get_room_field_data(5), FieldData)
    assert_type(rooms.rooms.get_room_field_data(5, timeout=5), FieldData)
    assert_type(rooms.rooms.update_room_field_data(5, {}), FieldData)
    assert_type(rooms.rooms.update_room_field_data(5, {}, timeout=5), FieldData)
    assert_type(rooms.rooms.add_form_to_room(5, {}), RoomDocument)
    assert_type(rooms.rooms.add_form_to_room(5, {}, timeout=5), RoomDocument)
    assert_type(rooms.rooms.invite_user(5, {}), RoomInviteResponse)
    assert_type(rooms.rooms.invite_user(5, {}, timeout=5), RoomInviteResponse)
    assert_type(rooms.rooms.get_room_users(5), RoomUsersResult)
    assert_type(
        rooms.rooms.get_room_users(
            5, filter="text", sort="text", start_position=5, count=7, timeout=5
        ),
        RoomUsersResult,
    )
    assert_type(rooms.rooms.iter_room_users(5), Pager[RoomUserSummary])
    assert_type(
        rooms.rooms.iter_room_users(
            5, filter="text", sort="text", page_size=5, max_items=7, timeout=5
        ),
        Pager[RoomUserSummary],
    )
    assert_type(rooms.rooms.list_room_users(5), list[RoomUserSummary])
    assert_type(
        rooms.rooms.list_room_users(
            5, filter="text", sort="text", page_size=5, max_items=7, timeout=5
        ),
        list[RoomUserSummary],
    )
    assert_type(rooms.rooms.put_room_user(5, 5, {}), RoomUser)
    assert_type(rooms.rooms.put_room_user(5, 5, {}, timeout=5), RoomUser)
    assert_type(rooms.rooms.revoke_room_user_access(5, 5, {}), None)
    assert_type(rooms.rooms.revoke_room_user_access(5, 5), None)
    assert_type(rooms.rooms.revoke_room_user_access(5, 5, {}, timeout=5), None)
    assert_type(rooms.rooms.restore_room_user_access(5, 5), None)
    assert_type(rooms.rooms.restore_room_user_access(5, 5, timeout=5), None)
    assert_type(rooms.rooms.get_rooms(), RoomSummaryList)
    assert_type(
        rooms.rooms.get_rooms(
            room_status="text",
            office_id=5,
            field_data_changed_start_date="text",
            field_data_changed_end_date="text",
            room_closed_start_date="text",
            room_closed_end_date="text",
            start_position=5,
            count=7,
            timeout=5,
        ),
        RoomSummaryList,
    )
    assert_type(rooms.rooms.iter_rooms(), Pager[RoomSummary])
    assert_type(
        rooms.rooms.iter_rooms(
            room_status="text",
            office_id=5,
            field_data_changed_start_date="text",
            field_data_changed_end_date="text",
            room_closed_start_date="text",
            room_closed_end_date="text",
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        Pager[RoomSummary],
    )
    assert_type(rooms.rooms.list_rooms(), list[RoomSummary])
    assert_type(
        rooms.rooms.list_rooms(
            room_status="text",
            office_id=5,
            field_data_changed_start_date="text",
            field_data_changed_end_date="text",
            room_closed_start_date="text",
            room_closed_end_date="text",
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        list[RoomSummary],
    )
    assert_type(rooms.rooms.create_room({}), Room)
    assert_type(rooms.rooms.create_room({}, timeout=5), Room)
    assert_type(rooms.rooms.get_room(5), Room)
    assert_type(rooms.rooms.get_room(5, include_field_data=True, timeout=5), Room)
    assert_type(rooms.rooms.delete_room(5), None)
    assert_type(rooms.rooms.delete_room(5, timeout=5), None)
    assert_type(rooms.rooms.get_assignable_roles(5), AssignableRoles)
    assert_type(
        rooms.rooms.get_assignable_roles(
            5, assignee_email="text", filter="text", start_position=5, count=7, timeout=5
        ),
        AssignableRoles,
    )
    assert_type(rooms.rooms.iter_assignable_roles(5), Pager[RoleSummary])
    assert_type(
        rooms.rooms.iter_assignable_roles(
            5, assignee_email="text", filter="text", page_size=5, max_items=7, timeout=5
        ),
        Pager[RoleSummary],
    )
    assert_type(rooms.rooms.list_assignable_roles(5), list[RoleSummary])
    assert_type(
        rooms.rooms.list_assignable_roles(
            5, assignee_email="text", filter="text", page_size=5, max_items=7, timeout=5
        ),
        list[RoleSummary],
    )
    assert_type(rooms.rooms.add_document_to_room(5, {}), RoomDocument)
    assert_type(rooms.rooms.add_document_to_room(5, {}, timeout=5), RoomDocument)
    assert_type(rooms.rooms.get_documents(5), RoomDocumentList)
    assert_type(
        rooms.rooms.get_documents(
            5,
            require_content_for_dynamic_documents=True,
            room_folder_id=5,
            name_filter="text",
            include_archived=True,
            start_position=5,
            count=7,
            timeout=5,
        ),
        RoomDocumentList,
    )
    assert_type(rooms.rooms.iter_documents(5), Pager[RoomDocument])
    assert_type(
        rooms.rooms.iter_documents(
            5,
            require_content_for_dynamic_documents=True,
            room_folder_id=5,
            name_filter="text",
            include_archived=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        Pager[RoomDocument],
    )
    assert_type(rooms.rooms.list_documents(5), list[RoomDocument])
    assert_type(
        rooms.rooms.list_documents(
            5,
            require_content_for_dynamic_documents=True,
            room_folder_id=5,
            name_filter="text",
            include_archived=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        list[RoomDocument],
    )
    assert_type(
        rooms.rooms.add_document_to_room_via_file_upload(5, b"content", "a.pdf"), RoomDocument
    )
    assert_type(rooms.rooms.add_document_to_room_via_file_upload(5, "a.pdf"), RoomDocument)
    assert_type(
        rooms.rooms.add_document_to_room_via_file_upload(5, b"content", "a.pdf", timeout=5),
        RoomDocument,
    )
    assert_type(rooms.rooms.update_picture(5, b"content", "a.pdf"), RoomPicture)
    assert_type(rooms.rooms.update_picture(5, "a.pdf"), RoomPicture)
    assert_type(rooms.rooms.update_picture(5, b"content", "a.pdf", timeout=5), RoomPicture)
    assert_type(rooms.rooms.get_room_field_set(5), FieldSet)
    assert_type(rooms.rooms.get_room_field_set(5, timeout=5), FieldSet)


def seller_decision_types(rooms: Rooms) -> None:
    assert_type(rooms.seller_decision_types.get_seller_decision_types(), GlobalSellerDecisionTypes)
    assert_type(
        rooms.seller_decision_types.get_seller_decision_types(timeout=5), GlobalSellerDecisionTypes
    )


def special_circumstance_types(rooms: Rooms) -> None:
    assert_type(
        rooms.special_circumstance_types.get_special_circumstance_types(),
        GlobalSpecialCircumstanceTypes,
    )
    assert_type(
        rooms.special_circumstance_types.get_special_circumstance_types(timeout=5),
        GlobalSpecialCircumstanceTypes,
    )


def states(rooms: Rooms) -> None:
    assert_type(rooms.states.get_states(), GlobalStates)
    assert_type(rooms.states.get_states(timeout=5), GlobalStates)


def task_date_types(rooms: Rooms) -> None:
    assert_type(rooms.task_date_types.get_task_date_types(), GlobalTaskDateTypes)
    assert_type(rooms.task_date_types.get_task_date_types(timeout=5), GlobalTaskDateTypes)


def task_list_templates(rooms: Rooms) -> None:
    assert_type(rooms.task_list_templates.get_task_list_templates(), TaskListTemplateList)
    assert_type(
        rooms.task_list_templates.get_task_list_templates(start_position=5, count=7, timeout=5),
        TaskListTemplateList,
    )
    assert_type(rooms.task_list_templates.iter_task_list_templates(), Pager[TaskListTemplate])
    assert_type(
        rooms.task_list_templates.iter_task_list_templates(page_size=5, max_items=7, timeout=5),
        Pager[TaskListTemplate],
    )
    assert_type(rooms.task_list_templates.list_task_list_templates(), list[TaskListTemplate])
    assert_type(
        rooms.task_list_templates.list_task_list_templates(page_size=5, max_items=7, timeout=5),
        list[TaskListTemplate],
    )


def task_lists(rooms: Rooms) -> None:
    assert_type(rooms.task_lists.get_task_lists(5), TaskListSummaryList)
    assert_type(rooms.task_lists.get_task_lists(5, timeout=5), TaskListSummaryList)
    assert_type(rooms.task_lists.create_task_list(5, {}), TaskList)
    assert_type(rooms.task_lists.create_task_list(5, {}, timeout=5), TaskList)
    assert_type(rooms.task_lists.delete_task_list(5), None)
    assert_type(rooms.task_lists.delete_task_list(5, timeout=5), None)


def task_responsibility_types(rooms: Rooms) -> None:
    assert_type(
        rooms.task_responsibility_types.get_task_responsibility_types(),
        GlobalTaskResponsibilityTypes,
    )
    assert_type(
        rooms.task_responsibility_types.get_task_responsibility_types(timeout=5),
        GlobalTaskResponsibilityTypes,
    )


def task_statuses(rooms: Rooms) -> None:
    assert_type(rooms.task_statuses.get_task_statuses(), GlobalTaskStatuses)
    assert_type(rooms.task_statuses.get_task_statuses(timeout=5), GlobalTaskStatuses)


def time_zones(rooms: Rooms) -> None:
    assert_type(rooms.time_zones.get_time_zones(), GlobalTimeZones)
    assert_type(rooms.time_zones.get_time_zones(timeout=5), GlobalTimeZones)


def transaction_sides(rooms: Rooms) -> None:
    assert_type(rooms.transaction_sides.get_transaction_sides(), GlobalTransactionSides)
    assert_type(rooms.transaction_sides.get_transaction_sides(timeout=5), GlobalTransactionSides)


def users(rooms: Rooms) -> None:
    assert_type(rooms.users.get_users(), UserSummaryList)
    assert_type(
        rooms.users.get_users(
            filter="text",
            sort="text",
            default_office_id=5,
            access_level="text",
            title_id=5,
            role_id=5,
            status="text",
            locked_only=True,
            start_position=5,
            count=7,
            timeout=5,
        ),
        UserSummaryList,
    )
    assert_type(rooms.users.iter_users(), Pager[UserSummary])
    assert_type(
        rooms.users.iter_users(
            filter="text",
            sort="text",
            default_office_id=5,
            access_level="text",
            title_id=5,
            role_id=5,
            status="text",
            locked_only=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        Pager[UserSummary],
    )
    assert_type(rooms.users.list_users(), list[UserSummary])
    assert_type(
        rooms.users.list_users(
            filter="text",
            sort="text",
            default_office_id=5,
            access_level="text",
            title_id=5,
            role_id=5,
            status="text",
            locked_only=True,
            page_size=5,
            max_items=7,
            timeout=5,
        ),
        list[UserSummary],
    )
    assert_type(rooms.users.get_user(5), User)
    assert_type(rooms.users.get_user(5, timeout=5), User)
    assert_type(rooms.users.update_user(5, {}), User)
    assert_type(rooms.users.update_user(5, {}, timeout=5), User)
    assert_type(rooms.users.remove_user(5), None)
    assert_type(rooms.users.remove_user(5, timeout=5), None)
    assert_type(rooms.users.invite_user({}), User)
    assert_type(rooms.users.invite_user({}, timeout=5), User)
    assert_type(rooms.users.reinvite_user(5), None)
    assert_type(rooms.users.reinvite_user(5, timeout=5), None)
    assert_type(rooms.users.add_user_to_office(5, {}), None)
    assert_type(rooms.users.add_user_to_office(5, {}, timeout=5), None)
    assert_type(rooms.users.remove_user_from_office(5, {}), None)
    assert_type(rooms.users.remove_user_from_office(5, {}, timeout=5), None)
    assert_type(rooms.users.add_user_to_region(5, {}), None)
    assert_type(rooms.users.add_user_to_region(5, {}, timeout=5), None)
    assert_type(rooms.users.remove_user_from_region(5, {}), None)
    assert_type(rooms.users.remove_user_from_region(5, {}, timeout=5), None)
    assert_type(rooms.users.lock_user(5, {}), None)
    assert_type(rooms.users.lock_user(5, {}, timeout=5), None)
    assert_type(rooms.users.unlock_user(5), None)
    assert_type(rooms.users.unlock_user(5, timeout=5), None)
