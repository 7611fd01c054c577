"""What to archive, checked before anything is sent."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import flag, is_number, positive_id, refuse, whole_number
from opentoclose_async._protocol.suggestions import did_you_mean

__all__ = ["Selection", "moment_of"]


@frozen(kw_only=True)
class Selection:
    """
    What a run archives.

    Attributes:
        since: Only rooms or properties that changed at or after this moment.
        until: Only those that changed before it.
        documents: Whether to download documents.
        only: The lists to archive; None for all.
        places: The ids of rooms or properties; empty for all.
        follow_links: Whether to download documents from other hosts than the API's.
    """

    since: datetime | None = None
    until: datetime | None = None
    documents: bool = True
    only: frozenset[str] | None = None
    places: tuple[int, ...] = ()
    follow_links: bool = False

    @classmethod
    def checked(
        cls,
        *,
        since: object,
        until: object,
        documents: object,
        only: object,
        places: object,
        follow_links: object,
        lists: Collection[str],
        places_argument: str,
    ) -> "Selection":
        """
        Check the arguments.

        Raises:
            ValidationError: If one is invalid.
        """
        begin, end = _moment("since", since), _moment("until", until)
        if begin is not None and end is not None and begin >= end:
            raise refuse("until", until, f"later than since ({begin:%Y-%m-%d %H:%M:%S} UTC)")
        if not isinstance(places, (list, tuple, set, frozenset, range)):
            raise refuse(places_argument, places, "a list of ids")
        return cls(
            since=begin,
            until=end,
            documents=flag("documents", documents),
            only=_names(only, lists),
            places=tuple(dict.fromkeys(positive_id(places_argument, each) for each in places)),
            follow_links=flag("follow_links", follow_links),
        )

    def takes(self, name: str) -> bool:
        """Return whether a list of the account is wanted."""
        if self.only is not None:
            return name in self.only
        return not self.places

    def covers(self, moments: Sequence[object]) -> bool:
        """Return whether one of the moments of a record is in the period, or there is none."""
        if self.since is None and self.until is None:
            return True
        for each in moments:
            moment = moment_of(each)
            if moment is not None and (
                (self.since is None or moment >= self.since)
                and (self.until is None or moment < self.until)
            ):
                return True
        return False

    def as_json(self) -> dict[str, Any]:
        """Return it for the archive's own file, where a later run compares it."""
        return {
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "documents": self.documents,
            "only": None if self.only is None else sorted(self.only),
            "places": list(self.places),
            "follow_links": self.follow_links,
        }


def check_limits(max_hours: object, max_requests: object) -> tuple[float | None, int | None]:
    """Check the limits of a run; return seconds and requests."""
    if max_hours is not None and (not is_number(max_hours) or max_hours <= 0):
        raise refuse("max_hours", max_hours, "a number of hours, more than 0, or None")
    requests = None if max_requests is None else whole_number("max_requests", max_requests, 1)
    return (None if max_hours is None else float(max_hours) * 3600.0), requests


def moment_of(value: object) -> datetime | None:
    """Return the moment that a text of the APIs means, in UTC; None if it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _moment(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    expected = "a date such as 2026-11-01, or a date and time with its zone; without one it is UTC"
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    moment = moment_of(value)
    if moment is None:
        raise refuse(name, value, expected)
    return moment


def _names(only: object, lists: Collection[str]) -> frozenset[str] | None:
    if only is None:
        return None
    if not isinstance(only, (list, tuple, set, frozenset)) or not only:
        raise refuse("only", only, f"a list of {', '.join(sorted(lists))}")
    names = set()
    for each in only:
        name = each.replace("_", "-") if isinstance(each, str) else each
        if name not in lists:
            hint = did_you_mean(name, sorted(lists), str)
            allowed = f"one of {', '.join(sorted(lists))}{f' ({hint})' if hint else ''}"
            raise refuse("only", each, allowed)
        names.add(name)
    return frozenset(names)
