"""Much work that is ready at once leaves the event loop time for other tasks."""

import asyncio
import gc
import time
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from opentoclose_async._runtime.concurrency.turnstile import (
    MOST_AT_ONCE,
    SECONDS_WITHOUT_QUEUE,
    Turnstile,
    turnstile_here,
)

pytestmark = pytest.mark.anyio

TASKS = 5 * MOST_AT_ONCE


def work() -> None:
    """Take as long as tasks may before they queue."""
    until = time.monotonic() + SECONDS_WITHOUT_QUEUE
    while time.monotonic() < until:
        pass


async def most_at_once(enter: Callable[[], Awaitable[None]]) -> int:
    """Return how many of the tasks ended, at most, in one round of the event loop."""
    ended = most = 0

    async def task() -> None:
        nonlocal ended
        await enter()
        work()
        ended += 1

    async with anyio.create_task_group() as group:
        for _ in range(TASKS):
            group.start_soon(task)
        while ended < TASKS:
            before = ended
            await anyio.lowlevel.checkpoint()
            most = max(most, ended - before)
    return most


async def test_other_tasks_run_in_between() -> None:
    turnstile = turnstile_here()
    # trio runs the tasks of a round in any order, so those of two rounds may follow each other.
    assert await most_at_once(turnstile.enter) <= 2 * MOST_AT_ONCE
    assert await most_at_once(anyio.lowlevel.checkpoint) > 2 * MOST_AT_ONCE


async def test_a_cancelled_task_holds_up_no_other() -> None:
    turnstile = turnstile_here()
    ended: list[int] = []

    async def task(number: int, scope: anyio.CancelScope) -> None:
        with scope:
            await turnstile.enter()
            work()
            ended.append(number)

    scopes = [anyio.CancelScope() for _ in range(TASKS)]
    async with anyio.create_task_group() as group:
        work()
        for number, scope in enumerate(scopes):
            group.start_soon(task, number, scope)
        await anyio.lowlevel.checkpoint()
        for scope in scopes[::2]:
            scope.cancel()
    assert set(range(1, TASKS, 2)) <= set(ended)


def test_each_event_loop_has_its_own_and_takes_it_along() -> None:
    seen: list[Turnstile] = []

    async def leave_some_waiting() -> "weakref.ref[Any]":
        seen.append(turnstile_here())
        assert turnstile_here() is seen[-1]
        tasks = [asyncio.ensure_future(seen[-1].enter()) for _ in range(TASKS)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        return weakref.ref(asyncio.get_running_loop())

    loops = [asyncio.run(leave_some_waiting()) for _ in range(2)]
    assert seen[0] is not seen[1]
    gc.collect()
    assert [loop() for loop in loops] == [None, None]
