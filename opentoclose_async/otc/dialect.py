"""The error responses of Open To Close."""

from collections.abc import Mapping
from typing import Any

from opentoclose_async._protocol.responses.decode import Dialect, Problem

__all__ = ["DIALECT"]


def read_problem(body: Mapping[str, Any]) -> Problem:
    """
    Read the body of an error response.

    Unknown routes respond with ``{"detail": ...}`` (seen live by third parties). The format of
    validation errors is not documented; other clients look for the names that are read here.
    """
    message = ""
    for name in ("message", "detail", "error"):
        value = body.get(name)
        if isinstance(value, str) and value:
            message = value
            break
    for name in ("errors", "field_errors"):
        fields = body.get(name)
        if isinstance(fields, dict):
            said = " ".join(part for part in (message, _summary(fields)) if part)
            return Problem(said, field_errors=fields)
    return Problem(message)


def _summary(fields: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_text(problem)}" for name, problem in fields.items())[:300]


def _text(problem: Any) -> str:
    return " ".join(map(str, problem)) if isinstance(problem, list) else str(problem)


DIALECT = Dialect(
    name="Open To Close",
    credential_hint=(
        "Check the API key (OPEN_TO_CLOSE_API_KEY, from Settings > Apps & APIs > API Tokens) "
        "and the base URL."
    ),
    read_problem=read_problem,
    html_is_a_login_page=True,
)
