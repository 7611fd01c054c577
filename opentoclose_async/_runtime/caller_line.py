"""The line of code that called this package, which warnings point at."""

import sys
from collections.abc import Callable
from contextvars import ContextVar
from types import FrameType
from typing import Any, TypeVar

from attrs import field, frozen

__all__ = ["CallerLine", "at_caller_line", "caller_line"]

T = TypeVar("T")

PACKAGE = __name__.partition(".")[0]
BETWEEN = frozenset(
    {
        *{PACKAGE, "anyio", "asyncio", "concurrent", "contextvars", "outcome", "threading", "trio"},
        *{"contextlib", "dlt"},
    }
)
"""Packages that run the caller's code, or ours for it."""


@frozen
class CallerLine:
    """
    A line of code.

    Attributes:
        filename: Its file.
        number: Its number in the file.
        module: The name of its module.
        registry: The warnings that were shown for the module, as ``warnings`` keeps them.
    """

    filename: str
    number: int
    module: str
    registry: dict[Any, Any] = field(repr=False, eq=False)


_OF_BLOCKING_CALL: ContextVar[CallerLine | None] = ContextVar("caller_line", default=None)
"""Set while a blocking call runs in its event loop, whose frames do not lead to its caller."""


def caller_line() -> CallerLine:
    """Return the nearest line outside of this package and of event loops."""
    return _OF_BLOCKING_CALL.get() or _find(sys._getframe(1))  # noqa: SLF001 - as warnings do


def at_caller_line(function: Callable[[], T]) -> Callable[[], T]:
    """
    Let a function that runs in an event loop open lists for the line that calls this.

    It has to run in a context of its own.
    """
    line = _find(sys._getframe(1))  # noqa: SLF001 - as above

    def call() -> T:
        _OF_BLOCKING_CALL.set(line)
        return function()

    return call


def _find(frame: FrameType) -> CallerLine:
    found = frame
    step: FrameType | None = frame
    while step is not None:
        found = step
        if str(step.f_globals.get("__name__")).partition(".")[0] not in BETWEEN:
            break
        step = step.f_back
    names = found.f_globals
    return CallerLine(
        found.f_code.co_filename,
        found.f_lineno,
        str(names.get("__name__") or "<unknown>"),
        names.setdefault("__warningregistry__", {}),
    )
