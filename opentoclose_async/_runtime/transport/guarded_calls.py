"""
Calls of transports that are not ours, which may raise anything.

Some cannot be cancelled properly: they raise a CancelledError of their own, which no cancel scope
takes for its own.
"""

import math
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
import anyio.lowlevel

from opentoclose_async._runtime.transport.foreign_errors import ForeignError

__all__ = ["Clean", "guarded"]

T = TypeVar("T")
Clean = Callable[[BaseException, BaseException | None], BaseException]
"""Clean an error, apart from the one that was being handled before."""


async def guarded(call: Callable[[], Awaitable[T]], clean: Clean) -> T:
    """
    Await a call, and raise its errors cleaned.

    Raises:
        ForeignError: If it raises a CancelledError although nothing was cancelled, or an unknown
            error.
    """
    import asyncio  # takes long, and only custom transports need it

    before = sys.exception()
    try:
        return await call()
    except StopAsyncIteration:
        raise
    except BaseException as error:
        failure = clean(error, before)
        if failure is error and not isinstance(error, asyncio.CancelledError):
            raise
    if isinstance(failure, asyncio.CancelledError):
        if anyio.current_effective_deadline() == -math.inf:
            await anyio.lowlevel.checkpoint()  # raises the cancel scope's own error
        task = asyncio.current_task()
        if task is not None and not task.cancelling():
            raise ForeignError(f"it was cancelled within the transport: {failure}") from failure
    raise failure
