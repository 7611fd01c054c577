"""The models of Rooms: room documents."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "Envelope",
    "EnvelopeForCreate",
    "FormForAdd",
    "RoomDocument",
    "RoomDocumentList",
    "RoomDocumentOwner",
]


@frozen(kw_only=True)
class Envelope(Model):
    """
    The eSignature envelope that was made from documents of a room.

    Attributes:
        e_sign_envelope_id: The envelope's id in eSignature.
    """

    e_sign_envelope_id: str | None = None


@frozen(kw_only=True)
class EnvelopeForCreate(RequestModel):
    """
    The documents of a room that an eSignature envelope is made from.

    Attributes:
        envelope_name: The envelope's name.
        document_ids: The ids of the documents to put into the envelope.
    """

    envelope_name: str | None = UNSET
    document_ids: list[int] | None = UNSET


@frozen(kw_only=True)
class FormForAdd(RequestModel):
    """
    The form that is added to a room.

    Attributes:
        form_id: The form's id.
    """

    form_id: str


@frozen(kw_only=True)
class RoomDocumentOwner(Model):
    """
    The person who owns a document.

    Attributes:
        user_id: The user's id.
        first_name: First name.
        last_name: Last name.
        company_name: The name of the person's company.
        image_src: Where the person's picture is.
    """

    user_id: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    image_src: str | None = None


@frozen(kw_only=True)
class RoomDocument(Model):
    """
    A document in a room, without its contents.

    Attributes:
        document_id: The document's id.
        name: The file's name.
        owner_id: The user id of the document's owner.
        size: Size in bytes.
        folder_id: The id of the document's folder in the room.
        created_date: When it was made (UTC); the server sets it.
        is_signed: Whether the document is signed.
        docu_sign_form_id: The id of the form that the document was made from.
        is_archived: Whether the document is archived.
        is_virtual: Whether the document is virtual.
        is_dynamic: Whether the document comes from a provider of dynamic content, such as Forms.
        owner: The person who owns the document.
    """

    document_id: int | None = None
    name: str | None = None
    owner_id: int | None = None
    size: int | None = None
    folder_id: int | None = None
    created_date: datetime | None = None
    is_signed: bool | None = None
    docu_sign_form_id: str | None = None
    is_archived: bool | None = None
    is_virtual: bool | None = None
    is_dynamic: bool | None = None
    owner: RoomDocumentOwner | None = None


@frozen(kw_only=True)
class RoomDocumentList(Model):
    """
    One page of the documents of a room.

    Attributes:
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
        documents: The documents.
    """

    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None
    documents: list[RoomDocument]
