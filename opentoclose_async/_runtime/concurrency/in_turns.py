"""Long work that is done in steps, each of which the event loop's other tasks take turns with."""

from collections.abc import Generator
from typing import TypeVar

import anyio.lowlevel

__all__ = ["in_turns"]

T = TypeVar("T")


async def in_turns(steps: Generator[None, None, T]) -> T:
    """Take all steps, letting others have their turns in between, and give what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
        await anyio.lowlevel.checkpoint()
