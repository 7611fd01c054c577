"""A value that is fetched once."""

import anyio
import pytest

from opentoclose_async._runtime.concurrency.single_flight import SingleFlight

pytestmark = pytest.mark.anyio


class Source:
    """Gives another object each time, when it is let."""

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


async def test_many_who_ask_together_wait_for_one() -> None:
    source = Source()
    flight = SingleFlight(source.fetch)
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


async def test_when_it_fails_the_next_in_line_tries() -> None:
    source = Source()
    source.fails = 1
    flight = SingleFlight(source.fetch)
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


async def test_who_is_cancelled_while_fetching_leaves_it_to_the_others() -> None:
    source = Source()
    flight = SingleFlight(source.fetch)
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


async def test_a_value_out_of_date_is_fetched_anew_by_one_of_those_who_noticed() -> None:
    source = Source()
    source.go.set()
    flight = SingleFlight(source.fetch)
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
