"""
A value that is fetched once and kept, however many tasks ask for it.

The fetch runs in the task that asks, so that a cancelled or timed-out call sends nothing more.
``SingleFlight`` is for work that must outlive such a call.
"""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import anyio

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop

__all__ = ["CachedValue"]

T = TypeVar("T")


class CachedValue(Generic[T]):
    """
    Fetch a value when it is first asked for, and keep it.

    Tasks that ask during the fetch wait for it. If it fails or is cancelled, the next in line
    fetches.

    Args:
        fetch: Fetch the value.
    """

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._locks = PerLoop(EventLoops(), anyio.Lock)
        self._kept: tuple[T] | None = None

    async def get(self, *, other_than: T | None = None) -> T:
        """
        Return the value, fetching it if necessary.

        Args:
            other_than: A value known to be stale. If it is still the cached one, fetch again.
        """
        if (kept := self._kept) is not None and kept[0] is not other_than:
            return kept[0]
        async with self._locks.here():
            if (kept := self._kept) is None or kept[0] is other_than:
                self._kept = kept = (await self._fetch(),)
            return kept[0]
