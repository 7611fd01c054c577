"""Collect a whole list of models with this package."""

import gc

import anyio

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.sdk import open_client

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the list."""
    anyio.run(_read, job, meter, backend=job.backend)


async def _read(job: Job, meter: Meter) -> None:
    async with open_client(job) as client:
        pager = client.users.iter_users(concurrency=job.connections, page_size=PAGE_SIZE)
        if job.pause_collector:
            gc.disable()
        with meter.running():
            rows = await pager.collect()
    meter.rows = len(rows)
