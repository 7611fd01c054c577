"""Models of Rooms: offices."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "Office",
    "OfficeForCreate",
    "OfficeReferenceCount",
    "OfficeReferenceCountList",
    "OfficeSummary",
    "OfficeSummaryList",
    "Offices",
]


@frozen(kw_only=True)
class Office(CamelCaseModel):
    """
    An office of the company.

    Attributes:
        office_id: The office's ID; set by the server.
        name: Name.
        region_id: The ID of the office's region.
        address1: The first line of the street address.
        address2: The second line of the street address.
        city: City.
        state_id: The state's ID, which starts with the country, such as US-OH.
        postal_code: Postal code.
        country_id: The country's two-letter code.
        time_zone_id: The time zone's ID, such as eastern.
        phone: Phone number.
        created_date: When it was created (UTC); set by the server.
    """

    office_id: int | None = None
    name: str | None = None
    region_id: int | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    state_id: str | None = None
    postal_code: str | None = None
    country_id: str | None = None
    time_zone_id: str | None = None
    phone: str | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class OfficeForCreate(RequestModel):
    """
    A new office.

    Attributes:
        name: Name.
        region_id: The ID of the office's region.
        address1: The first line of the street address.
        address2: The second line of the street address.
        city: City.
        state_id: The state's ID, which starts with the country, such as US-OH.
        postal_code: Postal code.
        country_id: The country's two-letter code.
        time_zone_id: The time zone's ID, such as eastern.
        phone: Phone number.
    """

    name: str
    region_id: int | None = UNSET
    address1: str | None = UNSET
    address2: str | None = UNSET
    city: str | None = UNSET
    state_id: str | None = UNSET
    postal_code: str | None = UNSET
    country_id: str | None = UNSET
    time_zone_id: str | None = UNSET
    phone: str | None = UNSET


@frozen(kw_only=True)
class OfficeReferenceCount(CamelCaseModel):
    """
    How many things of one kind refer to an office.

    Attributes:
        reference_type: What refers to it, such as "users".
        referenced_count: The number of references.
    """

    reference_type: str | None = None
    referenced_count: int | None = None


@frozen(kw_only=True)
class OfficeReferenceCountList(CamelCaseModel):
    """
    How many things refer to an office, by kind.

    Attributes:
        references_counts: The counts.
    """

    references_counts: list[OfficeReferenceCount]


@frozen(kw_only=True)
class OfficeSummary(CamelCaseModel):
    """
    An office, as in lists.

    Attributes:
        office_id: The office's ID.
        name: Name.
        region_id: The ID of the office's region.
        address1: The first line of the street address.
        address2: The second line of the street address.
        city: City.
        state_id: The state's ID, which starts with the country, such as US-OH.
        postal_code: Postal code.
        country_id: The country's two-letter code.
        time_zone_id: The time zone's ID, such as eastern.
        phone: Phone number.
        created_date: When it was created (UTC); set by the server.
    """

    office_id: int | None = None
    name: str | None = None
    region_id: int | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    state_id: str | None = None
    postal_code: str | None = None
    country_id: str | None = None
    time_zone_id: str | None = None
    phone: str | None = None
    created_date: datetime | None = None


@frozen(kw_only=True)
class OfficeSummaryList(CamelCaseModel):
    """
    One page of offices.

    Attributes:
        office_summaries: The offices.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    office_summaries: list[OfficeSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
Offices = Office
