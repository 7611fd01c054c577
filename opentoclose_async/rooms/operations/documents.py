"""Operations on documents."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.documents import Document, DocumentUser, DocumentUserForCreate
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingDocuments", "DocumentOptions", "Documents"]


class DocumentOptions(CallOptions, total=False):
    """Keywords of ``get_document``."""

    include_contents: bool | None
    """Whether to include the contents as ``base64_contents``. Default: false."""


_GET_DOCUMENT = RoomsOperation(
    name="get_document",
    verb="GET",
    path="/documents/{document_id}",
    convert=as_model(Document),
    keywords=DocumentOptions,
)
_DELETE_DOCUMENT = RoomsOperation(
    name="delete_document", verb="DELETE", path="/documents/{document_id}", convert=as_nothing
)
_CREATE_DOCUMENT_USER = RoomsOperation(
    name="create_document_user",
    verb="POST",
    path="/documents/{document_id}/users",
    convert=as_model(DocumentUser),
    body=DocumentUserForCreate,
)


class Documents(RoomsResource):
    """
    Get, delete and share single documents. To list the documents of a room or add some,
    use ``rooms``.
    """

    async def get_document(
        self,
        document_id: int,
        *,
        include_contents: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Document:
        """
        Get a document, with or without its contents (operation Documents_GetDocument).

        The contents come as base64 in the response, and only if requested; the API has no other
        download. ``rooms.get_documents`` returns the IDs of documents.

        Args:
            document_id: The document's ID.
            include_contents: Whether to include the contents as ``base64_contents``. Default:
                false.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The document.
        """
        return await self._call(
            _GET_DOCUMENT,
            options,
            query={"include_contents": include_contents},
            document_id=document_id,
        )

    async def delete_document(
        self,
        document_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a document permanently (operation Documents_DeleteDocument).

        ``rooms.get_documents`` returns the IDs of documents.

        Args:
            document_id: The document's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_DOCUMENT, options, document_id=document_id)

    async def create_document_user(
        self,
        document_id: int,
        body: DocumentUserForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> DocumentUser:
        """
        Grant a user access to a document (operation Documents_CreateDocumentUser).

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            document_id: The document's ID.
            body: The user, as a DocumentUserForCreate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            What the user may do with the document.
        """
        return await self._call(_CREATE_DOCUMENT_USER, options, body, document_id=document_id)


class BlockingDocuments(BlockingResource[Documents]):
    """``Documents`` without ``await``."""

    get_document = calls(Documents.get_document)
    delete_document = calls(Documents.delete_document)
    create_document_user = calls(Documents.create_document_user)
