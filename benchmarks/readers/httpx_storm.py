"""Run a storm of cancelled calls with a plain ``httpx.AsyncClient``."""

import asyncio

import httpx

from benchmarks.client_process import Job, Meter
from benchmarks.readers.cancel_storm import cancel_calls
from benchmarks.readers.page_workers import rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make and cancel calls."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    url = rooms_url(job)
    limits = httpx.Limits(
        max_connections=job.connections, max_keepalive_connections=job.connections
    )
    # Below the deadline, so that the pool itself reports that it has no connection left.
    timeout = httpx.Timeout(job.deadline * 0.75)
    async with httpx.AsyncClient(limits=limits, timeout=timeout) as client:
        await cancel_calls(job, meter, lambda: client.get(url, params={"count": 20}))
