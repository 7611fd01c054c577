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

_SECOND = timedelta(seconds=1)
_EQUAL = frozenset({"EqualTo", "EqualNullSafe"})
_FROM = frozenset({"GreaterThan", "GreaterThanOrEqual"})
_UNTIL = frozenset({"LessThan", "LessThanOrEqual"})
_BEGINS = frozenset({"EqualTo", "EqualNullSafe", "StringStartsWith"})

_Convert = Callable[[Any], FilterValue | None]


@frozen
class Pushed:
    """
    What was pushed down.

    Attributes:
        accounts: The names of the accounts to read; None for all.
        filters: Filters of the API.
    """

    accounts: frozenset[str] | None = None
    filters: Mapping[str, FilterValue] = {}


@frozen
class _Rule:
    """A kind of filter on a column that is one of the API's: its name there, and its value."""

    column: str
    kinds: frozenset[str]
    filter: str
    convert: _Convert


def push(api: Api, name: str, filters: Iterable[Any]) -> tuple[Pushed, list[Any]]:
    """
    Push filters down.

    Args:
        api: The API.
        name: The list.
        filters: Spark's filters, all of which must hold.

    Returns:
        What was pushed down, and the filters that Spark has to apply.
    """
    rules = _RULES.get((api, name), ())
    accounts: frozenset[str] | None = None
    found: dict[str, FilterValue] = {}
    rest = []
    for each in filters:
        kind, column = type(each).__name__, _column(each)
        if column == ACCOUNT and kind in ("EqualTo", "In"):
            wanted = frozenset(each.value if kind == "In" else (each.value,))
            accounts = wanted if accounts is None else accounts & wanted
            continue
        rest.append(each)
        for rule in rules:
            if rule.column == column and kind in rule.kinds and rule.filter not in found:
                value = rule.convert(each.value)
                if value is not None:
                    found[rule.filter] = value
    return Pushed(accounts, found), rest


def _column(each: Any) -> str | None:
    attribute: tuple[str, ...] = getattr(each, "attribute", ())
    return attribute[0] if len(attribute) == 1 else None


def _text(value: Any) -> FilterValue | None:
    return value if isinstance(value, str) and value.strip() == value != "" else None


def _id(value: Any) -> FilterValue | None:
    return value if type(value) is int and 0 < value < 2**31 else None


def _status(value: Any) -> FilterValue | None:
    # The API refuses any other.
    return value if value in ("Active", "Pending") else None


def _true(value: Any) -> FilterValue | None:
    return True if value is True else None


def _shifted(by: timedelta) -> _Convert:
    """Convert a moment to a whole second before or after it: the API's limits are exclusive."""

    def convert(value: Any) -> FilterValue | None:
        if not isinstance(value, datetime) or value.tzinfo is None:
            return None
        try:
            moment = value.astimezone(UTC).replace(microsecond=0, tzinfo=None) + by
        except OverflowError:
            return None
        return moment.isoformat(" ", "seconds") if moment.year >= 1000 else None

    return convert


def _period(column: str, filter_name: str) -> tuple[_Rule, ...]:
    return (
        _Rule(column, _FROM, f"{filter_name}_start_date", _shifted(-_SECOND)),
        _Rule(column, _UNTIL, f"{filter_name}_end_date", _shifted(2 * _SECOND)),
    )


def _names(filter_name: str, *columns: str) -> tuple[_Rule, ...]:
    return tuple(_Rule(column, _BEGINS, filter_name, _text) for column in columns)


_PEOPLE = _names("filter", "email", "lastName", "firstName")
_CONTACTS = tuple(
    _Rule(column, _EQUAL, column, _text) for column in ("email", "first_name", "last_name")
)
_RULES: dict[tuple[Api, str], tuple[_Rule, ...]] = {
    (Api.OTC, "agents"): _CONTACTS,
    (Api.OTC, "contacts"): _CONTACTS,
    (Api.ROOMS, "users"): (
        _Rule("status", _EQUAL, "status", _status),
        _Rule("defaultOfficeId", _EQUAL, "default_office_id", _id),
        _Rule("isLockedOut", _EQUAL, "locked_only", _true),
        *_PEOPLE,
    ),
    (Api.ROOMS, "room-users"): _PEOPLE,
    (Api.ROOMS, "rooms"): (
        _Rule("officeId", _EQUAL, "office_id", _id),
        *_period("fieldDataLastUpdatedDate", "field_data_changed"),
        *_period("closedDate", "room_closed"),
    ),
    (Api.ROOMS, "offices"): _names("search", "name"),
    (Api.ROOMS, "roles"): _names("filter", "name"),
    (Api.ROOMS, "room-documents"): (_Rule("folderId", _EQUAL, "room_folder_id", _id),),
}
