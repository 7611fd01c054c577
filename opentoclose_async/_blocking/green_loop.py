"""
The event loop of a thread in which gevent runs what it has made of threads.

asyncio asks for threads where it looks up a name, and so does whatever is done beside the loop.
Those are greenlets of the same thread here, which run while the loop waits in its selector, if that
is gevent's own. They must not take the loop for theirs meanwhile: Django, for one, refuses to ask a
database where an event loop runs.
"""

import asyncio
import selectors

import gevent
from gevent.selectors import GeventSelector

__all__ = ["leave_hub", "new_loop"]


class _Selector(GeventSelector):  # type: ignore[misc]  # gevent brings no types for it
    """A selector in which no event loop is the running one."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for files."""
        loop = asyncio._get_running_loop()  # noqa: SLF001 - documented, for makers of loops
        asyncio._set_running_loop(None)  # noqa: SLF001
        try:
            ready: list[tuple[selectors.SelectorKey, int]] = super().select(timeout)
            return ready
        finally:
            asyncio._set_running_loop(loop)  # noqa: SLF001


def new_loop() -> asyncio.AbstractEventLoop:
    """Make an event loop for the thread that will run it."""
    return asyncio.SelectorEventLoop(_Selector())


def leave_hub() -> None:
    """Take apart what gevent has in this thread, which is about to end."""
    gevent.get_hub().destroy(destroy_loop=True)
