"""The property contacts of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import PropertyContact
from opentoclose_async.otc.records import ListOptions, Records, unsupported

__all__ = ["BlockingPropertyContacts", "PropertyContactFilters", "PropertyContacts"]


class PropertyContactFilters(ListOptions, total=False):
    """Keywords of ``list_property_contacts`` and ``iter_property_contacts``."""

    email: str | None
    """Only contacts with this e-mail address, such as "jane@example.com"."""
    first_name: str | None
    """Only contacts with this first name, such as "Jane"."""
    last_name: str | None
    """Only contacts with this last name, such as "Doe"."""


class PropertyContacts(Records[PropertyContact]):
    """Add contacts to properties, and read them. Ids are those of the associations."""

    _path = "/properties/{property_id}/contacts"
    _noun = "property_contact"
    _id = "contact_id"
    _data = "contact_data"
    _model = PropertyContact
    _filters = PropertyContactFilters
    _required = ("contact_id",)
    _only = ("contact_id",)

    async def list_property_contacts(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyContact]:
        """
        Return all property contacts, reading every page.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            email: Only contacts with this e-mail address, such as "jane@example.com".
            first_name: Only contacts with this first name, such as "Jane".
            last_name: Only contacts with this last name, such as "Doe".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property contacts, in the server's order.
        """
        return await self._iterate(
            "list",
            params,
            {
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "limit": limit,
                "offset": offset,
            },
            options,
            property_id=property_id,
        ).collect()

    def iter_property_contacts(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyContact]:
        """
        Iterate over property contacts, reading pages as they are needed.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            email: Only contacts with this e-mail address, such as "jane@example.com".
            first_name: Only contacts with this first name, such as "Jane".
            last_name: Only contacts with this last name, such as "Doe".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            params,
            {
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "limit": limit,
                "offset": offset,
            },
            options,
            property_id=property_id,
        )

    async def create_property_contact(
        self, property_id: int, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyContact:
        """
        Create a property contact.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            property_id: Id of the property.
            contact_data: Fields of the property contact; contact_id required.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property contact, with its id.
        """
        return await self._create(contact_data, options, property_id=property_id)

    async def retrieve_property_contact(
        self, property_id: int, contact_id: int, **options: Unpack[CallOptions]
    ) -> PropertyContact:
        """
        Return a property contact by its id.

        Raises:
            NotFoundError: If there is no such property contact.
        """
        return await self._retrieve(options, property_id=property_id, contact_id=contact_id)

    async def update_property_contact(
        self,
        property_id: int,
        contact_id: int,
        contact_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> PropertyContact:
        """
        Raise an error: the API responds with 405 (seen live by a third party).

        Raises:
            ValidationError: Always. Nothing is sent.
        """
        raise unsupported(
            "update_property_contact", "the API responds with 405 (seen live by a third party)."
        )

    async def delete_property_contact(
        self, property_id: int, contact_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Raise an error: the API responds with 405 (seen live by a third party).

        Raises:
            ValidationError: Always. Nothing is sent.
        """
        raise unsupported(
            "delete_property_contact", "the API responds with 405 (seen live by a third party)."
        )


class BlockingPropertyContacts(BlockingResource[PropertyContacts]):
    """``PropertyContacts`` without ``await``."""

    list_property_contacts = calls(PropertyContacts.list_property_contacts)
    iter_property_contacts = reads(PropertyContacts.iter_property_contacts)
    create_property_contact = calls(PropertyContacts.create_property_contact)
    retrieve_property_contact = calls(PropertyContacts.retrieve_property_contact)
    update_property_contact = calls(PropertyContacts.update_property_contact)
    delete_property_contact = calls(PropertyContacts.delete_property_contact)
