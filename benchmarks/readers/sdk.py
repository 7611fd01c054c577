"""Read with this package: pages in order, fetched concurrently."""

from collections.abc import Callable
from operator import attrgetter, itemgetter
from typing import Any

import anyio

from benchmarks.certificate import trusting
from benchmarks.client_process import PAGE_SIZE, Job, Meter
from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, Quota, RetryPolicy

__all__ = ["open_client", "read"]

Client = AsyncRooms | AsyncOpenToClose


def open_client(job: Job) -> Client:
    """Create the client for a job."""
    options: dict[str, Any] = {
        "max_connections": job.connections,
        "quota": None if job.quota is None else Quota.parse(job.quota),
        "retry": RetryPolicy(attempts=job.attempts, first_delay=0.1),
        "ssl_context": None if job.authority is None else trusting(job.authority),
    }
    if job.api == "rooms":
        return AsyncRooms(
            "bench", access_token="loopback", base_url=f"{job.base_url}/restapi", **options
        )
    return AsyncOpenToClose("loopback", base_url=f"{job.base_url}/v1", **options)


def read(job: Job, meter: Meter) -> None:
    """Read the whole list."""
    anyio.run(_read, job, meter, backend=job.backend)


async def _read(job: Job, meter: Meter) -> None:
    async with open_client(job) as client:
        ids_of = _ids_of(job)
        if job.warm_pages:
            async for _ in _open_list(client, job, max_items=job.warm_pages * PAGE_SIZE).pages():
                pass
        with meter.running():
            async for page in _open_list(client, job).pages():
                meter.add_page(ids_of(page.items))
        meter.retries = client.counters.retries


def _open_list(client: Client, job: Job, max_items: int | None = None) -> Pager[Any]:
    pager: Pager[Any] = client.users.iter_users(
        concurrency=job.connections, page_size=PAGE_SIZE, max_items=max_items
    )
    return pager if job.typed else pager.raw()


def _ids_of(job: Job) -> Callable[[list[Any]], list[int]]:
    names = ("user_id", "userId") if job.api == "rooms" else ("id", "id")
    get: Callable[[Any], int] = attrgetter(names[0]) if job.typed else itemgetter(names[1])
    return lambda rows: list(map(get, rows))
