"""The property emails of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import PropertyEmail
from opentoclose_async.otc.records import Records

__all__ = ["BlockingPropertyEmails", "PropertyEmails"]


class PropertyEmails(Records[PropertyEmail]):
    """Create, read, update and delete property e-mails."""

    _path = "/properties/{property_id}/emails"
    _noun = "property_email"
    _id = "email_id"
    _data = "email_data"
    _model = PropertyEmail

    async def list_property_emails(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyEmail]:
        """
        Return all property e-mails, reading every page.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property e-mails, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        ).collect()

    def iter_property_emails(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyEmail]:
        """
        Iterate over property e-mails, reading pages as they are needed.

        Not verified against the live API.

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

    async def create_property_email(
        self, property_id: int, email_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyEmail:
        """
        Create a property e-mail.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            email_data: Fields of the property e-mail.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property e-mail, with its id.
        """
        return await self._create(email_data, options, property_id=property_id)

    async def retrieve_property_email(
        self, property_id: int, email_id: int, **options: Unpack[CallOptions]
    ) -> PropertyEmail:
        """
        Return a property e-mail by its id.

        Not verified against the live API.

        Raises:
            NotFoundError: If there is no such property e-mail.
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
        Update fields of a property e-mail.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            email_id: Id of the property e-mail.
            email_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property e-mail after the update.

        Raises:
            NotFoundError: If there is no such property e-mail.
        """
        return await self._update(email_data, options, property_id=property_id, email_id=email_id)

    async def delete_property_email(
        self, property_id: int, email_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property e-mail, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such property e-mail.
        """
        return await self._delete(options, property_id=property_id, email_id=email_id)


class BlockingPropertyEmails(BlockingResource[PropertyEmails]):
    """``PropertyEmails`` without ``await``."""

    list_property_emails = calls(PropertyEmails.list_property_emails)
    iter_property_emails = reads(PropertyEmails.iter_property_emails)
    create_property_email = calls(PropertyEmails.create_property_email)
    retrieve_property_email = calls(PropertyEmails.retrieve_property_email)
    update_property_email = calls(PropertyEmails.update_property_email)
    delete_property_email = calls(PropertyEmails.delete_property_email)
