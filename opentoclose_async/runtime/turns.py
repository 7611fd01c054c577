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
LONGEST_WAIT = 60.0
"""Seconds; then who had the turn is gone without a word, with the event loop that it was in."""

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
    given_up = anyio.current_time() + LONGEST_WAIT
    while _taken.setdefault(key, own) is not own:  # in one step, for all threads
        if anyio.current_time() >= given_up:
            _taken[key] = own
        await anyio.sleep(LOOK_AGAIN)
    try:
        yield
    finally:
        if _taken.get(key) is own:
            del _taken[key]
