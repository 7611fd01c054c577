"""Export with this package to a file; its suffix says the format."""

import anyio

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.sdk import open_client
from opentoclose_async.export import export

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Export the list."""
    anyio.run(_read, job, meter, backend=job.backend)


async def _read(job: Job, meter: Meter) -> None:
    async with open_client(job) as client:
        pager = client.users.iter_users(concurrency=job.connections, page_size=PAGE_SIZE)
        with meter.running():
            report = await export(pager, job.file, verify=job.verify, overwrite=True)
    meter.rows, meter.pages = report.rows, report.requests
