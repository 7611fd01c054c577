"""What the arguments and the groups of methods of Rooms are, in our own words."""

_MOMENT = (
    'In UTC; as text "yyyy-mm-dd hh:mm:ss" or "yyyy/mm/dd hh:mm:ss", where without a time '
    "midnight is meant."
)

ARGUMENTS: dict[str, str] = {
    "documentId": "The document, by its id.",
    "includeContents": "Give the contents too, as ``base64_contents``. Default: false.",
    "fieldSetId": "The field set, by its GUID.",
    "fieldsCustomDataFilters": (
        'Only some fields: "IsRequiredOnCreate" for those that a new room must have, '
        '"IsRequiredOnSubmit" for those that a room must have to be submitted for review; several '
        'are separated by commas. "None" is permitted too. Left out: all fields.'
    ),
    "formGroupId": "The form group, by its GUID.",
    "formId": "The form, by its GUID.",
    "formLibraryId": "The form library, by its GUID.",
    "providerId": 'The form provider, by its short name, such as "nar".',
    "officeId": "The office, by its id.",
    "Rooms_GetRooms.officeId": "Only rooms of this office, by its id.",
    "RoomTemplates_GetRoomTemplates.officeId": (
        "Only templates that a room of this office can be created from. Left out: those of the "
        "caller's default office. Administrators are to leave it out and to send "
        "``forAdmin=true``, which the description names without listing it; ``extra_query`` can "
        "carry it."
    ),
    "onlyAccessible": "Only offices that the signed-in user may see. Default: false.",
    "search": "Only offices that have this text anywhere in their names.",
    "regionId": "The region, by its id.",
    "managedOnly": "Only regions that the signed-in user manages. Default: false.",
    "roleId": "The role, by its id.",
    "Users_GetUsers.roleId": "Only users of this role, by its id. Rooms version 6 only.",
    "includeIsAssigned": (
        "Say too, as ``is_assigned``, whether any user has the role. Default: false."
    ),
    "onlyAssignable": (
        'Deprecated; true means ``filter_context`` "AssignableRolesBasedOnCompanyPermissions". '
        "Default: false."
    ),
    "RoomTemplates_GetRoomTemplates.onlyAssignable": (
        "By its name, only templates that the caller may assign; what it does is uncertain, as "
        "the description speaks of roles here. Default: false."
    ),
    "filterContext": (
        'Which roles: "AllRoles" (the default); "AssignableRolesBasedOnAllPermissions", those '
        "without any permission that the caller lacks; "
        '"AssignableRolesBasedOnCompanyPermissions", the same but counting permissions about the '
        "company only."
    ),
    "filter": "Only users whose first name, last name or e-mail address starts so; no wildcard.",
    "Roles_GetRoles.filter": "Only roles whose names start so; no wildcard.",
    "Rooms_GetAssignableRoles.filter": "Only roles whose names start so; no wildcard.",
    "roomId": "The room, by its id.",
    "userId": "The user, by their id.",
    "Users_GetUsers.sort": (
        'The order: "FirstNameAsc", "LastNameAsc", "EmailAsc", or the same with "Desc".'
    ),
    "Rooms_GetRoomUsers.sort": (
        'The order: "firstNameAsc", "firstNameDesc", "lastNameAsc" or "lastNameDesc" (the '
        "default). These start with a small letter, unlike those of ``users.get_users``."
    ),
    "roomStatus": (
        'Only rooms of this status, or of several separated by commas: "active", "pending", '
        '"open" (both of these) or "closed". Left out, it is "active": closed rooms do not come.'
    ),
    "fieldDataChangedStartDate": (
        f"Only rooms whose details changed after this moment. {_MOMENT} Left out: since ever."
    ),
    "fieldDataChangedEndDate": (
        f"Only rooms whose details changed before this moment. {_MOMENT} Left out: until now."
    ),
    "roomClosedStartDate": (
        "Only rooms closed from this moment on; give ``room_status`` too, as closed rooms do not "
        f"come by default. {_MOMENT} Left out: since ever."
    ),
    "roomClosedEndDate": (
        "Only rooms closed before this moment; give ``room_status`` too, as closed rooms do not "
        f"come by default. {_MOMENT} Left out: until now."
    ),
    "includeFieldData": "Give the details of the room too, as ``field_data``. Default: false.",
    "assigneeEmail": "Only roles that the caller can give to the person with this e-mail address.",
    "requireContentForDynamicDocuments": (
        "Leave out dynamic documents that have no content. Default: false."
    ),
    "roomFolderId": "Only documents in this folder, by its id.",
    "nameFilter": "Only documents of this name; whether a part of it is enough is not documented.",
    "includeArchived": (
        "Ambiguous: by its name and its default, true, archived documents come as well; by the "
        "description's words true gives archived ones only. Left out, it says, nothing is "
        "filtered."
    ),
    "onlyEnabled": "Only templates that are not disabled. Default: true.",
    "taskListId": "The task list, by its id.",
    "defaultOfficeId": "Only users of this default office, by its id.",
    "accessLevel": (
        'Only users of this level: "Company", "Region", "Office" or "Contributor". Which of them '
        "the caller may ask for depends on their permissions. Rooms version 6 only."
    ),
    "titleId": (
        "Only users whose managers have this title, by its id. Rooms version 5 only; deprecated "
        "in version 6."
    ),
    "status": (
        'Only "Active" users, or only "Pending" ones, who have not accepted their invitations yet.'
    ),
    "lockedOnly": "Only users whose accounts are locked.",
}
"""By wire name; or by operationId and wire name, where it differs from the rest."""

BODIES: dict[str, str] = {
    "Documents_CreateDocumentUser": "The user who is to see the document.",
    "ExternalFormFillSessions_CreateExternalFormFillSession": (
        "The room, and the form or forms to fill in."
    ),
    "FormGroups_CreateFormGroup": "The new form group: its name.",
    "FormGroups_RenameFormGroup": "The new name.",
    "FormGroups_AssignFormGroupForm": "The form, and whether it is required.",
    "Offices_CreateOffice": "The new office; only its name is required.",
    "Regions_CreateRegion": "The new region: its name.",
    "Roles_CreateRole": "The new role.",
    "Roles_UpdateRole": "What the role is to be.",
    "RoomEnvelopes_CreateRoomEnvelope": "The envelope's name, and the ids of its documents.",
    "Rooms_UpdateRoomFieldData": "The fields to change, with their new values.",
    "Rooms_AddFormToRoom": "The form to add.",
    "Rooms_InviteUser": "Whom to invite, and as what.",
    "Rooms_PutRoomUser": "The new role, the new transaction side, or both.",
    "Rooms_RevokeRoomUserAccess": "The date on which access ends; without a body, it ends at once.",
    "Rooms_CreateRoom": "The new room.",
    "Rooms_AddDocumentToRoom": "The new document: its name, its contents and perhaps its folder.",
    "TaskLists_CreateTaskList": "The task list template to apply.",
    "Users_UpdateUser": "The new default office.",
    "Users_InviteUser": "Whom to invite, and as what.",
    "Users_AddUserToOffice": "The office to add the user to.",
    "Users_RemoveUserFromOffice": "The office to remove the user from.",
    "Users_AddUserToRegion": "The region to add the user to.",
    "Users_RemoveUserFromRegion": "The region to remove the user from.",
    "Users_LockUser": "Why the user is locked out.",
}
"""By operationId."""

GROUPS: dict[str, str] = {
    "Accounts": "Read what the account is.",
    "Documents": (
        "Read, delete and share single documents. Those of a room are listed and added under "
        "``rooms``."
    ),
    "ESignPermissionProfiles": (
        "Read the eSignature permission profiles that new users can be given."
    ),
    "ExternalFormFillSessions": "Open sessions in which forms are filled in outside of Rooms.",
    "Fields": "Read field sets: the fields that the details of rooms are made of.",
    "FormGroups": (
        "Create, read, rename and delete groups of forms, and say what is in them and for which "
        "offices. Groups show agents which forms a kind of transaction takes; without groups they "
        "choose from whole libraries."
    ),
    "FormLibraries": "Read form libraries and the forms in them.",
    "FormProviders": "Read the associations of form providers.",
    "FormDetails": "Read what is known about single forms.",
    "Countries": "Read the countries that an office can be in.",
    "ClosingStatuses": "Read the reasons for which a room can be closed.",
    "ContactSides": "Read the sides that contacts can be on.",
    "FinancingTypes": "Read the ways in which a purchase can be financed.",
    "OriginsOfLeads": "Read the places that leads can come from.",
    "PropertyTypes": "Read the kinds of property.",
    "RoomContactTypes": "Read the parts that contacts can play in a room.",
    "SellerDecisionTypes": "Read what a seller can decide about an offer.",
    "SpecialCircumstanceTypes": "Read the special circumstances that a room's details can name.",
    "TaskDateTypes": "Read the kinds of date that a task can be due by.",
    "TaskResponsibilityTypes": "Read the kinds of responsibility that users can have for a task.",
    "TaskStatuses": "Read the statuses that a task can have.",
    "TransactionSides": "Read the sides of a real estate transaction.",
    "States": "Read the states and provinces that addresses can be in.",
    "Currencies": "Read the currencies that amounts can be in.",
    "TimeZones": "Read the time zones that an office can be in.",
    "Offices": (
        "Create, read and delete the offices of the account. An office cannot be deleted while "
        "anything refers to it."
    ),
    "Regions": (
        "Create, read and delete the regions of the account. A region cannot be deleted while "
        "anything refers to it."
    ),
    "Roles": (
        "Create, read, change and delete the roles of the account. Internal roles are for people "
        "of the company, external ones for people from outside who are invited to a room; in a "
        "room, only the role in that room counts."
    ),
    "Rooms": (
        "Create, read, change and delete rooms, and the documents, people and details in them."
    ),
    "RoomFolders": "Read the folders of rooms.",
    "TaskLists": "Read the task lists of rooms, apply templates of them, and delete them.",
    "RoomTemplates": (
        "Read the templates that rooms can be created from. They are made in the web console only."
    ),
    "TaskListTemplates": (
        "Read the templates that task lists can be created from. They are made in the web console "
        "only."
    ),
    "Users": (
        "Invite, read, change, lock and remove the users of the account. Who is invited is "
        '"Pending" until they accept, then "Active".'
    ),
}
"""By tag: the docstrings of the classes."""
