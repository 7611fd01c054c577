"""What any HTTP client takes to fetch concurrently: workers that share the page numbers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence

from benchmarks.client_process import PAGE_SIZE, Job, Meter

__all__ = ["fetch_pages", "rooms_url"]


def rooms_url(job: Job) -> str:
    """Give the address of the list of users."""
    return f"{job.base_url}/restapi/v2/accounts/bench/users"


async def fetch_pages(job: Job, meter: Meter, fetch: Callable[[int], Awaitable[int]]) -> None:
    """
    Fetch the pages in no order, with as many workers as there are connections.

    Args:
        job: Which pages.
        meter: What to report to.
        fetch: Fetch and decode the page at a position; give its number of rows.
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
