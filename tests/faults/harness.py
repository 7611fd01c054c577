"""How every fault test ends: nothing is left behind, and the client still works."""

import sys
import threading
from collections.abc import AsyncIterator, Callable, Set
from contextlib import asynccontextmanager, suppress
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
        await nothing_new(_left_behind, before)


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


async def nothing_new(measure: Callable[[], Set[str]], before: Set[str]) -> None:
    """Wait until nothing is there that was not there before; what others close does not matter."""
    await becomes(lambda: measure() - before, set())


async def becomes(measure: Callable[[], object], expected: object) -> None:
    """Wait until something is as expected."""
    with anyio.move_on_after(PATIENCE):
        # Most of it happens in the server's thread, which does not notify us.
        while measure() != expected:  # noqa: ASYNC110 - there is no event to wait for
            await anyio.sleep(0.005)
    assert measure() == expected


def _left_behind() -> Set[str]:
    """Name what may leak: tasks, threads and sockets."""
    tasks = {f"task {task.id} {task.name}" for task in anyio.get_running_tasks()}
    threads = {
        f"thread {thread.ident} {thread.name}"
        for thread in threading.enumerate()
        if not thread.name.startswith(IDLE_THREADS)
    }
    return tasks | threads | open_sockets()


def open_sockets() -> Set[str]:
    """Name the sockets of this process, including the sandbox's; none if unknown."""
    found: set[str] = set()
    if not sys.platform.startswith("linux"):
        return found
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed in the meantime
            found.add(str(descriptor.readlink()))
    return {name for name in found if name.startswith("socket:")}
