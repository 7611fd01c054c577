"""
A lock across all event loops and threads of a process.

A lock of one event loop does not work in another, and a thread lock would block the loop. So a task
that finds the lock held polls: it guards an operation that sends a request about once an hour.
"""

import os
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

import anyio

__all__ = ["cross_loop_lock"]

POLL_INTERVAL = 0.05
"""Seconds."""
LONGEST_HOLD = 60.0
"""Seconds after which the holder is assumed to have vanished with its event loop."""

_holders: dict[Hashable, object] = {}


@asynccontextmanager
async def cross_loop_lock(name: Hashable) -> AsyncIterator[None]:
    """Hold the lock of this name; only one task in the process can at a time."""
    key = os.getpid(), name  # entries copied by a fork are the parent's
    own = object()
    seen: object = None
    expires = 0.0
    while (holder := _holders.setdefault(key, own)) is not own:  # atomic, for all threads
        now = anyio.current_time()
        if holder is not seen:
            seen, expires = holder, now + LONGEST_HOLD
        elif now >= expires:
            _holders[key] = own
            break
        await anyio.sleep(POLL_INTERVAL)
    try:
        yield
    finally:
        if _holders.get(key) is own:
            del _holders[key]
