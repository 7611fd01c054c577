"""What the families of Rooms share."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Call, Handler
from opentoclose_async.sandbox.rooms.answers import not_found, read_id
from opentoclose_async.sandbox.rooms.pages import answer_rows
from opentoclose_async.sandbox.tables import Table

RoomsTables = Mapping[str, Table]
"""The tables of Rooms by name."""
Routing = dict[str, dict[str, Handler]]
"""Handlers by method, by path template."""


class Family(ABC):
    """
    A family of requests.

    Args:
        config: How Rooms behaves.
        tables: Its rows.
        wall_clock: Tells the time in seconds since 1970, for what is created.
    """

    def __init__(
        self, config: SandboxConfig, tables: RoomsTables, wall_clock: Callable[[], float]
    ) -> None:
        self.config = config
        self.tables = tables
        self._wall_clock = wall_clock

    @abstractmethod
    def routes(self) -> Routing:
        """Say what answers at their paths."""

    def now(self) -> str:
        """Give the present time, in UTC and without saying so, as answers often have it."""
        moment = datetime.fromtimestamp(self._wall_clock(), UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")

    def find(self, table: str, what: str, text: str) -> dict[str, Any]:
        """
        Find the row that a path names.

        Args:
            table: Its table.
            what: What it is, for the refusal.
            text: Its id as the path has it.

        Raises:
            RoomsRefusalError: There is none.
        """
        row = self.tables[table].get(read_id(f"{what}Id", text))
        if row is None:
            raise not_found(what)
        return row

    def existing(self, table: str, ids: Iterable[int]) -> list[int]:
        """Give those of some ids whose rows are there still."""
        return [each for each in ids if self.tables[table].get(each) is not None]

    def caller_id(self) -> int:
        """Give the id of the user that the token is of: the first."""
        page = self.tables["users"].rows()
        return int(page[0]["userId"]) if page else 0

    def answer_list(
        self, call: Call, rows: Iterable[dict[str, Any]], array: str, **extra: Any
    ) -> Response:
        """Answer a page of rows."""
        return answer_rows(call, self.config, list(rows), array, extra)


def count_where(rows: Iterable[Mapping[str, Any]], **values: Any) -> int:
    """Count the rows that have these values."""
    return sum(all(row.get(name) == value for name, value in values.items()) for row in rows)
