"""A value that is fetched once and kept."""

import anyio
import pytest

from opentoclose_async._runtime.concurrency.cached_value import CachedValue

pytestmark = pytest.mark.anyio


class Source:
    """Returns another value each time, once allowed to."""

    def __init__(self) -> None:
        self.fetched = 0
        self.go = anyio.Event()
        self.fails = 0

    async def fetch(self) -> str:
        self.fetched += 1
        await self.go.wait()
        if self.fails:
            self.fails -= 1
            raise OSError("not now")
        return f"value {self.fetched}"


async def test_concurrent_callers_share_one_fetch() -> None:
    source = Source()
    flight = CachedValue(source.fetch)
    got: list[str] = []

    async def ask() -> None:
        got.append(await flight.get())

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        source.go.set()
    assert got == ["value 1"] * 10
    assert await flight.get() == "value 1"
    assert source.fetched == 1


async def test_after_a_failure_the_next_waiter_fetches() -> None:
    source = Source()
    source.fails = 1
    flight = CachedValue(source.fetch)
    results: list[object] = []

    async def ask() -> None:
        try:
            results.append(await flight.get())
        except OSError as error:
            results.append(error)

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        source.go.set()
    assert sorted(map(str, results)) == ["not now", "value 2", "value 2"]


async def test_after_a_cancelled_fetch_the_next_waiter_fetches() -> None:
    source = Source()
    flight = CachedValue(source.fetch)
    got: list[str] = []

    async def ask() -> None:
        got.append(await flight.get())

    async with anyio.create_task_group() as group:
        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as first:
                first.start_soon(ask)
                await anyio.wait_all_tasks_blocked()
                group.start_soon(ask)
                await anyio.wait_all_tasks_blocked()
                scope.cancel()
        source.go.set()
    assert got == ["value 2"]


async def test_a_stale_value_is_fetched_again_once() -> None:
    source = Source()
    source.go.set()
    flight = CachedValue(source.fetch)
    old = await flight.get()
    got: list[str] = []

    async def ask() -> None:
        got.append(await flight.get(other_than=old))

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(ask)
    assert got == ["value 2"] * 5
    assert await flight.get(other_than=old) == "value 2"
    assert source.fetched == 2
