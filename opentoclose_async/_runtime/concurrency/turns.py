"""
One at a time, over all event loops and threads of a process.

A lock of an event loop is of no use in another one, and a lock of threads would stop the loop. So
who finds it taken looks again soon: this is for what takes a request, once an hour.
"""

import os
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

import anyio

__all__ = ["turn"]

LOOK_AGAIN = 0.05
LONGEST_TURN = 60.0
"""Seconds; who has the turn for longer is gone without a word, with the event loop it was in."""

_taken: dict[Hashable, object] = {}


@asynccontextmanager
async def turn(what: Hashable) -> AsyncIterator[None]:
    """
    Wait until nobody else in this process is at something.

    Args:
        what: What it is.
    """
    key = os.getpid(), what  # what a fork has copied is the parent's
    own = object()
    seen: object = None
    too_long = 0.0
    while (holder := _taken.setdefault(key, own)) is not own:  # in one step, for all threads
        now = anyio.current_time()
        if holder is not seen:
            seen, too_long = holder, now + LONGEST_TURN
        elif now >= too_long:
            _taken[key] = own
            break
        await anyio.sleep(LOOK_AGAIN)
    try:
        yield
    finally:
        if _taken.get(key) is own:
            del _taken[key]
