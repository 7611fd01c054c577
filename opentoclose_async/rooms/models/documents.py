"""Models of Rooms: documents."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = ["Document", "DocumentUser", "DocumentUserForCreate", "Documents"]


@frozen(kw_only=True)
class Document(CamelCaseModel):
    """
    A document, with its contents if requested. When a document is added, Rooms reads only its name,
    contents and folder.

    Attributes:
        document_id: The document's ID; ignored in requests.
        name: The file name; the server appends a number if the name is taken.
        room_id: The ID of the document's room; ignored in requests.
        owner_id: The user ID of the document's owner; ignored in requests.
        size: Size in bytes.
        folder_id: The ID of the folder in the room that has the document.
        created_date: When it was created (UTC); set by the server.
        is_signed: Whether the document is signed.
        content_type: The media type of the contents.
        base64_contents: The contents as base64; in responses only if requested.
        is_dynamic: Whether the document comes from a provider of dynamic content, such as Forms.
    """

    document_id: int | None = UNSET
    name: str | None = UNSET
    room_id: int | None = UNSET
    owner_id: int | None = UNSET
    size: int | None = UNSET
    folder_id: int | None = UNSET
    created_date: datetime | None = UNSET
    is_signed: bool | None = UNSET
    content_type: str | None = UNSET
    base64_contents: str | None = UNSET
    is_dynamic: bool | None = UNSET


@frozen(kw_only=True)
class DocumentUser(CamelCaseModel):
    """
    What a user may do with a document.

    Attributes:
        user_id: The user's ID.
        document_id: The document's ID.
        name: The document's file name.
        has_access: Whether the user can see the document.
        can_approve_task: Whether the user can approve a task for the document.
        can_assign_to_task_list: Whether the user can add the document to a task list.
        can_copy: Whether the user can copy the document.
        can_delete: Whether the user can delete the document.
        can_remove_from_task_list: Whether the user can remove the document from a task list.
        can_remove_approval: Whether the user can withdraw an approval of the document.
        can_rename: Whether the user can rename the document.
        can_share: Whether the user can share the document.
        can_view_activity: Whether the user can see the history of the document.
    """

    user_id: int | None = None
    document_id: int | None = None
    name: str | None = None
    has_access: bool | None = None
    can_approve_task: bool | None = None
    can_assign_to_task_list: bool | None = None
    can_copy: bool | None = None
    can_delete: bool | None = None
    can_remove_from_task_list: bool | None = None
    can_remove_approval: bool | None = None
    can_rename: bool | None = None
    can_share: bool | None = None
    can_view_activity: bool | None = None


@frozen(kw_only=True)
class DocumentUserForCreate(RequestModel):
    """
    A user to give access to a document.

    Attributes:
        user_id: The user's ID.
    """

    user_id: int


# The description repeats these under the names of groups, for its index.
Documents = Document
