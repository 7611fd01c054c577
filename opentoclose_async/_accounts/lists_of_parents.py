"""The lists of each property or room: which parents are wanted, and what their lists are."""

from collections.abc import Mapping
from functools import partial

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._accounts.filters import FilterValue, split_filters
from opentoclose_async._accounts.lists import ParentKind, open_list
from opentoclose_async._accounts.names import ListName
from opentoclose_async.export.lists_of_parents import ListsOfParents, Parents

__all__ = ["open_lists"]

EVERY_ROOM = {"room_status": "open,closed"}
"""Without a status, the API leaves closed rooms out."""


def open_lists(
    client: AsyncOpenToClose | AsyncRooms,
    kind: ParentKind,
    name: ListName,
    filters: Mapping[str, FilterValue],
    ids: tuple[int, ...],
    *,
    stop_at_first: bool,
) -> ListsOfParents:
    """
    Open the lists of parents; nothing is sent yet.

    Args:
        client: The client.
        kind: What the parents are.
        name: Which of their lists.
        filters: Filters of the parents, and of each list.
        ids: The ids of the parents; all of the account's if empty.
        stop_at_first: Whether the first failure ends the reading.

    Raises:
        ValidationError: For an invalid filter.
    """
    of_parents, of_each = split_filters(name, filters)
    if isinstance(client, AsyncRooms):
        of_parents = {**EVERY_ROOM, **of_parents}
    lists = ListsOfParents(
        Parents(kind.noun, open_list(client, kind.list_name, of_parents), ids),
        str(name),
        partial(open_list, client, name, of_each),
        kind.id_column,
        counted=isinstance(client, AsyncRooms),
        stop_at_first=stop_at_first,
    )
    lists.open_list(1)  # an invalid filter is found before anything is sent
    return lists
