"""
A process that looks up one user after another, as fast as its quota allows.

``python -m tests.runtime.quota.caller STORE API BASE_URL SECONDS QUOTA TASKS``
"""

import sys
import time
from typing import Any

import anyio

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota
from opentoclose_async.exceptions import OpenToCloseAPIError

TOKEN, ACCOUNT = "token", "account"


def client(store: Any, api: str, address: str, quota: str) -> AsyncOpenToClose | AsyncRooms:
    """Return a client of a sandbox whose configuration has these credentials."""
    options: dict[str, Any] = {
        "base_url": address,
        "quota_store": store,
        "quota": "documented" if quota == "documented" else Quota.parse(quota),
    }
    if api == "otc":
        return AsyncOpenToClose(TOKEN, **options)
    return AsyncRooms(ACCOUNT, access_token=TOKEN, **options)


async def call(store: Any, api: str, address: str, seconds: float, quota: str, tasks: int) -> None:
    """Call until the time is over, and print how many calls worked, failed and were repeated."""
    until = time.monotonic() + seconds
    calls = errors = 0
    async with client(store, api, address, quota) as caller:
        path = "/users/1" if api == "otc" else f"/v2/accounts/{ACCOUNT}/users"

        async def repeat() -> None:
            nonlocal calls, errors
            while time.monotonic() < until:
                with anyio.move_on_after(until - time.monotonic()):
                    try:
                        await caller.request("GET", path)
                    except OpenToCloseAPIError as error:
                        errors += 1
                        sys.stderr.write(f"{type(error).__name__}: {error}\n")
                    else:
                        calls += 1

        async with anyio.create_task_group() as group:
            for _ in range(tasks):
                group.start_soon(repeat)
        sys.stdout.write(f"{calls} {errors} {caller.counters.retries}\n")


def main() -> None:
    """Call as the command line says."""
    store, api, address, seconds, quota, tasks = sys.argv[1:]
    anyio.run(call, store, api, address, float(seconds), quota, int(tasks))


if __name__ == "__main__":
    main()
