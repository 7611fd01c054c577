"""A Pager: every row of a list, its pages fetched concurrently and delivered in order."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, TypeVar

from attrs import frozen

from opentoclose_async.protocol.paging import Page, PagePlan, Window
from opentoclose_async.runtime.reading import Listing, Reading, Row
from opentoclose_async.runtime.session import Counters

__all__ = ["PageStream", "Pager", "RowStream"]

T = TypeVar("T")


@frozen(eq=False, repr=False)
class Pager(Generic[T]):
    """
    The rows of a list, read when iterated over; each iteration reads anew.

    ``async for row in pager`` gives rows, ``async for page in pager.pages()`` pages; ``await
    pager.collect()`` gives a list of all rows; ``pager.raw()`` is the same list as plain dicts.

    An error that a page cannot be had for is raised after all rows before it were delivered; its
    ``start`` is the position to go on from. Leaving a loop early stops the fetching.
    """

    _listing: Listing
    _convert: Callable[[list[Row]], list[T]]
    _page_size: int
    _concurrency: int
    _start: int = 0
    _max_items: int | None = None

    def __aiter__(self) -> "RowStream[T]":
        """Iterate over the rows."""
        return RowStream(self.pages())

    def pages(self) -> "PageStream[T]":
        """
        Iterate over pages.

        Returns:
            An async iterator of ``Page``: ``items``, ``start`` (rows before it) and ``total``. A
            list without rows has no page.
        """
        plan = PagePlan(
            page_size=self._page_size,
            concurrency=self._concurrency,
            start=self._start,
            max_items=self._max_items,
        )
        return PageStream(Reading(self._listing, self._convert, plan))

    async def collect(self) -> list[T]:
        """Read all rows into a list."""
        items: list[T] = []
        stream = self.pages()
        try:
            async for page in stream:
                items += page.items
        finally:
            await stream.aclose()
        return items

    def raw(self) -> "Pager[dict[str, Any]]":
        """Give the same list as the server's own objects, without the cost of models."""
        return Pager(
            self._listing,
            _unchanged,
            self._page_size,
            self._concurrency,
            self._start,
            self._max_items,
        )

    @property
    def counters(self) -> Counters:
        """What reading this list has cost so far: requests and retries, ``raw()`` included."""
        return self._listing.counters

    def __repr__(self) -> str:
        request = self._listing.ask(Window(self._start, self._page_size))
        return f"<Pager of {request}, {self._page_size} rows a page>"


def _unchanged(rows: list[Row]) -> list[Row]:
    return rows


class PageStream(AsyncIterator[Page[T]]):
    """
    One reading of a list, page by page.

    Args:
        reading: What fetches the pages.
    """

    def __init__(self, reading: Reading[T]) -> None:
        self._reading = reading

    def __aiter__(self) -> "PageStream[T]":
        return self

    async def __anext__(self) -> Page[T]:
        for page in await self._reading.next_pages(1):
            return page
        raise StopAsyncIteration

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page, and take those with it that are there already.

        Args:
            most: Pages to take, at most.

        Returns:
            At least one page; none behind the last one.
        """
        return await self._reading.next_pages(most)

    async def aclose(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""
        await self._reading.aclose()

    def abandon(self) -> None:
        """Stop fetching, from any thread, without waiting."""
        self._reading.abandon()

    def __del__(self) -> None:
        self.abandon()


class RowStream(AsyncIterator[T]):
    """
    One reading of a list, row by row.

    Args:
        pages: The same reading page by page.
    """

    def __init__(self, pages: PageStream[T]) -> None:
        self._pages = pages
        self._rows: Iterator[T] = iter(())

    def __aiter__(self) -> "RowStream[T]":
        return self

    async def __anext__(self) -> T:
        while True:
            for row in self._rows:
                return row
            self._rows = iter((await anext(self._pages)).items)

    async def aclose(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""
        self._rows = iter(())
        await self._pages.aclose()
