"""A constructor that refuses an argument keeps no secret, and the failed object has a repr."""

import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    FileTokenStore,
    OpenToClose,
    OpenToCloseAPI,
    Rooms,
    TeamsAPI,
)
from opentoclose_async.exceptions import OpenToCloseAPIError
from tests.bad_input.constructors import CONSTRUCTORS, Constructor
from tests.bad_input.refusals import SECRET, attempt
from tests.bad_input.values import Unshowable
from tests.security.reach import Reach

CLIENTS = (AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms, OpenToCloseAPI)


@pytest.mark.anyio
@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=str)
@pytest.mark.loops_in_turn
async def test_a_refusal_leaves_no_secret_in_reach(constructor: Constructor) -> None:
    reach = Reach(SECRET)
    for argument, rows in constructor.table.items():
        for bad in rows:
            if isinstance(bad.value, Unshowable):
                continue
            error = await attempt(partial(constructor.call, argument, bad.value))
            reach.add(f"{argument}={bad!r}".replace(SECRET, "***"), error)
    assert reach.found() == []


@pytest.mark.parametrize("kind", [*CLIENTS, TeamsAPI], ids=lambda kind: kind.__name__)
def test_secrets_from_the_environment_are_in_no_frame(
    kind: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPEN_TO_CLOSE_API_KEY", "DOCUSIGN_ACCESS_TOKEN"):
        monkeypatch.setenv(name, SECRET)
    reach = Reach(SECRET)
    for arguments in (
        {"base_url": f"http://u:{SECRET}@a.example"},
        {"base_url": "http://a.example"},
        {"unheard_of": 5},
    ):
        with pytest.raises((OpenToCloseAPIError, TypeError)) as caught:
            # The drop-in looks up the key at the first call.
            kind(**arguments).users.list_users()
        reach.add(str(arguments).replace(SECRET, "***"), caught.value)
    assert reach.found() == []


def test_error_reporters_can_show_a_failed_object() -> None:
    class Mine(AsyncOpenToClose):
        def __init__(self) -> None:
            super().__init__("key", timeout=-1)

    class MyRooms(Rooms):
        def __init__(self) -> None:
            super().__init__("a b", access_token="token")

    class MyDropIn(OpenToCloseAPI):
        def __init__(self) -> None:
            super().__init__("key", base_url=f"https://u:{SECRET}@a.test")

    for make, shown in (
        (Mine, "Mine (not constructed)"),
        (MyRooms, "MyRooms (not constructed)"),
        (MyDropIn, "MyDropIn (no address)"),
        (partial(FileTokenStore, ""), "FileTokenStore"),
        (partial(OpenToClose("key").users.iter_users, page_size=0), "Pager (not constructed)"),
    ):
        with pytest.raises(OpenToCloseAPIError) as caught:
            make()
        report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        assert shown in "".join(report.format())


@pytest.mark.parametrize("kind", CLIENTS, ids=lambda kind: kind.__name__)
def test_a_failed_client_can_be_shown_and_closed(kind: Any) -> None:
    client = kind.__new__(kind)
    assert repr(client) == f"<{kind.__name__} (not constructed)>"
    if hasattr(client, "aclose"):

        async def close() -> None:
            async with client:
                pass
            await client.aclose()

        anyio.run(close)
    else:
        with client:
            pass
        client.close()


def test_the_traceback_keeps_its_lines_without_variables() -> None:
    with pytest.raises(OpenToCloseAPIError) as caught:
        AsyncOpenToClose("key", base_url="http://a.example")
    text = "".join(traceback.format_exception(caught.value))
    assert "connections.py" in text


def test_an_error_that_the_caller_handles_keeps_its_variables() -> None:
    def fail() -> None:
        kept = "mine"
        raise LookupError(kept)

    handled: LookupError | None = None
    try:
        fail()
    except LookupError as error:
        handled = error
        with pytest.raises(OpenToCloseAPIError):
            AsyncOpenToClose("key", timeout=-1)
    assert handled is not None
    frames = [frame for frame, _ in traceback.walk_tb(handled.__traceback__)]
    assert frames[-1].f_locals == {"kept": "mine"}
