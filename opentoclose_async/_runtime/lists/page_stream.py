"""Streams that read a list once, page by page or row by row."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.paging.repeats import Repeats
from opentoclose_async._protocol.plurals import counted
from opentoclose_async._runtime.lists.base_stream import BasePageStream
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, Row
from opentoclose_async._runtime.lists.misuse import AsyncOnly
from opentoclose_async._runtime.lists.page_fetcher import FetchedPage, PageFetcher
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError

__all__ = ["PageStream", "RowStream"]

T = TypeVar("T")


class PageStream(BasePageStream[T]):
    """
    An async iterator over the pages of a list.

    Args:
        endpoint: The list.
        convert: Convert the rows of a page to items.
        page_size: Rows per request.
        concurrency: Maximum number of concurrent requests.
        start: Position of the first row.
        max_items: Maximum number of rows to read.
        pages_expected: Pages that the list probably has, if none of its model was read before;
            None for many.
    """

    def __init__(
        self,
        endpoint: ListEndpoint,
        convert: Callable[[list[Row]], list[T]],
        *,
        page_size: int,
        concurrency: int,
        start: int = 0,
        max_items: int | None = None,
        pages_expected: int | None = None,
    ) -> None:
        super().__init__()
        self._convert = convert
        self._plan = PagePlan(
            page_size=page_size,
            concurrency=concurrency,
            start=start,
            max_items=max_items,
            confirm_end=endpoint.confirm_end,
            room=endpoint.session.throttle.room,
        )
        expected = concurrency if pages_expected is None else pages_expected
        expected = endpoint.usual_pages.get(endpoint.kind.model, expected)
        if max_items is not None:
            expected = min(expected, -(-max_items // page_size))
        self._fetcher = PageFetcher(
            endpoint, self._plan, page_size=page_size, pages_expected=expected
        )
        self._pages = 0
        self._repeats = Repeats(endpoint.kind.key)
        self._start = start
        self._delivered = 0
        self._odd_first = False  # the first page did not have the requested number of rows
        self._first_page = 0  # its number of rows
        self._linked = False  # the last page links to a next one
        self._repeated = False
        self._failure: OpenToCloseAPIError | None = None
        self._over = False
        self.position = start
        """Position after the last row delivered."""

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as last reported by the server; None if it was not."""
        return self._plan.totals.last

    @property
    def trusted_total(self) -> int | None:
        """The total, unless other totals, rows after it or repeated rows contradict it."""
        return None if self._repeated else self._plan.totals.trusted

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page, and return those that have arrived with it.

        Args:
            most: Maximum number of pages to return.

        Returns:
            At least one page; an empty list after the last page.
        """
        self._loop.check(self.position)
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        pages: list[Page[T]] = []
        while not pages and not self._over:
            fetched = await self._fetcher.next_pages(most)
            if not fetched:
                self._over = True
                self._note_pages()
            for each in fetched:
                try:
                    page = self._take(each)
                except OpenToCloseAPIError as error:
                    self._end()
                    if not pages:
                        raise
                    self._failure = error
                    break
                if page is not None:
                    pages.append(page)
                if self._over:
                    break
        return pages

    async def aclose(self) -> None:
        """Stop fetching and wait until all workers have stopped."""
        self._over = True
        await self._fetcher.aclose()

    def abandon(self) -> None:
        """Stop fetching without waiting; from any thread."""
        self._fetcher.abandon()

    def _end(self) -> None:
        self._over = True
        self._fetcher.end()

    def _take(self, fetched: FetchedPage) -> Page[T] | None:
        """Convert a page's new rows; None if all of them came before."""
        rows, used = fetched.page.rows, fetched.used
        try:
            old = self._repeats.count_repeated(rows, used)
        except RecursionError as error:
            deep = DataFormatError("a row is nested too deeply.", start=fetched.start)
            self._fetcher.endpoint.name_request(deep)
            raise deep from error
        if old:
            self._repeated = True
            if old >= used:
                self._judge_repeated(fetched)
                return None
        if old or used < len(rows):
            rows = rows[old:used]
        start = fetched.start + old
        # Convert late, so that pages fetched ahead are held as plain rows: the garbage collector
        # skips those, but would traverse all models again and again.
        try:
            items = self._convert(rows)
        except OpenToCloseAPIError as error:
            error.start = start
            self._fetcher.endpoint.name_request(error)
            raise
        if not self._delivered:
            self._odd_first = fetched.used != fetched.page_range.count
            self._first_page = len(rows)
        self._linked = bool(fetched.page.more)
        self._delivered += len(rows)
        self._pages += 1
        self._note_pages()
        self.position = start + len(rows)
        return Page(items, start, self._plan.totals.last)

    def _note_pages(self) -> None:
        endpoint = self._fetcher.endpoint
        endpoint.usual_pages[endpoint.kind.model] = self._pages

    def _judge_repeated(self, fetched: FetchedPage) -> None:
        """Treat a page of nothing but repeated rows as the end of the list, or as an error."""
        total = self._plan.totals.last
        rows_so_far = self._start + self._delivered
        # A server without paging returns its whole list for any window.
        is_whole = self._odd_first and self._delivered == self._first_page
        is_whole = is_whole and not (fetched.page.more or self._linked)
        if rows_so_far == total or (total is None and is_whole):
            self._end()
            return
        error = DataFormatError(
            f"the page at position {fetched.start} repeats earlier rows: the server ignores "
            "positions or shifts them, or the list moved by a whole page. "
            f"{counted(self._delivered, 'row')} {'was' if self._delivered == 1 else 'were'} read"
            + ("" if total is None else f" of {total} that the server reports")
            + f". Resume with start={rows_so_far} when the list is not changing.",
            start=rows_so_far,
        )
        self._fetcher.endpoint.name_request(error)
        raise error


class RowStream(Uncopyable, AsyncOnly, AsyncIterator[T]):
    """
    An async iterator over the rows of a list.

    Args:
        pages: The pages to take the rows from.
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
        """Stop fetching and wait until all workers have stopped."""
        self._rows = iter(())
        await self._pages.aclose()
