"""Operations on room documents."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.uploads import FileContent
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.documents import Document
from opentoclose_async.rooms.models.room_documents import (
    Envelope,
    EnvelopeForCreate,
    FormForAdd,
    RoomDocument,
    RoomDocumentList,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["RoomDocumentFilters", "RoomDocumentPageOptions", "RoomDocumentQuery", "RoomDocuments"]


class RoomDocumentQuery(TypedDict, total=False):
    """Filters for documents of a room."""

    require_content_for_dynamic_documents: bool | None
    """Skip dynamic documents without contents. Default: false."""
    room_folder_id: int | None
    """Only documents in the folder with this ID."""
    name_filter: str | None
    """Only documents with this name; whether part of a name is enough is not documented."""
    include_archived: bool | None
    """Ambiguous: the name and the default, true, suggest that true adds archived documents; the
    description says that true returns only archived ones, and that all are returned if it is left
    out."""


class RoomDocumentFilters(RoomDocumentQuery, PageOptions, total=False):
    """Keywords of ``iter_documents`` and ``list_documents``."""


class RoomDocumentPageOptions(RoomDocumentQuery, OnePageOptions, total=False):
    """Keywords of ``get_documents``."""


_CREATE_ROOM_ENVELOPE = RoomsOperation(
    name="create_room_envelope",
    verb="POST",
    path="/rooms/{room_id}/envelopes",
    convert=as_model(Envelope),
    body=EnvelopeForCreate,
)
_ADD_FORM_TO_ROOM = RoomsOperation(
    name="add_form_to_room",
    verb="POST",
    path="/rooms/{room_id}/forms",
    convert=as_model(RoomDocument),
    body=FormForAdd,
)
_ADD_DOCUMENT_TO_ROOM = RoomsOperation(
    name="add_document_to_room",
    verb="POST",
    path="/rooms/{room_id}/documents",
    convert=as_model(RoomDocument),
    body=Document,
)
_DOCUMENTS = ListOperation(
    name="documents",
    path="/rooms/{room_id}/documents",
    page=RoomDocumentList,
    array="documents",
    row=RoomDocument,
    key="documentId",
    one_page=RoomDocumentPageOptions,
    all_pages=RoomDocumentFilters,
)
_ADD_DOCUMENT_TO_ROOM_VIA_FILE_UPLOAD = RoomsOperation(
    name="add_document_to_room_via_file_upload",
    verb="POST",
    path="/rooms/{room_id}/documents/contents",
    convert=as_model(RoomDocument),
)


class RoomDocuments(RoomsResource):
    """List the documents of rooms, and add documents."""

    async def create_room_envelope(
        self,
        room_id: int,
        body: EnvelopeForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Envelope:
        """
        Create an eSignature envelope from documents of a room (operation
        RoomEnvelopes_CreateRoomEnvelope).

        Use the eSignature API to send the envelope. DocuSign accepts at most 25 MB per upload to
        the envelope of a room.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            body: The envelope's name and the IDs of its documents, as an EnvelopeForCreate or a
                mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The envelope's ID in the eSignature API.
        """
        return await self._call(_CREATE_ROOM_ENVELOPE, options, body, room_id=room_id)

    async def add_form_to_room(
        self,
        room_id: int,
        body: FormForAdd | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> RoomDocument:
        """
        Add a form to a room, as a document (operation Rooms_AddFormToRoom).

        ``form_libraries.get_form_library_forms`` returns the IDs of forms. Needs a role with
        ``can_add_documents_from_form_libraries``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            body: The form to add, as a FormForAdd or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The document created from the form.
        """
        return await self._call(_ADD_FORM_TO_ROOM, options, body, room_id=room_id)

    async def add_document_to_room(
        self,
        room_id: int,
        body: Document | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> RoomDocument:
        """
        Add a document to a room, with its contents as base64 (operation Rooms_AddDocumentToRoom).

        The server reads ``name``, ``base64_contents`` and optionally ``folder_id``, and ignores all
        else. It appends a number to a name that is taken. DocuSign accepts at most 35 MB per upload
        and 40 MB per request; base64 adds a third to the size, which
        ``add_document_to_room_via_file_upload`` avoids.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            body: The new document's name, contents and, optionally, folder, as a Document or a
                mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new document, without its contents.
        """
        return await self._call(_ADD_DOCUMENT_TO_ROOM, options, body, room_id=room_id)

    async def get_documents(
        self,
        room_id: int,
        *,
        require_content_for_dynamic_documents: bool | None = None,
        room_folder_id: int | None = None,
        name_filter: str | None = None,
        include_archived: bool | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomDocumentList:
        """
        Get one page of the documents of a room (operation Rooms_GetDocuments).

        Only documents that the caller may see. ``documents.get_document`` returns their contents.

        Args:
            room_id: The room's ID.
            require_content_for_dynamic_documents: Skip dynamic documents without contents. Default:
                false.
            room_folder_id: Only documents in the folder with this ID.
            name_filter: Only documents with this name; whether part of a name is enough is not
                documented.
            include_archived: Ambiguous: the name and the default, true, suggest that true adds
                archived documents; the description says that true returns only archived ones, and
                that all are returned if it is left out.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of documents, without their contents.
        """
        return await self._get_page(
            _DOCUMENTS,
            {
                "require_content_for_dynamic_documents": require_content_for_dynamic_documents,
                "room_folder_id": room_folder_id,
                "name_filter": name_filter,
                "include_archived": include_archived,
                "start_position": start_position,
                "count": count,
            },
            options,
            room_id=room_id,
        )

    def iter_documents(
        self,
        room_id: int,
        *,
        require_content_for_dynamic_documents: bool | None = None,
        room_folder_id: int | None = None,
        name_filter: str | None = None,
        include_archived: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[RoomDocument]:
        """
        Iterate over documents of a room, requesting pages as needed.

        Args:
            room_id: The room's ID.
            require_content_for_dynamic_documents: Skip dynamic documents without contents. Default:
                false.
            room_folder_id: Only documents in the folder with this ID.
            name_filter: Only documents with this name; whether part of a name is enough is not
                documented.
            include_archived: Ambiguous: the name and the default, true, suggest that true adds
                archived documents; the description says that true returns only archived ones, and
                that all are returned if it is left out.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _DOCUMENTS,
            {
                "require_content_for_dynamic_documents": require_content_for_dynamic_documents,
                "room_folder_id": room_folder_id,
                "name_filter": name_filter,
                "include_archived": include_archived,
            },
            options,
            room_id=room_id,
        )

    async def list_documents(
        self,
        room_id: int,
        *,
        require_content_for_dynamic_documents: bool | None = None,
        room_folder_id: int | None = None,
        name_filter: str | None = None,
        include_archived: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> list[RoomDocument]:
        """
        List all documents of a room.

        Args:
            room_id: The room's ID.
            require_content_for_dynamic_documents: Skip dynamic documents without contents. Default:
                false.
            room_folder_id: Only documents in the folder with this ID.
            name_filter: Only documents with this name; whether part of a name is enough is not
                documented.
            include_archived: Ambiguous: the name and the default, true, suggest that true adds
                archived documents; the description says that true returns only archived ones, and
                that all are returned if it is left out.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _DOCUMENTS,
            {
                "require_content_for_dynamic_documents": require_content_for_dynamic_documents,
                "room_folder_id": room_folder_id,
                "name_filter": name_filter,
                "include_archived": include_archived,
            },
            options,
            room_id=room_id,
        ).collect()

    async def add_document_to_room_via_file_upload(
        self,
        room_id: int,
        file: FileContent,
        name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomDocument:
        """
        Upload a file to a room, as a document (operation Rooms_AddDocumentToRoomViaFileUpload).

        The file is sent without base64, in a multipart form. DocuSign accepts at most 35 MB per
        upload.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            file: The contents, a path, or a file open for reading bytes.
            name: The file name to send. Default: the name of the file.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new document, without its contents.
        """
        return await self._upload(
            _ADD_DOCUMENT_TO_ROOM_VIA_FILE_UPLOAD, options, file, name, room_id=room_id
        )
