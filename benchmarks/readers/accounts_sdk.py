"""Read many accounts at once with this package, to models."""

import asyncio
from contextlib import AsyncExitStack

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.sdk import Client, open_client
from benchmarks.readers.stalls import watching_for_stalls

__all__ = ["open_clients", "read"]


def read(job: Job, meter: Meter) -> None:
    """Read the list of each account."""
    asyncio.run(_read(job, meter))


async def _read(job: Job, meter: Meter) -> None:
    async def read_one(client: Client) -> None:
        async for page in client.users.iter_users(page_size=PAGE_SIZE).pages():
            meter.add_unordered_page(len(page.items))

    async with AsyncExitStack() as stack:
        clients = await open_clients(stack, job)
        await clients[0].users.iter_users(max_items=PAGE_SIZE).collect()  # warm up the code
        with meter.running():
            async with watching_for_stalls(meter), asyncio.TaskGroup() as accounts:
                for client in clients:
                    accounts.create_task(read_one(client))


async def open_clients(stack: AsyncExitStack, job: Job) -> list[Client]:
    """Open a client for each account."""
    return [await stack.enter_async_context(open_client(job)) for _ in range(job.accounts)]
