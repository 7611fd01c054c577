"""Read with a plain ``httpx.AsyncClient`` and the standard library's json."""

import asyncio

import httpx

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import fetch_pages, rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages; the first failure ends it."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    url = rooms_url(job)
    limits = httpx.Limits(
        max_connections=job.connections, max_keepalive_connections=job.connections
    )
    async with httpx.AsyncClient(limits=limits, timeout=60.0) as client:

        async def fetch(start: int) -> int:
            answer = await client.get(url, params={"startPosition": start, "count": PAGE_SIZE})
            answer.raise_for_status()
            return len(answer.json()["userSummaries"])

        await fetch_pages(job, meter, fetch)
