"""The Contacts API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import Contact
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["ContactFilters", "Contacts"]


class ContactFilters(ListOptions, total=False):
    """
    Keywords of ``list_contacts`` and ``iter_contacts``; other filters go into
    ``params``.

    Attributes:
        email: Only contacts of this e-mail address, as "jane@example.com".
        first_name: Only contacts of this first name, as "Jane".
        last_name: Only contacts of this last name, as "Doe".
    """

    email: str | None
    first_name: str | None
    last_name: str | None


class Contacts(Records[Contact]):
    """Create, read, change and delete contacts."""

    _path = "/contacts"
    _noun = "contact"
    _id = "contact_id"
    _data = "contact_data"
    _model = Contact
    _refused = (("name", "first_name and last_name"),)

    async def list_contacts(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ContactFilters]
    ) -> list[Contact]:
        """
        Read all contacts, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The contacts, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_contacts(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ContactFilters]
    ) -> Pager[Contact]:
        """
        Read contacts page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_contact(
        self, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Contact:
        """
        Create a contact.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            contact_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(contact_data, options)

    async def retrieve_contact(self, contact_id: int, **options: Unpack[CallOptions]) -> Contact:
        """
        Read one contact.

        Unverified against the live API.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, contact_id=contact_id)

    async def update_contact(
        self, contact_id: int, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Contact:
        """
        Change fields of a contact.

        Unverified against the live API.

        Args:
            contact_id: Which.
            contact_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(contact_data, options, contact_id=contact_id)

    async def delete_contact(
        self, contact_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a contact, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, contact_id=contact_id)
