"""What a sandbox was asked: counts, and a log that holds no token."""

from collections import deque
from typing import Any, Final

import attrs

LOG_SIZE: Final = 10_000
"""Requests that a log keeps; older ones go."""


@attrs.define
class LoggedRequest:
    """
    One request to an API.

    Args:
        method: GET, POST and so on.
        path: The path, without the query.
        query: The query, without `api_token`; empty for the sign-in.
        body: The JSON body, or None; never kept for the sign-in.
        at: When it arrived, in seconds of the sandbox's clock.
        status: The answer's status; None while there is none, and if there never was one.
    """

    method: str
    path: str
    query: dict[str, str]
    body: Any
    at: float
    status: int | None = None


def _empty_log() -> deque[LoggedRequest]:
    return deque(maxlen=LOG_SIZE)


@attrs.define
class ApiStats:
    """
    What one API was asked since the last reset.

    Args:
        requests: How many requests arrived.
        in_flight: How many of them are being answered now.
        max_in_flight: How many were being answered at once at most.
        rate_limited: How many the quota refused.
        by_status: How many answers had which status.
        log: The requests in order of arrival.
    """

    requests: int = 0
    in_flight: int = 0
    max_in_flight: int = 0
    rate_limited: int = 0
    by_status: dict[int, int] = attrs.field(factory=dict)
    log: deque[LoggedRequest] = attrs.field(factory=_empty_log)

    def arrived(self, request: LoggedRequest) -> None:
        """Count a request that is going to be answered."""
        self.requests += 1
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        self.log.append(request)

    def answered(self, request: LoggedRequest, status: int) -> None:
        """Count the answer that a request gets."""
        request.status = status
        self.by_status[status] = self.by_status.get(status, 0) + 1

    def left(self) -> None:
        """Count a request as no longer in flight."""
        self.in_flight -= 1

    def reset(self) -> None:
        """Start again from the requests in flight."""
        self.requests = self.rate_limited = 0
        self.max_in_flight = self.in_flight
        self.by_status.clear()
        self.log.clear()

    def as_json(self, log: int) -> dict[str, Any]:
        """Describe the counts and the last `log` requests."""
        return {
            "requests": self.requests,
            "in_flight": self.in_flight,
            "max_in_flight": self.max_in_flight,
            "rate_limited": self.rate_limited,
            "by_status": {str(status): count for status, count in sorted(self.by_status.items())},
            "log": [
                attrs.asdict(request) for request in list(self.log)[max(0, len(self.log) - log) :]
            ],
        }


@attrs.define
class Stats:
    """What both APIs were asked, and the sign-in (`auth`)."""

    otc: ApiStats = attrs.field(factory=ApiStats)
    rooms: ApiStats = attrs.field(factory=ApiStats)
    auth: ApiStats = attrs.field(factory=ApiStats)

    def reset(self) -> None:
        """Start all again."""
        self.otc.reset()
        self.rooms.reset()
        self.auth.reset()

    def as_json(self, log: int = LOG_SIZE) -> dict[str, Any]:
        """Describe all, with the last `log` requests of each."""
        apis = {"otc": self.otc, "rooms": self.rooms, "auth": self.auth}
        return {name: stats.as_json(log) for name, stats in apis.items()}
