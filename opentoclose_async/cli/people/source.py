"""The memberships of several accounts as rows to export."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from attrs import field, frozen

from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.session import Counters
from opentoclose_async.cli.people.memberships import Membership
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.sources import RowReader

__all__ = ["PeopleSource"]

KIND = RowKind(Membership)


@frozen(eq=False)
class PeopleSource:
    """
    All memberships, read before the first one is written.

    Args:
        read: Return all memberships. Called once the file may be written.
    """

    read: Callable[[], Awaitable[list[VerbatimRow]]]
    kind: RowKind = KIND
    column: None = None
    custom_fields: None = None
    counters: Counters = field(factory=Counters)

    async def identity(self) -> dict[str, Any]:
        """Return what distinguishes these rows from those of exports."""
        return {"command": "people"}

    @asynccontextmanager
    async def open(
        self, checkpoint: Checkpoint, record: bytes, *, verify: bool
    ) -> AsyncIterator[RowReader]:
        """Read the memberships; nothing of an earlier run is resumed."""
        yield _AllAtOnce(await self.read())


class _AllAtOnce:
    """
    Delivers all rows as one page.

    Args:
        rows: The rows.
    """

    seams = 0

    def __init__(self, rows: list[VerbatimRow]) -> None:
        self.position = 0
        self.total = len(rows)
        self._rows = rows

    def take_record(self) -> bytes:
        return b""

    async def next_pages(self, most: int) -> list[Page[VerbatimRow]]:
        if self.position == len(self._rows):
            return []
        self.position = len(self._rows)
        return [Page(self._rows, 0, self.total)]

    def problem(self, count: int, advice: str) -> None:
        """Return None: each list was checked when it was read."""
