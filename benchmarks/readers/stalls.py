"""Watch how long an event loop is held."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.client_process import Meter

__all__ = ["watching_for_stalls"]

TICK = 0.002
"""Seconds between two looks."""


@asynccontextmanager
async def watching_for_stalls(meter: Meter) -> AsyncIterator[None]:
    """Report how long another task would have waited at most, and the CPU time meanwhile."""

    async def watch() -> None:
        while True:
            wall, cpu = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - wall - TICK
            meter.longest_stall = max(meter.longest_stall, late * 1000.0)
            held = time.thread_time() - cpu
            meter.longest_hold = max(meter.longest_hold, held * 1000.0)

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
