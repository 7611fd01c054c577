"""A credential that a server repeats is in no error, log record or hook."""

import asyncio
import contextlib
import traceback
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    JWTGrant,
    OpenToClose,
    OpenToCloseAPI,
    RefreshToken,
    Rooms,
)
from opentoclose_async._docusign.grants import Auth
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError
from opentoclose_async.sandbox import Sandbox
from tests.legacy.options import set_options
from tests.security.echoes import ENCODINGS, PLACES, Echo, serve_echo
from tests.security.reach import Reach
from tests.thoroughness import paired, scaled

KEY = "sEcReT-8f3a9c+/q=="
TOKEN = "eyJ0oKeN.p4yl0ad-_x.s1gnature"
CODE = "c0de.of-one+time/use"
REFRESH = "r3fresh~t0ken/short"
CLIENT_SECRET = "cl13nt s3cret&more"
VERIFIER = "v3rifier-" * 6
GUID = "4f2cde5a-0000-4000-8000-1d1d1d1d1d1d"
LOGIN = b64encode(f"{GUID}:{CLIENT_SECRET}".encode()).decode()
QUICK: dict[str, Any] = {"retry": None, "timeout": 2.0, "quota": None}
UNCHANGED, *ENCODED = ENCODINGS
SOME_PLACES = scaled(list(PLACES)[::2], list(PLACES))
WAYS_IN = ("jwt", "refresh", "code", "public")


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with serve_echo() as echo:
        echo.secrets = {KEY, TOKEN, CODE, REFRESH, CLIENT_SECRET, LOGIN, VERIFIER}
        yield echo


@pytest.fixture
def reach(echo: Echo) -> Iterator[Reach]:
    echo.sent.clear()
    with Reach(*echo.secrets) as reach:
        yield reach
        assert reach.found() == []


def hooks(reach: Reach) -> dict[str, Any]:
    names = ("on_request", "on_response", "on_retry", "on_wait")
    return {name: lambda event, name=name: _add_event(reach, name, event) for name in names}


def _add_event(reach: Reach, name: str, event: Any) -> None:
    reach.add(name, event)
    reach.add(name, getattr(event, "error", None))


@contextlib.contextmanager
def examined(reach: Reach, what: str) -> Iterator[None]:
    try:
        yield
    except OpenToCloseAPIError as error:
        reach.add(what, error)
        reach.add(what, error.get_error_details())


@pytest.mark.parametrize(
    ("place", "encoding"), [*((place, UNCHANGED) for place in PLACES), *paired(PLACES, ENCODED)]
)
def test_neither_key_nor_token_is_shown(
    place: str, encoding: str, echo: Echo, reach: Reach
) -> None:
    echo.place, echo.encoding = place, encoding
    otc = AsyncOpenToClose(KEY, base_url=f"{echo.address}/v1", **QUICK, **hooks(reach))
    rooms = AsyncRooms(
        GUID, access_token=TOKEN, base_url=echo.address, auth_url=echo.address, **QUICK
    )

    async def main() -> None:
        async with otc, rooms:
            calls = (
                otc.users.list_users,
                lambda: otc.users.retrieve_user(5),
                lambda: otc.users.create_user({"name": "A"}),
                otc.users.iter_users().raw().collect,
                otc.users.iter_users().verbatim().collect,
                rooms.users.get_users,
                rooms.users.list_users,
                rooms.get_user_info,
            )
            for call in calls:
                with examined(reach, place):
                    await call()

    anyio.run(main)
    assert echo.sent == {KEY, TOKEN}


@pytest.mark.parametrize("place", SOME_PLACES)
def test_blocking_clients_and_the_drop_in_show_none(
    place: str, echo: Echo, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_options(monkeypatch)
    echo.place, echo.encoding = place, "percent-encoded"
    address = f"{echo.address}/v1"
    with (
        OpenToClose(KEY, base_url=address, **QUICK) as otc,
        Rooms(GUID, access_token=TOKEN, base_url=echo.address, **QUICK) as rooms,
        OpenToCloseAPI(KEY, base_url=address) as drop_in,
    ):
        drop_in.users.max_retries = 1
        for call in (otc.users.list_users, rooms.users.list_users, drop_in.users.list_users):
            with examined(reach, place):
                call()
    assert echo.sent == {KEY, TOKEN}


def way_in(way: str) -> tuple[Auth, set[str]]:
    """Return a way to sign in and the secrets that it sends."""
    if way == "jwt":
        return JWTGrant(GUID, GUID, Sandbox().private_key), set()
    if way == "refresh":
        auth = RefreshToken(GUID, refresh_token=REFRESH, client_secret=CLIENT_SECRET)
        return auth, {REFRESH, LOGIN}
    if way == "code":
        return RefreshToken(GUID, code=CODE, client_secret=CLIENT_SECRET), {CODE, LOGIN}
    return RefreshToken(GUID, code=CODE, code_verifier=VERIFIER), {CODE, VERIFIER}


@pytest.mark.parametrize(("place", "way"), paired(PLACES, WAYS_IN))
def test_no_secret_of_a_sign_in_is_shown(place: str, way: str, echo: Echo, reach: Reach) -> None:
    echo.place, echo.encoding = place, "unchanged"

    async def main() -> None:
        auth, sent = way_in(way)
        rooms = AsyncRooms(
            auth=auth, base_url=echo.address, auth_url=echo.address, **QUICK, **hooks(reach)
        )
        async with rooms:
            with examined(reach, place):
                await rooms.users.get_users()
        assert echo.sent == sent

    anyio.run(main)


@pytest.mark.parametrize("place", SOME_PLACES)
def test_an_issued_token_is_not_shown(place: str, echo: Echo, reach: Reach) -> None:
    echo.place, echo.encoding = place, "unchanged"
    echo.signs_in = True

    async def main() -> None:
        auth = JWTGrant(GUID, GUID, Sandbox().private_key)
        addresses: dict[str, Any] = {"base_url": echo.address, "auth_url": echo.address}
        async with AsyncRooms(GUID, auth=auth, **addresses, **QUICK) as rooms:
            with examined(reach, place):
                await rooms.users.list_users()

    try:
        anyio.run(main)
    finally:
        echo.signs_in = False
    assert len(echo.sent) == 1


def test_a_response_that_is_json_only_after_redaction_is_an_error() -> None:
    escaped = "".join(f"\\x{ord(each):02x}" for each in KEY)
    answer = httpx.Response(200, text=f'{{"id": 5, "name": "{escaped}"}}')
    transport = httpx.MockTransport(lambda _: answer)

    async def main() -> None:
        async with AsyncOpenToClose(KEY, transport=transport, **QUICK) as otc:
            with pytest.raises(DataFormatError, match="repeats a credential"):
                await otc.users.retrieve_user(5)

    anyio.run(main)


def test_a_call_cancelled_during_redaction_shows_none() -> None:
    answer = httpx.Response(404, content=b"\\" * 400_000 + KEY.encode())
    seen: dict[str, str] = {}

    async def main() -> None:
        otc = AsyncOpenToClose(KEY, transport=httpx.MockTransport(lambda _: answer), **QUICK)
        for steps in range(30):
            call = asyncio.ensure_future(otc.users.retrieve_user(5))
            for _ in range(steps):
                await asyncio.sleep(0)
            call.cancel()
            try:
                await call
            except OpenToCloseAPIError:
                break
            except asyncio.CancelledError as error:
                for frame, _ in traceback.walk_tb(error.__traceback__):
                    if frame.f_code.co_filename != __file__:
                        seen[frame.f_code.co_name] = repr(frame.f_locals)
        await otc.aclose()

    asyncio.run(main())
    assert "run_cooperatively" in seen
    assert not [name for name, shown in seen.items() if KEY in shown]
