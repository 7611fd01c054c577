"""Lists as frames of polars."""

import sys
from collections.abc import Callable
from typing import Any

import httpx
import polars as pl
import pytest

from opentoclose_async import AsyncRooms, Rooms
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import RunningSandbox
from tests.clients import blocking_otc_client, otc_client

Start = Callable[..., RunningSandbox]
ROWS = [
    {"roomId": 2**60, "name": "Ä", "createdDate": "2026-01-02T03:04:05.25+02:00"},
    {"roomId": None, "newField": {"a": [1]}, "fieldDataLastUpdatedDate": "2026-01-02T03:04:05"},
    {"roomId": "odd"},
]


def respond(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"rooms": ROWS, "totalRowCount": len(ROWS)})


def check(frame: Any) -> None:
    assert isinstance(frame, pl.DataFrame)
    assert frame.schema["roomId"] == pl.Int64
    assert frame["roomId"].to_list() == [2**60, None, None]
    assert frame.schema["createdDate"] == pl.Datetime("us", "UTC")
    assert str(frame["createdDate"][0]) == "2026-01-02 01:04:05.250000+00:00"
    assert frame["name"].to_list() == ["Ä", None, None]
    assert frame["extra"].to_list() == [None, '{"newField":{"a":[1]}}', '{"roomId":"odd"}']


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_types_are_those_of_the_table() -> None:
    transport = httpx.MockTransport(respond)
    async with AsyncRooms("account", access_token="token", transport=transport) as rooms:
        check(await rooms.rooms.iter_rooms().to_polars())


def test_blocking_lists_have_it_too() -> None:
    transport: Any = httpx.MockTransport(respond)
    with Rooms("account", access_token="token", transport=transport) as rooms:
        check(rooms.rooms.iter_rooms().to_polars())


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_the_frame_equals_the_table(start_server: Start) -> None:
    async with otc_client(start_server(users=2500)) as otc:
        pager = otc.users.iter_users()
        frame, table = await pager.to_polars(), await pager.to_arrow()
    assert frame.height == 2500
    assert frame.to_dicts() == table.to_pylist()


def test_an_empty_list_has_its_columns(start_server: Start) -> None:
    with blocking_otc_client(start_server(users=5)) as otc:
        frame = otc.users.iter_users(role="Nobody").to_polars()
    assert frame.height == 0
    assert frame.schema["id"] == pl.Int64


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_without_polars_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)

    def refuse(_: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    transport = httpx.MockTransport(refuse)
    async with AsyncRooms("account", access_token="token", transport=transport) as rooms:
        with pytest.raises(ConfigurationError, match="pip install polars"):
            await rooms.rooms.iter_rooms().to_polars()
