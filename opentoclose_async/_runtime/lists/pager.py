"""The Pager: the rows of a list, fetched in concurrent pages and delivered in order."""

from collections.abc import Callable, Generator, Hashable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar, cast

import anyio.to_thread
from attrs import evolve, frozen

from opentoclose_async._protocol.arguments import refuse, whole_number
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads
from opentoclose_async._protocol.verified.fingerprints import (
    BYTES_PER_ROW,
    Fingerprints,
    key_of,
    unpack,
)
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, Row
from opentoclose_async._runtime.lists.list_description import ListDescription
from opentoclose_async._runtime.lists.misuse import AsyncList
from opentoclose_async._runtime.lists.page_stream import PageStream, RowStream
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import ValidationError

__all__ = ["ListDescription", "PageStream", "Pager", "RowStream"]

T = TypeVar("T")

WAYS_TO_READ = (
    "async for row in pager",
    "rows = await pager",
    "frame = await pager.to_pandas()",
)
"""What notebooks say about reading a Pager."""


@frozen(eq=False, repr=False)
class Pager(Uncopyable, AsyncList, Generic[T]):
    """
    The rows of a list, fetched when iterated over; each iteration reads the list again.

    ``async for row in pager`` yields rows, ``async for page in pager.pages()`` yields pages,
    ``await pager`` returns all rows, and ``pager.raw()`` yields plain dicts.

    A failed page raises its error after the rows before it; the error's ``start`` is the position
    to resume from. Leaving a loop early stops the fetching.
    """

    _endpoint: ListEndpoint
    _convert: Callable[[list[Row]], list[T]]
    _page_size: int
    _concurrency: int
    _start: int = 0
    _max_items: int | None = None

    def __aiter__(self) -> "RowStream[T]":
        """Iterate over the rows."""
        return RowStream(self.pages())

    def __await__(self) -> Generator[Any, Any, list[T]]:
        """Read all rows into a list, as ``collect`` does."""
        return self.collect().__await__()

    def pages(
        self, *, position: int | None = None, max_items: int | None = None
    ) -> "PageStream[T]":
        """
        Iterate over pages.

        Args:
            position: Where to start instead of ``start``, to resume an earlier iteration.
            max_items: Maximum number of rows, instead of the pager's own ``max_items``.

        Returns:
            An async iterator of ``Page``: ``items``, ``start`` (rows before it) and ``total``. A
            list without rows has no page.

        Raises:
            ValidationError: If an argument is invalid.
        """
        return self._stream(*self._bounds(position, max_items))

    def _stream(
        self, start: int, max_items: int | None, pages_expected: int | None = None
    ) -> "PageStream[T]":
        return PageStream(
            self._endpoint,
            self._convert,
            page_size=self._page_size,
            concurrency=self._concurrency,
            start=start,
            max_items=max_items,
            pages_expected=pages_expected,
        )

    async def collect(self) -> list[T]:
        """Read all rows into a list."""
        items: list[T] = []
        stream = self._stream(self._start, self._max_items, pages_expected=1)
        try:
            async for page in stream:
                items += page.items
        finally:
            await stream.aclose()
        return items

    async def to_arrow(
        self,
        *,
        fields: Sequence[str] | str | None = None,
        field_layout: str | None = None,
        nested: str | None = None,
        names: str = "wire",
    ) -> Any:
        """
        Read all rows into a table with typed columns.

        Args:
            fields: For properties: the keys of custom fields, or "all". Each becomes a column
                instead of a part of ``field_values``, of the type that the account's definition
                says, which takes one more request.
            field_layout: "flat" for a column for each field (the default), or "nested" for one
                column, ``fields``, that holds them all.
            nested: "struct" for objects and lists as structs and lists, as far as the model knows
                them (the default), or "json" for strings.
            names: "wire" for the API's names, or "python" for those of the model's attributes.

        Returns:
            A ``pyarrow.Table``: a column for each field of the model, and ``extra`` with a JSON
            object of everything that has no column or does not fit it.

        Raises:
            ValidationError: For an invalid argument, or a field that the account does not have.
            ConfigurationError: If pyarrow (the extra ``parquet``) is not installed; nothing is
                sent.
        """
        from opentoclose_async._runtime.lists.table_reading import read_table  # rarely needed

        return await read_table(
            self.description, self.raw().pages, fields, field_layout, nested, names
        )

    async def to_pandas(
        self,
        *,
        fields: Sequence[str] | str | None = None,
        field_layout: str | None = None,
        nested: str | None = None,
        names: str = "wire",
    ) -> Any:
        """
        Read all rows into a data frame, with the columns of ``to_arrow``.

        Integers and booleans have the types ``Int64`` and ``boolean`` even if no value is missing:
        no id becomes a float, and a column always has the same type. Dates, with and without a
        time, are ``datetime64``.

        Args:
            fields: As for ``to_arrow``.
            field_layout: As for ``to_arrow``.
            nested: As for ``to_arrow``; structs are dicts.
            names: As for ``to_arrow``.

        Returns:
            A ``pandas.DataFrame``.

        Raises:
            ValidationError: As for ``to_arrow``.
            ConfigurationError: If pyarrow (the extra ``parquet``) or pandas is not installed;
                nothing is sent.
        """
        from opentoclose_async._tables.arrow import check_pandas, data_frame  # rarely needed

        await anyio.to_thread.run_sync(check_pandas)
        table = await self.to_arrow(
            fields=fields, field_layout=field_layout, nested=nested, names=names
        )
        return await anyio.to_thread.run_sync(data_frame, table)

    async def to_polars(
        self,
        *,
        fields: Sequence[str] | str | None = None,
        field_layout: str | None = None,
        nested: str | None = None,
        names: str = "wire",
    ) -> Any:
        """
        Read all rows into a data frame, with the columns of ``to_arrow``, whose memory it shares.

        Args:
            fields: As for ``to_arrow``.
            field_layout: As for ``to_arrow``.
            nested: As for ``to_arrow``.
            names: As for ``to_arrow``.

        Returns:
            A ``polars.DataFrame``.

        Raises:
            ValidationError: As for ``to_arrow``.
            ConfigurationError: If pyarrow (the extra ``parquet``) or polars is not installed;
                nothing is sent.
        """
        from opentoclose_async._tables.arrow import import_polars  # rarely needed

        polars = await anyio.to_thread.run_sync(import_polars)
        table = await self.to_arrow(
            fields=fields, field_layout=field_layout, nested=nested, names=names
        )
        return await anyio.to_thread.run_sync(partial(polars.from_arrow, table, rechunk=False))

    def raw(self) -> "Pager[dict[str, Any]]":
        """Return a pager of the same list that yields the server's objects as plain dicts."""
        return Pager(
            self._endpoint,
            _unchanged,
            self._page_size,
            self._concurrency,
            self._start,
            self._max_items,
        )

    def verbatim(self) -> "Pager[VerbatimRow]":
        """Return a pager of the same list whose plain dicts keep the JSON text they came as."""
        return Pager(
            evolve(self._endpoint, loads=loads),
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
        Iterate over pages without losing rows while the list changes.

        Neighbouring pages overlap by a row. If they do not, other pages are requested to bridge
        the gap. Every row that exists from the first request to the last, and is not moved among
        the others, is delivered exactly once. This takes a few more requests than ``pages()``.

        Args:
            position: Where to start instead of ``start``, to resume an earlier iteration.
            last_keys: The keys of the last rows that the earlier iteration delivered.
            record: All bytes that ``take_record`` of the earlier iteration returned. With them
                ``last_keys`` is not needed, and delivered rows are recognised however far the list
                has moved.
            max_items: Maximum number of rows, instead of the pager's own ``max_items``.

        Raises:
            ValidationError: If the pager's page_size is 1, or an argument is invalid.
        """
        if self._page_size < 2:
            raise ValidationError(
                "page_size must be at least 2 for verified(), whose pages overlap.",
                field_errors={"page_size": ["must be at least 2"]},
            )
        start, most = self._bounds(position, max_items)
        keys: object = last_keys
        listed = isinstance(keys, Sequence) and not isinstance(keys, (str, bytes))
        if not listed or not all(isinstance(key, Hashable) for key in last_keys):
            raise refuse("last_keys", keys, "a list of keys of rows")
        if not isinstance(record, bytes) or len(record) % BYTES_PER_ROW:
            raise refuse("record", record, "the bytes that take_record returned")
        delivered = unpack(record) or Fingerprints((key_of(key), 0) for key in last_keys)
        return VerifiedStream(
            self._endpoint,
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
        """Check the start position and the maximum number of rows; by default the pager's own."""
        if position is not None:
            whole_number("position", position, 0)
        if max_items is not None:
            whole_number("max_items", max_items, 0)
        return (
            self._start if position is None else position,
            self._max_items if max_items is None else max_items,
        )

    @property
    def description(self) -> ListDescription:
        """What the pager reads, and how; for code that handles lists of any kind."""
        session, request = self._endpoint.session, self._endpoint.request
        return ListDescription(
            server=session.server,
            account=session.account,
            request=request,
            complete=session.complete,
            kind=self._endpoint.kind,
            page_size=self._page_size,
            start=self._start,
            max_items=self._max_items,
            name=self._endpoint.name,
            custom_fields=self._endpoint.custom_fields,
        )

    @property
    def counters(self) -> Counters:
        """Requests and retries for this list so far, including those of ``raw()``."""
        return self._endpoint.counters

    def __repr__(self) -> str:
        from opentoclose_async._runtime.lists.pager_display import pager_text  # rarely needed

        return pager_text(self.description, self._rows, self._endpoint.session.secrets.scrub)

    def _repr_html_(self, ways: Sequence[str] = WAYS_TO_READ) -> str:
        """Return a table of what it reads, for notebooks."""
        from opentoclose_async._runtime.lists.pager_display import pager_html  # rarely needed

        return pager_html(self.description, self._rows, self._endpoint.session.secrets.scrub, ways)

    @property
    def _rows(self) -> str:
        is_plain = self._convert in (_unchanged, _verbatim)
        return "dict" if is_plain else self._endpoint.kind.model.__name__


def _unchanged(rows: list[Row]) -> list[Row]:
    return rows


def _verbatim(rows: list[Row]) -> list[VerbatimRow]:
    return cast("list[VerbatimRow]", rows)  # the endpoint's loads has made them so
