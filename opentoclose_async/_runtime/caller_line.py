"""The line of code that called this package, which warnings point at."""

import sys
from contextvars import Context, ContextVar, copy_context
from types import FrameType
from typing import Any

from attrs import field, frozen

__all__ = ["CallerLine", "caller_line", "context_with_caller_line"]

PACKAGE = __name__.partition(".")[0]
BETWEEN = frozenset(
    {PACKAGE, "anyio", "asyncio", "concurrent", "contextvars", "outcome", "threading", "trio"}
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


def context_with_caller_line() -> Context:
    """Copy the context, with the line that calls ``caller_line`` in it should return."""
    context = copy_context()
    context.run(_OF_BLOCKING_CALL.set, _find(sys._getframe(1)))  # noqa: SLF001 - as above
    return context


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
