"""No secret is in reach of calls that fail without a complete response."""

import socketserver
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    FileTokenStore,
    OpenToClose,
    OpenToCloseAPI,
    RefreshToken,
    Rooms,
)
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.export import export
from tests.security.echoes import Echo, serve_echo
from tests.security.reach import Reach

pytestmark = pytest.mark.anyio

KEY = "sEcReT-8f3a9c+/q=="
GUID = "4f2cde5a-0000-4000-8000-1d1d1d1d1d1d"
QUICK: dict[str, Any] = {"retry": None, "timeout": 2.0, "quota": None}


@pytest.fixture
def echo() -> Iterator[Echo]:
    with serve_echo() as echo:
        echo.secrets = {KEY}
        yield echo


@pytest.fixture
def reach() -> Iterator[Reach]:
    with Reach(KEY) as reach:
        yield reach
        assert reach.found() == []


@contextmanager
def serve_half() -> Iterator[str]:
    """Serve half of a body that repeats the request, and then nothing."""
    over = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline()
            self.wfile.write(b"HTTP/1.1 404 No\r\nContent-Length: 9999\r\nX-Said: " + line)
            self.wfile.write(b"\r\nCannot " + line)
            over.wait(10)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            over.set()
            server.shutdown()
            thread.join()


async def test_a_call_cancelled_while_the_response_arrives(reach: Reach) -> None:
    cancelled: BaseException | None = None
    with serve_half() as address:
        async with AsyncOpenToClose(KEY, base_url=f"{address}/v1", **QUICK) as otc:
            with anyio.move_on_after(0.3):
                try:
                    await otc.users.retrieve_user(5)
                except BaseException as error:
                    cancelled = error
                    raise
    assert cancelled is not None
    reach.add("cancelled", cancelled)


async def test_a_response_that_does_not_end_in_time(reach: Reach) -> None:
    options = {**QUICK, "timeout": 0.2}
    with serve_half() as address:
        async with AsyncOpenToClose(KEY, base_url=f"{address}/v1", **options) as otc:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await otc.users.retrieve_user(5)
    reach.add("too late", caught.value)


async def test_failing_hooks_are_logged_without_secrets(echo: Echo, reach: Reach) -> None:
    echo.place = "headers"

    def fail(event: Any) -> None:
        raise LookupError(repr(event))

    names = ("on_request", "on_response", "on_retry", "on_wait")
    hooks: dict[str, Any] = dict.fromkeys(names, fail)
    async with AsyncOpenToClose(KEY, base_url=f"{echo.address}/v1", **QUICK, **hooks) as otc:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.users.list_users()
    reach.add("call", caught.value)


async def test_an_unreachable_server_or_proxy(reach: Reach) -> None:
    for options in ({"base_url": "http://127.0.0.1:9"}, {"proxy": "http://u:pw@127.0.0.1:9"}):
        client = AsyncOpenToClose(KEY, **options, **QUICK)  # type: ignore[arg-type]  # mixed types
        async with client:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await client.users.list_users()
        reach.add(str(options), caught.value)


async def test_stores_that_cannot_be_read_or_written(
    echo: Echo, reach: Reach, tmp_path: Any
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "odd").write_text(f"{KEY}\n{KEY}\x07")
    for name in ("folder", "odd"):
        store = FileTokenStore(tmp_path / name)
        auth = RefreshToken(GUID, code=KEY, client_secret=KEY, store=store)
        rooms = AsyncRooms(auth=auth, base_url=echo.address, auth_url=echo.address, **QUICK)
        async with rooms:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await rooms.users.get_users()
        reach.add(name, caught.value)
        for use in (store.load, partial(store.save, KEY)):
            try:
                use()
            except (OSError, OpenToCloseAPIError) as error:
                reach.add(f"{name}, directly", error)


async def test_a_failed_export_writes_no_secret(echo: Echo, reach: Reach, tmp_path: Any) -> None:
    for place in ("message 500", "no JSON", "wrong rows", "wrong list", "cut off"):
        echo.place = place
        async with AsyncOpenToClose(KEY, base_url=f"{echo.address}/v1", **QUICK) as otc:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await export(otc.users.iter_users(), tmp_path / f"{place}.jsonl")
        reach.add(place, caught.value)
    for file in tmp_path.iterdir():
        reach.add(file.name, file.read_bytes())


async def test_a_successful_response_is_not_redacted() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": 5, "name": request.url.params["api_token"]})

    async with AsyncOpenToClose(KEY, transport=httpx.MockTransport(answer), quota=None) as otc:
        user = await otc.users.retrieve_user(5)
    assert user.raw["name"] == KEY


def test_error_reporters_that_follow_attributes_find_none(reach: Reach) -> None:
    address: Any = {"base_url": "http://127.0.0.1:9", "timeout": 1.0, "retry": None}
    parts: dict[int, object] = {}
    with (
        OpenToClose(KEY, **address) as otc,
        Rooms("a", access_token=KEY, **address) as rooms,
        OpenToCloseAPI(KEY, base_url="http://127.0.0.1:9") as drop_in,
    ):
        drop_in.users.max_retries = 1
        for client in (otc, rooms, drop_in):
            with pytest.raises(OpenToCloseAPIError) as caught:
                client.users.list_users()
            for frame, _ in traceback.walk_tb(caught.value.__traceback__):
                for name, value in frame.f_locals.items():
                    for part in _attributes_of(value, 4, parts):
                        reach.add(f"{frame.f_code.co_name}: {name}", part)


def _attributes_of(thing: object, levels: int, known: dict[int, object]) -> Iterator[object]:
    """Yield what is in reach of a thing of ours, and is not known yet."""
    if levels and type(thing).__module__.startswith("opentoclose_async"):
        for value in list(getattr(thing, "__dict__", {}).values()):
            if id(value) not in known:
                known[id(value)] = value
                yield value
            yield from _attributes_of(value, levels - 1, known)
