"""
A process that takes permits from a store as fast as it gets them, and notes when it got each.

``python -m tests.runtime.quota.permit_taker STORE NOTES UNTIL``: a file or a Redis URL, and a time
of the monotonic clock
"""

import os
import sys
import time

import anyio

from opentoclose_async._protocol.quota.sharing import EndedRequest, QuotaRequest
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._runtime.quota.file_store import FileQuotaStore
from opentoclose_async._runtime.quota.redis_store import RedisQuotaStore

WINDOWS = (Window(50, 1.0),)


async def take(path: str, notes: int, until: float) -> None:
    """Take permits until a time."""
    store = RedisQuotaStore(path) if "://" in path else FileQuotaStore(path)
    ended: tuple[EndedRequest, ...] = ()
    while (asked := time.monotonic()) < until:
        request = QuotaRequest(str(os.getpid()), f"process {os.getpid()}", 4, ended=ended)
        reply = await store.exchange("account", WINDOWS, request)
        got = time.monotonic()
        for _ in reply.permits:
            os.write(notes, f"{os.getpid()} {got!r}\n".encode())
        ended = tuple(EndedRequest(permit, got - asked) for permit in reply.permits)
        if not reply.permits:
            await anyio.sleep(reply.wait)
    await store.aclose()


def main() -> None:
    """Take permits as the command line says."""
    path, notes, until = sys.argv[1:]
    anyio.run(take, path, os.open(notes, os.O_WRONLY | os.O_APPEND), float(until))


if __name__ == "__main__":
    main()
