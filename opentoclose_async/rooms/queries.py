"""Query parameters of Rooms: checked by the types of their keywords, under their wire names."""

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from opentoclose_async._protocol.arguments import (
    entry_of,
    flag,
    plain_text,
    positive_id,
    refuse,
)
from opentoclose_async._protocol.conversion.model import camel_case
from opentoclose_async._runtime.options import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions

__all__ = ["query_of"]


def query_of(keywords: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Check the query parameters among a call's keywords.

    Args:
        keywords: The TypedDict that declares the keywords.
        given: What was passed. None leaves a parameter out.

    Returns:
        The parameters by wire name.

    Raises:
        ValidationError: For an invalid value.
    """
    return {
        camel_case(name): check(name, value)
        for name, check in _filters_of(keywords)
        if (value := given.get(name)) is not None
    }


_Check = Callable[[str, Any], Any]


@cache
def _filters_of(keywords: type) -> tuple[tuple[str, _Check], ...]:
    others = {*get_type_hints(PageOptions), *get_type_hints(OnePageOptions)}
    return tuple(
        (name, _check_of(hint))
        for name, hint in get_type_hints(keywords).items()
        if name not in others
    )


def _check_of(hint: Any) -> _Check:
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    if int in parts:
        return positive_id
    if bool in parts:
        return flag
    if datetime in parts:
        return _moment
    several = any(get_origin(part) is Sequence for part in parts)
    return _choices if several else plain_text


def _moment(name: str, value: Any) -> str:
    """Format a date, or a date and time in UTC, as the official description wants it."""
    if isinstance(value, datetime):
        try:
            moment = value if value.tzinfo is None else value.astimezone(UTC)
        except OverflowError as error:
            raise refuse(name, value, "a moment that UTC has a year for") from error
        return moment.isoformat(" ", "seconds").removesuffix("+00:00")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise refuse(
            name, value, "a datetime, a date or a non-empty string without control characters"
        )
    return plain_text(name, value)


def _choices(name: str, value: Any) -> str:
    """Join strings with commas."""
    if isinstance(value, (list, tuple)) and value:
        return ",".join(plain_text(entry_of(name, n), each) for n, each in enumerate(value))
    return plain_text(name, value)
