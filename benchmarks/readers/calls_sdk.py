"""Make calls with this package's async client, one after another."""

import anyio

from benchmarks.client_process import Job, Meter
from benchmarks.readers.call_threads import WARM_CALLS
from benchmarks.readers.sdk import open_client
from opentoclose_async import AsyncRooms

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make the calls."""
    anyio.run(_read, job, meter, backend=job.backend)


async def _read(job: Job, meter: Meter) -> None:
    async with open_client(job) as client:
        assert isinstance(client, AsyncRooms)
        for _ in range(WARM_CALLS):
            await client.users.get_users(count=1)
        with meter.running():
            for _ in range(job.calls):
                await client.users.get_users(count=1)
        meter.succeeded = job.calls
