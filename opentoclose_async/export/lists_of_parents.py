"""
The lists of many parents, such as the documents of every room, read as one.

Each list is read whole before its rows are delivered, several at a time and in the order of the
parents. So an export resumes with the first parent whose list is not in the file.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any
from zlib import crc32

import anyio
from attrs import define, field, frozen

from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.naming import snake_case
from opentoclose_async._protocol.conversion.row_kind import RowKind, id_in
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.json_members import member_texts
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.session import Counters
from opentoclose_async._tables.columns import Column, Kind, compact_json
from opentoclose_async.exceptions import (
    AuthenticationError,
    DataFormatError,
    NetworkError,
    RateLimitError,
)
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.sources import (
    OneList,
    RowReader,
    ShortList,
    digest_of_filters,
    identity_of,
)

__all__ = ["AT_ONCE", "CONCERNS_ALL", "ListsOfParents", "Parents", "with_member"]

AT_ONCE = 16
"""Maximum number of lists read at the same time, and kept until those before them are delivered."""
CONCERNS_ALL = (AuthenticationError, NetworkError, RateLimitError)
"""Errors after which other lists are not worth a try."""
_ID_BYTES = 8


@frozen
class Parents:
    """
    What each of the lists belongs to.

    Attributes:
        noun: What one is called, such as "room".
        pager: All of them.
        ids: The ids of those that are wanted; all if empty.
        share: Which part of them, and of how many, to read only that; by id, so that each parent
            is in the same part however the list changes.
    """

    noun: str
    pager: Pager[Any]
    ids: Sequence[int] = ()
    share: tuple[int, int] = (0, 1)

    async def read_ids(self, *, verify: bool) -> tuple[list[int], list[Exception]]:
        """
        Return the ids of the parents, in order and once each.

        Args:
            verify: Make sure that none is lost while the list of parents changes.

        Returns:
            The ids, and an error for each parent without one: it does not affect the others.
        """
        if self.ids:
            return list(dict.fromkeys(self.ids)), []
        pager = self.pager.raw()
        key = pager.description.kind.key
        found: dict[int, None] = {}
        failures: list[Exception] = []
        pages = pager.verified() if verify else pager.pages()
        try:
            async for page in pages:
                for place, row in enumerate(page.items, start=page.start):
                    identity = id_in(row, key)
                    if identity is None:
                        failures.append(self._without_id(row.get(key), place))
                    elif self._has(identity):
                        found[identity] = None
        finally:
            with anyio.CancelScope(shield=True):
                await pages.aclose()
        return list(found), failures

    def _has(self, identity: int) -> bool:
        part, parts = self.share
        # Not the id itself: ids may be spaced evenly.
        return crc32(identity.to_bytes(_ID_BYTES, "little")) % parts == part

    def add_note(self, error: Exception, parent: int) -> None:
        """Add to an error which parent's list it is about."""
        error.add_note(f"{self.noun.capitalize()} {parent}.")

    def _without_id(self, value: object, place: int) -> DataFormatError:
        error = DataFormatError(
            f"expected an id in the {self.noun} at position {place}, got {shorten(value)}. Its own "
            "lists cannot be requested."
        )
        error.name_request("GET", self.pager.description.path)
        return error


@define
class ListsOfParents:
    """
    The rows of a list of each parent, with a column for the parent's id.

    Args:
        parents: The parents.
        name: What the lists are called, to distinguish exports.
        open_list: Open the list of the parent with an id.
        id_column: The name of the column.
        counted: Whether the server counts the rows of a list.
        stop_at_first: Whether the first failure ends the reading. Otherwise a list that fails is
            left out, and its error is raised after the rows of all others; a resumed export reads
            only the missing ones.
    """

    parents: Parents
    name: str
    open_list: Callable[[int], Pager[Any]]
    id_column: str
    counted: bool = False
    stop_at_first: bool = False
    counters: Counters = field(factory=Counters, init=False)
    custom_fields: CustomFields | None = field(default=None, init=False)

    @property
    def kind(self) -> RowKind:
        """The kind of the rows."""
        return self.open_list(1).description.kind

    @property
    def column(self) -> Column:
        """The column for the parent's id."""
        return Column(self.id_column, Kind.WHOLE, python_name=snake_case(self.id_column))

    async def identity(self) -> dict[str, Any]:
        """Return what distinguishes these lists from others."""
        parents = await self.parents.pager.description.completed()
        return {
            **identity_of(self.open_list(1).description),
            "list": f"{parents.path}: {self.name}",
            "parents": digest_of_filters([parents.query, list(self.parents.ids)]),
        }

    @asynccontextmanager
    async def open(
        self, checkpoint: Checkpoint, record: bytes, *, verify: bool
    ) -> AsyncIterator[RowReader]:
        """Read the lists of the parents that the record does not have."""
        try:
            ids, failures = await self.parents.read_ids(verify=verify)
        finally:
            self._count(self.parents.pager)
        reader = _ParentsReader(
            self, ids, failures, done=_ids_of(record), position=checkpoint.position, verify=verify
        )
        error: Exception | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(reader.read_ahead)
            try:
                yield reader
            except Exception as raised:  # noqa: BLE001 - raised again outside the group, unwrapped
                error = raised
            finally:
                group.cancel_scope.cancel()
        if error is not None:
            raise error

    def list_of(self, parent: int) -> OneList:
        """Return the list of one parent, without the column."""
        pager = self.open_list(parent)
        return ShortList(pager) if self.counted else OneList(pager)

    async def read_whole(self, parent: int, *, verify: bool) -> tuple[list[VerbatimRow], int]:
        """
        Read the list of one parent.

        Returns:
            Its rows with the parent's id, and the number of seams.

        Raises:
            OpenToCloseAPIError: If a page failed.
            DataFormatError: If the rows are not as many as the server says.
        """
        source = self.list_of(parent)
        rows: list[VerbatimRow] = []
        try:
            async with source.open(Checkpoint({}), b"", verify=verify) as reader:
                while pages := await reader.next_pages(1):
                    for page in pages:
                        rows += [with_member(row, self.id_column, parent) for row in page.items]
                problem = reader.problem(len(rows), "None of them were written. Try again")
        finally:
            self._count(source.pager)
        if problem is not None:
            raise problem
        return rows, reader.seams

    def _count(self, pager: Pager[Any]) -> None:
        self.counters.requests += pager.counters.requests
        self.counters.retries += pager.counters.retries


@define(eq=False)
class _Parent:
    """A parent whose list is being read, and the result."""

    id: int
    ready: anyio.Event = field(factory=anyio.Event)
    rows: list[VerbatimRow] = field(factory=list)
    seams: int = 0
    error: Exception | None = None


class _ParentsReader:
    """
    Reads the lists of parents, one page for each.

    Args:
        source: The lists.
        ids: The ids of the parents.
        failures: Errors of parents without an id.
        done: The ids of parents whose lists earlier runs read.
        position: How many those are.
        verify: Read each list verified.
    """

    total = None
    """Unknown: the server only counts each list."""

    def __init__(
        self,
        source: ListsOfParents,
        ids: Sequence[int],
        failures: Sequence[Exception],
        *,
        done: Collection[int],
        position: int,
        verify: bool,
    ) -> None:
        self.position = position
        self.seams = 0
        self._source = source
        self._failures = list(failures)
        self._verify = verify
        self._waiting = deque(_Parent(each) for each in ids if each not in done)
        self._room = anyio.Semaphore(AT_ONCE)
        self._record = bytearray()

    async def read_ahead(self) -> None:
        """Read the lists, as many at a time as may be kept."""
        async with anyio.create_task_group() as group:
            for parent in list(self._waiting):
                await self._room.acquire()
                group.start_soon(self._read, parent)

    async def _read(self, parent: _Parent) -> None:
        try:
            parent.rows, parent.seams = await self._source.read_whole(
                parent.id, verify=self._verify
            )
        except Exception as error:  # noqa: BLE001 - raised, or reported with others, when its turn comes
            self._source.parents.add_note(error, parent.id)
            parent.error = error
        parent.ready.set()

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]:
        """Wait for the next list, however many pages it has; an empty list after the last one."""
        while self._waiting:
            parent = self._waiting[0]
            await parent.ready.wait()
            self._waiting.popleft()
            self._room.release()
            if parent.error is None:
                self.position += 1
                self.seams += parent.seams
                self._record += parent.id.to_bytes(_ID_BYTES, "little")
                return [Page(parent.rows, 0)]
            if self._source.stop_at_first or isinstance(parent.error, CONCERNS_ALL):
                raise parent.error
            self._failures.append(parent.error)
        if self._failures and self._source.stop_at_first:
            raise self._failures[0]
        return []

    def take_record(self) -> bytes:
        """Return the ids of the parents whose lists were delivered since the last call."""
        record = bytes(self._record)
        self._record.clear()
        return record

    def problem(self, count: int, advice: str) -> ExceptionGroup[Exception] | None:
        """Return the errors of the lists that are missing."""
        if not self._failures:
            return None
        return ExceptionGroup(f"{len(self._failures)} lists are missing", self._failures)


def with_member(row: VerbatimRow, name: str, value: int) -> VerbatimRow:
    """Return a row with another member in front, instead of any of the same name."""
    whole = VerbatimRow({name: value} | row | {name: value})
    first = f'{{"{name}":{value}'
    if name in row:
        texts = member_texts(row.text)
        others = [f"{compact_json(each)}:{text}" for each, text in texts.items() if each != name]
        whole.text = ",".join([first, *others]) + "}"
    else:
        whole.text = f"{first},{row.text[1:]}" if row else f"{first}}}"
    return whole


def _ids_of(record: bytes) -> frozenset[int]:
    return frozenset(
        int.from_bytes(record[at : at + _ID_BYTES], "little")
        for at in range(0, len(record), _ID_BYTES)
    )
