"""What the plain and the verified reading of a list have in common: pages, asked for one by one."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Self, TypeVar

from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._runtime.concurrency.event_loops import OneLoop
from opentoclose_async._runtime.stays_here import StaysHere

__all__ = ["PageReading"]

T = TypeVar("T")


class PageReading(StaysHere, AsyncIterator[Page[T]], ABC):
    """One reading of a list, page by page, in the event loop that it is begun in."""

    def __init__(self) -> None:
        self._loop = OneLoop("This reading")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        for page in await self.next_pages(1):
            return page
        raise StopAsyncIteration

    @abstractmethod
    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page, and take those with it that are there already.

        Args:
            most: Pages to take, at most.

        Returns:
            At least one page; none behind the last one.
        """

    @abstractmethod
    async def aclose(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""

    @abstractmethod
    def abandon(self) -> None:
        """Stop fetching, from any thread, without waiting."""

    def __del__(self) -> None:
        self.abandon()
