"""The contacts of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import Contact
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["BlockingContacts", "ContactFilters", "Contacts"]


class ContactFilters(ListOptions, total=False):
    """Keywords of ``list_contacts`` and ``iter_contacts``."""

    email: str | None
    """Only contacts with this e-mail address, such as "jane@example.com"."""
    first_name: str | None
    """Only contacts with this first name, such as "Jane"."""
    last_name: str | None
    """Only contacts with this last name, such as "Doe"."""


class Contacts(Records[Contact]):
    """Create, read, update and delete contacts."""

    _path = "/contacts"
    _noun = "contact"
    _id = "contact_id"
    _data = "contact_data"
    _model = Contact
    _filters = ContactFilters
    _refused = (("name", "first_name and last_name"),)

    async def list_contacts(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[Contact]:
        """
        Return all contacts, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            email: Only contacts with this e-mail address, such as "jane@example.com".
            first_name: Only contacts with this first name, such as "Jane".
            last_name: Only contacts with this last name, such as "Doe".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The contacts, in the server's order.
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
        ).collect()

    def iter_contacts(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[Contact]:
        """
        Iterate over contacts, reading pages as they are needed.

        Args:
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
        )

    async def create_contact(
        self, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Contact:
        """
        Create a contact.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            contact_data: Fields of the contact.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new contact, with its id.
        """
        return await self._create(contact_data, options)

    async def retrieve_contact(self, contact_id: int, **options: Unpack[CallOptions]) -> Contact:
        """
        Return a contact by its id.

        Not verified against the live API.

        Raises:
            NotFoundError: If there is no such contact.
        """
        return await self._retrieve(options, contact_id=contact_id)

    async def update_contact(
        self, contact_id: int, contact_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Contact:
        """
        Update fields of a contact.

        Not verified against the live API.

        Args:
            contact_id: Id of the contact.
            contact_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The contact after the update.

        Raises:
            NotFoundError: If there is no such contact.
        """
        return await self._update(contact_data, options, contact_id=contact_id)

    async def delete_contact(
        self, contact_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a contact, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such contact.
        """
        return await self._delete(options, contact_id=contact_id)


class BlockingContacts(BlockingResource[Contacts]):
    """``Contacts`` without ``await``."""

    list_contacts = calls(Contacts.list_contacts)
    iter_contacts = reads(Contacts.iter_contacts)
    create_contact = calls(Contacts.create_contact)
    retrieve_contact = calls(Contacts.retrieve_contact)
    update_contact = calls(Contacts.update_contact)
    delete_contact = calls(Contacts.delete_contact)
