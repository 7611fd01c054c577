"""The filters by date that lists have."""

from collections.abc import Mapping

from attrs import frozen

from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.names import Api, ListName

__all__ = ["DATE_FILTERS", "DateFilters"]


@frozen
class DateFilters:
    """
    What a period means for a list.

    Attributes:
        since: The filter for its start.
        until: The filter for its end.
        meaning: Which rows it selects, for errors.
        also: Other filters that it implies, unless they are given.
    """

    since: str
    until: str
    meaning: str
    also: Mapping[str, FilterValue]


DATE_FILTERS: dict[Api, dict[ListName, DateFilters]] = {
    # Open To Close documents no filter by date.
    Api.OTC: {},
    Api.ROOMS: {
        ListName("rooms"): DateFilters(
            "field_data_changed_start_date",
            "field_data_changed_end_date",
            "those whose details changed",
            # What changed includes rooms that have been closed since.
            {"room_status": "open,closed"},
        ),
    },
}
"""The lists that have filters by date. Lists of each row of such a list select by it, too."""
