"""The types of the models of Rooms; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime
from typing import Any, assert_type

from opentoclose_async.rooms.models import (
    AccessLevel,
    AccountStatus,
    AccountSummary,
    ActivityType,
    ApiError,
    AssignableRoles,
    ClassicManagerPermissions,
    ClosingStatus,
    ContactSide,
    Country,
    Currency,
    CustomData,
    DependsOn,
    DesignatedOffice,
    DesignatedRegion,
    Document,
    DocumentUser,
    DocumentUserForCreate,
    Envelope,
    EnvelopeForCreate,
    ESignAccountRoleSettings,
    ESignPermissionProfile,
    ESignPermissionProfileList,
    ExternalFormFillSession,
    ExternalFormFillSessionForCreate,
    Field,
    FieldConfiguration,
    FieldData,
    FieldDataForCreate,
    FieldDataForUpdate,
    FieldSet,
    FinancingType,
    FormDetails,
    FormForAdd,
    FormGroup,
    FormGroupForCreate,
    FormGroupForm,
    FormGroupFormList,
    FormGroupFormToAssign,
    FormGroupForUpdate,
    FormGroupSummary,
    FormGroupSummaryList,
    FormLibrarySummary,
    FormLibrarySummaryList,
    FormProviderAssociationsSummaryList,
    FormProviderAssociationSummary,
    FormSummary,
    FormSummaryList,
    GlobalActivityTypes,
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
    GroupForm,
    ListingType,
    LockedOutDetails,
    Office,
    OfficeForCreate,
    OfficeReferenceCount,
    OfficeReferenceCountList,
    OfficeSummary,
    OfficeSummaryList,
    OriginOfLead,
    Permissions,
    ProductVersion,
    PropertyType,
    Region,
    RegionReferenceCount,
    RegionReferenceCountList,
    RegionSummary,
    RegionSummaryList,
    Role,
    RoleForCreate,
    RoleForUpdate,
    RoleSummary,
    RoleSummaryList,
    Room,
    RoomContactType,
    RoomDocument,
    RoomDocumentList,
    RoomDocumentOwner,
    RoomFolder,
    RoomFolderList,
    RoomForCreate,
    RoomInvite,
    RoomInviteResponse,
    RoomPicture,
    RoomSummary,
    RoomSummaryList,
    RoomTemplate,
    RoomTemplatesSummaryList,
    RoomUser,
    RoomUserForUpdate,
    RoomUserRemovalDetail,
    RoomUsersResult,
    RoomUserSummary,
    SelectListFieldOption,
    SellerDecisionType,
    SpecialCircumstanceType,
    State,
    TaskDateType,
    TaskList,
    TaskListForCreate,
    TaskListSummary,
    TaskListSummaryList,
    TaskListTemplate,
    TaskListTemplateList,
    TaskResponsibilityType,
    TaskStatus,
    TaskSummary,
    TimeZone,
    TransactionSide,
    User,
    UserForUpdate,
    UserSummary,
    UserSummaryList,
    UserToInvite,
)


def of_account_summary(model: AccountSummary) -> None:
    assert_type(model.company_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.company_version, ProductVersion | str | None)
    assert_type(model.docu_sign_account_guid, str | None)
    assert_type(model.default_field_set_id, str | None)
    assert_type(model.require_office_library_assignments, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_activity_type(model: ActivityType) -> None:
    assert_type(model.activity_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_api_error(model: ApiError) -> None:
    assert_type(model.error_code, str | None)
    assert_type(model.message, str | None)
    assert_type(model.reference_id, str | None)
    assert_type(model.raw, dict[str, Any])


def of_assignable_roles(model: AssignableRoles) -> None:
    assert_type(model.current_role_id, int | None)
    assert_type(model.roles, list[RoleSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_classic_manager_permissions(model: ClassicManagerPermissions) -> None:
    assert_type(model.is_visible_in_transaction_rooms, bool | None)
    assert_type(model.can_delete_company_rooms, bool | None)
    assert_type(model.can_delete_company_documents, bool | None)
    assert_type(model.can_manage_company_rooms, bool | None)
    assert_type(model.can_manage_company_account, bool | None)
    assert_type(model.can_manage_company_shared_library, bool | None)
    assert_type(model.can_manage_company_members, bool | None)
    assert_type(model.can_close_company_rooms, bool | None)
    assert_type(model.can_approve_company_checklists, bool | None)
    assert_type(model.is_company_system_admin, bool | None)
    assert_type(model.is_region_manager, bool | None)
    assert_type(model.is_office_manager, bool | None)
    assert_type(model.auto_access_to_company_rooms, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_closing_status(model: ClosingStatus) -> None:
    assert_type(model.closing_status_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_contact_side(model: ContactSide) -> None:
    assert_type(model.contact_side_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_country(model: Country) -> None:
    assert_type(model.country_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_currency(model: Currency) -> None:
    assert_type(model.currency_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_custom_data(model: CustomData) -> None:
    assert_type(model.is_required_on_create, bool | None)
    assert_type(model.is_required_on_submit, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_depends_on(model: DependsOn) -> None:
    assert_type(model.action_type, str | None)
    assert_type(model.parent_api_name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_designated_office(model: DesignatedOffice) -> None:
    assert_type(model.office_id, int)


def of_designated_region(model: DesignatedRegion) -> None:
    assert_type(model.region_id, int)


def of_document(model: Document) -> None:
    assert_type(model.document_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.room_id, int | None)
    assert_type(model.owner_id, int | None)
    assert_type(model.size, int | None)
    assert_type(model.folder_id, int | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.is_signed, bool | None)
    assert_type(model.content_type, str | None)
    assert_type(model.base64_contents, str | None)
    assert_type(model.is_dynamic, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_document_user(model: DocumentUser) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.document_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.has_access, bool | None)
    assert_type(model.can_approve_task, bool | None)
    assert_type(model.can_assign_to_task_list, bool | None)
    assert_type(model.can_copy, bool | None)
    assert_type(model.can_delete, bool | None)
    assert_type(model.can_remove_from_task_list, bool | None)
    assert_type(model.can_remove_approval, bool | None)
    assert_type(model.can_rename, bool | None)
    assert_type(model.can_share, bool | None)
    assert_type(model.can_view_activity, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_document_user_for_create(model: DocumentUserForCreate) -> None:
    assert_type(model.user_id, int)


def of_esign_account_role_settings(model: ESignAccountRoleSettings) -> None:
    assert_type(model.allow_account_management, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_esign_permission_profile(model: ESignPermissionProfile) -> None:
    assert_type(model.e_sign_permission_profile_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.settings, ESignAccountRoleSettings | None)
    assert_type(model.raw, dict[str, Any])


def of_esign_permission_profile_list(model: ESignPermissionProfileList) -> None:
    assert_type(model.permission_profiles, list[ESignPermissionProfile])
    assert_type(model.raw, dict[str, Any])


def of_envelope(model: Envelope) -> None:
    assert_type(model.e_sign_envelope_id, str | None)
    assert_type(model.raw, dict[str, Any])


def of_envelope_for_create(model: EnvelopeForCreate) -> None:
    assert_type(model.envelope_name, str | None)
    assert_type(model.document_ids, list[int] | None)


def of_external_form_fill_session(model: ExternalFormFillSession) -> None:
    assert_type(model.url, str | None)
    assert_type(model.raw, dict[str, Any])


def of_external_form_fill_session_for_create(model: ExternalFormFillSessionForCreate) -> None:
    assert_type(model.form_id, str | None)
    assert_type(model.room_id, int)
    assert_type(model.form_ids, list[str] | None)
    assert_type(model.x_frame_allowed_url, str | None)


def of_field(model: Field) -> None:
    assert_type(model.field_id, str | None)
    assert_type(model.field_definition_id, str | None)
    assert_type(model.title, str | None)
    assert_type(model.api_name, str | None)
    assert_type(model.type, str | None)
    assert_type(model.fields, list[Field] | None)
    assert_type(model.configuration, FieldConfiguration | None)
    assert_type(model.custom_data, CustomData | None)
    assert_type(model.raw, dict[str, Any])


def of_field_configuration(model: FieldConfiguration) -> None:
    assert_type(model.max_value, float | None)
    assert_type(model.min_value, float | None)
    assert_type(model.multiple_of, float | None)
    assert_type(model.max_length, int | None)
    assert_type(model.min_length, int | None)
    assert_type(model.pattern, str | None)
    assert_type(model.is_publisher, bool | None)
    assert_type(model.depends_on, list[DependsOn] | None)
    assert_type(model.options, list[SelectListFieldOption] | None)
    assert_type(model.raw, dict[str, Any])


def of_field_data(model: FieldData) -> None:
    assert_type(model.data, dict[str, Any] | None)
    assert_type(model.raw, dict[str, Any])


def of_field_data_for_create(model: FieldDataForCreate) -> None:
    assert_type(model.data, dict[str, Any] | None)


def of_field_data_for_update(model: FieldDataForUpdate) -> None:
    assert_type(model.data, dict[str, Any] | None)


def of_field_set(model: FieldSet) -> None:
    assert_type(model.field_set_id, str | None)
    assert_type(model.title, str | None)
    assert_type(model.fields, list[Field] | None)
    assert_type(model.raw, dict[str, Any])


def of_financing_type(model: FinancingType) -> None:
    assert_type(model.financing_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_form_details(model: FormDetails) -> None:
    assert_type(model.form_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.last_updated_date, datetime | None)
    assert_type(model.available_on_date, datetime | None)
    assert_type(model.owner_name, str | None)
    assert_type(model.version, str | None)
    assert_type(model.number_of_pages, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_for_add(model: FormForAdd) -> None:
    assert_type(model.form_id, str)


def of_form_group(model: FormGroup) -> None:
    assert_type(model.form_group_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.office_ids, list[int] | None)
    assert_type(model.forms, list[GroupForm] | None)
    assert_type(model.raw, dict[str, Any])


def of_form_group_for_create(model: FormGroupForCreate) -> None:
    assert_type(model.name, str)


def of_form_group_for_update(model: FormGroupForUpdate) -> None:
    assert_type(model.name, str)


def of_form_group_form(model: FormGroupForm) -> None:
    assert_type(model.form_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.is_required, bool | None)
    assert_type(model.last_updated_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_form_group_form_list(model: FormGroupFormList) -> None:
    assert_type(model.forms, list[FormGroupForm])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_group_form_to_assign(model: FormGroupFormToAssign) -> None:
    assert_type(model.form_id, str)
    assert_type(model.is_required, bool | None)


def of_form_group_summary(model: FormGroupSummary) -> None:
    assert_type(model.form_group_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.form_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_group_summary_list(model: FormGroupSummaryList) -> None:
    assert_type(model.form_groups, list[FormGroupSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_library_summary(model: FormLibrarySummary) -> None:
    assert_type(model.forms_library_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.form_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_library_summary_list(model: FormLibrarySummaryList) -> None:
    assert_type(model.forms_library_summaries, list[FormLibrarySummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_provider_association_summary(model: FormProviderAssociationSummary) -> None:
    assert_type(model.association_id, str | None)
    assert_type(model.provider_id, str | None)
    assert_type(model.last_update_date, datetime | None)
    assert_type(model.form_provider_association_guid, str | None)
    assert_type(model.form_provider_association_name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_form_provider_associations_summary_list(model: FormProviderAssociationsSummaryList) -> None:
    assert_type(model.form_provider_associations, list[FormProviderAssociationSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_form_summary(model: FormSummary) -> None:
    assert_type(model.library_form_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.last_updated_date, datetime | None)
    assert_type(model.viewing_user_has_access, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_form_summary_list(model: FormSummaryList) -> None:
    assert_type(model.forms, list[FormSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_global_activity_types(model: GlobalActivityTypes) -> None:
    assert_type(model.activity_types, list[ActivityType])
    assert_type(model.raw, dict[str, Any])


def of_global_closing_statuses(model: GlobalClosingStatuses) -> None:
    assert_type(model.closing_statuses, list[ClosingStatus])
    assert_type(model.raw, dict[str, Any])


def of_global_contact_sides(model: GlobalContactSides) -> None:
    assert_type(model.contact_sides, list[ContactSide])
    assert_type(model.raw, dict[str, Any])


def of_global_countries(model: GlobalCountries) -> None:
    assert_type(model.countries, list[Country])
    assert_type(model.raw, dict[str, Any])


def of_global_currencies(model: GlobalCurrencies) -> None:
    assert_type(model.currencies, list[Currency])
    assert_type(model.raw, dict[str, Any])


def of_global_financing_types(model: GlobalFinancingTypes) -> None:
    assert_type(model.financing_types, list[FinancingType])
    assert_type(model.raw, dict[str, Any])


def of_global_origins_of_leads(model: GlobalOriginsOfLeads) -> None:
    assert_type(model.origins_of_leads, list[OriginOfLead])
    assert_type(model.raw, dict[str, Any])


def of_global_property_types(model: GlobalPropertyTypes) -> None:
    assert_type(model.property_types, list[PropertyType])
    assert_type(model.raw, dict[str, Any])


def of_global_room_contact_types(model: GlobalRoomContactTypes) -> None:
    assert_type(model.room_contact_types, list[RoomContactType])
    assert_type(model.raw, dict[str, Any])


def of_global_seller_decision_types(model: GlobalSellerDecisionTypes) -> None:
    assert_type(model.seller_decision_types, list[SellerDecisionType])
    assert_type(model.raw, dict[str, Any])


def of_global_special_circumstance_types(model: GlobalSpecialCircumstanceTypes) -> None:
    assert_type(model.special_circumstance_types, list[SpecialCircumstanceType])
    assert_type(model.raw, dict[str, Any])


def of_global_states(model: GlobalStates) -> None:
    assert_type(model.states, list[State])
    assert_type(model.raw, dict[str, Any])


def of_global_task_date_types(model: GlobalTaskDateTypes) -> None:
    assert_type(model.task_date_types, list[TaskDateType])
    assert_type(model.raw, dict[str, Any])


def of_global_task_responsibility_types(model: GlobalTaskResponsibilityTypes) -> None:
    assert_type(model.task_responsibility_types, list[TaskResponsibilityType])
    assert_type(model.raw, dict[str, Any])


def of_global_task_statuses(model: GlobalTaskStatuses) -> None:
    assert_type(model.task_statuses, list[TaskStatus])
    assert_type(model.raw, dict[str, Any])


def of_global_time_zones(model: GlobalTimeZones) -> None:
    assert_type(model.time_zones, list[TimeZone])
    assert_type(model.raw, dict[str, Any])


def of_global_transaction_sides(model: GlobalTransactionSides) -> None:
    assert_type(model.transaction_sides, list[TransactionSide])
    assert_type(model.raw, dict[str, Any])


def of_group_form(model: GroupForm) -> None:
    assert_type(model.form_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.is_required, bool | None)
    assert_type(model.last_updated_date, datetime | None)
    assert_type(model.viewing_user_has_access, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_locked_out_details(model: LockedOutDetails) -> None:
    assert_type(model.reason, str)


def of_office(model: Office) -> None:
    assert_type(model.office_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.region_id, int | None)
    assert_type(model.address1, str | None)
    assert_type(model.address2, str | None)
    assert_type(model.city, str | None)
    assert_type(model.state_id, str | None)
    assert_type(model.postal_code, str | None)
    assert_type(model.country_id, str | None)
    assert_type(model.time_zone_id, str | None)
    assert_type(model.phone, str | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_office_for_create(model: OfficeForCreate) -> None:
    assert_type(model.name, str)
    assert_type(model.region_id, int | None)
    assert_type(model.address1, str | None)
    assert_type(model.address2, str | None)
    assert_type(model.city, str | None)
    assert_type(model.state_id, str | None)
    assert_type(model.postal_code, str | None)
    assert_type(model.country_id, str | None)
    assert_type(model.time_zone_id, str | None)
    assert_type(model.phone, str | None)


def of_office_reference_count(model: OfficeReferenceCount) -> None:
    assert_type(model.reference_type, str | None)
    assert_type(model.referenced_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_office_reference_count_list(model: OfficeReferenceCountList) -> None:
    assert_type(model.references_counts, list[OfficeReferenceCount])
    assert_type(model.raw, dict[str, Any])


def of_office_summary(model: OfficeSummary) -> None:
    assert_type(model.office_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.region_id, int | None)
    assert_type(model.address1, str | None)
    assert_type(model.address2, str | None)
    assert_type(model.city, str | None)
    assert_type(model.state_id, str | None)
    assert_type(model.postal_code, str | None)
    assert_type(model.country_id, str | None)
    assert_type(model.time_zone_id, str | None)
    assert_type(model.phone, str | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_office_summary_list(model: OfficeSummaryList) -> None:
    assert_type(model.office_summaries, list[OfficeSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_origin_of_lead(model: OriginOfLead) -> None:
    assert_type(model.origin_of_lead_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_permissions(model: Permissions) -> None:
    assert_type(model.can_add_users_to_rooms, bool | None)
    assert_type(model.can_create_rooms, bool | None)
    assert_type(model.can_submit_rooms_for_review, bool | None)
    assert_type(model.can_close_rooms, bool | None)
    assert_type(model.can_reopen_rooms, bool | None)
    assert_type(model.can_delete_owned_rooms, bool | None)
    assert_type(model.auto_access_to_rooms, bool | None)
    assert_type(model.can_export_room_activity_details_people, bool | None)
    assert_type(model.can_copy_room_details, bool | None)
    assert_type(model.can_edit_any_room_role, bool | None)
    assert_type(model.can_edit_invited_room_role, bool | None)
    assert_type(model.can_edit_room_side, bool | None)
    assert_type(model.can_manage_any_user_room_access, bool | None)
    assert_type(model.can_manage_invited_user_room_access, bool | None)
    assert_type(model.is_hidden_in_room, bool | None)
    assert_type(model.can_manage_room_owners, bool | None)
    assert_type(model.can_delete_rooms, bool | None)
    assert_type(model.can_connect_to_mortgage_cadence, bool | None)
    assert_type(model.auto_access_to_rooms_in_office_only, bool | None)
    assert_type(model.can_view_room_details, bool | None)
    assert_type(model.can_view_and_edit_room_details, bool | None)
    assert_type(model.can_send_room_details_to_lone_wolf, bool | None)
    assert_type(model.can_add_documents, bool | None)
    assert_type(model.can_add_documents_from_form_groups, bool | None)
    assert_type(model.can_add_documents_from_form_libraries, bool | None)
    assert_type(model.documents_viewable_by_others_in_room_from_office, bool | None)
    assert_type(model.documents_auto_owned_by_peers, bool | None)
    assert_type(model.can_delete_owned_documents, bool | None)
    assert_type(model.can_delete_signed_documents, bool | None)
    assert_type(model.can_delete_unsigned_documents, bool | None)
    assert_type(model.can_manage_shared_docs, bool | None)
    assert_type(model.can_manage_form_groups, bool | None)
    assert_type(model.can_share_docs_not_owned, bool | None)
    assert_type(model.can_create_form_templates, bool | None)
    assert_type(model.can_manage_form_packets, bool | None)
    assert_type(model.can_add_tasks_to_any_task_lists, bool | None)
    assert_type(model.can_edit_editable_tasks, bool | None)
    assert_type(model.can_edit_any_tasks, bool | None)
    assert_type(model.can_delete_deletable_tasks, bool | None)
    assert_type(model.can_delete_any_tasks, bool | None)
    assert_type(model.can_apply_task_list, bool | None)
    assert_type(model.can_remove_any_task_list, bool | None)
    assert_type(model.can_submit_task_list, bool | None)
    assert_type(model.can_auto_submit_task_list, bool | None)
    assert_type(model.can_review_task_list, bool | None)
    assert_type(model.can_auto_approve_task_list, bool | None)
    assert_type(model.can_manage_task_templates_for_all_regions_all_offices, bool | None)
    assert_type(model.can_apply_room_templates, bool | None)
    assert_type(model.can_add_tasks_to_rooms, bool | None)
    assert_type(model.can_review_any_task, bool | None)
    assert_type(model.can_manage_docs_on_any_task, bool | None)
    assert_type(model.can_add_member_and_set_role_lower_access_level, bool | None)
    assert_type(model.can_add_member_and_set_role_same_access_level, bool | None)
    assert_type(model.can_change_member_role_lower_access_level, bool | None)
    assert_type(model.can_change_member_role_same_access_level, bool | None)
    assert_type(model.can_manage_member_lower_access_level, bool | None)
    assert_type(model.can_manage_member_same_access_level, bool | None)
    assert_type(model.can_remove_company_member_lower_access_level, bool | None)
    assert_type(model.can_remove_company_member_same_access_level, bool | None)
    assert_type(model.can_manage_account, bool | None)
    assert_type(model.can_manage_logo, bool | None)
    assert_type(model.can_manage_roles_and_permissions, bool | None)
    assert_type(model.can_manage_room_details, bool | None)
    assert_type(model.can_manage_room_templates, bool | None)
    assert_type(model.can_manage_integration_settings, bool | None)
    assert_type(model.can_export_company_usage_report, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_property_type(model: PropertyType) -> None:
    assert_type(model.property_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_region(model: Region) -> None:
    assert_type(model.region_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_region_reference_count(model: RegionReferenceCount) -> None:
    assert_type(model.reference_type, str | None)
    assert_type(model.reference_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_region_reference_count_list(model: RegionReferenceCountList) -> None:
    assert_type(model.reference_counts, list[RegionReferenceCount])
    assert_type(model.raw, dict[str, Any])


def of_region_summary(model: RegionSummary) -> None:
    assert_type(model.region_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_region_summary_list(model: RegionSummaryList) -> None:
    assert_type(model.region_summaries, list[RegionSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_role(model: Role) -> None:
    assert_type(model.role_id, int | None)
    assert_type(model.legacy_role_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.is_default_for_admin, bool | None)
    assert_type(model.is_external, bool | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.is_assigned, bool | None)
    assert_type(model.permissions, Permissions | None)
    assert_type(model.raw, dict[str, Any])


def of_role_for_create(model: RoleForCreate) -> None:
    assert_type(model.name, str | None)
    assert_type(model.is_external, bool | None)
    assert_type(model.permissions, Permissions | None)


def of_role_for_update(model: RoleForUpdate) -> None:
    assert_type(model.name, str | None)
    assert_type(model.is_external, bool | None)
    assert_type(model.permissions, Permissions | None)


def of_role_summary(model: RoleSummary) -> None:
    assert_type(model.role_id, int | None)
    assert_type(model.legacy_role_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.is_default_for_admin, bool | None)
    assert_type(model.is_external, bool | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_role_summary_list(model: RoleSummaryList) -> None:
    assert_type(model.roles, list[RoleSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room(model: Room) -> None:
    assert_type(model.room_id, int | None)
    assert_type(model.company_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.office_id, int | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.submitted_for_review_date, datetime | None)
    assert_type(model.closed_date, datetime | None)
    assert_type(model.rejected_date, datetime | None)
    assert_type(model.created_by_user_id, int | None)
    assert_type(model.room_owner_ids, list[int] | None)
    assert_type(model.rejected_by_user_id, int | None)
    assert_type(model.closed_status_id, str | None)
    assert_type(model.field_data_last_updated_date, datetime | None)
    assert_type(model.field_data, FieldData | None)
    assert_type(model.raw, dict[str, Any])


def of_room_contact_type(model: RoomContactType) -> None:
    assert_type(model.id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_room_document(model: RoomDocument) -> None:
    assert_type(model.document_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.owner_id, int | None)
    assert_type(model.size, int | None)
    assert_type(model.folder_id, int | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.is_signed, bool | None)
    assert_type(model.docu_sign_form_id, str | None)
    assert_type(model.is_archived, bool | None)
    assert_type(model.is_virtual, bool | None)
    assert_type(model.is_dynamic, bool | None)
    assert_type(model.owner, RoomDocumentOwner | None)
    assert_type(model.raw, dict[str, Any])


def of_room_document_list(model: RoomDocumentList) -> None:
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.documents, list[RoomDocument])
    assert_type(model.raw, dict[str, Any])


def of_room_document_owner(model: RoomDocumentOwner) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.company_name, str | None)
    assert_type(model.image_src, str | None)
    assert_type(model.raw, dict[str, Any])


def of_room_folder(model: RoomFolder) -> None:
    assert_type(model.room_folder_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.is_default, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_room_folder_list(model: RoomFolderList) -> None:
    assert_type(model.folders, list[RoomFolder])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_for_create(model: RoomForCreate) -> None:
    assert_type(model.name, str)
    assert_type(model.role_id, int)
    assert_type(model.transaction_side_id, str | None)
    assert_type(model.owner_id, int | None)
    assert_type(model.template_id, int | None)
    assert_type(model.office_id, int | None)
    assert_type(model.field_data, FieldDataForCreate | None)
    assert_type(model.listing_source, ListingType | str | None)


def of_room_invite(model: RoomInvite) -> None:
    assert_type(model.email, str)
    assert_type(model.first_name, str)
    assert_type(model.last_name, str)
    assert_type(model.role_id, int)
    assert_type(model.transaction_side_id, str | None)


def of_room_invite_response(model: RoomInviteResponse) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.room_id, int | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.transaction_side_id, str | None)
    assert_type(model.role_id, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_picture(model: RoomPicture) -> None:
    assert_type(model.url, str | None)
    assert_type(model.raw, dict[str, Any])


def of_room_summary(model: RoomSummary) -> None:
    assert_type(model.room_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.office_id, int | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.submitted_for_review_date, datetime | None)
    assert_type(model.closed_date, datetime | None)
    assert_type(model.rejected_date, datetime | None)
    assert_type(model.created_by_user_id, int | None)
    assert_type(model.rejected_by_user_id, int | None)
    assert_type(model.closed_status_id, str | None)
    assert_type(model.field_data_last_updated_date, datetime | None)
    assert_type(model.raw, dict[str, Any])


def of_room_summary_list(model: RoomSummaryList) -> None:
    assert_type(model.rooms, list[RoomSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_template(model: RoomTemplate) -> None:
    assert_type(model.room_template_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.task_template_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_templates_summary_list(model: RoomTemplatesSummaryList) -> None:
    assert_type(model.room_templates, list[RoomTemplate])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_user(model: RoomUser) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.transaction_side_id, str | None)
    assert_type(model.role_id, int | None)
    assert_type(model.is_revoked, bool | None)
    assert_type(model.invited_by_user_id, int | None)
    assert_type(model.raw, dict[str, Any])


def of_room_user_for_update(model: RoomUserForUpdate) -> None:
    assert_type(model.role_id, int | None)
    assert_type(model.transaction_side_id, str | None)


def of_room_user_removal_detail(model: RoomUserRemovalDetail) -> None:
    assert_type(model.revocation_date, datetime | None)


def of_room_user_summary(model: RoomUserSummary) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.transaction_side_id, str | None)
    assert_type(model.role_id, int | None)
    assert_type(model.title_id, int | None)
    assert_type(model.company_name, str | None)
    assert_type(model.role_name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_room_users_result(model: RoomUsersResult) -> None:
    assert_type(model.users, list[RoomUserSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_select_list_field_option(model: SelectListFieldOption) -> None:
    assert_type(model.id, Any)
    assert_type(model.title, str | None)
    assert_type(model.order, int | None)
    assert_type(model.raw, dict[str, Any])


def of_seller_decision_type(model: SellerDecisionType) -> None:
    assert_type(model.seller_decision_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_special_circumstance_type(model: SpecialCircumstanceType) -> None:
    assert_type(model.special_circumstance_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_state(model: State) -> None:
    assert_type(model.state_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_task_date_type(model: TaskDateType) -> None:
    assert_type(model.task_date_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_task_list(model: TaskList) -> None:
    assert_type(model.task_list_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.task_list_template_id, int | None)
    assert_type(model.submitted_for_review_date, datetime | None)
    assert_type(model.approval_date, datetime | None)
    assert_type(model.rejected_date, datetime | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.approved_by_user_id, int | None)
    assert_type(model.rejected_by_user_id, int | None)
    assert_type(model.comment, str | None)
    assert_type(model.tasks, list[TaskSummary] | None)
    assert_type(model.raw, dict[str, Any])


def of_task_list_for_create(model: TaskListForCreate) -> None:
    assert_type(model.task_list_template_id, int | None)


def of_task_list_summary(model: TaskListSummary) -> None:
    assert_type(model.task_list_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.task_list_template_id, int | None)
    assert_type(model.submitted_for_review_date, datetime | None)
    assert_type(model.approval_date, datetime | None)
    assert_type(model.rejected_date, datetime | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.approved_by_user_id, int | None)
    assert_type(model.rejected_by_user_id, int | None)
    assert_type(model.comment, str | None)
    assert_type(model.raw, dict[str, Any])


def of_task_list_summary_list(model: TaskListSummaryList) -> None:
    assert_type(model.task_list_summaries, list[TaskListSummary])
    assert_type(model.raw, dict[str, Any])


def of_task_list_template(model: TaskListTemplate) -> None:
    assert_type(model.task_list_template_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.task_count, int | None)
    assert_type(model.tasks_with_documents_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_task_list_template_list(model: TaskListTemplateList) -> None:
    assert_type(model.task_list_templates, list[TaskListTemplate])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_task_responsibility_type(model: TaskResponsibilityType) -> None:
    assert_type(model.task_responsibility_type_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_task_status(model: TaskStatus) -> None:
    assert_type(model.task_status_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_task_summary(model: TaskSummary) -> None:
    assert_type(model.task_id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.requires_approval, bool | None)
    assert_type(model.due_date_type_id, str | None)
    assert_type(model.due_date_offset, int | None)
    assert_type(model.fixed_due_date, datetime | None)
    assert_type(model.owner_user_id, int | None)
    assert_type(model.completion_date, datetime | None)
    assert_type(model.approval_date, datetime | None)
    assert_type(model.rejected_date, datetime | None)
    assert_type(model.created_date, datetime | None)
    assert_type(model.is_document_task, bool | None)
    assert_type(model.requires_review, bool | None)
    assert_type(model.raw, dict[str, Any])


def of_time_zone(model: TimeZone) -> None:
    assert_type(model.time_zone_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_transaction_side(model: TransactionSide) -> None:
    assert_type(model.transaction_side_id, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_user(model: User) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.is_locked_out, bool | None)
    assert_type(model.status, AccountStatus | str | None)
    assert_type(model.access_level, AccessLevel | str | None)
    assert_type(model.default_office_id, int | None)
    assert_type(model.title_id, int | None)
    assert_type(model.role_id, int | None)
    assert_type(model.profile_image_url, str | None)
    assert_type(model.offices, list[int] | None)
    assert_type(model.regions, list[int] | None)
    assert_type(model.permissions, ClassicManagerPermissions | None)
    assert_type(model.raw, dict[str, Any])


def of_user_for_update(model: UserForUpdate) -> None:
    assert_type(model.default_office_id, int)


def of_user_summary(model: UserSummary) -> None:
    assert_type(model.user_id, int | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.is_locked_out, bool | None)
    assert_type(model.status, AccountStatus | str | None)
    assert_type(model.access_level, AccessLevel | str | None)
    assert_type(model.default_office_id, int | None)
    assert_type(model.title_id, int | None)
    assert_type(model.role_id, int | None)
    assert_type(model.profile_image_url, str | None)
    assert_type(model.raw, dict[str, Any])


def of_user_summary_list(model: UserSummaryList) -> None:
    assert_type(model.user_summaries, list[UserSummary])
    assert_type(model.result_set_size, int | None)
    assert_type(model.start_position, int | None)
    assert_type(model.end_position, int | None)
    assert_type(model.next_uri, str | None)
    assert_type(model.prior_uri, str | None)
    assert_type(model.total_row_count, int | None)
    assert_type(model.raw, dict[str, Any])


def of_user_to_invite(model: UserToInvite) -> None:
    assert_type(model.first_name, str)
    assert_type(model.last_name, str)
    assert_type(model.email, str)
    assert_type(model.role_id, int)
    assert_type(model.access_level, AccessLevel | str)
    assert_type(model.default_office_id, int)
    assert_type(model.regions, list[int] | None)
    assert_type(model.offices, list[int] | None)
    assert_type(model.subscribe_to_rooms_activity_notifications, bool | None)
    assert_type(model.e_sign_permission_profile_id, str)
    assert_type(model.redirect_url, str | None)
