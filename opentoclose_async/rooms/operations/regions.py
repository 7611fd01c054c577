"""Operations on regions."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.regions import (
    Region,
    RegionReferenceCountList,
    RegionSummary,
    RegionSummaryList,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingRegions", "RegionFilters", "RegionPageOptions", "RegionQuery", "Regions"]


class RegionQuery(TypedDict, total=False):
    """Filters for regions."""

    managed_only: bool | None
    """Only regions that the caller manages. Default: false."""


class RegionFilters(RegionQuery, PageOptions, total=False):
    """Keywords of ``iter_regions`` and ``list_regions``."""


class RegionPageOptions(RegionQuery, OnePageOptions, total=False):
    """Keywords of ``get_regions``."""


_CREATE_REGION = RoomsOperation(
    name="create_region", verb="POST", path="/regions", convert=as_model(Region), body=Region
)
_REGIONS = ListOperation(
    name="regions",
    path="/regions",
    page=RegionSummaryList,
    array="regionSummaries",
    row=RegionSummary,
    key="regionId",
    one_page=RegionPageOptions,
    all_pages=RegionFilters,
)
_GET_REGION = RoomsOperation(
    name="get_region", verb="GET", path="/regions/{region_id}", convert=as_model(Region)
)
_DELETE_REGION = RoomsOperation(
    name="delete_region", verb="DELETE", path="/regions/{region_id}", convert=as_nothing
)
_GET_REGION_REFERENCE_COUNTS = RoomsOperation(
    name="get_region_reference_counts",
    verb="GET",
    path="/regions/{region_id}/reference_counts",
    convert=as_model(RegionReferenceCountList),
)


class Regions(RoomsResource):
    """Create, get and delete regions. A region cannot be deleted while anything refers to it."""

    async def create_region(
        self,
        body: Region | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Region:
        """
        Create a region (operation Regions_CreateRegion).

        The server reads only the name, and sets the ID and the creation date.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The name of the new region, as a Region or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new region, with its ID.
        """
        return await self._call(_CREATE_REGION, options, body)

    async def get_regions(
        self,
        *,
        managed_only: bool | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RegionSummaryList:
        """
        Get one page of regions (operation Regions_GetRegions).

        Args:
            managed_only: Only regions that the caller manages. Default: false.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of regions.
        """
        return await self._get_page(
            _REGIONS,
            {"managed_only": managed_only, "start_position": start_position, "count": count},
            options,
        )

    def iter_regions(
        self,
        *,
        managed_only: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[RegionSummary]:
        """
        Iterate over regions, requesting pages as needed.

        Args:
            managed_only: Only regions that the caller manages. Default: false.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _REGIONS, {"managed_only": managed_only}, options)

    async def list_regions(
        self,
        *,
        managed_only: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> list[RegionSummary]:
        """
        List all regions.

        Args:
            managed_only: Only regions that the caller manages. Default: false.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _REGIONS, {"managed_only": managed_only}, options
        ).collect()

    async def get_region(
        self,
        region_id: int,
        **options: Unpack[CallOptions],
    ) -> Region:
        """
        Get a region (operation Regions_GetRegion).

        Args:
            region_id: The region's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The region.
        """
        return await self._call(_GET_REGION, options, region_id=region_id)

    async def delete_region(
        self,
        region_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a region (operation Regions_DeleteRegion).

        The server refuses while anything refers to the region; see ``get_region_reference_counts``.

        Args:
            region_id: The region's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_REGION, options, region_id=region_id)

    async def get_region_reference_counts(
        self,
        region_id: int,
        **options: Unpack[CallOptions],
    ) -> RegionReferenceCountList:
        """
        Count what refers to a region, by kind (operation Regions_GetRegionReferenceCounts).

        A region can be deleted only when nothing refers to it.

        Args:
            region_id: The region's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            How many things of each kind refer to the region.
        """
        return await self._call(_GET_REGION_REFERENCE_COUNTS, options, region_id=region_id)


class BlockingRegions(BlockingResource[Regions]):
    """``Regions`` without ``await``."""

    create_region = calls(Regions.create_region)
    get_regions = calls(Regions.get_regions)
    iter_regions = reads(Regions.iter_regions)
    list_regions = calls(Regions.list_regions)
    get_region = calls(Regions.get_region)
    delete_region = calls(Regions.delete_region)
    get_region_reference_counts = calls(Regions.get_region_reference_counts)
