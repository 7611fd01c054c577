"""What the operations about rooms, their templates and their task lists do, in our own words."""

from rooms_words import Words

ROOM_OPERATIONS: dict[str, Words] = {
    "RoomEnvelopes_CreateRoomEnvelope": Words(
        summary="Create an envelope from documents of a room.",
        details=(
            "The envelope is one of the eSignature API; nothing here sends it. DocuSign takes at "
            "most 25 MB an upload into the envelope of a room."
        ),
        returns="The id of the envelope, as the eSignature API knows it.",
    ),
    "Rooms_GetRoomFieldData": Words(
        summary="Read the details of a room: the values of its fields.",
        details="``get_room_field_set`` tells which fields the room has.",
        returns="The values by the names of their fields.",
    ),
    "Rooms_UpdateRoomFieldData": Words(
        summary="Change some details of a room.",
        details=(
            "Fields that the body leaves out keep their values. It is all or nothing: where the "
            "server rejects one value, none is changed. ``get_room_field_set`` tells which fields "
            "there are, ``get_room_field_data`` what they hold now."
        ),
        returns="The values that were sent, not all of the room's.",
    ),
    "RoomFolders_GetRoomFolders": Words(
        summary="Read one page of the folders of a room.",
        details="Only folders that the caller may see.",
        returns="One page of folders.",
    ),
    "Rooms_AddFormToRoom": Words(
        summary="Add a form to a room, as a document.",
        details=(
            "``form_libraries.get_form_library_forms`` gives the ids of forms. Needs a role with "
            "``can_add_documents_from_form_libraries``."
        ),
        returns="The document that the form became.",
    ),
    "Rooms_InviteUser": Words(
        summary="Invite somebody to a room by e-mail address.",
        details=(
            "It may be a user of the account or anybody else. Needs a role with "
            "``can_add_users_to_rooms``. ``get_assignable_roles`` gives roles to choose from; "
            "``users.invite_user`` invites to the account instead."
        ),
        returns="The invitation.",
    ),
    "Rooms_GetRoomUsers": Words(
        summary="Read one page of the users of a room.",
        returns="One page of users, each with their role and side in the room.",
    ),
    "Rooms_PutRoomUser": Words(
        summary="Change the role or the transaction side of a user in a room.",
        details="Nobody may do so but the one who invited that user.",
        returns="The user as they are in the room now.",
    ),
    "Rooms_RevokeRoomUserAccess": Words(
        summary="Take a user's access to a room away, now or on a given date.",
        details=(
            "Without a body it ends at once. Mind a date in the future for somebody who has no "
            "access: it lets them in until then. ``restore_room_user_access`` undoes it."
        ),
    ),
    "Rooms_RestoreRoomUserAccess": Words(
        summary="Give a user back the access to a room that was revoked.",
    ),
    "Rooms_GetRooms": Words(
        summary="Read one page of rooms.",
        details=(
            "Only rooms that the caller may see. Closed rooms are left out unless ``room_status`` "
            "asks for them. The order cannot be chosen."
        ),
        returns="One page of rooms.",
    ),
    "Rooms_CreateRoom": Words(
        summary="Create a room.",
        details=(
            "Needs a role with ``can_create_rooms``, and a company with an office. Real estate "
            "companies have to name a ``transaction_side_id``, others need not; a room for "
            "another owner, or one owned by a manager, wants an ``office_id``. "
            "``fields.get_field_set`` tells which details it can be given."
        ),
        returns="The new room, with its id.",
    ),
    "Rooms_GetRoom": Words(
        summary="Read a room.",
        returns="The room.",
    ),
    "Rooms_DeleteRoom": Words(
        summary="Delete a room.",
        details=(
            "Needs a role with ``can_delete_owned_rooms``; for those who manage others it covers "
            "the rooms of the users they manage as well."
        ),
    ),
    "Rooms_GetAssignableRoles": Words(
        summary=(
            "Read one page of the roles that the caller can give to people they invite to a room."
        ),
        details=(
            "Rooms version 6 only. Internal roles are not among them: each has ``is_external`` set."
        ),
        returns="One page of roles, and the invitee's own role where both are of the company.",
    ),
    "Rooms_AddDocumentToRoom": Words(
        summary="Add a document to a room, its contents in base64.",
        details=(
            "The server reads ``name``, ``base64_contents`` and, if given, ``folder_id``, and "
            "ignores everything else. A name that is taken gets a number appended. DocuSign takes "
            "at most 35 MB an upload and 40 MB a request, and base64 makes contents a third "
            "larger: ``add_document_to_room_via_file_upload`` does without."
        ),
        returns="The new document, without its contents.",
    ),
    "Rooms_GetDocuments": Words(
        summary="Read one page of the documents of a room.",
        details=(
            "Only documents that the caller may see. ``documents.get_document`` gives their "
            "contents."
        ),
        returns="One page of documents, without their contents.",
    ),
    "Rooms_AddDocumentToRoomViaFileUpload": Words(
        summary="Upload a file as a document of a room.",
        details=(
            "The file goes as it is, in a multipart form. DocuSign takes at most 35 MB an upload."
        ),
        returns="The new document, without its contents.",
    ),
    "Rooms_UpdatePicture": Words(
        summary="Upload the picture of a room.",
        details=(
            "It can be JPEG, PNG, TIFF or GIF, of up to about 40 MB; no request as a whole may be "
            "larger than 40 MB either."
        ),
        returns="The address of the picture.",
    ),
    "Rooms_GetRoomFieldSet": Words(
        summary="Read which fields the details of a room have.",
        details=(
            "Everybody in the room may call it. ``get_room_field_data`` gives the values of these "
            "fields."
        ),
        returns="The field set, with its fields.",
    ),
    "TaskLists_GetTaskLists": Words(
        summary="Read the task lists of a room.",
        details=(
            "For members of the room with a task of their own in it, and for those with "
            "``can_add_tasks_to_any_task_lists``, ``can_apply_task_list``, "
            "``can_remove_any_task_list``, ``can_submit_task_list`` or ``can_review_task_list``. "
            "Where a room has several lists, those without a task of the caller's are left out. "
            "The rest comes in one answer."
        ),
        returns="The task lists.",
    ),
    "TaskLists_CreateTaskList": Words(
        summary="Apply a task list template to a room.",
        details=(
            "Templates are made in the web console, never by the API; "
            "``task_list_templates.get_task_list_templates`` gives their ids. Needs a role with "
            "``can_apply_task_list``."
        ),
        returns="The new task list, with its tasks.",
    ),
    "RoomTemplates_GetRoomTemplates": Words(
        summary="Read one page of room templates.",
        details=(
            "Templates of the company and of its regions, as far as the caller can create rooms "
            "from them."
        ),
        returns="One page of room templates.",
    ),
    "TaskLists_DeleteTaskList": Words(
        summary="Delete a task list from its room.",
        details=(
            "Documents attached to it stay in the room. Needs a role with "
            "``can_remove_any_task_list``."
        ),
    ),
    "TaskListTemplates_GetTaskListTemplates": Words(
        summary="Read one page of task list templates.",
        details="Those of the caller's company. Any signed-in user may call it.",
        returns="One page of task list templates.",
    ),
}
"""By operationId, in the order of the description."""
