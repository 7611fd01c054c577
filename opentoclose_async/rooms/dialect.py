"""How Rooms reports errors."""

from collections.abc import Mapping
from typing import Any

from opentoclose_async._protocol.responses.decode import Dialect, Problem
from opentoclose_async.rooms.conversion import CONVERTER
from opentoclose_async.rooms.models.errors import ApiError

__all__ = ["DIALECT"]


def read_problem(body: Mapping[str, Any]) -> Problem:
    """Read an ApiError. Fields of the wrong type are ignored, so that the rest is reported."""
    texts = {
        name: value
        for name, value in body.items()
        if name in ("errorCode", "message", "referenceId") and isinstance(value, str)
    }
    error = CONVERTER.structure(texts, ApiError)
    message = ": ".join(part for part in (error.error_code, error.message) if part)
    return Problem(message, error.error_code, error.reference_id)


DIALECT = Dialect(
    name="DocuSign Rooms",
    credential_hint=(
        "Check the access token (DOCUSIGN_ACCESS_TOKEN): it may have expired, or belong to the "
        "other environment (demo and production have separate tokens)."
    ),
    read_problem=read_problem,
)
