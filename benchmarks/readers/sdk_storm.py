"""Run a storm of cancelled calls with this package."""

import anyio

from benchmarks.client_process import Job, Meter
from benchmarks.readers.cancel_storm import cancel_calls
from benchmarks.readers.sdk import open_client
from opentoclose_async import AsyncRooms

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make and cancel calls."""
    anyio.run(_read, job, meter, backend=job.backend)


async def _read(job: Job, meter: Meter) -> None:
    async with open_client(job) as client:
        assert isinstance(client, AsyncRooms)
        users = client.users
        await cancel_calls(job, meter, lambda: users.get_users(count=20))
