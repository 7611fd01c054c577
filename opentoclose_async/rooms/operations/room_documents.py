"""The documents of a room."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async._runtime.uploads import FileContent
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.documents import Document
from opentoclose_async.rooms.models.room_documents import (
    Envelope,
    EnvelopeForCreate,
    FormForAdd,
    RoomDocument,
    RoomDocumentList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["RoomDocumentFilters", "RoomDocumentPageOptions", "RoomDocumentQuery", "RoomDocuments"]


class RoomDocumentQuery(TypedDict, total=False):
    """
    Which documents of a room.

    Attributes:
        require_content_for_dynamic_documents: Leave out dynamic documents that have no content.
            Default: false.
        room_folder_id: Only documents in this folder, by its id.
        name_filter: Only documents of this name; whether a part of it is enough is not documented.
        include_archived: Ambiguous: by its name and its default, true, archived documents come as
            well; by the description's words true gives archived ones only. Left out, it says,
            nothing is filtered.
    """

    require_content_for_dynamic_documents: bool | None
    room_folder_id: int | None
    name_filter: str | None
    include_archived: bool | None


class RoomDocumentFilters(RoomDocumentQuery, PageOptions, total=False):
    """Keywords of ``iter_documents`` and ``list_documents``: which, and how to read them."""


class RoomDocumentPageOptions(RoomDocumentQuery, OnePageOptions, total=False):
    """Keywords of ``get_documents``: which, and which page of them."""


_CREATE_ROOM_ENVELOPE = Endpoint(
    name="create_room_envelope",
    verb="POST",
    path="/rooms/{room_id}/envelopes",
    answer=gives(Envelope),
    body=EnvelopeForCreate,
)
_ADD_FORM_TO_ROOM = Endpoint(
    name="add_form_to_room",
    verb="POST",
    path="/rooms/{room_id}/forms",
    answer=gives(RoomDocument),
    body=FormForAdd,
)
_ADD_DOCUMENT_TO_ROOM = Endpoint(
    name="add_document_to_room",
    verb="POST",
    path="/rooms/{room_id}/documents",
    answer=gives(RoomDocument),
    body=Document,
)
_DOCUMENTS = PagedList(
    name="documents",
    path="/rooms/{room_id}/documents",
    page=RoomDocumentList,
    array="documents",
    row=RoomDocument,
    key="documentId",
    one_page=RoomDocumentPageOptions,
    all_pages=RoomDocumentFilters,
)
_ADD_DOCUMENT_TO_ROOM_VIA_FILE_UPLOAD = Endpoint(
    name="add_document_to_room_via_file_upload",
    verb="POST",
    path="/rooms/{room_id}/documents/contents",
    answer=gives(RoomDocument),
)


class RoomDocuments(RoomsResource):
    """What is in a room."""

    async def create_room_envelope(
        self,
        room_id: int,
        body: EnvelopeForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Envelope:
        """
        Create an envelope from documents of a room (operation RoomEnvelopes_CreateRoomEnvelope).

        The envelope is one of the eSignature API; nothing here sends it. DocuSign takes at most 25
        MB an upload into the envelope of a room.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            body: The envelope's name, and the ids of its documents. As an EnvelopeForCreate, or a
                mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The id of the envelope, as the eSignature API knows it.
        """
        return await self._call(_CREATE_ROOM_ENVELOPE, options, body, room_id=room_id)

    async def add_form_to_room(
        self, room_id: int, body: FormForAdd | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> RoomDocument:
        """
        Add a form to a room, as a document (operation Rooms_AddFormToRoom).

        ``form_libraries.get_form_library_forms`` gives the ids of forms. Needs a role with
        ``can_add_documents_from_form_libraries``.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            body: The form to add. As a FormForAdd, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The document that the form became.
        """
        return await self._call(_ADD_FORM_TO_ROOM, options, body, room_id=room_id)

    async def add_document_to_room(
        self, room_id: int, body: Document | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> RoomDocument:
        """
        Add a document to a room, its contents in base64 (operation Rooms_AddDocumentToRoom).

        The server reads ``name``, ``base64_contents`` and, if given, ``folder_id``, and ignores
        everything else. A name that is taken gets a number appended. DocuSign takes at most 35 MB
        an upload and 40 MB a request, and base64 makes contents a third larger:
        ``add_document_to_room_via_file_upload`` does without.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            body: The new document: its name, its contents and perhaps its folder. As a Document, or
                a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new document, without its contents.
        """
        return await self._call(_ADD_DOCUMENT_TO_ROOM, options, body, room_id=room_id)

    async def get_documents(
        self, room_id: int, **options: Unpack[RoomDocumentPageOptions]
    ) -> RoomDocumentList:
        """
        Read one page of the documents of a room (operation Rooms_GetDocuments).

        Only documents that the caller may see. ``documents.get_document`` gives their contents.

        Args:
            room_id: The room, by its id.
            **options: The filters of ``RoomDocumentQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of documents, without their contents.
        """
        return await self._get_page(_DOCUMENTS, options, room_id=room_id)

    def iter_documents(
        self, room_id: int, **filters: Unpack[RoomDocumentFilters]
    ) -> Pager[RoomDocument]:
        """
        Read documents of a room page by page, as they are iterated over.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``RoomDocumentQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _DOCUMENTS, filters, room_id=room_id)

    async def list_documents(
        self, room_id: int, **filters: Unpack[RoomDocumentFilters]
    ) -> list[RoomDocument]:
        """
        Read all documents of a room, every page of them.

        Args:
            room_id: The room, by its id.
            **filters: The filters of ``RoomDocumentQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _DOCUMENTS, filters, room_id=room_id).collect()

    async def add_document_to_room_via_file_upload(
        self,
        room_id: int,
        file: FileContent,
        name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomDocument:
        """
        Upload a file as a document of a room (operation Rooms_AddDocumentToRoomViaFileUpload).

        The file goes as it is, in a multipart form. DocuSign takes at most 35 MB an upload.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            file: Its bytes, a path, or a file open for reading bytes.
            name: The name to give it; the file's own by default.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new document, without its contents.
        """
        return await self._upload(
            _ADD_DOCUMENT_TO_ROOM_VIA_FILE_UPLOAD, options, file, name, room_id=room_id
        )
