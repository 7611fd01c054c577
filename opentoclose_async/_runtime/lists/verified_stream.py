"""A stream that loses no row of a list that changes while it is read."""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import TypeVar

from attrs import frozen

from opentoclose_async._protocol.paging.pages import Page, PageRange
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import Chain, NewRows, SeenPage
from opentoclose_async._protocol.verified.fingerprints import HASHED, Fingerprints, pack
from opentoclose_async._protocol.verified.steps import NewPlan, Step
from opentoclose_async._protocol.verified.stitching import Stitching
from opentoclose_async._runtime.lists.base_stream import BasePageStream
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, RawPage, Row
from opentoclose_async._runtime.lists.page_fetcher import FetchedPage, PageFetcher
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError

__all__ = ["VerifiedStream"]

T = TypeVar("T")

LAST_KEYS = 1_000
"""How many keys of delivered rows are kept, for resuming."""


@frozen
class _Ready:
    """A page to deliver, and the position where the chain ends after it."""

    page: Page[Row]
    fingerprints: Fingerprints
    position: int


class VerifiedStream(BasePageStream[T]):
    """
    An async iterator over pages of a list that overlap, so that no row between them is lost.

    Args:
        endpoint: The list.
        convert: Convert rows to items.
        page_size: Rows per request, at least 2.
        concurrency: Maximum number of concurrent requests.
        begins_at: Position of the first row wanted.
        position: Position to start or resume at.
        max_items: Maximum number of rows to read.
        delivered: The rows that an earlier iteration delivered.
        complete: Whether ``delivered`` has all of them, from the beginning of the list.
        keys_only: Whether only the keys of ``delivered`` are known.
    """

    def __init__(
        self,
        endpoint: ListEndpoint,
        convert: Callable[[list[Row]], list[T]],
        *,
        page_size: int,
        concurrency: int,
        begins_at: int = 0,
        position: int = 0,
        max_items: int | None = None,
        delivered: Fingerprints | None = None,
        complete: bool = True,
        keys_only: bool = False,
    ) -> None:
        super().__init__()
        self.position = position
        """The presumed position of the row after the last one delivered."""
        self._endpoint = endpoint
        self._convert = convert
        self._size = page_size
        self._concurrency = concurrency
        self._begins_at = begins_at
        self._left = max_items
        self._pages_expected = concurrency if max_items is None else -(-max_items // page_size)
        self._chain: Chain[Row] = Chain(
            endpoint.kind.key,
            end_rows=2 * page_size,
            position=position,
            delivered=delivered,
            complete=complete,
            keys_only=keys_only,
        )
        self._stitching: Stitching[Row] = Stitching(
            self._chain, page_size, self._deliver, begins_at
        )
        self._steps = self._stitching.steps()
        self._step: Step | None = None  # the next step; None before the first
        self._fetcher: PageFetcher | None = None
        self._plan: PagePlan | None = None
        self._ready: deque[_Ready] = deque()
        self._record = Fingerprints()
        self._last_keys: deque[Sequence[Hashable]] = deque()  # by page
        self._keys_kept = 0
        self._failure: OpenToCloseAPIError | None = None
        self._over = max_items == 0

    @property
    def seams(self) -> int:
        """Number of gaps: pages without overlap, so that others were requested to bridge them."""
        return self._stitching.seams

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as last reported by the server; None if it was not."""
        said = self._stitching.totals.last
        return self._plan.totals.last if said is None and self._plan is not None else said

    @property
    def trusted_total(self) -> int | None:
        """The total, unless other totals, rows after it or moved rows contradict it."""
        return None if self._chain.shifted else self._stitching.totals.trusted

    def last_keys(self, count: int) -> list[Hashable]:
        """Return the keys of the last rows delivered, in order; up to a thousand."""
        keys = list(chain.from_iterable(self._last_keys))
        return keys[max(0, len(keys) - min(count, LAST_KEYS)) :]

    def take_record(self) -> bytes:
        """
        Return fingerprints of the rows delivered since the last call, for ``record``.

        Returns:
            Twelve bytes per row, in order.
        """
        record, self._record = self._record, Fingerprints()
        return pack(record)

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page.

        Args:
            most: Maximum number of pages; never more than one is returned.

        Returns:
            The page; an empty list after the last one.
        """
        self._loop.check(self._resume_position)
        while not self._ready and not self._over:
            try:
                await self._take_step()
            except OpenToCloseAPIError as error:
                self._endpoint.name_request(error)
                error.start = self._resume_position
                self._failure = error
                self._end()
        if self._ready:
            return [self._convert_page(self._ready.popleft())]
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        return []

    @property
    def _resume_position(self) -> int:
        """Position to resume from: too early rather than too late if the list has moved."""
        position = self._chain.position
        if not self._chain.complete:
            return position
        return min(position, self._begins_at + len(self._chain))

    async def aclose(self) -> None:
        """Stop fetching and wait until all workers have stopped."""
        self._over = True
        self._ready.clear()
        if self._fetcher is not None:
            await self._fetcher.aclose()

    def abandon(self) -> None:
        """Stop fetching without waiting; from any thread."""
        if self._fetcher is not None:
            self._fetcher.abandon()

    def _convert_page(self, ready: _Ready) -> Page[T]:
        page = ready.page
        try:
            items = self._convert(page.items)
        except OpenToCloseAPIError as error:
            error.start = page.start
            self._endpoint.name_request(error)
            self._ready.clear()  # the rows after it are not delivered without it
            self._end()
            raise
        self.position = ready.position
        self._record.extend(ready.fingerprints)
        self._keep_keys(ready)
        return Page(items, page.start, page.total)

    def _keep_keys(self, ready: _Ready) -> None:
        """Keep the keys of a page's rows, and those before it if they are still needed."""
        prints, kept = ready.fingerprints, self._last_keys
        keys: Sequence[Hashable] = prints.keys
        if prints.keys[-1] >= HASHED or not (prints.ascending or max(prints.keys) < HASHED):
            keys = list(map(self._endpoint.kind.identify, ready.page.items))
        kept.append(keys)
        self._keys_kept += len(keys)
        while self._keys_kept - len(kept[0]) >= LAST_KEYS:
            self._keys_kept -= len(kept.popleft())

    async def _take_step(self) -> None:
        """Carry out the current step, and exchange its result for the next one."""
        came: SeenPage[Row] | None = None
        if isinstance(self._step, PageRange):
            came = _seen(self._step, await self._fetch(self._step))
        elif isinstance(self._step, NewPlan):
            await self._open_plan(self._step)
        elif self._step is not None:
            came = await self._next_page()
        try:
            self._step = self._steps.send(came)
        except StopIteration:
            self._over = True
        except RecursionError as error:
            raise DataFormatError("a row is nested too deeply.") from error
        if self._over:
            self._end()

    def _end(self) -> None:
        """Request nothing more."""
        self._over = True
        if self._fetcher is not None:
            self._fetcher.end()

    async def _open_plan(self, wanted: NewPlan) -> None:
        if self._fetcher is not None:
            await self._fetcher.aclose()
        self._endpoint = await self._endpoint.completed()
        shared = self._stitching.shared
        self._plan = PagePlan(
            page_size=self._size - shared,
            concurrency=self._concurrency,
            start=wanted.position,
            max_items=self._left,
            confirm_end=False,
            span=None if wanted.span is None else max(1, wanted.span - shared),
            shared=shared,
            room=self._endpoint.session.throttle.room,
        )
        self._fetcher = PageFetcher(
            self._endpoint,
            self._plan,
            page_size=self._size,
            shared=shared,
            begins_at=0 if self._chain.started else wanted.position,
            pages_expected=1 if self._chain.started else self._pages_expected,
        )

    async def _next_page(self) -> SeenPage[Row] | None:
        """Return the next page of the plan; None if there are no more."""
        assert self._fetcher is not None
        assert self._plan is not None
        shared = self._stitching.shared
        if shared != self._fetcher.shared:
            self._fetcher.shared = shared
            self._plan.narrow(self._size - shared)
        try:
            fetched = await self._fetcher.next_pages(1)
        except OpenToCloseAPIError as error:
            if error is self._fetcher.stalled and self._chain.started:
                return None  # other ranges will show where the list ends
            raise
        if not fetched:
            self._stitching.note_shown(self._fetcher.shown_until)
            last, self._fetcher.overlap_at_end = self._fetcher.overlap_at_end, None
            if last is None or last.start != self._plan.position:
                return None
            return _seen_page(last)
        return _seen_page(fetched[0])

    async def _fetch(self, page_range: PageRange) -> RawPage:
        return await self._endpoint.fetch(page_range)

    def _deliver(self, link: NewRows[Row]) -> None:
        """Queue the new rows as the next page to deliver."""
        rows, fingerprints = list(link.rows), link.fingerprints
        if self._left is not None:
            rows, fingerprints = rows[: self._left], fingerprints[: self._left]
            self._left -= len(rows)
            self._over = self._over or self._left == 0
        if rows:
            position = self._chain.position
            page = Page(rows, max(0, position - len(link.rows)), self._stitching.totals.last)
            self._ready.append(_Ready(page, fingerprints, position))


def _seen_page(fetched: FetchedPage) -> SeenPage[Row]:
    return _seen(fetched.page_range, fetched.page)


def _seen(page_range: PageRange, page: RawPage) -> SeenPage[Row]:
    return SeenPage(page.rows, page_range, page.total, bool(page.more), page.silent)
