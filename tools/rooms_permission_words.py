"""What each permission of Rooms lets a person do, in words."""

PERMISSIONS: dict[str, str] = {
    # Permissions: rooms and the people in them.
    "canAddUsersToRooms": "Invite people to a room.",
    "canCreateRooms": "Make rooms.",
    "canSubmitRoomsForReview": "Ask for review of their own rooms and those of people they manage.",
    "canCloseRooms": "Review and close their own rooms and those of people they manage.",
    "canReopenRooms": "Open closed rooms again, their own and those of people they manage.",
    "canDeleteOwnedRooms": "Delete their own rooms and those of people they manage.",
    "autoAccessToRooms": (
        "Get into each new room that a colleague of their office or region makes or joins."
    ),
    "canExportRoomActivityDetailsPeople": (
        "Save a room's details, people and history as PDF or CSV."
    ),
    "canCopyRoomDetails": "Make a new room with the details of another one.",
    "canEditAnyRoomRole": "Change the role of anyone in a room.",
    "canEditInvitedRoomRole": "Change the room roles of those they have invited.",
    "canEditRoomSide": "Change which side of the transaction a person in a room is on.",
    "canManageAnyUserRoomAccess": "Revoke and restore anyone's access to a room.",
    "canManageInvitedUserRoomAccess": (
        "Revoke and restore the access to a room of those they have invited."
    ),
    "isHiddenInRoom": "Stay hidden among the people in a room.",
    "canManageRoomOwners": "Change who owns a room.",
    "canDeleteRooms": "Delete rooms.",
    "canConnectToMortgageCadence": "Connect to MortgageCadence.",
    "autoAccessToRoomsInOfficeOnly": "Get into each new room of their own office, not region.",
    # Permissions: the details of rooms.
    "canViewRoomDetails": "See all fields of a room that the company uses.",
    "canViewAndEditRoomDetails": "See and change all fields of a room.",
    "canSendRoomDetailsToLoneWolf": "Send the details of a room to Lone Wolf.",
    # Permissions: documents and forms.
    "canAddDocuments": "Put documents into rooms and share their own ones there.",
    "canAddDocumentsFromFormGroups": "Put forms from a form group into rooms.",
    "canAddDocumentsFromFormLibraries": "Put forms from a form library into rooms.",
    "documentsViewableByOthersInRoomFromOffice": (
        "Share each document they add with the people of their office in the room."
    ),
    "documentsAutoOwnedByPeers": (
        "Own each document they add together with their peers, who have the same access level."
    ),
    "canDeleteOwnedDocuments": "Delete their own documents.",
    "canDeleteSignedDocuments": "Delete documents that are signed.",
    "canDeleteUnsignedDocuments": "Delete documents that are not signed.",
    "canManageSharedDocs": "Manage all documents, also those shared with them.",
    "canManageFormGroups": "Manage the company's form groups and form libraries.",
    "canShareDocsNotOwned": "Pass on documents that were shared with them.",
    "canCreateFormTemplates": "Make form templates.",
    "canManageFormPackets": "Manage packets of forms.",
    # Permissions: tasks and task lists.
    "canAddTasksToAnyTaskLists": "Add tasks to all task lists, not only to their own.",
    "canEditEditableTasks": "Change tasks that are marked as editable.",
    "canEditAnyTasks": "Change all tasks, marked as editable or not.",
    "canDeleteDeletableTasks": "Delete tasks that are marked as deletable.",
    "canDeleteAnyTasks": "Delete all tasks, marked as deletable or not.",
    "canApplyTaskList": "Add task lists to a room.",
    "canRemoveAnyTaskList": "Remove task lists of others from a room; their own they always can.",
    "canSubmitTaskList": "Hand in task lists for review.",
    "canAutoSubmitTaskList": "Have task lists handed in for review, presumably by themselves.",
    "canReviewTaskList": "Approve a task list, or decline it, which opens it again.",
    "canAutoApproveTaskList": (
        "Have task lists approved with their room, once all their tasks are approved."
    ),
    "canManageTaskTemplatesForAllRegionsAllOffices": (
        "Make, change and delete the templates of task lists everywhere in the company."
    ),
    "canApplyRoomTemplates": "Make a room from a template.",
    "canAddTasksToRooms": "Add tasks to a room.",
    "canReviewAnyTask": "Review all tasks.",
    "canManageDocsOnAnyTask": "Manage the documents of all tasks.",
    # Permissions: the users of the company.
    "canAddMemberAndSetRoleLowerAccessLevel": (
        "Add users of a lower access level to offices or regions they oversee, with a role."
    ),
    "canAddMemberAndSetRoleSameAccessLevel": (
        "Add users of their own access level to offices or regions they oversee, with a role."
    ),
    "canChangeMemberRoleLowerAccessLevel": (
        "Change the roles of users of a lower access level in their offices or regions."
    ),
    "canChangeMemberRoleSameAccessLevel": (
        "Change the roles of users of their own access level in their offices or regions."
    ),
    "canManageMemberLowerAccessLevel": (
        "Set access level, office, region and eSignature profile of users of a lower level."
    ),
    "canManageMemberSameAccessLevel": (
        "Set access level, office, region and eSignature profile of users of their own level."
    ),
    "canRemoveCompanyMemberLowerAccessLevel": (
        "Remove users of a lower access level, in their offices or regions, from the account."
    ),
    "canRemoveCompanyMemberSameAccessLevel": (
        "Remove users of their own access level, in their offices or regions, from the account."
    ),
    # Permissions: the company's settings.
    "canManageAccount": "Change the company's settings, its offices and its regions.",
    "canManageLogo": "Change the company's logo.",
    "canManageRolesAndPermissions": "Manage roles and what they permit.",
    "canManageRoomDetails": "Choose which fields rooms have.",
    "canManageRoomTemplates": "Make, change and delete room templates.",
    "canManageIntegrationSettings": "Change how other products are connected.",
    "canExportCompanyUsageReport": "Save the report on how the company uses Rooms.",
    # ClassicManagerPermissions.
    "isVisibleInTransactionRooms": "Be seen in the company's rooms.",
    "canDeleteCompanyRooms": "Delete the company's rooms.",
    "canDeleteCompanyDocuments": "Delete the company's documents.",
    "canManageCompanyRooms": "Manage the company's rooms.",
    "canManageCompanyAccount": "Manage the company's settings.",
    "canManageCompanySharedLibrary": "Manage the library that the company shares.",
    "canManageCompanyMembers": "Manage the company's other users.",
    "canCloseCompanyRooms": "Close the company's rooms.",
    "canApproveCompanyChecklists": "Approve the company's checklists.",
    "isCompanySystemAdmin": "Administer the company's system.",
    "isRegionManager": "Manage a region.",
    "isOfficeManager": "Manage an office.",
    "autoAccessToCompanyRooms": "Get into each new room of the company, and be seen there.",
}
"""By wire name, for Permissions and ClassicManagerPermissions."""
