"""Models of Rooms: regions."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
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
class Region(CamelCaseModel):
    """
    A region of the company, which offices belong to.

    Attributes:
        region_id: The region's ID; set by the server.
        name: Name.
        created_date: When it was created (UTC); set by the server.
    """

    region_id: int | None = UNSET
    name: str | None = UNSET
    created_date: datetime | None = UNSET


@frozen(kw_only=True)
class RegionReferenceCount(CamelCaseModel):
    """
    How many things of one kind refer to a region.

    Attributes:
        reference_type: What refers to it, such as "users".
        reference_count: The number of references.
    """

    reference_type: str | None = None
    reference_count: int | None = None


@frozen(kw_only=True)
class RegionReferenceCountList(CamelCaseModel):
    """
    How many things refer to a region, by kind.

    Attributes:
        reference_counts: The counts.
    """

    reference_counts: list[RegionReferenceCount]


@frozen(kw_only=True)
class RegionSummary(CamelCaseModel):
    """
    A region, as in lists.

    Attributes:
        region_id: The region's ID.
        name: Name.
        created_date: When it was created (UTC); set by the server.
    """

    region_id: int | None = None
    name: str | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class RegionSummaryList(CamelCaseModel):
    """
    One page of regions.

    Attributes:
        region_summaries: The regions.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    region_summaries: list[RegionSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
Regions = Region
