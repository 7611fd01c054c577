"""Reading lists: concurrent, ordered, left early, interrupted; over sockets and in process."""

import gc
import sys
from collections.abc import Callable

import anyio
import anyio.lowlevel
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, RetryPolicy
from opentoclose_async.exceptions import ConfigurationError, DataFormatError, ServerError
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import otc_client, rooms_client

pytestmark = pytest.mark.anyio

AT_ONCE = RetryPolicy(attempts=3, first_delay=0.0)
Start = Callable[..., RunningSandbox]


async def test_pages_are_in_flight_together_and_delivered_in_order(start_server: Start) -> None:
    server = start_server(users=2345, latency=0.03)
    async with otc_client(server) as otc, rooms_client(server) as rooms:
        ids = [user.id async for user in otc.users.iter_users()]
        starts = [page.start async for page in rooms.users.iter_users().pages()]
    assert ids == list(range(1, 2346))
    assert starts == list(range(0, 2345, 100))
    stats = server.sandbox.stats
    assert stats.otc.max_in_flight > 3
    assert stats.rooms.max_in_flight > 3
    assert stats.rooms.requests == 24


async def test_no_more_concurrent_pages_than_allowed(start_server: Start) -> None:
    server = start_server(users=3000, latency=0.01)
    async with rooms_client(server) as rooms:
        await rooms.users.iter_users(concurrency=3).collect()
    assert server.sandbox.stats.rooms.max_in_flight == 3


async def test_without_a_total_at_most_concurrency_requests_go_past_the_end(
    start_server: Start,
) -> None:
    server = start_server(users=2345, latency=0.01)
    async with otc_client(server) as otc:
        rows = await otc.users.iter_users(concurrency=5).raw().collect()
    assert len(rows) == 2345
    assert server.sandbox.stats.otc.requests <= 24 + 5


@pytest.mark.parametrize("library", ["pyarrow", "pandas"])
async def test_a_missing_library_is_reported_before_the_list_is_read(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = Sandbox(users=3)
    monkeypatch.setitem(sys.modules, library, None)
    async with otc_client(sandbox) as otc:
        with pytest.raises(ConfigurationError, match=f"{library} is not installed"):
            await otc.users.iter_users().to_pandas()
    assert sandbox.stats.otc.requests == 0


async def test_a_pager_counts_what_it_costs() -> None:
    sandbox = Sandbox(users=345)
    sandbox.faults.append(Fault(kind="status", status=500, times=2))
    async with rooms_client(sandbox, retry=AT_ONCE) as rooms:
        pager, other = rooms.users.iter_users(), rooms.users.iter_users()
        await pager.collect()
        await other.raw().collect()
        assert (pager.counters.requests, pager.counters.retries) == (6, 2)
        assert (other.counters.requests, other.counters.retries) == (4, 0)
        assert (rooms.counters.requests, rooms.counters.retries) == (10, 2)


async def test_each_iteration_reads_the_list_again() -> None:
    sandbox = Sandbox(users=150)
    async with otc_client(sandbox) as otc:
        pager = otc.users.iter_users()
        assert len(await pager.collect()) == 150
        sandbox.delete("otc", "users", 7)
        assert len(await pager.collect()) == 149


async def test_a_slow_reader_holds_the_fetching_back(start_server: Start) -> None:
    server = start_server(users=5000)
    async with rooms_client(server) as rooms:
        pages = rooms.users.iter_users(concurrency=4).pages()
        await anext(pages)
        await _settled(server)
        assert server.sandbox.stats.rooms.requests <= 1 + 2 * 4
        rest = [page async for page in pages]
    assert sum(len(page.items) for page in rest) == 4900


async def test_reading_prefetched_pages_lets_other_tasks_run() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await anyio.lowlevel.checkpoint()
            ticks += 1

    async with rooms_client(Sandbox(users=2000)) as rooms:
        pages = rooms.users.iter_users(concurrency=8).pages()
        await anext(pages)
        await anyio.wait_all_tasks_blocked()  # the pages ahead are fetched
        async with anyio.create_task_group() as group:
            group.start_soon(tick)
            for _ in range(12):
                await anext(pages)
            group.cancel_scope.cancel()
    assert ticks > 0


async def test_leaving_a_loop_stops_the_fetching(start_server: Start) -> None:
    server = start_server(users=5000)
    async with rooms_client(server, max_connections=4) as rooms:
        async for user in rooms.users.iter_users():
            assert user.user_id
            break
        gc.collect()
        await _settled(server)
        asked = server.sandbox.stats.rooms.requests
        assert asked <= 1 + 2 * 4
        # All connections are free again: many calls get through at once.
        for _ in range(8):
            await rooms.users.get_users(count=1)
        assert server.sandbox.stats.rooms.requests == asked + 8


async def test_aclose_waits_until_the_workers_have_stopped(start_server: Start) -> None:
    server = start_server(users=5000, latency=0.05)
    async with rooms_client(server) as rooms:
        rows = aiter(rooms.users.iter_users())
        await anext(rows)
        await rows.aclose()
        with pytest.raises(StopAsyncIteration):
            await anext(rows)
        assert rooms._background.jobs == set()


async def test_closing_the_client_ends_an_iteration_with_a_clear_error(start_server: Start) -> None:
    server = start_server(users=5000, latency=0.01)
    rooms = rooms_client(server)
    rows = aiter(rooms.users.iter_users())
    await anext(rows)
    await rooms.aclose()
    with pytest.raises(ConfigurationError, match="closed"):
        [row async for row in rows]


async def test_a_failed_page_raises_after_the_rows_before_it() -> None:
    sandbox = Sandbox(users=1000)
    async with rooms_client(sandbox, retry=AT_ONCE) as rooms:
        rows = []

        async def read_on() -> None:
            async for user in rooms.users.iter_users(concurrency=1):
                rows.append(user)
                if len(rows) == 150:
                    sandbox.faults.append(Fault(kind="status", status=500))

        with pytest.raises(ServerError) as caught:
            await read_on()
    start = caught.value.start
    assert start is not None
    assert len(rows) == start
    sandbox.faults.clear()
    async with rooms_client(sandbox) as rooms:
        rows += await rooms.users.list_users(start=start)
    assert [row.raw for row in rows] == sandbox.rooms_rows("users")


async def test_broken_answers_cost_no_row(start_server: Start) -> None:
    server = start_server(users=3000, seed=3)
    for kind in ("drop", "cut"):
        server.sandbox.faults.append(Fault(kind=kind, probability=0.05))
    for status in (500, 503):
        server.sandbox.faults.append(Fault(kind="status", status=status, probability=0.05))
    patient = RetryPolicy(attempts=10, first_delay=0.01)
    async with (
        rooms_client(server, retry=patient) as rooms,
        otc_client(server, retry=patient) as otc,
    ):
        assert await rooms.users.iter_users().raw().collect() == server.sandbox.rooms_rows("users")
        assert await otc.users.iter_users().raw().collect() == server.sandbox.otc_rows("users")
        assert rooms.counters.retries + otc.counters.retries > 0


async def test_a_repeated_page_is_noticed() -> None:
    sandbox = Sandbox(users=1000)
    async with rooms_client(sandbox) as rooms:
        pages = rooms.users.iter_users(concurrency=1).pages()
        await anext(pages)
        sandbox.faults.append(Fault(kind="repeat_page"))
        with pytest.raises(DataFormatError, match="repeats") as caught:
            [page async for page in pages]
    assert caught.value.start in (100, 200, 300)


async def test_a_server_that_ignores_paging_gives_its_list_once() -> None:
    rows = [{"id": number} for number in range(1, 131)]
    for whole in (rows[:5], rows):
        transport = httpx.MockTransport(lambda _, whole=whole: httpx.Response(200, json=whole))
        async with AsyncOpenToClose(
            "key", base_url="http://a.test", transport=transport, quota=None
        ) as otc:
            assert [team.id for team in await otc.teams.list_teams()] == [
                row["id"] for row in whole
            ]


async def test_an_iteration_may_start_in_one_task_and_end_in_another(start_server: Start) -> None:
    server = start_server(users=1000, latency=0.005)
    async with rooms_client(server) as rooms:
        rows = aiter(rooms.users.iter_users())
        seen = [await anext(rows)]

        async def finish() -> None:
            seen.extend([row async for row in rows])

        async with anyio.create_task_group() as group:
            group.start_soon(finish)
    assert len(seen) == 1000


async def test_cancelling_the_reader_leaves_the_client_usable(start_server: Start) -> None:
    server = start_server(users=3000, latency=0.02)
    async with rooms_client(server, max_connections=3) as rooms:
        for _ in range(5):
            with anyio.move_on_after(0.05):
                await rooms.users.list_users()
        assert len(await rooms.users.list_users()) == 3000


async def test_concurrent_iterations_do_not_disturb_each_other(start_server: Start) -> None:
    server = start_server(users=700)
    results: list[int] = []
    async with otc_client(server, max_connections=4) as otc:

        async def read() -> None:
            results.append(len(await otc.users.list_users()))

        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(read)
    assert results == [700] * 6


async def _settled(server: RunningSandbox) -> None:
    """Wait until the server has no pending requests and our tasks nothing to do."""
    with anyio.fail_after(5):
        quiet = 0
        before = -1
        while quiet < 10:
            await anyio.sleep(0.005)
            stats = server.sandbox.stats.rooms
            quiet = quiet + 1 if stats.in_flight == 0 and stats.requests == before else 0
            before = stats.requests
