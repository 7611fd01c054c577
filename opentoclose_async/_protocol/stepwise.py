"""Long work that is done in steps, between which others may have a turn."""

from collections.abc import Generator
from typing import TypeVar

__all__ = ["at_once"]

T = TypeVar("T")


def at_once(steps: Generator[None, None, T]) -> T:
    """Take all steps, one after the other, and give what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
