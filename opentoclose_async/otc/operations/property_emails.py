"""The Property Emails API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import PropertyEmail
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["PropertyEmails"]


class PropertyEmails(Records[PropertyEmail]):
    """Add e-mails to properties, read, change and delete them."""

    _path = "/properties/{property_id}/emails"
    _noun = "property_email"
    _id = "email_id"
    _data = "email_data"
    _model = PropertyEmail

    async def list_property_emails(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> list[PropertyEmail]:
        """
        Read all e-mails of a property, every page of them.

        Unverified against the live API.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The e-mails of a property, in the server's order.
        """
        return await self._iterate(params, filters, property_id=property_id).collect()

    def iter_property_emails(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> Pager[PropertyEmail]:
        """
        Read e-mails of a property page by page, as they are iterated over.

        Unverified against the live API.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters, property_id=property_id)

    async def create_property_email(
        self, property_id: int, email_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyEmail:
        """
        Create an e-mail of a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Unverified against the live API.

        Args:
            property_id: Which property.
            email_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(email_data, options, property_id=property_id)

    async def retrieve_property_email(
        self, property_id: int, email_id: int, **options: Unpack[CallOptions]
    ) -> PropertyEmail:
        """
        Read one e-mail of a property.

        Unverified against the live API.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, property_id=property_id, email_id=email_id)

    async def update_property_email(
        self,
        property_id: int,
        email_id: int,
        email_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> PropertyEmail:
        """
        Change fields of an e-mail of a property.

        Unverified against the live API.

        Args:
            property_id: Which property.
            email_id: Which.
            email_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(email_data, options, property_id=property_id, email_id=email_id)

    async def delete_property_email(
        self, property_id: int, email_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete an e-mail of a property, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, property_id=property_id, email_id=email_id)
