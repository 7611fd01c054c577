"""The fields of Rooms response objects, as in the official description."""

from typing import Final

OFFICE: Final = (
    *("officeId", "name", "regionId", "address1", "address2", "city", "stateId", "postalCode"),
    *("countryId", "timeZoneId", "phone", "createdDate"),
)
REGION: Final = ("regionId", "name", "createdDate")
ROLE_SUMMARY: Final = (
    *("roleId", "legacyRoleId", "name", "isDefaultForAdmin", "isExternal", "createdDate"),
)
ROLE: Final = (*ROLE_SUMMARY, "permissions")
ROOM_SUMMARY: Final = (
    *("roomId", "name", "officeId", "createdDate", "submittedForReviewDate", "closedDate"),
    *("rejectedDate", "createdByUserId", "rejectedByUserId", "closedStatusId"),
    "fieldDataLastUpdatedDate",
)
ROOM: Final = (*ROOM_SUMMARY, "companyId", "roomOwnerIds")
ROOM_USER: Final = (
    *("userId", "email", "firstName", "lastName", "transactionSideId", "roleId", "isRevoked"),
    "invitedByUserId",
)
ROOM_USER_SUMMARY: Final = (
    *("userId", "email", "firstName", "lastName", "transactionSideId", "roleId", "titleId"),
    *("companyName", "roleName"),
)
ROOM_INVITE_RESPONSE: Final = (
    *("userId", "roomId", "email", "firstName", "lastName", "transactionSideId", "roleId"),
)
ROOM_DOCUMENT: Final = (
    *("documentId", "name", "ownerId", "size", "folderId", "createdDate", "isSigned"),
    *("docuSignFormId", "isArchived", "isVirtual", "isDynamic", "owner"),
)
DOCUMENT: Final = (
    *("documentId", "name", "roomId", "ownerId", "size", "folderId", "createdDate", "isSigned"),
    *("contentType", "isDynamic"),
)
ROOM_FOLDER: Final = ("roomFolderId", "name", "isDefault")
TASK_LIST_SUMMARY: Final = (
    *("taskListId", "name", "taskListTemplateId", "submittedForReviewDate", "approvalDate"),
    *("rejectedDate", "createdDate", "approvedByUserId", "rejectedByUserId", "comment"),
)
