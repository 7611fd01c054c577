"""Cancel calls at random for a while, then check that a client still works."""

import random
import time
from collections.abc import Awaitable, Callable

import anyio

from benchmarks.client_process import Job, Meter

__all__ = ["CALLS_AFTER", "cancel_calls"]

CALLS_AFTER = 3
LONGEST_CALL = 0.06
"""Seconds; a task waits a random part of it before it cancels its call."""


async def cancel_calls(job: Job, meter: Meter, call: Callable[[], Awaitable[object]]) -> None:
    """
    Make and cancel calls in many tasks, then make a few more undisturbed.

    Args:
        job: How long, and in how many tasks.
        meter: The meter to report to.
        call: One call, which may fail.
    """
    draw = random.Random(1)
    until = time.monotonic() + job.storm_seconds

    async def cancel_again_and_again() -> None:
        while time.monotonic() < until:
            with anyio.move_on_after(draw.uniform(0.0, LONGEST_CALL)):
                await _outcome(call)

    with meter.running():
        async with anyio.create_task_group() as tasks:
            for _ in range(job.storm_tasks):
                tasks.start_soon(cancel_again_and_again)
    for _ in range(CALLS_AFTER):
        error: str | None = f"no response within {job.deadline:g} s"
        with anyio.move_on_after(job.deadline):
            error = await _outcome(call)
        if error is None:
            meter.succeeded += 1
        else:
            meter.error = error


async def _outcome(call: Callable[[], Awaitable[object]]) -> str | None:
    """Make a call and name its error; None if there was none."""
    try:
        await call()
    except Exception as error:  # noqa: BLE001 - how a client fails is what is measured here
        return type(error).__name__
    return None
