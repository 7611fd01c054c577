"""Operations on offices."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.offices import (
    Office,
    OfficeForCreate,
    OfficeReferenceCountList,
    OfficeSummary,
    OfficeSummaryList,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingOffices", "OfficeFilters", "OfficePageOptions", "OfficeQuery", "Offices"]


class OfficeQuery(TypedDict, total=False):
    """Filters for offices."""

    only_accessible: bool | None
    """Only offices that the caller may see. Default: false."""
    search: str | None
    """Only offices with this text anywhere in their names."""


class OfficeFilters(OfficeQuery, PageOptions, total=False):
    """Keywords of ``iter_offices`` and ``list_offices``."""


class OfficePageOptions(OfficeQuery, OnePageOptions, total=False):
    """Keywords of ``get_offices``."""


_OFFICES = ListOperation(
    name="offices",
    path="/offices",
    page=OfficeSummaryList,
    array="officeSummaries",
    row=OfficeSummary,
    key="officeId",
    one_page=OfficePageOptions,
    all_pages=OfficeFilters,
)
_CREATE_OFFICE = RoomsOperation(
    name="create_office",
    verb="POST",
    path="/offices",
    convert=as_model(Office),
    body=OfficeForCreate,
)
_GET_OFFICE = RoomsOperation(
    name="get_office", verb="GET", path="/offices/{office_id}", convert=as_model(Office)
)
_DELETE_OFFICE = RoomsOperation(
    name="delete_office", verb="DELETE", path="/offices/{office_id}", convert=as_nothing
)
_GET_REFERENCE_COUNTS = RoomsOperation(
    name="get_reference_counts",
    verb="GET",
    path="/offices/{office_id}/reference_counts",
    convert=as_model(OfficeReferenceCountList),
)


class Offices(RoomsResource):
    """Create, get and delete offices. An office cannot be deleted while anything refers to it."""

    async def get_offices(
        self,
        *,
        only_accessible: bool | None = None,
        search: str | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> OfficeSummaryList:
        """
        Get one page of offices (operation Offices_GetOffices).

        Args:
            only_accessible: Only offices that the caller may see. Default: false.
            search: Only offices with this text anywhere in their names.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of offices.
        """
        return await self._get_page(
            _OFFICES,
            {
                "only_accessible": only_accessible,
                "search": search,
                "start_position": start_position,
                "count": count,
            },
            options,
        )

    def iter_offices(
        self,
        *,
        only_accessible: bool | None = None,
        search: str | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[OfficeSummary]:
        """
        Iterate over offices, requesting pages as needed.

        Args:
            only_accessible: Only offices that the caller may see. Default: false.
            search: Only offices with this text anywhere in their names.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", _OFFICES, {"only_accessible": only_accessible, "search": search}, options
        )

    async def list_offices(
        self,
        *,
        only_accessible: bool | None = None,
        search: str | None = None,
        **options: Unpack[PageOptions],
    ) -> list[OfficeSummary]:
        """
        List all offices.

        Args:
            only_accessible: Only offices that the caller may see. Default: false.
            search: Only offices with this text anywhere in their names.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _OFFICES, {"only_accessible": only_accessible, "search": search}, options
        ).collect()

    async def create_office(
        self,
        body: OfficeForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Office:
        """
        Create an office (operation Offices_CreateOffice).

        The server sets the ID and the creation date. Add users with ``users.add_user_to_office``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The new office, of which only the name is required, as an OfficeForCreate or a
                mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new office, with its ID.
        """
        return await self._call(_CREATE_OFFICE, options, body)

    async def get_office(
        self,
        office_id: int,
        **options: Unpack[CallOptions],
    ) -> Office:
        """
        Get an office (operation Offices_GetOffice).

        Args:
            office_id: The office's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The office.
        """
        return await self._call(_GET_OFFICE, options, office_id=office_id)

    async def delete_office(
        self,
        office_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete an office (operation Offices_DeleteOffice).

        The server refuses while anything refers to the office; see ``get_reference_counts``.

        Args:
            office_id: The office's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_OFFICE, options, office_id=office_id)

    async def get_reference_counts(
        self,
        office_id: int,
        **options: Unpack[CallOptions],
    ) -> OfficeReferenceCountList:
        """
        Count what refers to an office, by kind (operation Offices_GetReferenceCounts).

        An office can be deleted only when nothing refers to it.

        Args:
            office_id: The office's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            How many things of each kind refer to the office.
        """
        return await self._call(_GET_REFERENCE_COUNTS, options, office_id=office_id)


class BlockingOffices(BlockingResource[Offices]):
    """``Offices`` without ``await``."""

    get_offices = calls(Offices.get_offices)
    iter_offices = reads(Offices.iter_offices)
    list_offices = calls(Offices.list_offices)
    create_office = calls(Offices.create_office)
    get_office = calls(Offices.get_office)
    delete_office = calls(Offices.delete_office)
    get_reference_counts = calls(Offices.get_reference_counts)
