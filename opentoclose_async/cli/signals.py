"""Ctrl-C and SIGTERM, which cancel the running command so that it can save what it has; SIGPIPE."""

import contextlib
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

__all__ = [
    "INTERRUPTED",
    "READER_LEFT",
    "TERMINATED",
    "ReaderLeftError",
    "Terminated",
    "on_sigterm",
    "run_until_stopped",
]

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
READER_LEFT = 128 + 13  # SIGPIPE, which Windows lacks
"""Exit statuses that shells report for a process ended by a signal: 128 plus its number."""


class ReaderLeftError(Exception):
    """Raised when the reader of standard output has closed it."""


class Terminated(KeyboardInterrupt):
    """Raised after SIGTERM stopped a command, as KeyboardInterrupt is after Ctrl-C."""


def run_until_stopped(main: Callable[[], Awaitable[None]]) -> None:
    """
    Run a command's coroutine in a new event loop; a signal cancels it.

    Raises:
        KeyboardInterrupt: After Ctrl-C, once the coroutine has ended.
        Terminated: After SIGTERM, likewise.
    """
    # Imported here because --help does without them.
    import asyncio

    import anyio

    terminated = False

    async def run() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def terminate(*_: Any) -> None:
            nonlocal terminated
            terminated = True
            loop.call_soon_threadsafe(task.cancel)

        with on_sigterm(terminate):
            await main()

    try:
        anyio.run(run)
    except asyncio.CancelledError:
        if not terminated:
            raise
    if terminated:
        raise Terminated


@contextlib.contextmanager
def on_sigterm(handler: Callable[..., None]) -> Iterator[None]:
    """Handle SIGTERM within this context, unless another handler is installed."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
