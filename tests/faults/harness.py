"""How every fault test ends: nothing is left behind, and the client still works."""

import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import anyio
import anyio.lowlevel

from opentoclose_async import AsyncOpenToClose, AsyncRooms, RetryPolicy
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import otc_client, rooms_client

ApiName = Literal["otc", "rooms"]
APIS: tuple[ApiName, ...] = ("otc", "rooms")
ROWS = 250
DEADLINE = 20.0
PATIENCE = 5.0
IDLE_THREADS = ("Trio thread", "asyncio_", "AnyIO worker thread")
"""Threads that event loops keep for a while, for the next blocking call or name lookup."""
TIMEOUT = 5.0
"""Long enough for a busy machine, on which a fault must not look like another."""
SHORT_TIMEOUT = 0.5
"""For calls that a fault leaves without a response."""
QUICK = RetryPolicy(attempts=12, first_delay=0.001, longest_delay=0.005)

AnyClient = AsyncOpenToClose | AsyncRooms


def make_client(api: ApiName, server: RunningSandbox, **options: Any) -> AnyClient:
    make: Callable[..., AnyClient] = otc_client if api == "otc" else rooms_client
    return make(server, **{"timeout": TIMEOUT, "max_response_bytes": 1_000_000, **options})


def timeout_for(fault: Fault) -> float:
    """Return the timeout of a call that a fault is about to hit."""
    return SHORT_TIMEOUT if fault.kind in ("hang", "half_open", "long_length") else TIMEOUT


def rows_of(api: ApiName, server: RunningSandbox) -> list[dict[str, Any]]:
    sandbox = server.sandbox
    return sandbox.otc_rows("users") if api == "otc" else sandbox.rooms_rows("users")


def requests_of(method: str, server: RunningSandbox) -> int:
    """Count the requests of a method that reached Open To Close."""
    return sum(request.method == method for request in server.sandbox.stats.otc.log)


async def all_rows(client: AnyClient, **options: Any) -> list[dict[str, Any]]:
    return await client.users.iter_users(**options).raw().collect()


@asynccontextmanager
async def nothing_left_behind() -> AsyncIterator[None]:
    """Check that the block leaves no more connections, tasks and threads than before."""
    with anyio.fail_after(DEADLINE):
        before = _left_behind()
        yield
        await settles(_left_behind, before)


@asynccontextmanager
async def unharmed(
    api: ApiName, server: RunningSandbox, **options: Any
) -> AsyncIterator[AnyClient]:
    """
    Yield a client to mistreat.

    Afterwards, without faults, it must read the whole list. Once it is closed, there must be no
    more connections, tasks and threads than before. All of it has a deadline.
    """
    async with nothing_left_behind():
        client = make_client(api, server, **options)
        try:
            yield client
            server.sandbox.faults.clear()
            # Retries are allowed: a connection may turn out to be broken only now.
            assert await all_rows(client, retry=QUICK) == rows_of(api, server)
        finally:
            await client.aclose()


async def settles(measure: Callable[[], object], expected: object) -> None:
    """Wait until something is as expected."""
    with anyio.move_on_after(PATIENCE):
        # Most of it happens in the server's thread, which does not notify us.
        while measure() != expected:  # noqa: ASYNC110 - there is no event to wait for
            await anyio.sleep(0.005)
    assert measure() == expected


def _left_behind() -> dict[str, object]:
    """Count what a leak would increase."""
    return {
        "tasks": len(anyio.get_running_tasks()),
        "threads": sorted(
            thread.name
            for thread in threading.enumerate()
            if not thread.name.startswith(IDLE_THREADS)
        ),
        "sockets": open_sockets(),
    }


def open_sockets() -> int:
    """Count the sockets of this process, including the sandbox's; 0 if unknown."""
    if not sys.platform.startswith("linux"):
        return 0
    count = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            count += str(descriptor.readlink()).startswith("socket:")
        except OSError:  # closed in the meantime
            continue
    return count
