"""The lists of accounts, and the clients that read them."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from attrs import frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, RetryPolicy
from opentoclose_async._accounts.grants import with_grant
from opentoclose_async._accounts.names import LISTS, LISTS_OF_EACH_ROOM, Api, ListName
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._runtime.lists.list_description import ListDescription
from opentoclose_async._runtime.options import PageOptions, QuotaChoice
from opentoclose_async.otc.resource_names import OF_PROPERTIES

__all__ = [
    "LISTS",
    "PARENTS",
    "ParentKind",
    "check_filters",
    "kind_of",
    "open_client",
    "open_list",
    "parents_of",
]

KEYWORDS = frozenset(PageOptions.__annotations__)
"""Names that stand for how to read a list of either API, not for filters."""

PATIENT = RetryPolicy(attempts=8, max_wait=math.inf)
"""Exports are long: finishing late is better than starting over."""


def _named(names: Iterable[str]) -> tuple[ListName, ...]:
    return tuple(sorted(ListName(name.replace("_", "-")) for name in names))


@frozen
class ParentKind:
    """
    What has lists of its own: a property or a room.

    Attributes:
        list_name: The list of all of them.
        noun: What one is called, which is also the option for its id.
        id_column: What its id is called in the API.
        lists: The lists that each of them has one of.
    """

    list_name: ListName
    noun: str
    id_column: str
    lists: tuple[ListName, ...]


PARENTS: dict[Api, ParentKind] = {
    Api.OTC: ParentKind(ListName("properties"), "property", "property_id", _named(OF_PROPERTIES)),
    Api.ROOMS: ParentKind(ListName("rooms"), "room", "roomId", _named(LISTS_OF_EACH_ROOM)),
}
"""What has lists of its own, by API."""


def parents_of(name: ListName) -> ParentKind | None:
    """Return what has such a list each; None for a list of the account."""
    return next((kind for kind in PARENTS.values() if name in kind.lists), None)


def open_client(
    api: Api, settings: Mapping[str, Any], *, quota: QuotaChoice, quota_store: str | None
) -> AsyncOpenToClose | AsyncRooms:
    """
    Create a client that waits for the quota as long as it takes.

    Args:
        api: The API.
        settings: Arguments for the client, such as ``base_url``. It reads the others from the
            environment.
        quota: The quota to keep.
        quota_store: Where the quota is shared with others; None for what the environment says.

    Raises:
        AuthenticationError: If there are no credentials.
        ConfigurationError: If there is no account id, or an address is invalid.
    """
    if api is Api.ROOMS:
        settings = with_grant(settings)
    given: dict[str, Any] = {
        **settings,
        "quota": quota,
        "quota_store": quota_store,
        "max_wait": math.inf,
        "retry": PATIENT,
    }
    return AsyncOpenToClose(**given) if api is Api.OTC else AsyncRooms(**given)


def open_list(
    client: AsyncOpenToClose | AsyncRooms,
    name: ListName,
    filters: Mapping[str, Any],
    parent_id: int | None = None,
) -> Pager[Any]:
    """
    Open one of the client's ``LISTS``.

    Args:
        client: The client.
        name: The list.
        filters: Selects rows.
        parent_id: The property or room, for a list that each of them has.

    Raises:
        ValidationError: For an invalid filter.
    """
    group = name.replace("-", "_")
    of = () if parent_id is None else (parent_id,)
    if isinstance(client, AsyncRooms):
        return _iterate_rooms(client, group)(*of, **filters)
    iterate: Callable[..., Pager[Any]] = getattr(getattr(client, group), f"iter_{group}")
    keywords = {each: value for each, value in filters.items() if each in KEYWORDS}
    params = {each: value for each, value in filters.items() if each not in keywords}
    return iterate(*of, params, **keywords)


def kind_of(api: Api, name: ListName) -> RowKind:
    """Return the kind of a list's rows, without an account."""
    return _describe(api, name, {}).kind


def check_filters(api: Api, name: ListName, filters: Mapping[str, Any]) -> None:
    """
    Check the filters of a list, without an account.

    Raises:
        ValidationError: For an invalid filter.
    """
    _describe(api, name, filters)


def _describe(api: Api, name: ListName, filters: Mapping[str, Any]) -> ListDescription:
    parent_id = None if parents_of(name) is None else 1
    return open_list(_client_of_nobody(api), name, filters, parent_id).description


@cache
def _client_of_nobody(api: Api) -> AsyncOpenToClose | AsyncRooms:
    """Return a client that only opens lists: what they are and take is in its groups' methods."""
    return open_client(api, _NOBODY[api], quota=None, quota_store="off")


_NOBODY = {
    Api.OTC: {"api_key": "none", "base_url": "https://nobody.invalid"},
    Api.ROOMS: {
        "account_id": "none",
        "access_token": "none",
        "base_url": "https://nobody.invalid",
        "auth_url": "https://nobody.invalid",
    },
}
"""Arguments of clients that send nothing."""


def _iterate_rooms(client: AsyncRooms, group: str) -> Callable[..., Pager[Any]]:
    if group == "room_users":
        return client.rooms.iter_room_users
    if group == "room_documents":
        return client.rooms.iter_documents
    if group == "room_task_lists":
        # Imported when needed, like the groups of the client.
        from opentoclose_async.rooms.unpaged import iter_room_task_lists

        return partial(iter_room_task_lists, client)
    iterate: Callable[..., Pager[Any]] = getattr(getattr(client, group), f"iter_{group}")
    return iterate
