"""``--since`` and ``--until``: read them, and convert them to filters of the API."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from attrs import frozen

from opentoclose_async._accounts.date_filters import DATE_FILTERS
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Period", "add_period", "read_period"]

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = re.compile(
    rf"{_DATE}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?"
)


@frozen
class Period:
    """
    The values of the two options.

    Attributes:
        since: Only rows after this moment, in UTC.
        until: Only rows before this moment, in UTC.
    """

    since: datetime | None = None
    until: datetime | None = None

    @property
    def options(self) -> str:
        """The options that were given; empty if neither."""
        given = {"--since": self.since, "--until": self.until}
        return " and ".join(option for option, value in given.items() if value is not None)


def read_period(since: str | None, until: str | None) -> Period:
    """
    Parse the values of the two options.

    Raises:
        ConfigurationError: If one is not a date or a date and time with a time zone, or if the
            period is empty.
    """
    period = Period(_read("--since", since), _read("--until", until))
    if period.since is not None and period.until is not None and period.until <= period.since:
        raise ConfigurationError(
            f"--until {until} must be later than --since {since}: both are limits of one period."
        )
    return period


def add_period(
    api: Api, name: ListName, filters: Mapping[str, FilterValue], period: Period
) -> dict[str, FilterValue]:
    """
    Return the filters together with those for a period.

    Args:
        api: The API.
        name: The list.
        filters: The other filters.
        period: The period.

    Raises:
        ConfigurationError: If the list has no filter by date, or if it is among the others.
    """
    if not period.options:
        return dict(filters)
    parents = PARENTS[api]
    selected = parents.list_name if name in parents.lists else name
    known = DATE_FILTERS[api].get(selected)
    if known is None:
        raise ConfigurationError(
            f"{period.options}: {api} has no filter by date for {name}. Lists with one: "
            f"{_lists_with_one()}."
        )
    added: dict[str, FilterValue] = {}
    for option, filter_name, moment in (
        ("--since", known.since, period.since),
        ("--until", known.until, period.until),
    ):
        if moment is None:
            continue
        if filter_name in filters:
            raise ConfigurationError(
                f"{option} and the filter {filter_name} mean the same; pass only one of them."
            )
        # strftime does not pad years to four digits everywhere.
        added[filter_name] = moment.replace(tzinfo=None).isoformat(" ", "seconds")
    return {**known.also, **filters, **added}


def _read(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    if _MOMENT.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            pass  # such as 30 February
    raise ConfigurationError(
        f"{option} must be a date, such as 2026-11-01 (from midnight UTC on), or a date and time "
        "with a time zone, such as 2026-11-01T09:30:00Z or 2026-11-01T09:30:00+02:00."
    )


def _lists_with_one() -> str:
    names = []
    for api, lists in DATE_FILTERS.items():
        parents = PARENTS[api]
        for name, known in lists.items():
            names.append(f"{name} ({known.meaning})")
            if name == parents.list_name:
                names.append(f"{', '.join(parents.lists)} (of such {name})")
    return ", ".join(names)
