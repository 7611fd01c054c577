"""What roles and access levels of Rooms permit."""

from typing import Any, Final

PERMISSIONS: Final = (
    *("canAddUsersToRooms", "canCreateRooms", "canSubmitRoomsForReview", "canCloseRooms"),
    *("canReopenRooms", "canDeleteOwnedRooms", "autoAccessToRooms"),
    *("canExportRoomActivityDetailsPeople", "canCopyRoomDetails", "canEditAnyRoomRole"),
    *("canEditInvitedRoomRole", "canEditRoomSide", "canManageAnyUserRoomAccess"),
    *("canManageInvitedUserRoomAccess", "isHiddenInRoom", "canManageRoomOwners"),
    *("canDeleteRooms", "canConnectToMortgageCadence", "autoAccessToRoomsInOfficeOnly"),
    *("canViewRoomDetails", "canViewAndEditRoomDetails", "canSendRoomDetailsToLoneWolf"),
    *("canAddDocuments", "canAddDocumentsFromFormGroups", "canAddDocumentsFromFormLibraries"),
    *("documentsViewableByOthersInRoomFromOffice", "documentsAutoOwnedByPeers"),
    *("canDeleteOwnedDocuments", "canDeleteSignedDocuments", "canDeleteUnsignedDocuments"),
    *("canManageSharedDocs", "canManageFormGroups", "canShareDocsNotOwned"),
    *("canCreateFormTemplates", "canManageFormPackets", "canAddTasksToAnyTaskLists"),
    *("canEditEditableTasks", "canEditAnyTasks", "canDeleteDeletableTasks", "canDeleteAnyTasks"),
    *("canApplyTaskList", "canRemoveAnyTaskList", "canSubmitTaskList", "canAutoSubmitTaskList"),
    *("canReviewTaskList", "canAutoApproveTaskList"),
    *("canManageTaskTemplatesForAllRegionsAllOffices", "canApplyRoomTemplates"),
    *("canAddTasksToRooms", "canReviewAnyTask", "canManageDocsOnAnyTask"),
    *("canAddMemberAndSetRoleLowerAccessLevel", "canAddMemberAndSetRoleSameAccessLevel"),
    *("canChangeMemberRoleLowerAccessLevel", "canChangeMemberRoleSameAccessLevel"),
    *("canManageMemberLowerAccessLevel", "canManageMemberSameAccessLevel"),
    *("canRemoveCompanyMemberLowerAccessLevel", "canRemoveCompanyMemberSameAccessLevel"),
    *("canManageAccount", "canManageLogo", "canManageRolesAndPermissions"),
    *("canManageRoomDetails", "canManageRoomTemplates", "canManageIntegrationSettings"),
    "canExportCompanyUsageReport",
)
"""The names of what a role may permit."""

GUEST_PERMISSIONS: Final = frozenset(
    {"canViewRoomDetails", "canAddDocuments", "canDeleteOwnedDocuments"}
)
"""Those that roles for people from outside start with."""

_COMPANY_PERMISSIONS: Final = (
    *("canDeleteCompanyRooms", "canDeleteCompanyDocuments", "canManageCompanyRooms"),
    *("canManageCompanyAccount", "canManageCompanySharedLibrary", "canManageCompanyMembers"),
    *("canCloseCompanyRooms", "canApproveCompanyChecklists", "isCompanySystemAdmin"),
    "autoAccessToCompanyRooms",
)


def manager_permissions(access_level: str) -> dict[str, Any]:
    """Say what a user of an access level may do, as the detailed object of a user has it."""
    return {
        "isVisibleInTransactionRooms": True,
        **dict.fromkeys(_COMPANY_PERMISSIONS, access_level in ("Company", "Admin")),
        "isRegionManager": access_level == "Region",
        "isOfficeManager": access_level == "Office",
    }
