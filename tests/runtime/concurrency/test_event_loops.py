"""
One client in several event loops, over real sockets.

It works in one after another, however the previous loop ended. Two at the same time are a clear
error. Warnings are errors here, so anything that a loop leaves open is noticed.
"""

import asyncio
import gc
import os
import threading
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx
import pytest
import trio

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import RunningSandbox
from tests.clients import otc_client, rooms_client
from tests.runtime.virtual_time import run_in_virtual_time

Main = Callable[[], Awaitable[Any]]
Start = Callable[..., RunningSandbox]


def in_asyncio(main: Main) -> Any:
    return anyio.run(main)


def in_trio(main: Main) -> Any:
    return trio.run(main)


def in_a_loop_that_is_merely_closed(main: Main) -> Any:
    """Run as old code does, without cancelling tasks or shutting down async generators."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(_awaited(main))
    finally:
        loop.close()


async def _awaited(main: Main) -> Any:
    return await main()


WAYS = [in_asyncio, in_trio, in_a_loop_that_is_merely_closed]


@pytest.fixture(scope="module")
def _only_new_objects() -> Iterator[None]:
    """Exclude everything older than the module's tests from garbage collection, for speed."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_is_left(_only_new_objects: None) -> Iterator[None]:
    yield
    gc.collect()  # so that warnings from the garbage collector come within the test


def close(client: AsyncOpenToClose | AsyncRooms) -> None:
    anyio.run(client.aclose)


@pytest.mark.parametrize("then", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_a_client_works_in_one_loop_after_another(
    start_server: Start, first: Callable[[Main], Any], then: Callable[[Main], Any]
) -> None:
    otc = otc_client(start_server(users=345))  # as on the import of a module

    async def handle() -> int:
        return len(await otc.users.list_users(page_size=50)) + len(await otc.teams.list_teams())

    results = {run(handle) for run in (first, then, then, first, then)}
    assert len(results) == 1
    close(otc)


def test_a_loop_may_end_during_an_iteration_and_the_next_one_reads_all_rows(
    start_server: Start,
) -> None:
    rooms = rooms_client(start_server(users=3000, latency=0.01))
    kept: list[AsyncIterator[Any]] = []

    async def read_a_little() -> None:
        kept.append(aiter(rooms.users.iter_users(page_size=50)))
        await anext(kept[-1])

    for run in WAYS:
        run(read_a_little)
        assert len(in_asyncio(rooms.users.list_users)) == 3000
    kept.clear()
    close(rooms)


# A loop may be closed while it makes a connection: asyncio complains, though its socket is closed.
@pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning")
@pytest.mark.parametrize("way", ["rows", "pages", "verified"])
@pytest.mark.parametrize("then", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_an_iteration_continues_in_its_own_loop_only(
    start_server: Start, first: Callable[[Main], Any], then: Callable[[Main], Any], way: str
) -> None:
    otc = otc_client(start_server(users=345))
    pager = otc.users.iter_users(page_size=50)
    stream: Any = aiter(pager)
    if way != "rows":
        stream = pager.pages() if way == "pages" else pager.verified()

    async def read_on() -> Any:
        return await anext(stream)

    async def read_to_the_end() -> None:
        async for _ in stream:
            pass

    first(read_on)
    with pytest.raises(ConfigurationError, match="another event loop") as caught:
        then(read_to_the_end)
    assert caught.value.start is not None
    then(stream.aclose)
    rest = pager.pages(position=caught.value.start)

    async def count() -> int:
        return sum([len(page.items) async for page in rest])

    assert then(count) == 345 - caught.value.start
    close(otc)
    gc.collect()  # while its complaint is ignored


def test_two_alternating_loops_each_keep_their_own_connections(start_server: Start) -> None:
    otc = otc_client(start_server(users=345, latency=0.005), max_connections=2)
    one, two = asyncio.new_event_loop(), asyncio.new_event_loop()
    rows = aiter(otc.users.iter_users(page_size=20))

    async def read_on() -> Any:
        return (await anext(rows)).id

    async def count() -> int:
        return sum([1 async for _ in rows])

    assert one.run_until_complete(read_on()) == 1
    waiting = one.create_task(otc.users.list_users(page_size=20))
    for _ in range(3):
        assert len(two.run_until_complete(otc.users.list_users())) == 345
        one.run_until_complete(asyncio.sleep(0))
    assert len(one.run_until_complete(waiting)) == 345
    assert one.run_until_complete(count()) == 344
    for loop in (one, two):
        loop.run_until_complete(otc.aclose())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def test_calls_in_a_paused_loop_fail_when_the_client_is_closed(
    start_server: Start,
) -> None:
    otc = otc_client(start_server(users=345, latency=0.2))
    one, two = asyncio.new_event_loop(), asyncio.new_event_loop()
    reading = one.create_task(otc.users.list_users(page_size=20))
    one.run_until_complete(asyncio.sleep(0.05))
    two.run_until_complete(otc.aclose())
    with pytest.raises(ConfigurationError, match="closed"):
        one.run_until_complete(reading)
    for loop in (one, two):
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def test_what_closed_clients_left_in_a_paused_loop_is_dropped_when_it_closes(
    start_server: Start,
) -> None:
    server = start_server()

    def use_and_close() -> weakref.ref[asyncio.AbstractEventLoop]:
        otc = otc_client(server)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(otc.teams.list_teams())
        close(otc)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        return weakref.ref(loop)

    loops = [use_and_close() for _ in range(3)]
    gc.collect()
    assert [loop() is None for loop in loops] == [True, True, False]


@contextmanager
def held_by_another_thread(main: Main) -> Iterator[None]:
    """Run a loop in another thread, in which a client has been used."""
    used, over = threading.Event(), threading.Event()

    async def hold() -> None:
        await main()
        used.set()
        await anyio.to_thread.run_sync(over.wait)
        await main()

    thread = threading.Thread(target=anyio.run, args=(hold,), name="the other thread")
    thread.start()
    assert used.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join(30)


@pytest.mark.parametrize("run", WAYS)
def test_two_running_loops_are_a_clear_error(
    start_server: Start, run: Callable[[Main], Any]
) -> None:
    otc = otc_client(start_server(users=345), max_connections=2)

    async def first_row() -> Any:
        return await anext(aiter(otc.users.iter_users()))

    with held_by_another_thread(otc.users.list_users):
        for attempt in (otc.users.list_users, otc.teams.list_teams, first_row, otc.aclose):
            with pytest.raises(ConfigurationError, match=r"the other thread.*blocking client"):
                run(attempt)
    assert len(run(otc.users.list_users)) == 345
    close(otc)


def test_it_may_be_closed_in_another_loop_and_twice(start_server: Start) -> None:
    for run in WAYS:
        otc = otc_client(start_server(users=5))
        assert len(in_asyncio(otc.users.list_users)) == 5
        run(otc.aclose)
        for again in WAYS:
            again(otc.aclose)
            with pytest.raises(ConfigurationError, match="closed; make a new one"):
                again(otc.users.list_users)


def test_a_context_may_be_entered_in_one_loop_and_left_in_another(start_server: Start) -> None:
    otc = otc_client(start_server(users=5))
    in_asyncio(otc.__aenter__)
    in_asyncio(otc.users.list_users)

    async def leave() -> None:
        await otc.__aexit__(None, None, None)

    in_trio(leave)


@pytest.mark.parametrize("orders", [("asyncio", "asyncio"), ("trio", "trio"), ("asyncio", "trio")])
def test_the_quota_counts_requests_from_earlier_loops(orders: tuple[str, str]) -> None:
    waits: list[float] = []

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": 1})

    otc = AsyncOpenToClose(
        "key",
        transport=httpx.MockTransport(answer),
        quota=Quota.parse("3/40s"),
        max_wait=100,
        on_wait=lambda event: waits.append(event.seconds),
    )

    async def ask_twice() -> None:
        await otc.users.retrieve_user(1)
        await otc.users.retrieve_user(1)

    for backend in orders * 2:
        run_in_virtual_time(backend, ask_twice)
    # Of eight requests, three fit each time; the loops' clocks start from scratch.
    assert [round(wait) for wait in waits] == [40, 40]


def test_a_request_cut_off_by_a_closed_loop_frees_its_connection(start_server: Start) -> None:
    rooms = rooms_client(
        start_server(users=300, latency=0.15), max_connections=1, quota=Quota.parse("100/1s")
    )

    async def read_a_little() -> None:
        stream = rooms.users.iter_users(page_size=10)
        rows = aiter(stream)
        with anyio.move_on_after(0.05):
            await anext(rows)

    for _ in range(3):
        in_a_loop_that_is_merely_closed(read_a_little)
    assert len(in_asyncio(rooms.users.list_users)) == 300
    close(rooms)


class Wrapped(httpx.AsyncBaseTransport):
    """A transport around another, as people write them."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def test_httpxs_own_transport_works_in_every_loop(start_server: Start) -> None:
    transport = httpx.AsyncHTTPTransport()
    otc = otc_client(start_server(users=345), transport=transport)
    for run in (*WAYS, *WAYS):
        assert len(run(otc.users.list_users)) == 345
    close(otc)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # its own
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_transport_that_keeps_state_of_another_loop_is_explained(
    start_server: Start,
) -> None:
    otc = otc_client(start_server(users=5), transport=Wrapped(), retry=None)
    outcomes: list[object] = []
    for _ in range(3):
        try:
            outcomes.append(len(in_asyncio(otc.users.list_users)))
        except ConfigurationError as error:
            outcomes.append(str(error))
    assert outcomes[0] == 5
    assert any("passed as transport=" in str(each) for each in outcomes)
    close(otc)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_forked_from_within_a_loop_makes_its_own_connections(start_server: Start) -> None:
    otc = otc_client(start_server(users=5))

    async def fork() -> int:
        await otc.users.list_users()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                asyncio._set_running_loop(None)
                status = 0 if len(anyio.run(otc.users.list_users)) == 5 else 2
            finally:
                os._exit(status)
        _, status = await anyio.to_thread.run_sync(os.waitpid, child, 0)
        assert len(await otc.users.list_users()) == 5
        return status

    assert asyncio.run(fork()) == 0
    close(otc)
