"""Leave out of a traceback how its call got into the event loop and through the client."""

from types import TracebackType
from typing import TypeVar

from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["shortened"]

E = TypeVar("E", bound=BaseException)

PACKAGE = __name__.partition(".")[0]
BETWEEN = frozenset({"_blocking", "blocking", "redaction"})
"""Modules and packages that stand between blocking code and the async code that it calls."""


def shortened(error: E) -> E:
    """
    Return an error, whose traceback begins at other code that it came from, such as a hook.

    If there is none, only the frame that raised the error is left. Errors that are not this
    package's own may be its faults, so only the frames between blocking and async code are left out
    of them.
    """
    ours = isinstance(error, OpenToCloseAPIError)
    step = error.__traceback__
    while step is not None and step.tb_next is not None and _is_left_out(step, ours=ours):
        step = step.tb_next
    return error.with_traceback(step)


def _is_left_out(step: TracebackType, *, ours: bool) -> bool:
    package, *inner = str(step.tb_frame.f_globals.get("__name__")).split(".")
    return package == PACKAGE and (ours or not BETWEEN.isdisjoint(inner))
