"""How the methods and models of Rooms are laid out: what the description does not say."""

from dataclasses import dataclass

from rooms_description import Description, Operation, snake

PACKAGE = "opentoclose_async"
WRITTEN = "# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.\n"

LOOK_UPS = {
    "places": "The look-up lists of places, their money and their time.",
    "task_types": "The look-up lists of what is known of tasks.",
    "transaction_types": "The look-up lists of what is known of transactions.",
}
"""The modules of the lists that are the same for all accounts."""

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
"""The group of rooms has too many methods for one module; its class inherits from these."""

PART_DOCS = {
    "room_users": "The people in a room.",
    "room_documents": "The documents of a room.",
}

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
"""The modules of models that belong to several groups, or that no operation leads to."""

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
"""Orders, as the two lists that have them spell them."""

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
"""Types of query parameters that the description gives as texts, or not at all."""

OPTIONAL_BODIES = {"Rooms_RevokeRoomUserAccess"}
"""Operations that make sense with an empty body."""


@dataclass(frozen=True)
class Paged:
    """
    How a paged list is called.

    Attributes:
        noun: What its classes are called after.
        many: Its rows, as people call them.
        key: The field that tells rows apart.
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
    "Rooms_GetAssignableRoles": Paged("AssignableRole", "roles that can be given", "roleId"),
    "Rooms_GetDocuments": Paged("RoomDocument", "documents of a room", "documentId"),
    "RoomTemplates_GetRoomTemplates": Paged("RoomTemplate", "room templates", "roomTemplateId"),
    "TaskListTemplates_GetTaskListTemplates": Paged(
        "TaskListTemplate", "task list templates", "taskListTemplateId"
    ),
    "Users_GetUsers": Paged("User", "users", "userId"),
}


CLASS_NAMES = {"FormDetails": "FormDetailsResource"}
"""Classes of methods that are not called as their tag is, because a model is."""


def class_name_of(operation: Operation) -> str:
    """Give the class that an operation is a method of."""
    return CLASS_NAMES.get(operation.tag, operation.tag)


def group_of(operation: Operation) -> str:
    """Give the attribute of the client that an operation is a method of."""
    return snake(operation.tag)


def module_of(operation: Operation) -> str:
    """Give the module that an operation's method is in."""
    for module, ids in PARTS_OF_ROOMS.items():
        if operation.id in ids:
            return module
    if operation.of_account:
        return group_of(operation)
    if operation.tag in _PLACES:
        return "places"
    return "task_types" if operation.tag.startswith("Task") else "transaction_types"


def modules_of(description: Description) -> dict[str, list[Operation]]:
    """Give the operations of each module."""
    found: dict[str, list[Operation]] = {}
    for each in description.operations:
        found.setdefault(module_of(each), []).append(each)
    return dict(sorted(found.items()))


def groups_of(description: Description) -> dict[str, tuple[str, str]]:
    """Give the class and the module of each group, by the client's attribute."""
    return {
        group_of(each): (
            class_name_of(each),
            "rooms" if module_of(each) in PARTS_OF_ROOMS else module_of(each),
        )
        for each in sorted(description.operations, key=group_of)
    }


def homes_of(description: Description) -> dict[str, str]:
    """Give the module of each definition: that of the first operation that leads to it."""
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
