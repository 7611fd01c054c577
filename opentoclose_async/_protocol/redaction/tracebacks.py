"""
Keep secrets out of the frames of tracebacks.

Error reporters such as Sentry send the local variables of a traceback's frames.
"""

import functools
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

__all__ = ["forget_frames", "forgets_arguments"]

T = TypeVar("T", bound=Callable[..., Any])


def forgets_arguments(function: T) -> T:
    """
    Clear the frames of whatever a function, or a class's constructor, raises.

    The lines stay in the traceback; the frames' local variables are cleared.

    Args:
        function: A function, not async, that handles secrets.
    """
    if isinstance(function, type):
        kind: Any = function
        kind.__init__ = forgets_arguments(kind.__init__)
        return kind  # type: ignore[no-any-return]  # the class that was passed

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        before = sys.exception()
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            for each in _led_to(error, before):
                traceback.clear_frames(each.__traceback__)
            # This frame is still running, so it is not cleared.
            del args, kwargs
            raise

    forgetful: Any = call
    return forgetful  # type: ignore[no-any-return]  # has the wrapped function's signature


def forget_frames(error: BaseException, before: BaseException | None) -> None:
    """
    Remove the tracebacks of an error and of its causes.

    Args:
        error: The error that was raised.
        before: The error that was being handled before the work began, which is left alone.
    """
    for each in _led_to(error, before):
        each.__traceback__ = None


def _led_to(error: BaseException, before: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and its causes, except what was raised before."""
    todo: list[BaseException | None] = [error]
    seen = {id(before)}
    while todo:
        each = todo.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        todo += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            todo += each.exceptions
