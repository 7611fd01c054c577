"""The options of clients: one list for signatures, editors and defaults."""

import inspect
from typing import Any, get_type_hints

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async._runtime.options import DEFAULTS
from opentoclose_async.types import ClientOptions

CLIENTS = [AsyncOpenToClose, OpenToClose, AsyncRooms, Rooms]
NAMES = list(get_type_hints(ClientOptions))


def test_every_option_has_a_default() -> None:
    assert list(DEFAULTS) == NAMES


@pytest.mark.parametrize("client", CLIENTS)
def test_a_signature_shows_every_option_with_its_default(client: type) -> None:
    parameters = inspect.signature(client).parameters
    shown = {name: parameters[name].default for name in NAMES}
    assert shown == DEFAULTS
    assert "options" not in parameters


@pytest.mark.parametrize("client", CLIENTS)
def test_a_misspelled_option_is_refused_with_the_nearest(client: Any) -> None:
    # Before a missing credential, which the misspelling may be the cause of.
    with pytest.raises(TypeError, match="argument 'max_conections'; did you mean 'max_conn"):
        client(max_conections=3)
