"""
Records and rows from the responses that the ``open_to_close`` package accepts.

These are the API's bare lists and objects, and those wrapped in ``data``.
"""

import logging
from typing import Any

from opentoclose_async._protocol.conversion.wrapped import DEEPEST, WRAPPER
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import DataFormatError

__all__ = ["object_in", "rows_in"]

logger = logging.getLogger("opentoclose_async")


def object_in(data: Any) -> dict[str, Any]:
    """
    Return the record in a response.

    Args:
        data: The decoded response; None if it had no body.

    Returns:
        The record without its wrapper. Empty if the response is empty, which is logged as a warning
        if there is a wrapper.

    Raises:
        DataFormatError: If the response, or the content of its wrapper, is not an object.
    """
    if data is None:
        return {}
    inner = data
    for _ in range(DEEPEST):
        if not isinstance(inner, dict) or inner.get("id") or WRAPPER not in inner:
            break
        inner = inner[WRAPPER]
    if isinstance(inner, dict):
        return inner
    if inner is not data and not inner:
        _warn_empty_wrapper(data)
        return {}
    raise DataFormatError(f"expected an object, bare or in {WRAPPER!r}, got {shorten(data)}.")


def rows_in(data: Any) -> list[Any] | None:
    """
    Return the rows in the response to a list.

    Args:
        data: The decoded response; None if it had no body.

    Returns:
        The rows without their wrapper; one row for a single record. None if the response has no
        body, or is an empty object or an empty wrapper, which is logged as a warning.

    Raises:
        DataFormatError: If it contains anything else. The original package treats some of these
            responses as empty lists, which would lose rows.
    """
    inner = data
    for _ in range(DEEPEST):
        if not isinstance(inner, dict) or WRAPPER not in inner:
            break
        inner = inner[WRAPPER]
    if isinstance(inner, list):
        return inner
    if isinstance(inner, dict) and inner.get("id"):
        return [inner]
    if data is None or data == {}:
        return None
    if inner is not data and not inner:
        _warn_empty_wrapper(data)
        return None
    raise DataFormatError(f"expected a list, bare or in {WRAPPER!r}, got {shorten(data)}.")


def _warn_empty_wrapper(data: object) -> None:
    logger.warning("A response has an empty wrapper and is treated as empty: %s", shorten(data))
