"""The lists of accounts, and the clients that read them."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, RetryPolicy
from opentoclose_async._accounts.grants import with_grant
from opentoclose_async._accounts.names import LISTS_OF_EACH_ROOM, ROOMS_LISTS, Api, ListName
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.otc.resource_names import LISTS as OTC_LISTS
from opentoclose_async.otc.resource_names import OF_PROPERTIES

__all__ = [
    "LISTS",
    "PARENTS",
    "ParentKind",
    "check_list",
    "open_client",
    "open_list",
    "parents_of",
]

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

LISTS: dict[Api, tuple[ListName, ...]] = {
    Api.OTC: _named(OTC_LISTS),
    Api.ROOMS: _named(ROOMS_LISTS),
}
"""The lists that each API has."""


def parents_of(name: ListName) -> ParentKind | None:
    """Return what has such a list each; None for a list of the account."""
    return next((kind for kind in PARENTS.values() if name in kind.lists), None)


def check_list(api: Api, name: ListName) -> None:
    """
    Check that an API has a list.

    Raises:
        ConfigurationError: If it does not.
    """
    if name not in LISTS[api]:
        raise ConfigurationError(f"{api} has no {name} to export, only: {', '.join(LISTS[api])}.")


def open_client(
    api: Api, settings: Mapping[str, str], *, quota: QuotaChoice, quota_store: str
) -> AsyncOpenToClose | AsyncRooms:
    """
    Create a client that waits for the quota as long as it takes.

    Args:
        api: The API.
        settings: Arguments for the client, such as ``base_url``. It reads the others from the
            environment.
        quota: The quota to keep.
        quota_store: Where the quota is shared with others.

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
    return iterate(*of, filters)


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
