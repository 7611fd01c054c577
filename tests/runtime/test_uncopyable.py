"""Clients, resources and lists can be neither copied nor pickled; what they return can."""

import copy
import functools
import multiprocessing
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    OpenToCloseAPI,
    Pager,
    Rooms,
)
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async.otc.models import User

TRAVELS: dict[str, Callable[[Any], object]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "deepcopy within": lambda each: copy.deepcopy({"client": [each]}),
    **{
        f"pickle {protocol}": functools.partial(pickle.dumps, protocol=protocol)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    },
}
CLIENTS: dict[str, Callable[[], Any]] = {
    "AsyncOpenToClose": lambda: AsyncOpenToClose("sesame"),
    "AsyncRooms": lambda: AsyncRooms("account", access_token="sesame"),
    "OpenToClose": lambda: OpenToClose("sesame"),
    "Rooms": lambda: Rooms("account", access_token="sesame"),
}


def of_client(client: Any) -> list[object]:
    """Return a client and the objects that users get from it."""
    users = client.users.iter_users()
    held = [client, client.users, users, users.raw(), users.pages(), users.verified()]
    return [*held, aiter(users)] if isinstance(users, Pager) else held


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
def test_copying_and_pickling_say_what_to_do(
    make: Callable[[], Any], travel: Callable[[Any], object]
) -> None:
    for each in of_client(make()):
        with pytest.raises(TypeError, match="Make one in each process that needs it") as caught:
            travel(each)
        assert type(each).__name__ in str(caught.value)
        assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
def test_passing_one_or_its_methods_to_another_process_says_what_to_do(
    make: Callable[[], Any],
) -> None:
    client = make()
    spawn = multiprocessing.get_context("spawn")
    for arguments in ((client,), (client.users.list_users,), (functools.partial(client.request),)):
        with pytest.raises(TypeError, match="Make one in each process"):
            spawn.Process(target=print, args=arguments).start()


def test_what_a_client_returns_can_be_copied_and_pickled() -> None:
    page = Page([User(id=1, raw={"id": 1})], 0, 1)
    assert pickle.loads(pickle.dumps(page)) == page
    assert copy.deepcopy(page) == page


def test_each_copy_of_a_drop_in_client_is_independent() -> None:
    client = OpenToCloseAPI("sesame", "http://127.0.0.1:1/v1")
    for travelled in (copy.copy(client), pickle.loads(pickle.dumps(client))):
        assert travelled is not client
        assert repr(travelled) == repr(client)
