"""
What the ``open_to_close`` package takes for an answer: the API's bare lists and objects, and those
that something wraps in ``data``.
"""

import logging
from typing import Any

from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async._protocol.conversion.wrapped import DEEPEST, WRAPPER
from opentoclose_async.exceptions import DataFormatError

__all__ = ["object_in", "rows_in"]

logger = logging.getLogger("opentoclose_async")


def object_in(answer: Any) -> dict[str, Any]:
    """
    Give the record of an answer.

    Args:
        answer: The decoded answer; None if it had no body.

    Returns:
        The record, out of its wrapper; empty where the answer says nothing, and then a warning is
        logged if there was a wrapper.

    Raises:
        DataFormatError: If it is no object, or wraps something else than one.
    """
    if answer is None:
        return {}
    inner = answer
    for _ in range(DEEPEST):
        if not isinstance(inner, dict) or inner.get("id") or WRAPPER not in inner:
            break
        inner = inner[WRAPPER]
    if isinstance(inner, dict):
        return inner
    if inner is not answer and not inner:
        _warn_of_nothing(answer)
        return {}
    raise DataFormatError(f"expected an object, bare or in {WRAPPER!r}, got {shorten(answer)}.")


def rows_in(answer: Any) -> list[Any] | None:
    """
    Give the rows of an answer to a list.

    Args:
        answer: The decoded answer; None if it had no body.

    Returns:
        The rows, out of their wrapper; one for a single record. None where the answer says nothing:
        it is an empty object, or a wrapper with nothing in it, and then a warning is logged.

    Raises:
        DataFormatError: If there is something, and no list to be found in it: to take that for an
            empty list, as the original package does in part, would lose rows.
    """
    inner = answer
    for _ in range(DEEPEST):
        if not isinstance(inner, dict) or WRAPPER not in inner:
            break
        inner = inner[WRAPPER]
    if isinstance(inner, list):
        return inner
    if isinstance(inner, dict) and inner.get("id"):
        return [inner]
    if answer is None or answer == {}:
        return None
    if inner is not answer and not inner:
        _warn_of_nothing(answer)
        return None
    raise DataFormatError(f"expected a list, bare or in {WRAPPER!r}, got {shorten(answer)}.")


def _warn_of_nothing(answer: object) -> None:
    logger.warning("An answer wraps nothing, which is taken for an empty one: %s", shorten(answer))
