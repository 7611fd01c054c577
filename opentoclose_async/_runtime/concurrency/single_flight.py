"""A value that is fetched once, however many tasks ask for it."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import anyio

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop

__all__ = ["SingleFlight"]

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """
    Fetch a value when it is first asked for, and keep it.

    Who asks while it is being fetched waits for that one; if that fails or is cancelled, the next
    in line fetches it.

    Args:
        fetch: Fetch the value.
    """

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._locks = OfLoop(EventLoops(), anyio.Lock)
        self._kept: tuple[T] | None = None

    async def get(self, *, other_than: T | None = None) -> T:
        """
        Give the value.

        Args:
            other_than: A value that turned out to be out of date: if it is still the one that is
                kept, another is fetched.
        """
        if (kept := self._kept) is not None and kept[0] is not other_than:
            return kept[0]
        async with self._locks.here():
            if (kept := self._kept) is None or kept[0] is other_than:
                self._kept = kept = (await self._fetch(),)
            return kept[0]
