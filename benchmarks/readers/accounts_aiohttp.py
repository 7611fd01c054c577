"""Read many accounts at once with aiohttp and orjson, each with a session and workers."""

import asyncio
import importlib
from collections.abc import Iterator

import orjson

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import rooms_url
from benchmarks.readers.stalls import watching_for_stalls

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the list of each account."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    aiohttp = importlib.import_module("aiohttp")  # an optional peer
    url = rooms_url(job)

    async def read_one() -> None:
        connector = aiohttp.TCPConnector(limit=job.connections)
        async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as session:

            async def work(starts: Iterator[int]) -> None:
                for start in starts:
                    page = {"startPosition": start, "count": PAGE_SIZE}
                    async with session.get(url, params=page) as answer:
                        rows = orjson.loads(await answer.read())["userSummaries"]
                    meter.add_unordered_page(len(rows))

            shared = iter(job.starts)
            async with asyncio.TaskGroup() as workers:
                for _ in range(job.connections):
                    workers.create_task(work(shared))

    with meter.running():
        async with watching_for_stalls(meter), asyncio.TaskGroup() as accounts:
            for _ in range(job.accounts):
                accounts.create_task(read_one())
