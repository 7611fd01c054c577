"""What the operations of Rooms do, in our own words."""

from rooms_room_operation_words import ROOM_OPERATIONS
from rooms_user_operation_words import USER_OPERATIONS
from rooms_words import Words

__all__ = ["OPERATIONS", "Words"]

_OPEN_TO_ALL = "Any signed-in user may read them; they belong to no account and come in one answer."
_FORM_GROUP_PERMISSION = "Needs a role with ``can_manage_form_groups``."
_ACCOUNT_PERMISSION = "Needs a role with ``can_manage_account``."

OPERATIONS: dict[str, Words] = {
    "Accounts_GetAccountInformation": Words(
        summary="Read what the account is.",
        details=(
            "``company_version`` says which version of Rooms the company is on; several arguments "
            "and fields exist in one of the two only."
        ),
        returns="The company's account.",
    ),
    "Documents_GetDocument": Words(
        summary="Read a document, with or without its contents.",
        details=(
            "Contents come in base64 within the answer, and only if asked for; the API has no "
            "other download. ``rooms.get_documents`` gives the ids of documents."
        ),
        returns="The document.",
    ),
    "Documents_DeleteDocument": Words(
        summary="Delete a document for good.",
        details="``rooms.get_documents`` gives the ids of documents.",
    ),
    "Documents_CreateDocumentUser": Words(
        summary="Let a user see a document.",
        returns="What the user may do with the document.",
    ),
    "ESignPermissionProfiles_GetESignPermissionProfiles": Words(
        summary="Read the eSignature permission profiles that the caller may give to new users.",
        details=(
            "Whoever is invited gets an eSignature account too, and ``users.invite_user`` wants "
            "the profile for it. Profiles that allow more than the caller's own cannot be given. "
            "All come in one answer."
        ),
        returns="The permission profiles.",
    ),
    "ExternalFormFillSessions_CreateExternalFormFillSession": Words(
        summary="Open a session in which somebody fills in forms of a room.",
        returns="The address of the page on which to fill them in.",
    ),
    "Fields_GetFieldSet": Words(
        summary="Read a field set: the fields that the details of a room are made of.",
        details=(
            "``accounts.get_account_information`` names the one that new rooms have by default, "
            "``rooms.get_room_field_set`` gives that of one room."
        ),
        returns="The field set, with its fields.",
    ),
    "FormGroups_GetFormGroups": Words(
        summary="Read one page of form groups.",
        details=f"Only groups that the caller has access to. {_FORM_GROUP_PERMISSION}",
        returns="One page of form groups.",
    ),
    "FormGroups_CreateFormGroup": Words(
        summary="Create a form group.",
        details=(
            "It starts with a name and nothing in it; ``assign_form_group_form`` and "
            f"``grant_office_access_to_form_group`` do the rest. {_FORM_GROUP_PERMISSION}"
        ),
        returns="The new form group, with its id.",
    ),
    "FormGroups_GetFormGroup": Words(
        summary="Read a form group.",
        details=_FORM_GROUP_PERMISSION,
        returns="The form group.",
    ),
    "FormGroups_RenameFormGroup": Words(
        summary="Give a form group another name.",
        details=_FORM_GROUP_PERMISSION,
        returns="The form group under its new name.",
    ),
    "FormGroups_DeleteFormGroup": Words(
        summary="Delete a form group.",
        details=_FORM_GROUP_PERMISSION,
    ),
    "FormGroupForms_GetFormGroupForms": Words(
        summary="Read one page of the forms of a form group.",
        returns="One page of forms.",
    ),
    "FormGroups_RemoveFormGroupForm": Words(
        summary="Take a form out of a form group.",
        details=_FORM_GROUP_PERMISSION,
    ),
    "FormGroups_AssignFormGroupForm": Words(
        summary="Put a form into a form group.",
        details=f"``is_required`` makes it one that agents have to use. {_FORM_GROUP_PERMISSION}",
    ),
    "FormGroups_GrantOfficeAccessToFormGroup": Words(
        summary="Let an office use a form group.",
        details=_FORM_GROUP_PERMISSION,
    ),
    "FormGroups_RevokeOfficeAccessFromFormGroup": Words(
        summary="Stop an office from using a form group.",
        details=_FORM_GROUP_PERMISSION,
    ),
    "FormLibraries_GetFormLibraries": Words(
        summary="Read one page of form libraries.",
        details=(
            "Any user may call it. Where the account's ``require_office_library_assignments`` is "
            "set, which DocuSign does on request, only libraries of the caller's offices come; "
            "else all do."
        ),
        returns="One page of form libraries.",
    ),
    "FormLibraries_GetFormLibraryForms": Words(
        summary="Read one page of the forms of a form library.",
        details=(
            "Only forms that the caller has access to. ``rooms.add_form_to_room`` takes their ids."
        ),
        returns="One page of forms.",
    ),
    "FormProviderAssociations_GetFormProviderAssociations": Words(
        summary="Read one page of the associations of a form provider.",
        returns="One page of associations.",
    ),
    "FormDetails_GetFormDetails": Words(
        summary="Read what is known about a form, such as its owner, dates and number of pages.",
        details="For a form that does not exist the server answers 400, not 404.",
        returns="The details of the form.",
    ),
    "Countries_GetCountries": Words(
        summary="Read the countries that an office can be in.",
        details=_OPEN_TO_ALL,
        returns="The countries, by two-letter ids.",
    ),
    "ClosingStatuses_GetClosingStatuses": Words(
        summary="Read the reasons for which a room can be closed.",
        details=_OPEN_TO_ALL,
        returns="The closing statuses.",
    ),
    "ContactSides_GetContactSides": Words(
        summary="Read the sides that a contact can be on in a transaction.",
        details=_OPEN_TO_ALL,
        returns="The contact sides.",
    ),
    "FinancingTypes_GetFinancingTypes": Words(
        summary="Read the ways in which a purchase can be financed.",
        details=_OPEN_TO_ALL,
        returns="The financing types.",
    ),
    "OriginsOfLeads_GetOriginsOfLeads": Words(
        summary="Read the places that leads of rooms can come from, such as Zillow.",
        details=_OPEN_TO_ALL,
        returns="The origins of leads.",
    ),
    "PropertyTypes_GetPropertyTypes": Words(
        summary="Read the kinds of property.",
        details=_OPEN_TO_ALL,
        returns="The property types.",
    ),
    "RoomContactTypes_GetRoomContactTypes": Words(
        summary="Read the parts that contacts can play in a room, such as buyer or listing agent.",
        details=_OPEN_TO_ALL,
        returns="The room contact types.",
    ),
    "SellerDecisionTypes_GetSellerDecisionTypes": Words(
        summary="Read what a seller can decide about an offer, such as to reject it.",
        details=_OPEN_TO_ALL,
        returns="The seller decision types.",
    ),
    "SpecialCircumstanceTypes_GetSpecialCircumstanceTypes": Words(
        summary=(
            "Read the special circumstances that a room's details can name, such as a foreclosure."
        ),
        details=_OPEN_TO_ALL,
        returns="The special circumstance types.",
    ),
    "TaskDateTypes_GetTaskDateTypes": Words(
        summary="Read the kinds of date that a task can be due by.",
        details=_OPEN_TO_ALL,
        returns="The task date types.",
    ),
    "TaskResponsibilityTypes_GetTaskResponsibilityTypes": Words(
        summary="Read the kinds of responsibility that users can have for a task.",
        details=_OPEN_TO_ALL,
        returns="The task responsibility types.",
    ),
    "TaskStatuses_GetTaskStatuses": Words(
        summary="Read the statuses that a task can have.",
        details="They belong to no account and come in one answer.",
        returns="The task statuses.",
    ),
    "TransactionSides_GetTransactionSides": Words(
        summary="Read the sides of a real estate transaction.",
        details=(
            f"{_OPEN_TO_ALL} Rooms and invitations to them name a side by its id, such as "
            '"listbuy".'
        ),
        returns="The transaction sides.",
    ),
    "States_GetStates": Words(
        summary="Read the states and provinces that addresses can be in.",
        details=_OPEN_TO_ALL,
        returns='The states, by ids such as "US-OH".',
    ),
    "Currencies_GetCurrencies": Words(
        summary="Read the currencies that amounts of listings, offers and loans can be in.",
        details=_OPEN_TO_ALL,
        returns="The currencies.",
    ),
    "TimeZones_GetTimeZones": Words(
        summary="Read the time zones that an office can be in.",
        details=_OPEN_TO_ALL,
        returns="The time zones.",
    ),
    "Offices_GetOffices": Words(
        summary="Read one page of offices.",
        returns="One page of offices.",
    ),
    "Offices_CreateOffice": Words(
        summary="Create an office.",
        details=(
            "The server gives it its id and its date of creation. ``users.add_user_to_office`` "
            "puts users into it."
        ),
        returns="The new office, with its id.",
    ),
    "Offices_GetOffice": Words(
        summary="Read an office.",
        returns="The office.",
    ),
    "Offices_DeleteOffice": Words(
        summary="Delete an office.",
        details=(
            "The server refuses while anything refers to the office; ``get_reference_counts`` "
            "tells what does."
        ),
    ),
    "Offices_GetReferenceCounts": Words(
        summary="Count what refers to an office, by kind.",
        details="An office can be deleted only once nothing does.",
        returns="The kinds of things that refer to the office, each with its number.",
    ),
    "Regions_CreateRegion": Words(
        summary="Create a region.",
        details=(
            "Only its name is taken from the body; the server gives the id and the date of "
            "creation."
        ),
        returns="The new region, with its id.",
    ),
    "Regions_GetRegions": Words(
        summary="Read one page of regions.",
        returns="One page of regions.",
    ),
    "Regions_GetRegion": Words(
        summary="Read a region.",
        returns="The region.",
    ),
    "Regions_DeleteRegion": Words(
        summary="Delete a region.",
        details=(
            "The server refuses while anything refers to the region; "
            "``get_region_reference_counts`` tells what does."
        ),
    ),
    "Regions_GetRegionReferenceCounts": Words(
        summary="Count what refers to a region, by kind.",
        details="A region can be deleted only once nothing does.",
        returns="The kinds of things that refer to the region, each with its number.",
    ),
    "Roles_CreateRole": Words(
        summary="Create a role.",
        details=_ACCOUNT_PERMISSION,
        returns="The new role, with its id.",
    ),
    "Roles_GetRoles": Words(
        summary="Read one page of roles.",
        details="Any signed-in user may call it. ``get_role`` gives a role's permissions.",
        returns="One page of roles.",
    ),
    "Roles_GetRole": Words(
        summary="Read a role with its permissions.",
        details="In Rooms version 6 its ``permissions`` and ``legacy_role_id`` are deprecated.",
        returns="The role.",
    ),
    "Roles_UpdateRole": Words(
        summary="Change a role.",
        details=_ACCOUNT_PERMISSION,
        returns="The role as it is now.",
    ),
    "Roles_DeleteRole": Words(
        summary="Delete a role.",
        details=(
            f"{_ACCOUNT_PERMISSION} ``get_role`` with ``include_is_assigned`` tells whether "
            "anybody has it."
        ),
    ),
    **ROOM_OPERATIONS,
    **USER_OPERATIONS,
}
"""By operationId, in the order of the description."""
