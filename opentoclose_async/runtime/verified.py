"""The pages of a list that may change while it is read, put together without loss."""

from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from typing import TypeVar

from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.protocol.messages import Operation
from opentoclose_async.protocol.paging import Page, PagePlan, Window
from opentoclose_async.protocol.seams import (
    Asking,
    Chain,
    SamePages,
    Seen,
    bridge,
    walk_to_end,
)
from opentoclose_async.runtime.reading import Listing, Reading, Row

__all__ = ["VerifiedStream"]

T = TypeVar("T")


class VerifiedStream(AsyncIterator[Page[T]]):
    """
    One reading of a list, page by page, which neighbouring pages that share a row hold together.

    Args:
        listing: The list.
        convert: Turn rows into items.
        page_size: Rows to ask for at a time, at least 2.
        concurrency: Pages to fetch at the same time, at most.
        position: Where to begin, in rows.
        max_items: Rows to read at most.
        last_keys: The keys of the last rows that an earlier reading has given.
    """

    def __init__(
        self,
        listing: Listing,
        convert: Callable[[list[Row]], list[T]],
        *,
        page_size: int,
        concurrency: int,
        position: int = 0,
        max_items: int | None = None,
        last_keys: Sequence[Hashable] = (),
    ) -> None:
        self.seams = 0
        """Places where neighbouring pages shared no row, so that others had to be asked for."""
        self._listing = listing
        self._convert = convert
        self._size = page_size
        self._left = max_items
        self._chain: Chain[Row] = Chain(
            listing.kind.identify, position=position, keys=list(last_keys)
        )
        plan = PagePlan(
            page_size=page_size - 1,
            concurrency=concurrency,
            start=position,
            max_items=max_items,
            shared=1,
        )
        self._pages = SamePages(self._chain)
        # The first page of all has none before it to share a row with.
        first = position - 1 if last_keys else position
        self._reading = Reading(listing, _unchanged, plan, early_behind=first)
        self._ready: deque[Page[Row]] = deque()
        self._total: int | None = None
        self._failure: OpenToCloseAPIError | None = None
        self._over = max_items == 0

    @property
    def position(self) -> int:
        """Where the row behind the last one given is thought to stand."""
        return self._chain.position

    def last_keys(self, count: int) -> list[Hashable]:
        """Give the keys of the last rows given, in order."""
        return self._chain.last_keys(count)

    def __aiter__(self) -> "VerifiedStream[T]":
        return self

    async def __anext__(self) -> Page[T]:
        for page in await self.next_pages(1):
            return page
        raise StopAsyncIteration

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page.

        Args:
            most: Pages to take, at most; never more than one are.

        Returns:
            The page; none behind the last one.
        """
        while not self._ready and not self._over:
            try:
                await self._read_on()
            except OpenToCloseAPIError as error:
                error.start = self.position
                if not self._ready:
                    raise
                self._failure = error
        if self._failure is not None and not self._ready:
            failure, self._failure = self._failure, None
            raise failure
        if self._ready:
            page = self._ready.popleft()
            try:
                return [Page(self._convert(page.items), page.start, page.total)]
            except OpenToCloseAPIError as error:
                error.start = page.start
                request = (await self._listing.completed()).request  # known by now
                error.name_request(request.method, request.path)
                self._over = True  # the rows behind it are not delivered without it
                self._ready.clear()
                raise
        return []

    async def aclose(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""
        self._over = True
        self._ready.clear()
        await self._reading.aclose()

    def abandon(self) -> None:
        """Stop fetching, from any thread, without waiting."""
        self._reading.abandon()

    def __del__(self) -> None:
        self.abandon()

    async def _read_on(self) -> None:
        """Take the next page in, and whatever it needs to join."""
        pages = await self._reading.next_pages(1)
        if not pages and not self._chain.delivered:
            self._over = True  # it began with an empty page: there is nothing to join
            return
        if not pages:
            self._over = await self._ask(walk_to_end(self._chain, self._size, self._deliver))
            return
        (page,) = pages
        self._total = page.total
        seen = _seen(page, Window(page.start, self._size))
        new = self._chain.join(seen)
        if new is not None:
            self._deliver(new)
            is_over = seen.is_end or self._pages.are_all_one(seen)
        else:
            self.seams += 1
            is_over = await self._ask(bridge(self._chain, seen, self._size, self._deliver))
        if is_over and not self._over:
            self._over = True
            await self._reading.aclose()

    async def _ask(self, asking: Asking[Row]) -> bool:
        """Ask for the windows that are wanted, one after the other."""
        try:
            window = next(asking)
            while not self._over:
                window = asking.send(await self._fetch(window))
        except StopIteration as stop:
            return bool(stop.value)
        return True

    async def _fetch(self, window: Window) -> Seen[Row]:
        listing = self._listing = await self._listing.completed()
        answer = await listing.session.send(
            Operation(listing.ask(window), listing.read, listing.loads),
            listing.options,
            counters=listing.counters,
        )
        self._total = answer.total
        total = answer.total_at(window.start)
        return _seen(Page(answer.rows, window.start, total), window)

    def _deliver(self, rows: list[Row]) -> None:
        if self._left is not None:
            rows = rows[: self._left]
            self._left -= len(rows)
            self._over = self._over or self._left == 0
        if rows:
            start = max(0, self._chain.position - len(rows))
            self._ready.append(Page(rows, start, self._total))


def _seen(page: Page[Row], window: Window) -> Seen[Row]:
    is_end = page.total is not None and page.start + len(page.items) >= page.total
    return Seen(page.items, window, is_end)


def _unchanged(rows: list[Row]) -> list[Row]:
    return rows
