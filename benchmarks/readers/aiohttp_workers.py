"""Read with aiohttp and orjson: close to the minimum for Python."""

import asyncio
import importlib

import orjson

from benchmarks.certificate import trusting
from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import fetch_pages, rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages; the first failure ends it."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    aiohttp = importlib.import_module("aiohttp")  # an optional peer
    url = rooms_url(job)
    tls = True if job.authority is None else trusting(job.authority)
    connector = aiohttp.TCPConnector(limit=job.connections, ssl=tls)
    async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as session:

        async def fetch(start: int) -> int:
            page = {"startPosition": start, "count": PAGE_SIZE}
            async with session.get(url, params=page) as answer:
                return len(orjson.loads(await answer.read())["userSummaries"])

        await fetch_pages(job, meter, fetch)
