"""What an export reads: the rows of one list, or of several lists as one."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from typing import Any, Protocol

import anyio
from attrs import frozen

from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._protocol.verified.fingerprints import fingerprints_of, pack
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription, Pager
from opentoclose_async._runtime.lists.short_list import collect_short
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async._tables.columns import Column
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError
from opentoclose_async.export.files.checkpoint import Checkpoint

__all__ = [
    "OneList",
    "RowReader",
    "RowSource",
    "ShortList",
    "digest_of_filters",
    "identity_of",
    "source_of",
]


class RowReader(Protocol):
    """Reads pages of rows, and knows how to resume after each."""

    @property
    def seams(self) -> int:
        """Places where a list had moved between two pages."""
        ...

    @property
    def position(self) -> int:
        """Where to resume, for the checkpoint."""
        ...

    @property
    def total(self) -> int | None:
        """Rows in the whole list, as the server last reported."""
        ...

    def take_record(self) -> bytes:
        """Return what to add to the record of delivered rows."""
        ...

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]:
        """Wait for the next pages; an empty list after the last one."""
        ...

    def problem(self, count: int, advice: str) -> Exception | None:
        """
        Return why the rows are not complete, once there are no more pages.

        Args:
            count: Rows read, including those of earlier runs.
            advice: Where they are, and how to start over.
        """
        ...


class RowSource(Protocol):
    """Rows to export."""

    @property
    def kind(self) -> RowKind:
        """The kind of the rows."""
        ...

    @property
    def column(self) -> Column | None:
        """A column that is added before the others; None for none."""
        ...

    @property
    def custom_fields(self) -> CustomFields | None:
        """The fields that the account defines for the rows, if it does."""
        ...

    @property
    def counters(self) -> Counters:
        """Requests and retries so far."""
        ...

    async def identity(self) -> dict[str, Any]:
        """Return what distinguishes these rows from others; may take a request."""
        ...

    def open(
        self, checkpoint: Checkpoint, record: bytes, *, verify: bool
    ) -> AbstractAsyncContextManager[RowReader]:
        """
        Read from the checkpoint of an export on.

        Args:
            checkpoint: How far the export is.
            record: Its record of delivered rows.
            verify: Make sure that no row is lost or duplicated.
        """
        ...


def source_of(rows: "Pager[Any] | RowSource") -> RowSource:
    """Return the source that reads a pager; a source itself."""
    return OneList(rows) if isinstance(rows, Pager) else rows


def digest_of_filters(filters: object) -> str:
    """Return a digest that distinguishes filters, which may be personal."""
    return sha256(json.dumps(filters, sort_keys=True, default=str).encode()).hexdigest()[:16]


def identity_of(description: ListDescription) -> dict[str, Any]:
    """Return what distinguishes a list from others."""
    return {
        "server": description.server,
        "account": description.account,
        "list": description.path,
        "filters": digest_of_filters(description.query),
        "page size": description.page_size,
        "start": description.start,
        "max_items": description.max_items,
    }


@frozen
class OneList:
    """
    The rows of a pager.

    Args:
        pager: The list.
    """

    pager: Pager[Any]
    column: Column | None = None

    @property
    def kind(self) -> RowKind:
        """The kind of the rows."""
        return self.pager.description.kind

    @property
    def custom_fields(self) -> CustomFields | None:
        """The fields that the account defines for the rows, if it does."""
        return self.pager.description.custom_fields

    @property
    def counters(self) -> Counters:
        """Requests and retries for the list so far."""
        return self.pager.counters

    async def identity(self) -> dict[str, Any]:
        """Return what distinguishes the list from others."""
        return identity_of(await self.pager.description.completed())

    @asynccontextmanager
    async def open(
        self, checkpoint: Checkpoint, record: bytes, *, verify: bool
    ) -> AsyncIterator[RowReader]:
        """Read the list from the checkpoint of its export on."""
        description = self.pager.description
        left = None if description.max_items is None else description.max_items - checkpoint.rows
        position = checkpoint.position if checkpoint.rows else description.start
        verbatim = self.pager.verbatim()
        pages: VerifiedStream[VerbatimRow] | PageStream[VerbatimRow]
        if verify:
            pages = verbatim.verified(position=position, record=record, max_items=left)
        else:
            pages = verbatim.pages(position=position, max_items=left)
        try:
            yield _ListReader(pages, await description.completed(), checkpoint)
        finally:
            with anyio.CancelScope(shield=True):
                await pages.aclose()


@frozen
class ShortList(OneList):
    """
    The rows of a pager that usually has no more than a page, from a server that counts rows.

    If the first response has all of them, as its count says, nothing else is requested: rows that
    came together need no verification.

    Args:
        pager: The list.
    """

    @asynccontextmanager
    async def open(
        self, checkpoint: Checkpoint, record: bytes, *, verify: bool
    ) -> AsyncIterator[RowReader]:
        """Read the list from the checkpoint of its export on."""
        rows = None
        if not checkpoint.rows:
            try:
                rows = await collect_short(self.pager.verbatim())
            except OpenToCloseAPIError as error:
                description = await self.pager.description.completed()
                error.name_request(description.request.method, description.path)
                raise
        if rows is not None:
            yield _OnePageReader(rows, self.kind if verify else None)
            return
        # A wrapped method of a class with slots has no super() without arguments.
        async with OneList.open(self, checkpoint, record, verify=verify) as reader:
            yield reader


class _OnePageReader:
    """
    Reads a list that came in one response.

    Args:
        rows: All rows.
        kind: Their kind, to record them; None if the reading is not verified.
    """

    seams = 0

    def __init__(self, rows: list[VerbatimRow], kind: RowKind | None) -> None:
        self.position = 0
        self.total = len(rows)
        self._rows = rows
        self._kind = kind
        self._record = b""

    def take_record(self) -> bytes:
        record, self._record = self._record, b""
        return record

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]:
        if self.position == len(self._rows):
            return []
        self.position = len(self._rows)
        if self._kind is not None:
            self._record = pack(fingerprints_of(self._rows, self._kind.key))
        return [Page(self._rows, 0, self.total)]

    def problem(self, count: int, advice: str) -> None:
        """Return None: the count is that of the response."""


class _ListReader:
    """
    Reads one list.

    Args:
        pages: Its pages.
        description: The list.
        before: The checkpoint this run started from; only its total shows changes before this run.
    """

    def __init__(
        self,
        pages: VerifiedStream[VerbatimRow] | PageStream[VerbatimRow],
        description: ListDescription,
        before: Checkpoint,
    ) -> None:
        self._pages = pages
        self._description = description
        self._before = before
        self.next_pages = pages.next_pages

    @property
    def seams(self) -> int:
        return self._pages.seams if isinstance(self._pages, VerifiedStream) else 0

    @property
    def position(self) -> int:
        return self._pages.position

    @property
    def total(self) -> int | None:
        return self._pages.total

    def take_record(self) -> bytes:
        return self._pages.take_record() if isinstance(self._pages, VerifiedStream) else b""

    def problem(self, count: int, advice: str) -> DataFormatError | None:
        """Compare the server's row count with the rows of a list that did not change."""
        total, before, description = self._pages.trusted_total, self._before, self._description
        if total is None or (before.rows and before.total != total):
            return None
        expected = max(0, total - description.start)
        if description.max_items is not None:
            expected = min(expected, description.max_items)
        if count == expected:
            return None
        return DataFormatError(
            f"{description.request}: the server reports {total} rows in the list, so {expected} to "
            f"export, but returned {count}, although the list did not change. {advice}; if the "
            "numbers differ again, report it to the vendor.",
            method=description.request.method,
            endpoint=description.path,
            start=self.position,
        )
