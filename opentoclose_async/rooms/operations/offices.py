"""The offices of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.offices import (
    Office,
    OfficeForCreate,
    OfficeReferenceCountList,
    OfficeSummary,
    OfficeSummaryList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["OfficeFilters", "OfficePageOptions", "OfficeQuery", "Offices"]


class OfficeQuery(TypedDict, total=False):
    """
    Which offices.

    Attributes:
        only_accessible: Only offices that the signed-in user may see. Default: false.
        search: Only offices that have this text anywhere in their names.
    """

    only_accessible: bool | None
    search: str | None


class OfficeFilters(OfficeQuery, PageOptions, total=False):
    """Keywords of ``iter_offices`` and ``list_offices``: which, and how to read them."""


class OfficePageOptions(OfficeQuery, OnePageOptions, total=False):
    """Keywords of ``get_offices``: which, and which page of them."""


_OFFICES = PagedList(
    name="offices",
    path="/offices",
    page=OfficeSummaryList,
    array="officeSummaries",
    row=OfficeSummary,
    key="officeId",
    one_page=OfficePageOptions,
    all_pages=OfficeFilters,
)
_CREATE_OFFICE = Endpoint(
    name="create_office", verb="POST", path="/offices", answer=gives(Office), body=OfficeForCreate
)
_GET_OFFICE = Endpoint(
    name="get_office", verb="GET", path="/offices/{office_id}", answer=gives(Office)
)
_DELETE_OFFICE = Endpoint(
    name="delete_office", verb="DELETE", path="/offices/{office_id}", answer=nothing
)
_GET_REFERENCE_COUNTS = Endpoint(
    name="get_reference_counts",
    verb="GET",
    path="/offices/{office_id}/reference_counts",
    answer=gives(OfficeReferenceCountList),
)


class Offices(RoomsResource):
    """
    Create, read and delete the offices of the account. An office cannot be deleted while
    anything refers to it.
    """

    async def get_offices(self, **options: Unpack[OfficePageOptions]) -> OfficeSummaryList:
        """
        Read one page of offices (operation Offices_GetOffices).

        Args:
            **options: The filters of ``OfficeQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of offices.
        """
        return await self._get_page(_OFFICES, options)

    def iter_offices(self, **filters: Unpack[OfficeFilters]) -> Pager[OfficeSummary]:
        """
        Read offices page by page, as they are iterated over.

        Args:
            **filters: The filters of ``OfficeQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _OFFICES, filters)

    async def list_offices(self, **filters: Unpack[OfficeFilters]) -> list[OfficeSummary]:
        """
        Read all offices, every page of them.

        Args:
            **filters: The filters of ``OfficeQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _OFFICES, filters).collect()

    async def create_office(
        self, body: OfficeForCreate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Office:
        """
        Create an office (operation Offices_CreateOffice).

        The server gives it its id and its date of creation. ``users.add_user_to_office`` puts users
        into it.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The new office; only its name is required. As an OfficeForCreate, or a mapping by
                the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new office, with its id.
        """
        return await self._call(_CREATE_OFFICE, options, body)

    async def get_office(self, office_id: int, **options: Unpack[CallOptions]) -> Office:
        """
        Read an office (operation Offices_GetOffice).

        Args:
            office_id: The office, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The office.
        """
        return await self._call(_GET_OFFICE, options, office_id=office_id)

    async def delete_office(self, office_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete an office (operation Offices_DeleteOffice).

        The server refuses while anything refers to the office; ``get_reference_counts`` tells what
        does.

        Args:
            office_id: The office, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_OFFICE, options, office_id=office_id)

    async def get_reference_counts(
        self, office_id: int, **options: Unpack[CallOptions]
    ) -> OfficeReferenceCountList:
        """
        Count what refers to an office, by kind (operation Offices_GetReferenceCounts).

        An office can be deleted only once nothing does.

        Args:
            office_id: The office, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The kinds of things that refer to the office, each with its number.
        """
        return await self._call(_GET_REFERENCE_COUNTS, options, office_id=office_id)
