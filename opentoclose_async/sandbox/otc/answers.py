"""How Open To Close says that something is wrong."""

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
"""The texts of errors, by status."""

REQUIRED: Final = "This field is required."

Errors = Mapping[str, list[str]]
"""What is wrong, by the name of the field; "non_field_errors" is the whole body."""


class RefusalError(Exception):
    """
    A request is not done.

    Args:
        response: What it is answered with.
    """

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def not_found() -> RefusalError:
    """Refuse a request about what is not there."""
    return RefusalError(json_response({"detail": "Not found."}, 404))


def invalid(errors: Errors) -> RefusalError:
    """Refuse a request that has something wrong in its body or query."""
    return RefusalError(json_response({"detail": DETAIL[400], "errors": errors}, 400))
