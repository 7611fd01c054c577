"""
An event loop that shares its thread with gevent's greenlets.

asyncio starts threads, such as for name resolution, and so may code that runs in the loop. Under
gevent those are greenlets of the loop's own thread. They run while the loop waits in its selector,
which has to be gevent's. They must not see a running event loop then: Django, for one, refuses to
query a database if there is one.
"""

import asyncio
import selectors

import gevent
from gevent.selectors import GeventSelector

__all__ = ["leave_hub", "new_loop"]


class _Selector(GeventSelector):  # type: ignore[misc]  # gevent has no types for it
    """A selector that hides the running event loop while it waits."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for events."""
        loop = asyncio._get_running_loop()  # noqa: SLF001 - documented for loop implementations
        asyncio._set_running_loop(None)  # noqa: SLF001
        try:
            ready: list[tuple[selectors.SelectorKey, int]] = super().select(timeout)
            return ready
        finally:
            asyncio._set_running_loop(loop)  # noqa: SLF001


def new_loop() -> asyncio.AbstractEventLoop:
    """Return an event loop for the current thread."""
    return asyncio.SelectorEventLoop(_Selector())


def leave_hub() -> None:
    """Destroy gevent's hub of this thread, which is about to end."""
    gevent.get_hub().destroy(destroy_loop=True)
