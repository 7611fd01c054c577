"""The Property Contacts API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import PropertyContact
from opentoclose_async.otc.records import ListOptions, Records, unsupported

__all__ = ["PropertyContactFilters", "PropertyContacts"]


class PropertyContactFilters(ListOptions, total=False):
    """
    Keywords of ``list_property_contacts`` and ``iter_property_contacts``; other filters go into
    ``params``.

    Attributes:
        email: Only contacts of a property of this e-mail address, as "jane@example.com".
        first_name: Only contacts of a property of this first name, as "Jane".
        last_name: Only contacts of a property of this last name, as "Doe".
    """

    email: str | None
    first_name: str | None
    last_name: str | None


class PropertyContacts(Records[PropertyContact]):
    """Add contacts to properties, and read them; ids are those of the associations."""

    _path = "/properties/{property_id}/contacts"
    _noun = "property_contact"
    _id = "contact_id"
    _data = "contact_data"
    _model = PropertyContact
    _required = ("contact_id",)
    _only = ("contact_id",)

    async def list_property_contacts(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[PropertyContactFilters],
    ) -> list[PropertyContact]:
        """
        Read all contacts of a property, every page of them.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The contacts of a property, in the server's order.
        """
        return await self._iterate(params, filters, property_id=property_id).collect()

    def iter_property_contacts(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[PropertyContactFilters],
    ) -> Pager[PropertyContact]:
        """
        Read contacts of a property page by page, as they are iterated over.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters, property_id=property_id)

    async def create_property_contact(
        self, property_id: int, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyContact:
        """
        Create a contact of a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            property_id: Which property.
            contact_data: Its fields, with contact_id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(contact_data, options, property_id=property_id)

    async def retrieve_property_contact(
        self, property_id: int, contact_id: int, **options: Unpack[CallOptions]
    ) -> PropertyContact:
        """
        Read one contact of a property.

        Raises:
            NotFoundError: If there is none of this id.
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
        Raise an error: the API answers 405 to it (seen live by a third party).

        Raises:
            ValidationError: Always, and nothing is sent.
        """
        raise unsupported(
            "update_property_contact", "the API answers 405 to it (seen live by a third party)."
        )

    async def delete_property_contact(
        self, property_id: int, contact_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Raise an error: the API answers 405 to it (seen live by a third party).

        Raises:
            ValidationError: Always, and nothing is sent.
        """
        raise unsupported(
            "delete_property_contact", "the API answers 405 to it (seen live by a third party)."
        )
