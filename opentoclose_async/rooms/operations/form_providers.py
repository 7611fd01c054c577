"""The form providers of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.form_providers import (
    FormProviderAssociationsSummaryList,
    FormProviderAssociationSummary,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["FormProviders"]


_FORM_PROVIDER_ASSOCIATIONS = PagedList(
    name="form_provider_associations",
    path="/form_providers/{provider_id}/associations",
    page=FormProviderAssociationsSummaryList,
    array="formProviderAssociations",
    row=FormProviderAssociationSummary,
    key="formProviderAssociationGuid",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)


class FormProviders(RoomsResource):
    """Read the associations of form providers."""

    async def get_form_provider_associations(
        self, provider_id: str, **options: Unpack[OnePageOptions]
    ) -> FormProviderAssociationsSummaryList:
        """
        Read one page of the associations of a form provider (operation
        FormProviderAssociations_GetFormProviderAssociations).

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of associations.
        """
        return await self._get_page(_FORM_PROVIDER_ASSOCIATIONS, options, provider_id=provider_id)

    def iter_form_provider_associations(
        self, provider_id: str, **filters: Unpack[PageOptions]
    ) -> Pager[FormProviderAssociationSummary]:
        """
        Read associations of a form provider page by page, as they are iterated over.

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _FORM_PROVIDER_ASSOCIATIONS, filters, provider_id=provider_id)

    async def list_form_provider_associations(
        self, provider_id: str, **filters: Unpack[PageOptions]
    ) -> list[FormProviderAssociationSummary]:
        """
        Read all associations of a form provider, every page of them.

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_PROVIDER_ASSOCIATIONS, filters, provider_id=provider_id
        ).collect()
