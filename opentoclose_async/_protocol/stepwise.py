"""Run long work that is split into steps, without pauses between them."""

from collections.abc import Generator
from typing import TypeVar

__all__ = ["run_steps"]

T = TypeVar("T")


def run_steps(steps: Generator[None, None, T]) -> T:
    """Run all steps without a pause and return their result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
