"""The permissions of roles and access levels in Rooms."""

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
"""The names of all role permissions."""

GUEST_PERMISSIONS: Final = frozenset(
    {"canViewRoomDetails", "canAddDocuments", "canDeleteOwnedDocuments"}
)
"""The permissions that external roles start with."""

_COMPANY_PERMISSIONS: Final = (
    *("canDeleteCompanyRooms", "canDeleteCompanyDocuments", "canManageCompanyRooms"),
    *("canManageCompanyAccount", "canManageCompanySharedLibrary", "canManageCompanyMembers"),
    *("canCloseCompanyRooms", "canApproveCompanyChecklists", "isCompanySystemAdmin"),
    "autoAccessToCompanyRooms",
)


def manager_permissions(access_level: str) -> dict[str, Any]:
    """Return the permissions of an access level, as in the detailed user object."""
    return {
        "isVisibleInTransactionRooms": True,
        **dict.fromkeys(_COMPANY_PERMISSIONS, access_level in ("Company", "Admin")),
        "isRegionManager": access_level == "Region",
        "isOfficeManager": access_level == "Office",
    }
