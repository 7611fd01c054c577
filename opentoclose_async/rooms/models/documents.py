"""The models of Rooms: documents."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = ["Document", "DocumentUser", "DocumentUserForCreate", "Documents"]


@frozen(kw_only=True)
class Document(Model):
    """
    A document, with its contents if they were asked for. Of a new one, Rooms reads only the name,
    the contents and the folder.

    Attributes:
        document_id: The document's id; ignored in requests.
        name: The file's name; with one that is taken, the server adds a number.
        room_id: The id of the document's room; ignored in requests.
        owner_id: The user id of the document's owner; ignored in requests.
        size: Size in bytes.
        folder_id: The id of the document's folder in the room.
        created_date: When it was made (UTC); the server sets it.
        is_signed: Whether the document is signed.
        content_type: The media type of the contents.
        base64_contents: The contents, as base64; answers have it only if it was asked for.
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
class DocumentUser(Model):
    """
    What a user may do with a document.

    Attributes:
        user_id: The user's id.
        document_id: The document's id.
        name: The document's file name.
        has_access: Whether the user can see the document.
        can_approve_task: Whether the user can approve a task for the document.
        can_assign_to_task_list: Whether the user can put the document on a task list.
        can_copy: Whether the user can copy the document.
        can_delete: Whether the user can delete the document.
        can_remove_from_task_list: Whether the user can take the document off a task list.
        can_remove_approval: Whether the user can take back an approval of the document.
        can_rename: Whether the user can rename the document.
        can_share: Whether the user can share the document.
        can_view_activity: Whether the user can see what happened to the document.
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
    The user who gets access to a document.

    Attributes:
        user_id: The user's id.
    """

    user_id: int


# The index of the official description has these under the groups' names.
Documents = Document
