"""Export many accounts at once with this package, each to a file in a folder."""

import asyncio
from contextlib import AsyncExitStack
from os import PathLike
from pathlib import Path
from typing import Any

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.accounts_sdk import open_clients
from benchmarks.readers.stalls import watching_for_stalls
from opentoclose_async import Pager
from opentoclose_async.export import export, export_many

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Export the list of each account."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    async with AsyncExitStack() as stack:
        clients = await open_clients(stack, job)
        files: dict[str | PathLike[str], Pager[Any]] = {
            Path(job.file, f"{number}.jsonl"): client.users.iter_users(page_size=PAGE_SIZE)
            for number, client in enumerate(clients)
        }
        warm_up = clients[0].users.iter_users(max_items=PAGE_SIZE)
        await export(warm_up, Path(job.file, "warm-up.jsonl"))
        with meter.running():
            async with watching_for_stalls(meter):
                reports = await export_many(files)
    meter.rows = sum(report.rows for report in reports.values())
