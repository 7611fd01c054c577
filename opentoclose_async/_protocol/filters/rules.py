"""
Rules that say whether a row matches a filter.

A rule gets a row and the filter's value as it was sent. It returns None if the row does not say:
the field is missing or null, or the value has a form that cannot be compared.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = ["Rule", "contains", "equal", "not_after", "not_before", "true_if_asked", "value_at"]

Rule = Callable[[Mapping[str, Any], str], bool | None]

TOLERANCE = timedelta(days=1)
"""How far outside of a period a row may be: servers disagree on time zones and on its ends."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def equal(*paths: str) -> Rule:
    """
    Return a rule for a field that has the filter's value, or one of several with commas between.

    Case does not matter. A list matches if an item does.

    Args:
        *paths: Where the field may be, such as ``contact.email``.
    """

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        return _equals(value_at(row, *paths), text)

    return matches


def contains(*paths: str) -> Rule:
    """Return a rule for a field that contains the filter's text, for servers that search parts."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        value = value_at(row, *paths)
        return _plain(text) in _plain(value) if isinstance(value, str) else None

    return matches


def true_if_asked(path: str) -> Rule:
    """Return a rule for a field that is true if the filter is."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        value = value_at(row, path)
        return value if isinstance(value, bool) and text == "true" else None

    return matches


def not_before(path: str) -> Rule:
    """Return a rule for a moment that is not before the filter's, with some tolerance."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        moment, limit = _moment(value_at(row, path)), _moment(text)
        return None if moment is None or limit is None else limit - moment <= TOLERANCE

    return matches


def not_after(path: str) -> Rule:
    """Return a rule for a moment that is not after the filter's, with some tolerance."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        moment, limit = _moment(value_at(row, path)), _moment(text)
        return None if moment is None or limit is None else moment - limit <= TOLERANCE

    return matches


def value_at(row: Mapping[str, Any], *paths: str) -> Any:
    """Return the first value that is not null at one of several paths; None if there is none."""
    for path in paths:
        value: Any = row
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None:
            return value
    return None


def _equals(value: object, text: str) -> bool | None:
    if isinstance(value, list):
        found = {_is_or_is_among(each, text) for each in value}
        return True if True in found else False if False in found else None
    return _is_or_is_among(value, text)


def _is_or_is_among(value: object, text: str) -> bool | None:
    if isinstance(value, bool):
        return text.casefold() in (("true", "1") if value else ("false", "0"))
    if isinstance(value, str):
        if _DAY.fullmatch(text) and value.startswith(text):
            return True
        return _plain(value) in {_plain(text), *map(_plain, text.split(","))}
    if isinstance(value, (int, float)):
        return any(_as_number(part) == value for part in text.split(","))
    return None


def _plain(text: str) -> str:
    return text.strip().casefold()


def _as_number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return None


def _moment(value: object) -> datetime | None:
    """Read a moment, in UTC where it does not say."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.replace("/", "-"))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
