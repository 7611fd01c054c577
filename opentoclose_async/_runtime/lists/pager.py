"""A Pager: every row of a list, its pages fetched concurrently and delivered in order."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar, cast

from attrs import evolve, field, frozen

from opentoclose_async._protocol.answers.verbatim import VerbatimRow, loads
from opentoclose_async._protocol.arguments import refuse, whole_number
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.paging.pages import Window
from opentoclose_async._protocol.verified.fingerprints import BYTES_PER_ROW, key_of, unpack
from opentoclose_async._runtime.lists.listing import Listing, Row
from opentoclose_async._runtime.lists.page_stream import PageStream, RowStream
from opentoclose_async._runtime.lists.verified import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.stays_here import StaysHere
from opentoclose_async.exceptions import ValidationError

__all__ = ["ListDescription", "PageStream", "Pager", "RowStream"]

T = TypeVar("T")


@frozen(eq=False, repr=False)
class Pager(StaysHere, Generic[T]):
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

    def pages(
        self, *, position: int | None = None, max_items: int | None = None
    ) -> "PageStream[T]":
        """
        Iterate over pages.

        Args:
            position: Where to begin in place of ``start``, to go on with an earlier reading.
            max_items: Rows to read at most, in place of the pager's own ``max_items``.

        Returns:
            An async iterator of ``Page``: ``items``, ``start`` (rows before it) and ``total``. A
            list without rows has no page.

        Raises:
            ValidationError: If an argument is not acceptable.
        """
        start, most = self._bounds(position, max_items)
        return PageStream(
            self._listing,
            self._convert,
            page_size=self._page_size,
            concurrency=self._concurrency,
            start=start,
            max_items=most,
        )

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

    async def to_arrow(self) -> Any:
        """
        Read all rows into a table with typed columns.

        Returns:
            A ``pyarrow.Table``: a column for each field of the model under its wire name, objects
            and lists as JSON, and ``extra`` with a JSON object of what the model does not know.

        Raises:
            ConfigurationError: If pyarrow is not installed (the extra ``parquet``); nothing was
                sent then.
        """
        from opentoclose_async._tables.arrow import arrow_schema, arrow_table  # few need them
        from opentoclose_async._tables.columns import columns_of

        kind = self._listing.kind
        columns = columns_of(kind.model, kind.wire_name)
        arrow_schema(columns)  # says that pyarrow is missing before the list is read
        return arrow_table(await self.raw().collect(), columns)

    async def to_pandas(self) -> Any:
        """
        Read all rows into a data frame, with the columns of ``to_arrow``.

        Whole numbers and flags are of the types ``Int64`` and ``boolean``, whether a value is
        missing or not: no id becomes a float, and a column has the same type every day.

        Returns:
            A ``pandas.DataFrame``.

        Raises:
            ConfigurationError: If pyarrow is not installed (the extra ``parquet``), or pandas;
                nothing was sent then.
        """
        from opentoclose_async._tables.arrow import check_pandas  # few need it

        check_pandas()
        return (await self.to_arrow()).to_pandas()

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

    def verbatim(self) -> "Pager[VerbatimRow]":
        """Give the same list as the server's own objects, each with the text that it came as."""
        return Pager(
            evolve(self._listing, loads=loads),
            _verbatim,
            self._page_size,
            self._concurrency,
            self._start,
            self._max_items,
        )

    def verified(
        self,
        *,
        position: int | None = None,
        last_keys: Sequence[Hashable] = (),
        record: bytes = b"",
        max_items: int | None = None,
    ) -> VerifiedStream[T]:
        """
        Iterate over pages in a way that loses no row of a list that changes meanwhile.

        Neighbouring pages share a row; where they do not, other pages are asked for to bridge the
        seam. Every row that is there from the first request to the last, and is not moved among the
        others, is delivered exactly once. It takes a few more requests than ``pages()``.

        Args:
            position: Where to begin in place of ``start``, to go on with an earlier reading.
            last_keys: The keys of the last rows that the earlier reading has given.
            record: What ``take_record`` of the earlier reading gave, all of it; then ``last_keys``
                is not needed, and rows that were given are known however far the list has moved.
            max_items: Rows to read at most, in place of the pager's own ``max_items``.

        Raises:
            ValidationError: If the pager's page_size is 1, or an argument is not acceptable.
        """
        if self._page_size < 2:
            raise ValidationError(
                "page_size must be at least 2 for a verified reading, whose pages share rows.",
                field_errors={"page_size": ["must be at least 2"]},
            )
        start, most = self._bounds(position, max_items)
        keys: object = last_keys
        listed = isinstance(keys, Sequence) and not isinstance(keys, (str, bytes))
        if not listed or not all(isinstance(key, Hashable) for key in last_keys):
            raise refuse("last_keys", keys, "a list of keys of rows")
        if not isinstance(record, bytes) or len(record) % BYTES_PER_ROW:
            raise refuse("record", record, "the bytes that take_record gave")
        delivered = list(unpack(record)) or [(key_of(key), 0) for key in last_keys]
        return VerifiedStream(
            self._listing,
            self._convert,
            page_size=self._page_size,
            concurrency=self._concurrency,
            begins_at=self._start,
            position=start,
            max_items=most,
            delivered=delivered,
            keys_only=not record,
            complete=self._start == 0 and (bool(record) or not (start or last_keys)),
        )

    def _bounds(self, position: int | None, max_items: int | None) -> tuple[int, int | None]:
        """Check where a reading begins and how many rows it gives; the pager's own by default."""
        if position is not None:
            whole_number("position", position, 0)
        if max_items is not None:
            whole_number("max_items", max_items, 0)
        return (
            self._start if position is None else position,
            self._max_items if max_items is None else max_items,
        )

    @property
    def description(self) -> "ListDescription":
        """What is read, and how, for what handles lists of any kind."""
        session, request = self._listing.session, self._listing.request
        return ListDescription(
            server=session.server,
            account=session.account,
            request=request,
            complete=session.complete,
            kind=self._listing.kind,
            page_size=self._page_size,
            start=self._start,
            max_items=self._max_items,
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


def _verbatim(rows: list[Row]) -> list[VerbatimRow]:
    return cast("list[VerbatimRow]", rows)  # which is what its loads makes of them


@frozen
class ListDescription:
    """
    What a Pager reads, and how.

    Attributes:
        server: The base URL.
        account: What tells accounts on that server apart where paths do not; no secret.
        request: What is asked for, without a window.
        complete: Fill in what the request's path leaves open.
        kind: What its rows are.
        page_size: Rows that are asked for at a time.
        start: Position of the first row.
        max_items: Rows that are read at most.
    """

    server: str
    account: str
    request: Request = field(repr=False)
    complete: Callable[[Request], Awaitable[Request]] = field(repr=False, eq=False)
    kind: RowKind
    page_size: int
    start: int
    max_items: int | None

    @property
    def path(self) -> str:
        """The list's path; the account is left open in it as long as it is not known."""
        return self.request.path

    @property
    def query(self) -> dict[str, Any]:
        """Its filters, by wire name."""
        return dict(self.request.query)

    async def completed(self) -> "ListDescription":
        """
        Fill in the account, which may have to be asked for.

        Raises:
            OpenToCloseAPIError: If it cannot be found out.
        """
        return evolve(self, request=await self.complete(self.request))
