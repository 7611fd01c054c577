"""
Keep secrets out of the frames of tracebacks.

Reporters of errors, Sentry for one, send the local variables of a traceback's frames along; what
had a secret among its own must not be among them.
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
    Let a function, or the constructor of a class, leave no local variable in what it raises.

    The lines stay in the traceback, for whoever looks for the fault; what the frames held is gone.

    Args:
        function: What takes secrets as arguments, or gets them otherwise; it is not async.
    """
    if isinstance(function, type):
        kind: Any = function
        kind.__init__ = forgets_arguments(kind.__init__)
        return kind  # type: ignore[no-any-return]  # it is what was given

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        before = sys.exception()
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            for each in _led_to(error, before):
                traceback.clear_frames(each.__traceback__)
            # This frame goes on, and is not cleared.
            del args, kwargs
            raise

    forgetful: Any = call
    return forgetful  # type: ignore[no-any-return]  # it has the signature of what it wraps


def forget_frames(error: BaseException, before: BaseException | None) -> None:
    """
    Take the frames out of an error and all that led to it.

    Args:
        error: What was raised.
        before: What was being handled when the work began: the caller's, which is left alone.
    """
    for each in _led_to(error, before):
        each.__traceback__ = None


def _led_to(error: BaseException, before: BaseException | None) -> Iterator[BaseException]:
    """Give an error and all that led to it, but for what was there before."""
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
