"""Statistics of a sandbox: counts, and a request log without credentials."""

from collections import deque
from typing import Any, Final

import attrs

LOG_SIZE: Final = 10_000
"""Requests kept in a log; older ones are dropped."""


@attrs.define
class LoggedRequest:
    """
    One request to an API.

    Args:
        method: GET, POST and so on.
        path: The path, without the query.
        query: The query, without `api_token`; empty for the sign-in.
        body: The JSON body, or None; never kept for the sign-in.
        at: Arrival time, in seconds of the sandbox's clock.
        status: Status of the response; None until there is one, or if there was none.
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
    Requests to one API since the last reset.

    Args:
        requests: Requests received.
        in_flight: Requests being handled now.
        max_in_flight: Most requests handled at once.
        rate_limited: Requests refused by the quota.
        by_status: Responses by status.
        by_route: Requests by method and path template, such as
            "GET /v1/properties/{property_id}/notes"; "GET other" for unknown paths.
        log: The requests in order of arrival.
    """

    requests: int = 0
    in_flight: int = 0
    max_in_flight: int = 0
    rate_limited: int = 0
    by_status: dict[int, int] = attrs.field(factory=dict)
    by_route: dict[str, int] = attrs.field(factory=dict)
    log: deque[LoggedRequest] = attrs.field(factory=_empty_log)

    def arrived(self, request: LoggedRequest, route: str) -> None:
        """Count a request to a route as in flight."""
        self.requests += 1
        self.by_route[route] = self.by_route.get(route, 0) + 1
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        self.log.append(request)

    def answered(self, request: LoggedRequest, status: int) -> None:
        """Count the response to a request."""
        request.status = status
        self.by_status[status] = self.by_status.get(status, 0) + 1

    def left(self) -> None:
        """Count a request as no longer in flight."""
        self.in_flight -= 1

    def reset(self) -> None:
        """Clear the counts and the log; requests in flight stay counted."""
        self.requests = self.rate_limited = 0
        self.max_in_flight = self.in_flight
        self.by_status.clear()
        self.by_route.clear()
        self.log.clear()

    def as_json(self, log: int) -> dict[str, Any]:
        """Return the counts and the last `log` requests."""
        return {
            "requests": self.requests,
            "in_flight": self.in_flight,
            "max_in_flight": self.max_in_flight,
            "rate_limited": self.rate_limited,
            "by_status": {str(status): count for status, count in sorted(self.by_status.items())},
            "by_route": dict(sorted(self.by_route.items())),
            "log": [
                attrs.asdict(request) for request in list(self.log)[max(0, len(self.log) - log) :]
            ],
        }


@attrs.define
class Stats:
    """Statistics of both APIs and of the sign-in (`auth`)."""

    otc: ApiStats = attrs.field(factory=ApiStats)
    rooms: ApiStats = attrs.field(factory=ApiStats)
    auth: ApiStats = attrs.field(factory=ApiStats)

    def reset(self) -> None:
        """Reset all three."""
        self.otc.reset()
        self.rooms.reset()
        self.auth.reset()

    def as_json(self, log: int = LOG_SIZE) -> dict[str, Any]:
        """Return all statistics, with the last `log` requests of each."""
        apis = {"otc": self.otc, "rooms": self.rooms, "auth": self.auth}
        return {name: stats.as_json(log) for name, stats in apis.items()}
