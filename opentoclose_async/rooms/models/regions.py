"""The models of Rooms: regions."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET

__all__ = [
    "Region",
    "RegionReferenceCount",
    "RegionReferenceCountList",
    "RegionSummary",
    "RegionSummaryList",
    "Regions",
]


@frozen(kw_only=True)
class Region(Model):
    """
    A region of the company; offices belong to regions.

    Attributes:
        region_id: The region's id; the server sets it.
        name: Name.
        created_date: When it was made (UTC); the server sets it.
    """

    region_id: int | None = UNSET
    name: str | None = UNSET
    created_date: datetime | None = UNSET


@frozen(kw_only=True)
class RegionReferenceCount(Model):
    """
    How many things of one kind refer to a region.

    Attributes:
        reference_type: What refers to it, such as users.
        reference_count: How many do.
    """

    reference_type: str | None = None
    reference_count: int | None = None


@frozen(kw_only=True)
class RegionReferenceCountList(Model):
    """
    What refers to a region, counted by kind.

    Attributes:
        reference_counts: The counts.
    """

    reference_counts: list[RegionReferenceCount]


@frozen(kw_only=True)
class RegionSummary(Model):
    """
    A region of the company, as lists show one.

    Attributes:
        region_id: The region's id.
        name: Name.
        created_date: When it was made (UTC); the server sets it.
    """

    region_id: int | None = None
    name: str | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class RegionSummaryList(Model):
    """
    One page of regions.

    Attributes:
        region_summaries: The regions.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    region_summaries: list[RegionSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
Regions = Region
