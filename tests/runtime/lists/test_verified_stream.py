"""Verified streams and tables, through the clients, on both event loops."""

import re
import sys
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Page
from opentoclose_async._extras import install_command
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    ServerError,
    ValidationError,
)
from opentoclose_async.otc.models import User
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import blocking_otc_client, otc_client, rooms_client

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345, teams=4)


async def test_pages_of_models_in_order(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        stream = otc.users.iter_users().verified()
        pages = [page async for page in stream]
    assert all(isinstance(page, Page) for page in pages)
    users = [user for page in pages for user in page.items]
    assert all(isinstance(user, User) for user in users)
    assert [user.id for user in users] == list(range(1, 346))
    assert [page.start for page in pages] == [0, 100, 199, 298]
    assert stream.seams == 0
    assert stream.position == 345


@pytest.mark.parametrize(("start", "max_items"), [(0, 0), (0, 1), (10, 150), (340, 50), (400, 5)])
async def test_a_part_of_a_list(sandbox: Sandbox, start: int, max_items: int) -> None:
    async with rooms_client(sandbox) as rooms:
        whole = await rooms.users.list_users()
        stream = rooms.users.iter_users(start=start, max_items=max_items).verified()
        users = [user async for page in stream for user in page.items]
    assert users == whole[start : start + max_items]


async def test_an_iteration_resumes_after_earlier_rows_were_deleted(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        pager = otc.users.iter_users(page_size=20)
        stream = pager.verified()
        ids = [user.id for user in (await anext(stream)).items]
        position, keys = stream.position, stream.last_keys(1000)
        await stream.aclose()
        for gone in (1, 2, 19):
            await otc.users.delete_user(gone)
        again = pager.verified(position=position, last_keys=keys)
        ids += [user.id async for page in again for user in page.items]
    assert ids == list(range(1, 346))
    assert again.seams == 1


async def test_the_number_of_requests_for_an_unchanging_list(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        otc_pager, rooms_pager = otc.users.iter_users(), rooms.users.iter_users()
        async for _ in otc_pager.verified():
            pass
        async for _ in rooms_pager.verified():
            pass
    assert rooms_pager.counters.requests == 4 + 1  # the position after the last row
    assert otc_pager.counters.requests <= 4 + 16 + 2


async def test_an_error_comes_after_the_rows_before_it() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params["startPosition"])
        if start > 500:
            return httpx.Response(500)
        rows = [{"userId": start + index} for index in range(100)]
        return httpx.Response(200, json={"userSummaries": rows, "totalRowCount": 2000})

    transport = httpx.MockTransport(answer)
    async with AsyncRooms("account", access_token="t", transport=transport, retry=None) as rooms:
        seen: list[int | None] = []

        async def read() -> None:
            async for page in rooms.users.iter_users().verified():
                seen.extend(user.user_id for user in page.items)

        with pytest.raises(ServerError) as error:
            await read()
    assert seen == list(range(595))
    assert error.value.start == 595


async def test_a_page_size_without_overlap_is_refused(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="page_size must be at least 2"):
            otc.users.iter_users(page_size=1).verified()


async def test_the_servers_own_text(sandbox: Sandbox) -> None:
    text = '{"id": 1, "score": 1.10, "big": 123456789012345678901234567890, "name": "\\u00e9"}'
    sandbox.faults = [Fault(kind="status", status=200, body=f"[{text}]", times=1)]
    async with otc_client(sandbox) as otc:
        (row,) = await otc.users.iter_users(page_size=1, max_items=1).verbatim().collect()
    assert row.text == text
    assert row["big"] == 123456789012345678901234567890


async def test_tables(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        table = await otc.users.iter_users().to_arrow()
        frame = await rooms.users.iter_users(max_items=150).to_pandas()
        teams = await otc.teams.iter_teams().raw().to_pandas()
    assert table.num_rows == 345
    assert table.column("id").to_pylist() == list(range(1, 346))
    assert table.column_names[-1] == "extra"
    assert "custom_fields" in table.column("extra")[0].as_py()
    assert list(frame["userId"]) == [row["userId"] for row in sandbox.rooms_rows("users")[:150]]
    assert list(teams["name"]) == [row["name"] for row in sandbox.otc_rows("teams")]


async def test_without_pyarrow_the_error_says_what_to_install(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    async with otc_client(sandbox) as otc:
        with pytest.raises(ConfigurationError, match=re.escape(install_command("parquet"))):
            await otc.teams.iter_teams().to_arrow()


def test_the_blocking_twins(start_server: Callable[..., RunningSandbox]) -> None:
    with blocking_otc_client(start_server(users=250)) as otc:
        pager = otc.users.iter_users(page_size=50)
        assert [user.id for page in pager.verified() for user in page.items] == list(range(1, 251))
        assert pager.to_arrow().num_rows == 250
        assert list(pager.to_pandas()["id"]) == list(range(1, 251))
        assert pager.verbatim().collect()[0].text.startswith("{")
        assert pager.description.path == "/users"


@pytest.mark.parametrize("count", [0, 1, 2, 6, 99, 101, 250])
@pytest.mark.parametrize("concurrency", [1, 4])
async def test_a_server_that_ignores_positions_gives_its_list_once(
    count: int, concurrency: int
) -> None:
    rows = [{"id": number} for number in range(1, count + 1)]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=rows))
    async with AsyncOpenToClose("key", transport=transport, quota=None) as otc:
        with anyio.fail_after(10):
            pager = otc.teams.iter_teams(concurrency=concurrency).raw()
            assert [row async for page in pager.verified() for row in page.items] == rows
        assert otc.counters.requests < 40


@pytest.mark.parametrize("way", ["pages", "verified"])
async def test_a_repeated_full_page_is_an_error(way: str) -> None:
    rows = [{"id": number} for number in range(1, 101)]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=rows))
    async with AsyncOpenToClose("key", transport=transport, quota=None) as otc:
        pager = otc.teams.iter_teams().raw()
        seen: list[dict[str, Any]] = []

        async def read() -> None:
            async for page in getattr(pager, way)():
                seen.extend(page.items)

        with pytest.raises(DataFormatError, match="the server ignores positions") as error:
            await read()
    assert seen == rows
    assert error.value.start == 100


async def test_an_iteration_resumes_by_its_record(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        pager = otc.users.iter_users(page_size=20)
        stream = pager.verified()
        ids = [user.id for _ in range(3) for user in (await anext(stream)).items]
        position, record = stream.position, stream.take_record()
        assert stream.take_record() == b""
        await stream.aclose()
        for gone in range(1, 40):
            await otc.users.delete_user(gone)
        again = pager.verified(position=position, record=record)
        ids += [user.id async for page in again for user in page.items]
    assert ids == list(range(1, 346))


@pytest.mark.parametrize("record", [b"12345", "text", bytearray(12)])
async def test_an_invalid_record_is_refused(sandbox: Sandbox, record: Any) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="take_record"):
            otc.users.iter_users().verified(record=record)


async def test_position_and_record_cover_the_rows_delivered() -> None:
    """Bridging a gap may yield several pages at once; some are not delivered yet."""
    numbers = list(range(100))
    asked = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        if asked == 4:
            del numbers[:3]
        start, count = (int(request.url.params[name]) for name in ("offset", "limit"))
        return httpx.Response(200, json=[{"id": n} for n in numbers[start : start + count]])

    transport = httpx.MockTransport(answer)
    async with AsyncOpenToClose("key", transport=transport, quota=None) as otc:
        pager = otc.users.iter_users(page_size=10, concurrency=1)
        stream = pager.verified()
        given = 0
        async for page in stream:
            given += len(page.items)
            assert len(stream.take_record()) == 12 * len(page.items)
            assert stream.last_keys(1) == [page.items[-1].id]
            assert stream.position <= given
        assert given == 100
        assert stream.seams >= 1
