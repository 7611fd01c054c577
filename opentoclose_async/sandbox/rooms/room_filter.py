"""The filters of the list of rooms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from opentoclose_async.sandbox.rooms.pages import RoomsQuery
from opentoclose_async.sandbox.rooms.wire import as_utc, bad_request

_STATUSES: Final = {
    "active": {"active"},
    "pending": {"pending"},
    "open": {"active", "pending"},
    "closed": {"closed"},
}


@attrs.frozen
class Period:
    """
    A period of time.

    Args:
        start: Its start; None for any time before the end.
        end: Its end, which is not in it.
        has_start: Whether the start is in it.
    """

    start: datetime | None
    end: datetime
    has_start: bool

    def has(self, text: str | None) -> bool:
        """Return whether a date and time is in the period."""
        if text is None:
            return False
        moment = as_utc(text)
        if moment >= self.end:
            return False
        if self.start is None:
            return True
        return moment > self.start or (self.has_start and moment == self.start)


@attrs.frozen
class RoomFilter:
    """
    A test of rooms; equal filters select the same rooms.

    Args:
        statuses: The statuses to return.
        office_id: The office; any if None.
        changed: When the field data last changed; any time, or never, if None.
        closed: When the room was closed; any time, or never, if None.
    """

    statuses: frozenset[str]
    office_id: int | None
    changed: Period | None
    closed: Period | None

    @classmethod
    def read(cls, query: RoomsQuery, now: datetime) -> "RoomFilter":
        """
        Read the filters of a query, as the official description has them.

        Without a status, only active rooms are returned. A period without an end ends now. Rooms
        closed at the start of a period are in it; those changed then are not.

        Args:
            query: The query.
            now: The current time.

        Raises:
            RoomsRefusalError: A status or a date is invalid.
            BadQueryError: The office is not an integer.
        """
        statuses: set[str] = set()
        for word in (query.text("roomStatus") or "active").split(","):
            if word.strip().lower() not in _STATUSES:
                raise bad_request(f"roomStatus must be of {', '.join(_STATUSES)}.")
            statuses |= _STATUSES[word.strip().lower()]
        return cls(
            frozenset(statuses),
            query.integer("officeId"),
            _period(query, "fieldDataChanged", now, has_start=False),
            _period(query, "roomClosed", now, has_start=True),
        )

    def __call__(self, room: Mapping[str, Any]) -> bool:
        """Return whether a room passes."""
        return (
            _status(room) in self.statuses
            and self.office_id in (None, room["officeId"])
            and (self.changed is None or self.changed.has(room.get("fieldDataLastUpdatedDate")))
            and (self.closed is None or self.closed.has(room.get("closedDate")))
        )


def _status(room: Mapping[str, Any]) -> str:
    if room.get("closedDate") is not None:
        return "closed"
    return "pending" if room.get("submittedForReviewDate") is not None else "active"


def _period(query: RoomsQuery, name: str, now: datetime, *, has_start: bool) -> Period | None:
    start = _moment(query, f"{name}StartDate")
    end = _moment(query, f"{name}EndDate")
    if start is None and end is None:
        return None
    return Period(start, now if end is None else end, has_start)


def _moment(query: RoomsQuery, name: str) -> datetime | None:
    text = query.text(name)
    if text is None:
        return None
    try:
        return as_utc(text.replace("/", "-"))
    except ValueError:
        raise bad_request(f"{name} must be yyyy-mm-dd hh:mm:ss.") from None
