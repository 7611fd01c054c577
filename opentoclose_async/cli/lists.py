"""The lists that can be exported, and the clients that read them."""

import math
from enum import StrEnum
from typing import Any

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, RetryPolicy
from opentoclose_async.runtime.client import QuotaChoice

__all__ = ["LISTS", "Api", "ListName", "open_client", "open_list"]

PATIENT = RetryPolicy(attempts=8, max_wait=math.inf)
"""An export has begun to write a file: better late than from the start again."""


class Api(StrEnum):
    """The APIs, by the names that options have for them."""

    OTC = "otc"
    ROOMS = "rooms"


class ListName(StrEnum):
    """The lists, by the names that arguments have for them."""

    USERS = "users"
    TEAMS = "teams"


LISTS: dict[Api, tuple[ListName, ...]] = {
    Api.OTC: (ListName.USERS, ListName.TEAMS),
    Api.ROOMS: (ListName.USERS,),
}
"""What each API can list."""


def open_client(
    api: Api, *, base_url: str | None, quota: QuotaChoice
) -> AsyncOpenToClose | AsyncRooms:
    """
    Make a client with the credentials of the environment, which waits as long as the quota needs.

    Args:
        api: Which.
        base_url: Its address; the environment's or the vendor's if not given.
        quota: What to keep to.

    Raises:
        AuthenticationError: If the environment holds no credentials.
        ConfigurationError: If it holds no account id, or an address that is none.
    """
    kind = AsyncOpenToClose if api is Api.OTC else AsyncRooms
    return kind(base_url=base_url, quota=quota, max_wait=math.inf, retry=PATIENT)


def open_list(client: AsyncOpenToClose | AsyncRooms, name: ListName) -> Pager[Any]:
    """Open one of the client's ``LISTS``."""
    if isinstance(client, AsyncOpenToClose) and name is ListName.TEAMS:
        return client.teams.iter_teams()
    return client.users.iter_users()
