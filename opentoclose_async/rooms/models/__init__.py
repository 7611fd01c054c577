"""
The models of Rooms, named as in the official description.

In models of responses, only the array of a list is required: real responses lack fields that the
description marks as required. ``raw`` has the whole response. A date and time without an offset is
in UTC. Models that are only sent have no ``raw``; fields that are not set are left out, and None is
sent as null.
"""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from importlib import import_module

_TABLE = """
accounts: AccountSummary Accounts ProductVersion
documents: Document DocumentUser DocumentUserForCreate Documents
errors: ApiError
esign_permission_profiles: ESignAccountRoleSettings ESignPermissionProfile
ESignPermissionProfileList ESignPermissionProfiles
external_form_fill_sessions: ExternalFormFillSession ExternalFormFillSessionForCreate
ExternalFormFillSessions
fields: CustomData DependsOn Field FieldConfiguration FieldSet Fields FieldsCustomDataFilterType
SelectListFieldOption
form_details: FormDetails
form_groups: FormGroup FormGroupForCreate FormGroupForUpdate FormGroupForm FormGroupFormList
FormGroupFormToAssign FormGroupSummary FormGroupSummaryList FormGroups GroupForm
form_libraries: FormLibraries FormLibrarySummary FormLibrarySummaryList FormSummary FormSummaryList
form_providers: FormProviderAssociationSummary FormProviderAssociationsSummaryList FormProviders
offices: Office OfficeForCreate OfficeReferenceCount OfficeReferenceCountList OfficeSummary
OfficeSummaryList Offices
places: Countries Country Currencies Currency GlobalCountries GlobalCurrencies GlobalStates
GlobalTimeZones State States TimeZone TimeZones
regions: Region RegionReferenceCount RegionReferenceCountList RegionSummary RegionSummaryList
Regions
roles: Permissions Role RoleForCreate RoleForUpdate RoleSummary RoleSummaryList Roles
RolesFilterContextTypes
room_documents: Envelope EnvelopeForCreate FormForAdd RoomDocument RoomDocumentList
RoomDocumentOwner
room_folders: RoomFolder RoomFolderList RoomFolders
room_templates: RoomTemplate RoomTemplates RoomTemplatesSummaryList
room_users: AssignableRoles RoomInvite RoomInviteResponse RoomUser RoomUserForUpdate
RoomUserRemovalDetail RoomUserSortingOption RoomUserSummary RoomUsersResult
rooms: FieldData FieldDataForCreate FieldDataForUpdate ListingType Room RoomForCreate RoomPicture
RoomStatus RoomSummary RoomSummaryList Rooms
task_list_templates: TaskListTemplate TaskListTemplateList TaskListTemplates
task_lists: TaskList TaskListForCreate TaskListSummary TaskListSummaryList TaskLists TaskSummary
task_types: ActivityType GlobalActivityTypes GlobalTaskDateTypes GlobalTaskResponsibilityTypes
GlobalTaskStatuses TaskDateType TaskDateTypes TaskResponsibilityType TaskResponsibilityTypes
TaskStatus TaskStatuses
transaction_types: ClosingStatus ClosingStatuses ContactSide ContactSides FinancingType
FinancingTypes GlobalClosingStatuses GlobalContactSides GlobalFinancingTypes GlobalOriginsOfLeads
GlobalPropertyTypes GlobalRoomContactTypes GlobalSellerDecisionTypes GlobalSpecialCircumstanceTypes
GlobalTransactionSides OriginOfLead OriginsOfLeads PropertyType PropertyTypes RoomContactType
RoomContactTypes SellerDecisionType SellerDecisionTypes SpecialCircumstanceType
SpecialCircumstanceTypes TransactionSide TransactionSides
users: AccessLevel AccountStatus ClassicManagerPermissions DesignatedOffice DesignatedRegion
LockedOutDetails MemberSortingOption User UserForUpdate UserSummary UserSummaryList UserToInvite
Users
"""


def _read_table() -> dict[str, str]:
    modules: dict[str, str] = {}
    module = ""
    for word in _TABLE.split():
        if word.endswith(":"):
            module = word[:-1]
        else:
            modules[word] = module
    return modules


_MODULES = _read_table()  # type checkers read the stub instead


def __getattr__(name: str) -> object:
    """Import a model when it is first used."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
