"""DocuSign Rooms v2: accounts in the path, bearer tokens, rate limit headers."""

import math
import uuid
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Api, Call, Handler, Routes, json_response
from opentoclose_async.sandbox.quota import Verdict, WindowState
from opentoclose_async.sandbox.rooms.pages import BadQueryError
from opentoclose_async.sandbox.rooms.wire import RoomsRefusalError
from opentoclose_async.sandbox.sign_in.tokens import IssuedTokens

_ACCOUNT: Final = "/v2/accounts/{account_id}"
_SHORTEST_HOURLY_WINDOW: Final = 60.0

_ERROR_CODES: Final = {
    400: ("BAD_REQUEST", "The request is not valid."),
    401: (
        "AUTHORIZATION_INVALID_TOKEN",
        "The access token provided is expired, revoked or malformed.",
    ),
    403: ("FORBIDDEN", "The caller has no access to this account."),
    404: ("NOT_FOUND", "There is no such resource."),
    405: ("METHOD_NOT_ALLOWED", "The resource does not support this method."),
    429: (
        "HOURLY_APIINVOCATION_LIMIT_EXCEEDED",
        "The hourly limit of API invocations is exceeded.",
    ),
    500: ("INTERNAL_SERVER_ERROR", "An unexpected error occurred."),
    503: ("SERVICE_UNAVAILABLE", "The service is temporarily unavailable."),
}


class Rooms(Api):
    """
    The Rooms API.

    Args:
        config: The settings.
        operations: Routes under an account: path templates, and handlers by method.
        look_ups: Routes outside any account.
        wall_clock: Returns seconds since 1970, for X-RateLimit-Reset.
        tokens: The valid bearer tokens.
    """

    prefix = "/restapi"

    def __init__(
        self,
        config: SandboxConfig,
        operations: Mapping[str, Mapping[str, Handler]],
        look_ups: Mapping[str, Mapping[str, Handler]],
        wall_clock: Callable[[], float],
        tokens: IssuedTokens,
    ) -> None:
        self._config = config
        self._wall_clock = wall_clock
        self._tokens = tokens
        self._operations = operations
        self._look_ups = look_ups

    @property
    def routes(self) -> Routes:
        """The routes below the prefix."""
        return self._all_routes

    @cached_property
    def _all_routes(self) -> Routes:
        # Compiled on the first request, so that sandboxes without Rooms requests start faster.
        below = {_ACCOUNT + path: handlers for path, handlers in self._operations.items()}
        return Routes(below | {f"/v2{path}": each for path, each in self._look_ups.items()})

    def authorize(self, call: Call) -> Response | None:
        """Refuse a request without a valid bearer token."""
        return None if self._tokens.accept(call.authorization) else self.error(401)

    def refuse(self, verdict: Verdict) -> Response:
        """Refuse a request over the hourly or the burst limit."""
        window = verdict.refused_by
        hourly, _ = _reported(verdict.windows)
        # The vendor's messages name the limit; the codes are stable, the messages are not
        # (official announcement of 2026).
        name = "hourly" if window is not None and window is hourly else "burst"
        limit = 0 if window is None else window.limit
        return rooms_error(
            self._config.rate_limit_status,
            f"{name.upper()}_APIINVOCATION_LIMIT_EXCEEDED",
            f"The maximum number of {name} API invocations has been exceeded. "
            f"The {name} limit is {limit}.",
            verdict.headers() if self._config.retry_after else None,
        )

    def answer(self, call: Call) -> Response:
        """Route a request, if it is for the token's own account."""
        handlers, parameters = self.routes.find(call.path)
        if not handlers:
            return self.error(404)
        account_id = parameters.pop("account_id", self._config.account_id)
        if account_id.lower() != self._config.account_id.lower():
            return self.error(403)
        handler = handlers.get(call.method)
        if handler is None:
            response = self.error(405)
            response.headers["allow"] = ", ".join(sorted(handlers))
            return response
        try:
            return handler(call, **parameters)
        except BadQueryError as error:
            return rooms_error(400, "INVALID_REQUEST_PARAMETER", str(error))
        except RoomsRefusalError as refusal:
            return rooms_error(refusal.status, refusal.code, str(refusal))

    def error(self, status: int) -> Response:
        """Return an ApiError."""
        code, message = _ERROR_CODES.get(status, (f"HTTP_{status}", f"Error {status}."))
        return rooms_error(status, code, message)

    def finish(self, response: Response, verdict: Verdict) -> None:
        """Add the trace token and, under a quota, the rate limit headers."""
        response.headers["x-docusign-tracetoken"] = str(uuid.uuid4())
        hourly, burst = _reported(verdict.windows)
        if hourly is not None:
            response.headers["x-ratelimit-limit"] = str(hourly.limit)
            response.headers["x-ratelimit-remaining"] = str(hourly.remaining)
            resets_at = math.ceil(self._wall_clock() + hourly.resets_in)
            response.headers["x-ratelimit-reset"] = str(resets_at)
        if burst is not None:
            # The burst limit has no reset header (official description of limits).
            response.headers["x-burstlimit-limit"] = str(burst.limit)
            response.headers["x-burstlimit-remaining"] = str(burst.remaining)


def rooms_error(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an ApiError with a new reference id."""
    error = {"errorCode": code, "message": message, "referenceId": str(uuid.uuid4())}
    return json_response(error, status, headers)


def _reported(
    windows: tuple[WindowState, ...],
) -> tuple[WindowState | None, WindowState | None]:
    """Return the windows to report as the hourly and the burst limit."""
    ordered = sorted(windows, key=lambda window: window.seconds)
    if not ordered:
        return None, None
    if len(ordered) == 1:
        lone = ordered[0]
        return (lone, None) if lone.seconds >= _SHORTEST_HOURLY_WINDOW else (None, lone)
    return ordered[-1], ordered[0]
