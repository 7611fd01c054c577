"""The base of all groups of Rooms operations."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Call, Handler
from opentoclose_async.sandbox.rooms.pages import answer_rows
from opentoclose_async.sandbox.rooms.wire import not_found, read_id
from opentoclose_async.sandbox.tables import Table

RoomsTables = Mapping[str, Table]
"""The tables of Rooms by name."""
Routing = dict[str, dict[str, Handler]]
"""Handlers by method, by path template."""


class OperationGroup(ABC):
    """
    A group of operations.

    Args:
        config: The settings.
        tables: The tables of Rooms.
        wall_clock: Returns seconds since 1970, for creation dates.
    """

    def __init__(
        self, config: SandboxConfig, tables: RoomsTables, wall_clock: Callable[[], float]
    ) -> None:
        self.config = config
        self.tables = tables
        self._wall_clock = wall_clock

    @abstractmethod
    def routes(self) -> Routing:
        """Return the handlers by path and method."""

    def now(self) -> str:
        """Return the current time in UTC without an offset, as responses often have it."""
        moment = datetime.fromtimestamp(self._wall_clock(), UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")

    def find(self, table: str, what: str, text: str) -> dict[str, Any]:
        """
        Return the row that a path names.

        Args:
            table: The table.
            what: The kind of row, for the error.
            text: The id in the path.

        Raises:
            RoomsRefusalError: There is no such row.
        """
        row = self.tables[table].get(read_id(f"{what}Id", text))
        if row is None:
            raise not_found(what)
        return row

    def existing(self, table: str, ids: Iterable[int]) -> list[int]:
        """Return the ids whose rows still exist."""
        return [each for each in ids if self.tables[table].get(each) is not None]

    def caller_id(self) -> int:
        """Return the id of the token's user: the first one."""
        page = self.tables["users"].rows()
        return int(page[0]["userId"]) if page else 0

    def answer_list(
        self, call: Call, rows: Iterable[dict[str, Any]], array: str, **extra: Any
    ) -> Response:
        """Return a page of rows."""
        return answer_rows(call, self.config, list(rows), array, extra)


def count_where(rows: Iterable[Mapping[str, Any]], **values: Any) -> int:
    """Count the rows that have these values."""
    return sum(all(row.get(name) == value for name, value in values.items()) for row in rows)
