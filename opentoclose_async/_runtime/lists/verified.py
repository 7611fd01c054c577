"""The pages of a list that may change while it is read, put together without loss."""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from itertools import islice
from typing import TypeVar

from attrs import frozen

from opentoclose_async._protocol.paging.pages import Page, Window
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.verified.chain import Chain, Link, Seen
from opentoclose_async._protocol.verified.fingerprints import Fingerprint, pack
from opentoclose_async._protocol.verified.steps import PlanFrom, Step
from opentoclose_async._protocol.verified.stitching import Stitching
from opentoclose_async._runtime.lists.listing import Listing, Row, RowPage
from opentoclose_async._runtime.lists.page_reading import PageReading
from opentoclose_async._runtime.lists.workers import Fetched, Reading
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError

__all__ = ["VerifiedStream"]

T = TypeVar("T")

LAST_KEYS = 1_000
"""Keys of rows given that are kept, to go on with a reading by them."""


@frozen
class _Ready:
    """A page to give, and where the chain ends with it."""

    page: Page[Row]
    fingerprints: Sequence[Fingerprint]
    position: int


class VerifiedStream(PageReading[T]):
    """
    One reading of a list, page by page, which neighbouring pages that share a row hold together.

    Args:
        listing: The list.
        convert: Turn rows into items.
        page_size: Rows to ask for at a time, at least 2.
        concurrency: Pages to fetch at the same time, at most.
        begins_at: Position of the first row of the list that is wanted.
        position: Where to begin, in rows.
        max_items: Rows to read at most.
        delivered: The rows that an earlier reading has given.
        complete: Those are all of them, and the list is wanted from its beginning.
        keys_only: Of those only the keys are known.
    """

    def __init__(
        self,
        listing: Listing,
        convert: Callable[[list[Row]], list[T]],
        *,
        page_size: int,
        concurrency: int,
        begins_at: int = 0,
        position: int = 0,
        max_items: int | None = None,
        delivered: Sequence[Fingerprint] = (),
        complete: bool = True,
        keys_only: bool = False,
    ) -> None:
        super().__init__()
        self.position = position
        """Where the row behind the last one given is thought to stand."""
        self._listing = listing
        self._convert = convert
        self._size = page_size
        self._concurrency = concurrency
        self._begins_at = begins_at
        self._left = max_items
        self._chain: Chain[Row] = Chain(
            listing.kind.key,
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
        self._step: Step | None = None  # what is wanted next; None before the first
        self._reading: Reading | None = None
        self._plan: PagePlan | None = None
        self._ready: deque[_Ready] = deque()
        self._record = bytearray()
        self._last_keys: deque[Hashable] = deque(maxlen=LAST_KEYS)
        self._failure: OpenToCloseAPIError | None = None
        self._over = max_items == 0

    @property
    def seams(self) -> int:
        """Places where a page shared no row with those before it, so that others were asked for."""
        return self._stitching.seams

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as last said by the server; None if it was not."""
        said = self._stitching.totals.last
        return self._plan.totals.last if said is None and self._plan is not None else said

    @property
    def trusted_total(self) -> int | None:
        """The same, unless what came contradicts it: other totals, rows behind it, moved rows."""
        return None if self._chain.shifted else self._stitching.totals.trusted

    def last_keys(self, count: int) -> list[Hashable]:
        """Give the keys of the last rows given, in order; up to a thousand."""
        kept = self._last_keys
        return list(islice(kept, max(0, len(kept) - count), None))

    def take_record(self) -> bytes:
        """
        Take what tells apart the rows given since this was called last, for ``record``.

        Returns:
            Twelve bytes a row, in order.
        """
        record = bytes(self._record)
        self._record.clear()
        return record

    async def next_pages(self, most: int) -> list[Page[T]]:
        """
        Wait for the next page.

        Args:
            most: Pages to take, at most; never more than one are.

        Returns:
            The page; none behind the last one.
        """
        self._loop.check(self._go_on_from)
        while not self._ready and not self._over:
            try:
                await self._read_on()
            except OpenToCloseAPIError as error:
                self._listing.name_request(error)
                error.start = self._go_on_from
                self._failure = error
                self._end()
        if self._ready:
            return [self._give(self._ready.popleft())]
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        return []

    @property
    def _go_on_from(self) -> int:
        """Position to read on from: rather too early than too late, where the list has moved."""
        position = self._chain.position
        if not self._chain.complete:
            return position
        return min(position, self._begins_at + len(self._chain))

    async def aclose(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""
        self._over = True
        self._ready.clear()
        if self._reading is not None:
            await self._reading.aclose()

    def abandon(self) -> None:
        """Stop fetching, from any thread, without waiting."""
        if self._reading is not None:
            self._reading.abandon()

    def _give(self, ready: _Ready) -> Page[T]:
        page = ready.page
        try:
            items = self._convert(page.items)
        except OpenToCloseAPIError as error:
            error.start = page.start
            self._listing.name_request(error)
            self._ready.clear()  # the rows behind it are not delivered without it
            self._end()
            raise
        self.position = ready.position
        self._record += pack(ready.fingerprints)
        self._last_keys.extend(map(self._listing.kind.identify, page.items))
        return Page(items, page.start, page.total)

    async def _read_on(self) -> None:
        """Do the next step of the reading, and tell what came of it."""
        came: Seen[Row] | None = None
        if isinstance(self._step, Window):
            came = _seen(self._step, await self._fetch(self._step))
        elif isinstance(self._step, PlanFrom):
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
        """Ask for nothing more."""
        self._over = True
        if self._reading is not None:
            self._reading.end()

    async def _open_plan(self, wanted: PlanFrom) -> None:
        if self._reading is not None:
            await self._reading.aclose()
        self._listing = await self._listing.completed()
        shared = self._stitching.shared
        self._plan = PagePlan(
            page_size=self._size - shared,
            concurrency=self._concurrency,
            start=wanted.position,
            max_items=self._left,
            confirm_end=False,
            span=None if wanted.span is None else max(1, wanted.span - shared),
            shared=shared,
        )
        self._reading = Reading(
            self._listing,
            self._plan,
            page_size=self._size,
            shared=shared,
            begins_at=0 if self._chain.started else wanted.position,
        )

    async def _next_page(self) -> Seen[Row] | None:
        """Take the next page of the plan; None if it has no more."""
        assert self._reading is not None
        assert self._plan is not None
        shared = self._stitching.shared
        if shared != self._reading.shared:
            self._reading.shared = shared
            self._plan.narrow(self._size - shared)
        try:
            fetched = await self._reading.next_pages(1)
        except OpenToCloseAPIError as error:
            if error is self._reading.stalled and self._chain.started:
                return None  # other windows will tell
            raise
        if not fetched:
            self._stitching.note_shown(self._reading.shown_until)
            last, self._reading.behind = self._reading.behind, None
            if last is None or last.start != self._plan.position:
                return None
            return _seen_page(last)
        return _seen_page(fetched[0])

    async def _fetch(self, window: Window) -> RowPage:
        return await self._listing.fetch(window)

    def _deliver(self, link: Link[Row]) -> None:
        """Take what is new, as the next page to give."""
        rows, fingerprints = list(link.rows), link.fingerprints
        if self._left is not None:
            rows, fingerprints = rows[: self._left], fingerprints[: self._left]
            self._left -= len(rows)
            self._over = self._over or self._left == 0
        if rows:
            position = self._chain.position
            page = Page(rows, max(0, position - len(link.rows)), self._stitching.totals.last)
            self._ready.append(_Ready(page, fingerprints, position))


def _seen_page(fetched: Fetched) -> Seen[Row]:
    return _seen(fetched.window, fetched.page)


def _seen(window: Window, page: RowPage) -> Seen[Row]:
    return Seen(page.rows, window, page.total, bool(page.more), page.silent)
