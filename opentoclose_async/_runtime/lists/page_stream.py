"""One reading of a list, page by page or row by row."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.paging.repeats import Repeats
from opentoclose_async._runtime.lists.listing import Listing, Row
from opentoclose_async._runtime.lists.page_reading import PageReading
from opentoclose_async._runtime.lists.workers import Fetched, Reading
from opentoclose_async._runtime.stays_here import StaysHere
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError

__all__ = ["PageStream", "RowStream"]

T = TypeVar("T")


class PageStream(PageReading[T]):
    """
    One reading of a list, page by page.

    Args:
        listing: The list.
        convert: Turn the rows of a page into items.
        page_size: Rows to ask for at a time.
        concurrency: Pages to fetch at the same time, at most.
        start: Position of the first row.
        max_items: Rows to read at most.
    """

    def __init__(
        self,
        listing: Listing,
        convert: Callable[[list[Row]], list[T]],
        *,
        page_size: int,
        concurrency: int,
        start: int = 0,
        max_items: int | None = None,
    ) -> None:
        super().__init__()
        self._convert = convert
        self._plan = PagePlan(
            page_size=page_size,
            concurrency=concurrency,
            start=start,
            max_items=max_items,
            confirm_end=listing.confirm_end,
        )
        self._reading = Reading(listing, self._plan, page_size=page_size)
        self._repeats = Repeats(listing.kind.key)
        self._start = start
        self._delivered = 0
        self._odd_first = False  # the first page was not as long as it was asked to be
        self._first_page = 0  # rows of it
        self._linked = False  # the last page links to a next one
        self._repeated = False
        self._failure: OpenToCloseAPIError | None = None
        self._over = False
        self.position = start
        """Position behind the last row given."""

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as last said by the server; None if it was not."""
        return self._plan.totals.last

    @property
    def trusted_total(self) -> int | None:
        """The same, unless other totals, rows behind it or repeated rows contradict it."""
        return None if self._repeated else self._plan.totals.trusted

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page, and take those with it that are there already.

        Args:
            most: Pages to take, at most.

        Returns:
            At least one page; none behind the last one.
        """
        self._loop.check(self.position)
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        pages: list[Page[T]] = []
        while not pages and not self._over:
            fetched = await self._reading.next_pages(most)
            if not fetched:
                self._over = True
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
        """Stop fetching and wait until the last worker has stopped."""
        self._over = True
        await self._reading.aclose()

    def abandon(self) -> None:
        """Stop fetching, from any thread, without waiting."""
        self._reading.abandon()

    def _end(self) -> None:
        self._over = True
        self._reading.end()

    def _take(self, fetched: Fetched) -> Page[T] | None:
        """Take a page in, and convert its rows; None if they all came before."""
        rows, used = fetched.page.rows, fetched.used
        try:
            old = self._repeats.old_rows(rows, used)
        except RecursionError as error:
            deep = DataFormatError("a row is nested too deeply.", start=fetched.start)
            self._reading.listing.name_request(deep)
            raise deep from error
        if old:
            self._repeated = True
            if old >= used:
                self._judge_repeated(fetched)
                return None
        if old or used < len(rows):
            rows = rows[old:used]
        start = fetched.start + old
        # Only now, so that the pages fetched ahead are held as plain rows: the garbage collector
        # does not look at those, while it would go through all the models again and again.
        try:
            items = self._convert(rows)
        except OpenToCloseAPIError as error:
            error.start = start
            self._reading.listing.name_request(error)
            raise
        if not self._delivered:
            self._odd_first = fetched.used != fetched.window.count
            self._first_page = len(rows)
        self._linked = bool(fetched.page.more)
        self._delivered += len(rows)
        self.position = start + len(rows)
        return Page(items, start, self._plan.totals.last)

    def _judge_repeated(self, fetched: Fetched) -> None:
        """Take a page of rows that all came before for the end of the list, or for a fault."""
        total = self._plan.totals.last
        rows_so_far = self._start + self._delivered
        # A server without paging gives its whole list, whatever is asked for.
        is_whole = self._odd_first and self._delivered == self._first_page
        is_whole = is_whole and not (fetched.page.more or self._linked)
        if rows_so_far == total or (total is None and is_whole):
            self._end()
            return
        error = DataFormatError(
            f"the page at position {fetched.start} repeats rows that came before: the server "
            "ignores positions or moves them, or the list moved by a whole page. "
            f"{self._delivered} rows were read"
            + ("" if total is None else f", and the server says that there are {total}")
            + f". Read on with start={rows_so_far} once it is at rest.",
            start=rows_so_far,
        )
        self._reading.listing.name_request(error)
        raise error


class RowStream(StaysHere, AsyncIterator[T]):
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
