"""Models of Rooms: room documents."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
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
class Envelope(CamelCaseModel):
    """
    An eSignature envelope created from documents of a room.

    Attributes:
        e_sign_envelope_id: The envelope's ID in eSignature.
    """

    e_sign_envelope_id: str | None = None


@frozen(kw_only=True)
class EnvelopeForCreate(RequestModel):
    """
    The documents of a room to create an eSignature envelope from.

    Attributes:
        envelope_name: The envelope's name.
        document_ids: The IDs of the documents to put into the envelope.
    """

    envelope_name: str | None = UNSET
    document_ids: list[int] | None = UNSET


@frozen(kw_only=True)
class FormForAdd(RequestModel):
    """
    A form to add to a room.

    Attributes:
        form_id: The form's ID.
    """

    form_id: str


@frozen(kw_only=True)
class RoomDocumentOwner(CamelCaseModel):
    """
    The owner of a document.

    Attributes:
        user_id: The user's ID.
        first_name: First name.
        last_name: Last name.
        company_name: The name of the person's company.
        image_src: The URL of the person's picture.
    """

    user_id: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    image_src: str | None = None


@frozen(kw_only=True)
class RoomDocument(CamelCaseModel):
    """
    A document in a room, without its contents.

    Attributes:
        document_id: The document's ID.
        name: The file name.
        owner_id: The user ID of the document's owner.
        size: Size in bytes.
        folder_id: The ID of the folder in the room that has the document.
        created_date: When it was created (UTC); set by the server.
        is_signed: Whether the document is signed.
        docu_sign_form_id: The ID of the form that the document was created from.
        is_archived: Whether the document is archived.
        is_virtual: Whether the document is virtual.
        is_dynamic: Whether the document comes from a provider of dynamic content, such as Forms.
        owner: The owner of the document.
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
class RoomDocumentList(CamelCaseModel):
    """
    One page of the documents of a room.

    Attributes:
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
        documents: The documents.
    """

    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None
    documents: list[RoomDocument]
