"""The documents of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.documents import Document, DocumentUser, DocumentUserForCreate
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["DocumentOptions", "Documents"]


class DocumentOptions(CallOptions, total=False):
    """
    Keywords of ``get_document``.

    Attributes:
        include_contents: Give the contents too, as ``base64_contents``. Default: false.
    """

    include_contents: bool | None


_GET_DOCUMENT = Endpoint(
    name="get_document",
    verb="GET",
    path="/documents/{document_id}",
    answer=gives(Document),
    keywords=DocumentOptions,
)
_DELETE_DOCUMENT = Endpoint(
    name="delete_document", verb="DELETE", path="/documents/{document_id}", answer=nothing
)
_CREATE_DOCUMENT_USER = Endpoint(
    name="create_document_user",
    verb="POST",
    path="/documents/{document_id}/users",
    answer=gives(DocumentUser),
    body=DocumentUserForCreate,
)


class Documents(RoomsResource):
    """
    Read, delete and share single documents. Those of a room are listed and added under
    ``rooms``.
    """

    async def get_document(self, document_id: int, **options: Unpack[DocumentOptions]) -> Document:
        """
        Read a document, with or without its contents (operation Documents_GetDocument).

        Contents come in base64 within the answer, and only if asked for; the API has no other
        download. ``rooms.get_documents`` gives the ids of documents.

        Args:
            document_id: The document, by its id.
            **options: The keywords of ``DocumentOptions``: include_contents, timeout, retry,
                extra_query, extra_headers.

        Returns:
            The document.
        """
        return await self._call(_GET_DOCUMENT, options, document_id=document_id)

    async def delete_document(self, document_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete a document for good (operation Documents_DeleteDocument).

        ``rooms.get_documents`` gives the ids of documents.

        Args:
            document_id: The document, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_DOCUMENT, options, document_id=document_id)

    async def create_document_user(
        self,
        document_id: int,
        body: DocumentUserForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> DocumentUser:
        """
        Let a user see a document (operation Documents_CreateDocumentUser).

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            document_id: The document, by its id.
            body: The user who is to see the document. As a DocumentUserForCreate, or a mapping by
                the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What the user may do with the document.
        """
        return await self._call(_CREATE_DOCUMENT_USER, options, body, document_id=document_id)
