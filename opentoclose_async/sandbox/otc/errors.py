"""The error responses of Open To Close."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import json_response

DETAIL: Final = {
    400: "Invalid request.",
    403: "You do not have permission to perform this action.",
    429: "Request was throttled.",
    500: "Internal server error.",
    502: "Bad gateway.",
    503: "Service temporarily unavailable.",
    504: "Gateway timeout.",
}
"""Messages by status."""

REQUIRED: Final = "This field is required."

Errors = Mapping[str, list[str]]
"""Problems by field; those of the whole body under "non_field_errors"."""


class RefusalError(Exception):
    """
    A request is refused.

    Args:
        response: The error response.
    """

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def not_found() -> RefusalError:
    """Refuse a request for a row that does not exist."""
    return RefusalError(json_response({"detail": "Not found."}, 404))


def invalid(errors: Errors) -> RefusalError:
    """Refuse a request with an invalid body or query."""
    return RefusalError(json_response({"detail": DETAIL[400], "errors": errors}, 400))
