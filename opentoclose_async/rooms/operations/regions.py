"""The regions of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.regions import (
    Region,
    RegionReferenceCountList,
    RegionSummary,
    RegionSummaryList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["RegionFilters", "RegionPageOptions", "RegionQuery", "Regions"]


class RegionQuery(TypedDict, total=False):
    """
    Which regions.

    Attributes:
        managed_only: Only regions that the signed-in user manages. Default: false.
    """

    managed_only: bool | None


class RegionFilters(RegionQuery, PageOptions, total=False):
    """Keywords of ``iter_regions`` and ``list_regions``: which, and how to read them."""


class RegionPageOptions(RegionQuery, OnePageOptions, total=False):
    """Keywords of ``get_regions``: which, and which page of them."""


_CREATE_REGION = Endpoint(
    name="create_region", verb="POST", path="/regions", answer=gives(Region), body=Region
)
_REGIONS = PagedList(
    name="regions",
    path="/regions",
    page=RegionSummaryList,
    array="regionSummaries",
    row=RegionSummary,
    key="regionId",
    one_page=RegionPageOptions,
    all_pages=RegionFilters,
)
_GET_REGION = Endpoint(
    name="get_region", verb="GET", path="/regions/{region_id}", answer=gives(Region)
)
_DELETE_REGION = Endpoint(
    name="delete_region", verb="DELETE", path="/regions/{region_id}", answer=nothing
)
_GET_REGION_REFERENCE_COUNTS = Endpoint(
    name="get_region_reference_counts",
    verb="GET",
    path="/regions/{region_id}/reference_counts",
    answer=gives(RegionReferenceCountList),
)


class Regions(RoomsResource):
    """
    Create, read and delete the regions of the account. A region cannot be deleted while
    anything refers to it.
    """

    async def create_region(
        self, body: Region | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Region:
        """
        Create a region (operation Regions_CreateRegion).

        Only its name is taken from the body; the server gives the id and the date of creation.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The new region: its name. As a Region, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new region, with its id.
        """
        return await self._call(_CREATE_REGION, options, body)

    async def get_regions(self, **options: Unpack[RegionPageOptions]) -> RegionSummaryList:
        """
        Read one page of regions (operation Regions_GetRegions).

        Args:
            **options: The filters of ``RegionQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of regions.
        """
        return await self._get_page(_REGIONS, options)

    def iter_regions(self, **filters: Unpack[RegionFilters]) -> Pager[RegionSummary]:
        """
        Read regions page by page, as they are iterated over.

        Args:
            **filters: The filters of ``RegionQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _REGIONS, filters)

    async def list_regions(self, **filters: Unpack[RegionFilters]) -> list[RegionSummary]:
        """
        Read all regions, every page of them.

        Args:
            **filters: The filters of ``RegionQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _REGIONS, filters).collect()

    async def get_region(self, region_id: int, **options: Unpack[CallOptions]) -> Region:
        """
        Read a region (operation Regions_GetRegion).

        Args:
            region_id: The region, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The region.
        """
        return await self._call(_GET_REGION, options, region_id=region_id)

    async def delete_region(self, region_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete a region (operation Regions_DeleteRegion).

        The server refuses while anything refers to the region; ``get_region_reference_counts``
        tells what does.

        Args:
            region_id: The region, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_REGION, options, region_id=region_id)

    async def get_region_reference_counts(
        self, region_id: int, **options: Unpack[CallOptions]
    ) -> RegionReferenceCountList:
        """
        Count what refers to a region, by kind (operation Regions_GetRegionReferenceCounts).

        A region can be deleted only once nothing does.

        Args:
            region_id: The region, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The kinds of things that refer to the region, each with its number.
        """
        return await self._call(_GET_REGION_REFERENCE_COUNTS, options, region_id=region_id)
