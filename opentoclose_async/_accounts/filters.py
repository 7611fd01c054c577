"""Filters of lists: their types, and what is no filter but a secret."""

import re
from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._runtime.options import PageOptions
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.otc.records import ListOptions

__all__ = ["FilterValue", "looks_secret", "split_filters", "typed_filters"]

FilterValue = str | int | float | bool

_SECRETS = frozenset(
    {
        *{"key", "apikey", "token", "apitoken", "accesstoken", "jwt", "bearer"},
        *{"secret", "password", "passwd", "passphrase", "credential", "credentials"},
    }
)


def _declared(api: Api) -> dict[str, Any]:
    """Return the types of the keywords of an API's lists; each means the same in all lists."""
    if api is Api.OTC:
        # Open To Close receives all other filters as text, unchanged.
        return {name: get_type_hints(ListOptions)[name] for name in ListOptions.__annotations__}
    # Imported for the first filter only: their models take longer than most commands.
    from opentoclose_async.rooms.operations.offices import OfficeQuery
    from opentoclose_async.rooms.operations.regions import RegionQuery
    from opentoclose_async.rooms.operations.roles import RoleQuery
    from opentoclose_async.rooms.operations.room_documents import RoomDocumentQuery
    from opentoclose_async.rooms.operations.room_templates import RoomTemplateQuery
    from opentoclose_async.rooms.operations.room_users import RoomUserQuery
    from opentoclose_async.rooms.operations.rooms import RoomQuery
    from opentoclose_async.rooms.operations.users import UserQuery

    queries = (
        *(OfficeQuery, RegionQuery, RoleQuery, RoomDocumentQuery, RoomQuery, RoomTemplateQuery),
        *(RoomUserQuery, UserQuery),
    )
    hints = get_type_hints(PageOptions)
    for query in queries:
        hints |= get_type_hints(query)
    return hints


def looks_secret(name: str) -> bool:
    """Return whether a name suggests that its value is secret."""
    parts = re.findall("[A-Z]?[a-z]+|[A-Z]+", name)
    return any(part.lower() in _SECRETS for part in parts)


def typed_filters(api: Api, texts: Mapping[str, str]) -> dict[str, FilterValue]:
    """
    Convert filters to the types of the keywords of the API's lists.

    Unknown names stay text: Open To Close receives them unchanged, and opening a list of Rooms
    refuses them and suggests the nearest name.

    Raises:
        ConfigurationError: For a value that does not have its keyword's type.
    """
    declared = _declared(api) if texts else {}
    return {name: _convert(name, text, declared.get(name, str)) for name, text in texts.items()}


def split_filters(
    name: ListName, filters: Mapping[str, FilterValue]
) -> tuple[dict[str, FilterValue], dict[str, FilterValue]]:
    """
    Tell filters of rooms from filters of a list that each room has.

    Args:
        name: The list that each property or room has.
        filters: The filters, with names as in Python.

    Returns:
        The filters of the parents, and those of each list. Open To Close documents no filters of
        properties, so all are those of the list.
    """
    names: frozenset[str] = frozenset()
    if filters and name in PARENTS[Api.ROOMS].lists:
        from opentoclose_async.rooms.operations.rooms import RoomQuery

        names = frozenset(RoomQuery.__annotations__)
    return (
        {each: value for each, value in filters.items() if each in names},
        {each: value for each, value in filters.items() if each not in names},
    )


def _convert(name: str, text: str, declared: Any) -> FilterValue:
    types = get_args(declared) or (declared,)
    if int in types:
        if re.fullmatch(r"-?[0-9]{1,18}", text) is None:
            raise ConfigurationError(f"{name} must be a whole number.")
        return int(text)
    if bool in types:
        word = text.lower()  # Python writes True
        if word not in ("true", "false"):
            raise ConfigurationError(f"{name} must be true or false.")
        return word == "true"
    return text
