"""Clients set up and torn down in different tasks, and loops that end without closing them."""

import asyncio
import gc
import warnings
from collections.abc import AsyncIterator, Callable

import anyio
import anyio.lowlevel
import pytest
import pytest_asyncio
import trio

from opentoclose_async import AsyncRooms
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async.sandbox import RunningSandbox
from tests.clients import rooms_client

Start = Callable[..., RunningSandbox]


@pytest_asyncio.fixture
async def rooms(start_server: Start) -> AsyncIterator[AsyncRooms]:
    async with rooms_client(start_server(users=1000)) as client:
        yield client


@pytest.mark.asyncio
async def test_a_client_works_as_a_pytest_asyncio_fixture(rooms: AsyncRooms) -> None:
    assert len(await rooms.users.list_users()) == 1000


@pytest_asyncio.fixture
async def half_read(start_server: Start) -> AsyncIterator[AsyncRooms]:
    async with rooms_client(start_server(users=3000)) as client:
        await anext(aiter(client.users.iter_users()))
        yield client


@pytest.mark.asyncio
async def test_an_iteration_started_in_a_fixture_ends_with_it(half_read: AsyncRooms) -> None:
    assert len(await half_read.users.list_users()) == 3000


def test_an_event_loop_may_end_while_rows_are_being_read(start_server: Start) -> None:
    server = start_server(users=5000, latency=0.02)

    async def read_a_little() -> None:
        rooms = rooms_client(server)
        async for _ in rooms.users.iter_users():
            break
        # Neither the loop's iterator nor the client is closed.

    with warnings.catch_warnings():
        # Unclosed sockets are reported, as they should be; anything else is an error.
        warnings.simplefilter("ignore", ResourceWarning)
        asyncio.run(read_a_little())
        trio.run(read_a_little)
        gc.collect()


def test_a_reader_dropped_after_its_loop_ended_is_harmless(start_server: Start) -> None:
    server = start_server(users=5000, latency=0.02)
    kept: list[object] = []

    async def read_a_little() -> None:
        async with rooms_client(server) as rooms:
            rows = aiter(rooms.users.iter_users())
            await anext(rows)
            kept.append(rows)

    for backend in ("asyncio", "trio"):
        anyio.run(read_a_little, backend=backend)
    kept.clear()
    gc.collect()


@pytest.mark.anyio
async def test_closing_stops_jobs_and_waits_for_them() -> None:
    background = Background()
    events: list[str] = []

    async def work() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.lowlevel.checkpoint()
            events.append("stopped")

    background.start(work, "one")
    background.start(work, "two")
    await anyio.wait_all_tasks_blocked()
    await background.aclose()
    assert events == ["stopped", "stopped"]


@pytest.mark.anyio
async def test_a_job_cancelled_before_its_first_step_is_done() -> None:
    background = Background()

    async def work() -> None:
        await anyio.sleep_forever()

    job = background.start(work, "one")
    job.cancel()
    with anyio.fail_after(5):
        await job.wait()
        await background.aclose()


@pytest.mark.anyio
async def test_a_job_may_be_stopped_from_another_thread() -> None:
    background = Background()
    job = background.start(anyio.sleep_forever, "one")
    await anyio.to_thread.run_sync(job.cancel_from_anywhere)
    with anyio.fail_after(5):
        await job.wait()
