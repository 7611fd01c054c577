"""The Property Documents API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.document_records import DocumentRecords
from opentoclose_async.otc.models import PropertyDocument
from opentoclose_async.otc.records import ListOptions

__all__ = ["PropertyDocuments"]


class PropertyDocuments(DocumentRecords):
    """Add documents to properties, read, change and delete what is known of them."""

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
        **filters: Unpack[ListOptions],
    ) -> list[PropertyDocument]:
        """
        Read all documents of a property, every page of them.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The documents of a property, in the server's order.
        """
        return await self._iterate(params, filters, property_id=property_id).collect()

    def iter_property_documents(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> Pager[PropertyDocument]:
        """
        Read documents of a property page by page, as they are iterated over.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters, property_id=property_id)

    async def create_property_document(
        self, property_id: int, document_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyDocument:
        """
        Create a document of a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Unverified against the live API.

        Args:
            property_id: Which property.
            document_data: Its fields, with name.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(document_data, options, property_id=property_id)

    async def retrieve_property_document(
        self, property_id: int, document_id: int, **options: Unpack[CallOptions]
    ) -> PropertyDocument:
        """
        Read one document of a property.

        Unverified against the live API.

        Raises:
            NotFoundError: If there is none of this id.
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
        Change fields of a document of a property.

        Unverified against the live API.

        Args:
            property_id: Which property.
            document_id: Which.
            document_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(
            document_data, options, property_id=property_id, document_id=document_id
        )

    async def delete_property_document(
        self, property_id: int, document_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a document of a property, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, property_id=property_id, document_id=document_id)
