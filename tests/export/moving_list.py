"""
Lists that change while they are read, served by a transport that responds out of order.

Everything follows from seeds, without a clock: a response is delayed by yielding to
the event loop, so that other requests get in between.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import anyio.lowlevel
import httpx
import orjson
from attrs import Factory, define, frozen

__all__ = ["MovingList", "MovingServer", "Upheaval"]

ROOMS_PATH = "/restapi/v2/accounts/"
OTC_PATH = "/v1/users"


@frozen
class Upheaval:
    """
    One big change of a list, in addition to the small ones after every request.

    Attributes:
        after: It follows this many responses.
        keep: The most rows that stay, chosen at random; None for all.
        delete_in_front: Rows to delete at the front, or all if there are fewer.
        insert_in_front: Rows to insert at the front.
    """

    after: int
    keep: int | None = None
    delete_in_front: int = 0
    insert_in_front: int = 0


@define
class MovingList:
    """
    A list of row ids; rows are deleted and inserted after every response.

    Each id is used once: deleted rows do not come back, and no row changes places with
    another. So the rows present throughout are in the order of their ids.

    Attributes:
        length: Initial number of rows; their ids count from 1.
        deletes: The most rows to delete after each response.
        inserts: The most rows to insert after each response.
        upheavals: Bigger changes.
        largest_page: The most rows per response.
        seed: Decides how many rows are deleted and inserted, and where.
        patience: Requests after which the list refuses, so that a reader that would never finish
            fails instead.
        rows: The list as it is now.
        windows: Position and size of each request, in the order of arrival.
    """

    length: int
    deletes: int = 20
    inserts: int = 20
    upheavals: Sequence[Upheaval] = ()
    largest_page: int = 100
    seed: int = 0
    patience: int = 100_000
    rows: list[int] = Factory(lambda self: list(range(1, self.length + 1)), takes_self=True)
    windows: list[tuple[int, int]] = Factory(list)
    _next_id: int = Factory(lambda self: self.length + 1, takes_self=True)
    _answers: int = 0
    _steadfast: set[int] = Factory(lambda self: set(self.rows), takes_self=True)
    _gone: set[int] = Factory(set)
    _dice: Random = Factory(lambda self: Random(self.seed), takes_self=True)

    @property
    def steadfast(self) -> list[int]:
        """Rows present from the first request to the last response, in the list's order."""
        return sorted(self._steadfast)

    @property
    def ever(self) -> range:
        """All rows present at any time."""
        return range(1, self._next_id)

    def arrives(self, start: int, count: int) -> None:
        """Record a request."""
        if len(self.windows) >= self.patience:
            raise AssertionError(f"more than {self.patience} requests for one list")
        self.windows.append((start, count))

    def answer(self, start: int, count: int) -> tuple[list[int], int]:
        """
        Respond to a request, then change.

        Returns:
            The rows of the window, and the length of the list.
        """
        # Rows deleted after the last response were present for all requests.
        self._steadfast -= self._gone
        self._gone.clear()
        page = self.rows[start : start + min(count, self.largest_page)]
        total = len(self.rows)
        self._answers += 1
        self._move()
        return page, total

    def _move(self) -> None:
        for _ in range(self._dice.randint(0, self.deletes)):
            if self.rows:
                self._gone.add(self.rows.pop(self._dice.randrange(len(self.rows))))
        for _ in range(self._dice.randint(0, self.inserts)):
            self._insert(self._dice.randint(0, len(self.rows)), 1)
        for upheaval in self.upheavals:
            if upheaval.after == self._answers:
                self._overturn(upheaval)

    def _overturn(self, upheaval: Upheaval) -> None:
        if upheaval.keep is not None and upheaval.keep < len(self.rows):
            places = sorted(self._dice.sample(range(len(self.rows)), upheaval.keep))
            kept = [self.rows[place] for place in places]
            self._gone.update(set(self.rows).difference(kept))
            self.rows = kept
        self._gone.update(self.rows[: upheaval.delete_in_front])
        del self.rows[: upheaval.delete_in_front]
        self._insert(0, upheaval.insert_in_front)

    def _insert(self, place: int, count: int) -> None:
        self.rows[place:place] = range(self._next_id, self._next_id + count)
        self._next_id += count


class MovingServer(httpx.AsyncBaseTransport):
    """
    Serve lists as the users of Rooms and Open To Close.

    Args:
        lists: A list for each account: by the account id of Rooms, or by the API key of Open To
            Close.
        reports_total: Whether pages of Rooms carry `totalRowCount`.
        links: Whether pages of Rooms carry `nextUri`.
        longest_hold: The most event loop checkpoints that a response is delayed, both before it is
            made and before it is sent. So a request may see the list later than requests that came
            after it, and its response may be sent later than theirs.
        seed: Decides how long each response is delayed.
    """

    def __init__(
        self,
        lists: Mapping[str, MovingList],
        *,
        reports_total: bool = True,
        links: bool = True,
        longest_hold: int = 0,
        seed: int = 0,
    ) -> None:
        self._lists = lists
        self._tells_total = reports_total
        self._links = links
        self._longest_hold = longest_hold
        self._dice = Random(seed)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Respond to a request for a page."""
        path, query = request.url.path, request.url.params
        if path.startswith(ROOMS_PATH) and path.endswith("/users"):
            moving = self._lists[path.removeprefix(ROOMS_PATH).removesuffix("/users")]
            start = int(query.get("startPosition", 0))
            page, total = await self._ask(moving, start, int(query.get("count", 100)))
            return _json(self._envelope(start, page, total))
        if path == OTC_PATH:
            moving = self._lists[query["api_token"]]
            page, _ = await self._ask(
                moving, int(query.get("offset", 0)), int(query.get("limit", 20))
            )
            return _json([{"id": row, "name": f"User {row}"} for row in page])
        return httpx.Response(404)

    async def _ask(self, moving: MovingList, start: int, count: int) -> tuple[list[int], int]:
        moving.arrives(start, count)
        before, behind = (self._dice.randint(0, self._longest_hold) for _ in range(2))
        for _ in range(before):
            await anyio.lowlevel.checkpoint()
        answer = moving.answer(start, count)
        for _ in range(behind):
            await anyio.lowlevel.checkpoint()
        return answer

    def _envelope(self, start: int, page: list[int], total: int) -> dict[str, Any]:
        end = start + len(page)
        envelope: dict[str, Any] = {
            "userSummaries": [{"userId": row, "firstName": f"User {row}"} for row in page],
            "resultSetSize": len(page),
            "startPosition": start,
        }
        if self._links and page and end < total:
            envelope["nextUri"] = f"/v2/accounts/any/users?startPosition={end}"
        if self._tells_total:
            envelope["totalRowCount"] = total
        return envelope


def _json(value: Any) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    return httpx.Response(200, headers=headers, content=orjson.dumps(value))
