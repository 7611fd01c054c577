"""Concurrent reading with any HTTP client: workers that share the page offsets."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence

from benchmarks.client_process import PAGE_SIZE, Job, Meter

__all__ = ["fetch_pages", "rooms_url"]


def rooms_url(job: Job) -> str:
    """Return the address of the list of users."""
    return f"{job.base_url}/restapi/v2/accounts/bench/users"


async def fetch_pages(job: Job, meter: Meter, fetch: Callable[[int], Awaitable[int]]) -> None:
    """
    Fetch the pages in any order, with one worker per connection.

    Args:
        job: Which pages.
        meter: The meter to report to.
        fetch: Fetches and decodes the page at an offset; returns its number of rows.
    """
    await _share(range(0, job.warm_pages * PAGE_SIZE, PAGE_SIZE), job, fetch, lambda _: None)
    with meter.running():
        await _share(job.starts, job, fetch, meter.add_unordered_page)


async def _share(
    starts: Sequence[int],
    job: Job,
    fetch: Callable[[int], Awaitable[int]],
    report: Callable[[int], None],
) -> None:
    async def work(shared: Iterator[int]) -> None:
        for start in shared:
            report(await fetch(start))

    shared = iter(starts)
    async with asyncio.TaskGroup() as workers:
        for _ in range(job.connections):
            workers.create_task(work(shared))
