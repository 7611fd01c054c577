"""The property documents of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.document_records import DocumentRecords
from opentoclose_async.otc.models import PropertyDocument

__all__ = ["BlockingPropertyDocuments", "PropertyDocuments"]


class PropertyDocuments(DocumentRecords):
    """Upload documents to properties; create, read, update and delete their records."""

    _path = "/properties/{property_id}/documents"
    _noun = "property_document"
    _id = "document_id"
    _data = "document_data"
    _model = PropertyDocument
    _required = ("name",)

    async def list_property_documents(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyDocument]:
        """
        Return all property documents, reading every page.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property documents, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        ).collect()

    def iter_property_documents(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyDocument]:
        """
        Iterate over property documents, reading pages as they are needed.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        )

    async def create_property_document(
        self, property_id: int, document_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyDocument:
        """
        Create a property document.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            document_data: Fields of the property document; name required.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property document, with its id.
        """
        return await self._create(document_data, options, property_id=property_id)

    async def retrieve_property_document(
        self, property_id: int, document_id: int, **options: Unpack[CallOptions]
    ) -> PropertyDocument:
        """
        Return a property document by its id.

        Not verified against the live API.

        Raises:
            NotFoundError: If there is no such property document.
        """
        return await self._retrieve(options, property_id=property_id, document_id=document_id)

    async def update_property_document(
        self,
        property_id: int,
        document_id: int,
        document_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> PropertyDocument:
        """
        Update fields of a property document.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            document_id: Id of the property document.
            document_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property document after the update.

        Raises:
            NotFoundError: If there is no such property document.
        """
        return await self._update(
            document_data, options, property_id=property_id, document_id=document_id
        )

    async def delete_property_document(
        self, property_id: int, document_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property document, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such property document.
        """
        return await self._delete(options, property_id=property_id, document_id=document_id)


class BlockingPropertyDocuments(BlockingResource[PropertyDocuments]):
    """``PropertyDocuments`` without ``await``."""

    list_property_documents = calls(PropertyDocuments.list_property_documents)
    iter_property_documents = reads(PropertyDocuments.iter_property_documents)
    create_property_document = calls(PropertyDocuments.create_property_document)
    retrieve_property_document = calls(PropertyDocuments.retrieve_property_document)
    update_property_document = calls(PropertyDocuments.update_property_document)
    delete_property_document = calls(PropertyDocuments.delete_property_document)
    upload_property_document = calls(PropertyDocuments.upload_property_document)
