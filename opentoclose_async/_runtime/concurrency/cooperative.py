"""Long work in steps, yielding to the event loop between them."""

from collections.abc import Generator
from typing import TypeVar

import anyio.lowlevel

__all__ = ["run_cooperatively"]

T = TypeVar("T")


async def run_cooperatively(steps: Generator[None, None, T]) -> T:
    """Run a generator to its end, yielding to other tasks after each step; return its value."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
        await anyio.lowlevel.checkpoint()
