"""Read with a plain ``httpx.AsyncClient`` and the standard library's json."""

import asyncio
from typing import Any

import httpx

from benchmarks.certificate import trusting
from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import fetch_pages, rooms_url

__all__ = ["read", "read_with"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages; the first failure ends it."""
    asyncio.run(read_with(httpx, job, meter))


async def read_with(library: Any, job: Job, meter: Meter) -> None:
    """Read the pages with httpx, or with another module of the same interface."""
    url = rooms_url(job)
    limits = library.Limits(
        max_connections=job.connections, max_keepalive_connections=job.connections
    )
    verify = True if job.authority is None else trusting(job.authority)
    async with library.AsyncClient(limits=limits, timeout=60.0, verify=verify) as client:

        async def fetch(start: int) -> int:
            answer = await client.get(url, params={"startPosition": start, "count": PAGE_SIZE})
            answer.raise_for_status()
            return len(answer.json()["userSummaries"])

        await fetch_pages(job, meter, fetch)
