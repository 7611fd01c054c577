"""How the code for Rooms is laid out: names, modules and types that the description lacks."""

from dataclasses import dataclass

from tools.rooms.description import Description, Operation, snake

__all__ = [
    "LITERALS",
    "LOOK_UPS",
    "OPTIONAL_BODIES",
    "PACKAGE",
    "PAGED",
    "PARTS_OF_ROOMS",
    "QUERY_TYPES",
    "WRITTEN",
    "class_name_of",
    "group_of",
    "groups_of",
    "homes_of",
    "list_name",
    "method_names",
    "module_of",
    "modules_of",
    "words_for",
]

PACKAGE = "opentoclose_async"
WRITTEN = "# Written by tools/rooms; change that, and run python -m tools.rooms.\n"

LOOK_UPS = {
    "places": "Look-up lists of countries, states, currencies and time zones.",
    "task_types": "Look-up lists for tasks.",
    "transaction_types": "Look-up lists for transactions.",
}
"""Modules of the lists that are the same for all accounts, with their docstrings."""

_PLACES = ("Countries", "Currencies", "States", "TimeZones")
PARTS_OF_ROOMS = {
    "room_users": (
        "Rooms_InviteUser",
        "Rooms_GetRoomUsers",
        "Rooms_PutRoomUser",
        "Rooms_RevokeRoomUserAccess",
        "Rooms_RestoreRoomUserAccess",
        "Rooms_GetAssignableRoles",
    ),
    "room_documents": (
        "Rooms_AddDocumentToRoom",
        "Rooms_GetDocuments",
        "Rooms_AddDocumentToRoomViaFileUpload",
        "Rooms_AddFormToRoom",
        "RoomEnvelopes_CreateRoomEnvelope",
    ),
}
"""Operations on rooms that have modules of their own: there are too many for one."""

HOMES = {
    "ApiError": "errors",
    "ActivityType": "task_types",
    "GlobalActivityTypes": "task_types",
    "RoleSummary": "roles",
    "Permissions": "roles",
    "FieldData": "rooms",
    "Document": "documents",
    "FieldSet": "fields",
    "AccessLevel": "users",
    "AccountStatus": "users",
    "ClassicManagerPermissions": "users",
    "MemberSortingOption": "users",
    "RoomUserSortingOption": "room_users",
    "RolesFilterContextTypes": "roles",
    "RoomStatus": "rooms",
    "ListingType": "rooms",
    "FieldsCustomDataFilterType": "fields",
    "RoomDocument": "room_documents",
    "RoomDocumentOwner": "room_documents",
}
"""Modules of the models that several groups share, or that no operation refers to."""

LITERALS = {
    "UserSort": (
        "FirstNameAsc",
        "LastNameAsc",
        "EmailAsc",
        "FirstNameDesc",
        "LastNameDesc",
        "EmailDesc",
    ),
    "RoomUserSort": ("firstNameAsc", "firstNameDesc", "lastNameAsc", "lastNameDesc"),
}
"""Sort orders, which two lists spell differently."""

MOMENT = "datetime | date | str"
QUERY_TYPES = {
    "Users_GetUsers.sort": "UserSort | str",
    "Rooms_GetRoomUsers.sort": "RoomUserSort | str",
    "Rooms_GetRooms.roomStatus": "str | Sequence[str]",
    "Rooms_GetRooms.fieldDataChangedStartDate": MOMENT,
    "Rooms_GetRooms.fieldDataChangedEndDate": MOMENT,
    "Rooms_GetRooms.roomClosedStartDate": MOMENT,
    "Rooms_GetRooms.roomClosedEndDate": MOMENT,
    "Fields_GetFieldSet.fieldsCustomDataFilters": "str | Sequence[str]",
}
"""Types of query parameters that the description declares as strings, or not at all."""

OPTIONAL_BODIES = {"Rooms_RevokeRoomUserAccess"}
"""Operations whose body may be empty."""


@dataclass(frozen=True)
class Paged:
    """
    The names of a paged list.

    Attributes:
        noun: Prefix of its classes.
        many: Its rows, in words.
        key: The field that identifies a row.
    """

    noun: str
    many: str
    key: str


PAGED = {
    "FormGroups_GetFormGroups": Paged("FormGroup", "form groups", "formGroupId"),
    "FormGroupForms_GetFormGroupForms": Paged("FormGroupForm", "forms of a form group", "formId"),
    "FormLibraries_GetFormLibraries": Paged("FormLibrary", "form libraries", "formsLibraryId"),
    "FormLibraries_GetFormLibraryForms": Paged(
        "FormLibraryForm", "forms of a form library", "libraryFormId"
    ),
    "FormProviderAssociations_GetFormProviderAssociations": Paged(
        "FormProviderAssociation",
        "associations of a form provider",
        "formProviderAssociationGuid",
    ),
    "Offices_GetOffices": Paged("Office", "offices", "officeId"),
    "Regions_GetRegions": Paged("Region", "regions", "regionId"),
    "Roles_GetRoles": Paged("Role", "roles", "roleId"),
    "RoomFolders_GetRoomFolders": Paged("RoomFolder", "folders of a room", "roomFolderId"),
    "Rooms_GetRoomUsers": Paged("RoomUser", "users of a room", "userId"),
    "Rooms_GetRooms": Paged("Room", "rooms", "roomId"),
    "Rooms_GetAssignableRoles": Paged("AssignableRole", "assignable roles", "roleId"),
    "Rooms_GetDocuments": Paged("RoomDocument", "documents of a room", "documentId"),
    "RoomTemplates_GetRoomTemplates": Paged("RoomTemplate", "room templates", "roomTemplateId"),
    "TaskListTemplates_GetTaskListTemplates": Paged(
        "TaskListTemplate", "task list templates", "taskListTemplateId"
    ),
    "Users_GetUsers": Paged("User", "users", "userId"),
}


CLASS_NAMES = {"FormDetails": "FormDetailsResource"}
"""Classes whose tag is also the name of a model."""


def class_name_of(operation: Operation) -> str:
    """Return the class that has an operation."""
    return CLASS_NAMES.get(operation.tag, operation.tag)


def group_of(operation: Operation) -> str:
    """Return the attribute of the client that has an operation."""
    return snake(operation.tag)


def module_of(operation: Operation) -> str:
    """Return the module that has an operation."""
    for module, ids in PARTS_OF_ROOMS.items():
        if operation.id in ids:
            return module
    if operation.of_account:
        return group_of(operation)
    if operation.tag in _PLACES:
        return "places"
    return "task_types" if operation.tag.startswith("Task") else "transaction_types"


def list_name(operation: Operation) -> str:
    """Return what the names of a list's methods end with."""
    return operation.name.removeprefix("get_")


def method_names(operation: Operation) -> list[str]:
    """Return the names of an operation's methods."""
    if not operation.is_paged:
        return [operation.name]
    return [operation.name, f"iter_{list_name(operation)}", f"list_{list_name(operation)}"]


def words_for(module: str) -> str:
    """Return what a module is about, in words."""
    return module.replace("_", " ").replace("esign", "eSignature")


def modules_of(description: Description) -> dict[str, list[Operation]]:
    """Return the operations of each module."""
    found: dict[str, list[Operation]] = {}
    for each in description.operations:
        found.setdefault(module_of(each), []).append(each)
    return dict(sorted(found.items()))


def groups_of(description: Description) -> dict[str, tuple[str, str]]:
    """Return the class and the module of each group, by the client's attribute."""
    return {
        group_of(each): (
            class_name_of(each),
            "rooms" if module_of(each) in PARTS_OF_ROOMS else module_of(each),
        )
        for each in sorted(description.operations, key=group_of)
    }


def homes_of(description: Description) -> dict[str, str]:
    """Return the module of each definition: that of the first operation that refers to it."""
    homes = dict(HOMES)
    for module, operations in modules_of(description).items():
        for operation in operations:
            todo = [operation.answer, operation.body]
            while todo:
                name = todo.pop()
                if not name:
                    continue
                homes.setdefault(name, module)
                todo += [each for each in description.references(name) if each not in homes]
    for alias, name in description.aliases.items():
        homes[alias] = homes[name]
    return homes
