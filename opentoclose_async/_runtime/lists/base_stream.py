"""The base class of plain and verified page streams."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Self, TypeVar

from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._runtime.concurrency.event_loops import BoundToLoop
from opentoclose_async._runtime.lists.misuse import AsyncOnly
from opentoclose_async._runtime.uncopyable import Uncopyable

__all__ = ["BasePageStream"]

T = TypeVar("T")


class BasePageStream(Uncopyable, AsyncOnly, AsyncIterator[Page[T]], ABC):
    """Read a list once, page by page, in the event loop that the first page is read in."""

    def __init__(self) -> None:
        self._loop = BoundToLoop("This iteration")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        for page in await self.next_pages(1):
            return page
        raise StopAsyncIteration

    @abstractmethod
    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page, and return those that have arrived with it.

        Args:
            most: Maximum number of pages to return.

        Returns:
            At least one page; an empty list after the last page.
        """

    @abstractmethod
    async def aclose(self) -> None:
        """Stop fetching and wait until all workers have stopped."""

    @abstractmethod
    def abandon(self) -> None:
        """Stop fetching without waiting; from any thread."""

    def __del__(self) -> None:
        self.abandon()
