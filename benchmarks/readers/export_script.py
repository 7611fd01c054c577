"""What a plain script does with aiohttp and orjson: write rows to a file as they arrive."""

import asyncio
import importlib
from pathlib import Path
from typing import BinaryIO

import orjson

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import fetch_pages, rooms_url

__all__ = ["read"]

NEWLINE = orjson.OPT_APPEND_NEWLINE


def read(job: Job, meter: Meter) -> None:
    """Export the list; the first failure ends it."""
    with Path(job.file).open("wb") as file:
        asyncio.run(_read(job, meter, file))


async def _read(job: Job, meter: Meter, file: BinaryIO) -> None:
    aiohttp = importlib.import_module("aiohttp")  # an optional peer
    url = rooms_url(job)
    connector = aiohttp.TCPConnector(limit=job.connections)
    async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as session:

        async def fetch(start: int) -> int:
            page = {"startPosition": start, "count": PAGE_SIZE}
            async with session.get(url, params=page) as answer:
                rows = orjson.loads(await answer.read())["userSummaries"]
            file.write(b"".join(orjson.dumps(row, option=NEWLINE) for row in rows))
            return len(rows)

        await fetch_pages(job, meter, fetch)
