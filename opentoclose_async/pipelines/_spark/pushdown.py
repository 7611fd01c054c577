"""
Spark's filters as filters of the API.

A filter is pushed down only if the API then returns at least the rows that Spark selects; Spark
applies it again to what comes. So it does not matter whether the API ignores case, for example.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.names import Api
from opentoclose_async.pipelines._columns import ACCOUNT

__all__ = ["Pushed", "push"]

_Convert = Callable[[str, Any], FilterValue | None]
"""Converts the kind and value of Spark's filter to the value of the API's, if that has any."""


@frozen
class Pushed:
    """What was pushed down: the names of the accounts to read, if not all, and filters."""

    accounts: frozenset[str] | None = None
    filters: Mapping[str, FilterValue] = {}


def push(api: Api, name: str, filters: Iterable[Any]) -> tuple[Pushed, list[Any]]:
    """Return what of some filters, all of which must hold, is pushed down, and Spark's part."""
    accounts: frozenset[str] | None = None
    found: dict[str, FilterValue] = {}
    rest = []
    for each in filters:
        kind, path = type(each).__name__, getattr(each, "attribute", ())
        if path == (ACCOUNT,) and kind in ("EqualTo", "In"):
            wanted = frozenset(each.value if kind == "In" else (each.value,))
            accounts = wanted if accounts is None else accounts & wanted
            continue
        rest.append(each)
        given = getattr(each, "value", None)  # IsNotNull has none
        for column, filter_name, convert in _RULES.get((api, name), ()):
            value = convert(kind, given) if path == (column,) else None
            if value is not None:
                found.setdefault(filter_name, value)
    return Pushed(accounts, found), rest


def _equal(accepts: Callable[[Any], bool]) -> _Convert:
    return lambda kind, value: (
        value if kind in ("EqualTo", "EqualNullSafe") and accepts(value) else None
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _begins(kind: str, value: Any) -> FilterValue | None:
    return value if kind == "StringStartsWith" and _is_text(value) else _text(kind, value)


def _limit(kinds: tuple[str, str], by: timedelta) -> _Convert:
    """Convert a moment to a whole second before or after it: the API's limits are exclusive."""

    def convert(kind: str, value: Any) -> FilterValue | None:
        if kind not in kinds or not isinstance(value, datetime) or value.tzinfo is None:
            return None
        try:
            moment = value.astimezone(UTC).replace(microsecond=0, tzinfo=None) + by
        except OverflowError:
            return None
        return moment.isoformat(" ", "seconds") if moment.year >= 1000 else None

    return convert


_text = _equal(_is_text)
_id = _equal(lambda value: type(value) is int and 0 < value < 2**31)
_from = _limit(("GreaterThan", "GreaterThanOrEqual"), -timedelta(seconds=1))
_until = _limit(("LessThan", "LessThanOrEqual"), timedelta(seconds=2))

_PEOPLE = tuple((column, "filter", _begins) for column in ("email", "lastName", "firstName"))
_CONTACTS = tuple((column, column, _text) for column in ("email", "first_name", "last_name"))
_RULES: dict[tuple[Api, str], tuple[tuple[str, str, _Convert], ...]] = {
    (Api.OTC, "agents"): _CONTACTS,
    (Api.OTC, "contacts"): _CONTACTS,
    (Api.ROOMS, "users"): (
        ("status", "status", _equal(("Active", "Pending").__contains__)),  # others are refused
        ("defaultOfficeId", "default_office_id", _id),
        ("isLockedOut", "locked_only", _equal(lambda value: value is True)),
        *_PEOPLE,
    ),
    (Api.ROOMS, "room-users"): _PEOPLE,
    (Api.ROOMS, "rooms"): (
        ("officeId", "office_id", _id),
        ("fieldDataLastUpdatedDate", "field_data_changed_start_date", _from),
        ("fieldDataLastUpdatedDate", "field_data_changed_end_date", _until),
        ("closedDate", "room_closed_start_date", _from),
        ("closedDate", "room_closed_end_date", _until),
    ),
    (Api.ROOMS, "offices"): (("name", "search", _begins),),
    (Api.ROOMS, "roles"): (("name", "filter", _begins),),
    (Api.ROOMS, "room-documents"): (("folderId", "room_folder_id", _id),),
}
"""The columns that filters of the API select by, those filters, and what they accept."""
