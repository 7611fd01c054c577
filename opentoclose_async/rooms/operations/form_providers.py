"""Operations on form providers."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.form_providers import (
    FormProviderAssociationsSummaryList,
    FormProviderAssociationSummary,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["BlockingFormProviders", "FormProviders"]


_FORM_PROVIDER_ASSOCIATIONS = ListOperation(
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
    """Get the associations of form providers."""

    async def get_form_provider_associations(
        self,
        provider_id: str,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> FormProviderAssociationsSummaryList:
        """
        Get one page of the associations of a form provider (operation
        FormProviderAssociations_GetFormProviderAssociations).

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of associations.
        """
        return await self._get_page(
            _FORM_PROVIDER_ASSOCIATIONS,
            {"start_position": start_position, "count": count},
            options,
            provider_id=provider_id,
        )

    def iter_form_provider_associations(
        self,
        provider_id: str,
        **options: Unpack[PageOptions],
    ) -> Pager[FormProviderAssociationSummary]:
        """
        Iterate over associations of a form provider, requesting pages as needed.

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", _FORM_PROVIDER_ASSOCIATIONS, {}, options, provider_id=provider_id
        )

    async def list_form_provider_associations(
        self,
        provider_id: str,
        **options: Unpack[PageOptions],
    ) -> list[FormProviderAssociationSummary]:
        """
        List all associations of a form provider.

        Args:
            provider_id: The form provider, by its short name, such as "nar".
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_PROVIDER_ASSOCIATIONS, {}, options, provider_id=provider_id
        ).collect()


class BlockingFormProviders(BlockingResource[FormProviders]):
    """``FormProviders`` without ``await``."""

    get_form_provider_associations = calls(FormProviders.get_form_provider_associations)
    iter_form_provider_associations = reads(FormProviders.iter_form_provider_associations)
    list_form_provider_associations = calls(FormProviders.list_form_provider_associations)
