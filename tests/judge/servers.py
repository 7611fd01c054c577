"""A server of one list, as a transport: true or false in what it says, late and out of order."""

import math
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal
from urllib.parse import parse_qsl

import anyio.lowlevel
import httpx
import orjson

from tests.judge.lists import MovingList, Row
from tests.judge.loops import made_progress
from tests.judge.motion import Mover
from tests.judge.plans import Plan

Kind = Literal["rows", "empty without reason", "nothing"]

_ANSWERED = {"content-type": "application/json"}


@dataclass
class Answer:
    """The response to a request; ``read`` says whether it was received completely."""

    start: int
    count: int
    kind: Kind
    rows: tuple[Row, ...]
    total: int | None = None
    link: str | None = None
    read: bool = False

    @property
    def end(self) -> int:
        """The position after the response's last row, as a reader must assume."""
        return self.start + len(self.rows)


class _Body(httpx.AsyncByteStream):
    def __init__(self, data: bytes, answer: Answer) -> None:
        self._data = data
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._data
        self._answer.read = True


class Server(httpx.AsyncBaseTransport):
    """
    Answers the requests of one reading.

    Attributes:
        answers: All responses so far.
        requests: Number of requests.
        endless: There were more requests than any reading needs, so it was stopped.
        stop: Stops the reading.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rng = Random(f"server {plan.lists} {plan.seed}")
        self.list = MovingList(plan.length)
        self._mover = Mover(plan.motion, self.list, self._rng) if plan.motion else None
        self.answers: list[Answer] = []
        self.requests = 0
        self.endless = False
        self.stop: Callable[[], None] | None = None
        self._lengths: list[int] = []
        self._near: tuple[int, ...] = ()
        self._key = "userId" if plan.api == "rooms" else "id"

    @property
    def most_requests(self) -> int:
        """More requests than any reading needs."""
        return 40 * math.ceil(self.list.longest / self._plan.pace) + 400

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Make up a response, sooner or later."""
        made_progress()
        self.requests += 1
        if self.requests > self.most_requests and self.stop:
            self.endless = True
            self.stop()
            await anyio.lowlevel.checkpoint()  # ends here, unless the reader shields itself
            raise RuntimeError("the reading was cancelled, and goes on asking")
        asked = dict(parse_qsl(request.url.query.decode()))
        names = ("startPosition", "count") if self._plan.api == "rooms" else ("offset", "limit")
        start, count = (int(asked[name]) for name in names)
        await self._dawdle()
        response = self._respond(start, count)
        await self._dawdle()
        return response

    async def _dawdle(self) -> None:
        for _ in range(self._rng.randint(0, self._plan.lateness)):
            await anyio.lowlevel.checkpoint()

    def _respond(self, start: int, count: int) -> httpx.Response:
        if self.answers and self._mover:
            self._mover.between_answers(len(self.answers), self._near)
        self._near = (*self._near[-6:], start, start + count)
        self._lengths.append(len(self.list.rows))
        answer, status, data = self._made_up(start, count)
        self.answers.append(answer)
        return httpx.Response(status, headers=_ANSWERED, stream=_Body(data, answer))

    def _made_up(self, start: int, count: int) -> tuple[Answer, int, bytes]:
        plan, rows = self._plan, self.list.rows
        given = min(count, self._cap())
        place = self._place(start, given)
        page = tuple(rows[place : place + given])
        if self._is_nothing(start):
            answer = Answer(start, count, "nothing", ())
            return answer, *self._nothing(start)
        if not rows and not self.answers and start == 0 and plan.empty_as_204:
            return Answer(start, count, "rows", ()), 204, b""
        spurious = bool(page) and self._is_empty_without_reason()
        if spurious:
            page = ()
        answer = Answer(start, count, "empty without reason" if spurious else "rows", page)
        if not (spurious and plan.bare):
            answer.total = self._total()
            answer.link = self._link(place + len(page))
        return answer, 200, self._encoded(answer)

    def _encoded(self, answer: Answer) -> bytes:
        plan = self._plan
        contents = [row.content(self._key, plan.ids, plan.group) for row in answer.rows]
        if plan.api == "otc":
            return orjson.dumps(contents)
        body: dict[str, Any] = {"userSummaries": contents}
        if answer.total is not None:
            body["totalRowCount"] = answer.total
        if answer.link is not None:
            body["nextUri"] = answer.link
        return orjson.dumps(body)

    def _cap(self) -> int:
        plan, answers = self._plan, len(self.answers)
        if plan.cap == "random":
            return self._rng.randint(1, plan.page_size)
        if plan.cap == "shrinking":
            return max(plan.cap_floor, plan.cap_rows - answers)
        if plan.cap == "halved" and answers >= plan.changes_at:
            return plan.cap_floor
        return plan.cap_rows

    def _place(self, start: int, given: int) -> int:
        """Return the position that is answered for the requested one."""
        length, fault = len(self.list.rows), self._plan.fault
        if fault == "ignored":
            return 0
        if fault == "clamped page" or (fault == "clamped end" and start >= length):
            return min(start, max(0, length - given))
        if start >= length > 0 and fault in ("wrapped", "wrapped modulo"):
            return start % length if fault == "wrapped modulo" else 0
        return start

    def _is_empty_without_reason(self) -> bool:
        plan = self._plan
        if plan.fault == "empty once":
            return not any(answer.kind != "rows" for answer in self.answers) and (
                len(self.answers) >= plan.fault_at
            )
        return plan.fault == "empty often" and self._rng.random() < plan.fault_rate

    def _is_nothing(self, start: int) -> bool:
        plan = self._plan
        if plan.fault == "nothing once":
            return len(self.answers) == plan.fault_at
        if plan.fault == "nothing from":
            return start >= plan.fault_at
        return plan.fault == "nothing often" and self._rng.random() < plan.fault_rate

    def _nothing(self, start: int) -> tuple[int, bytes]:
        bodies = [(200, b"null"), (200, b""), (200, b"{}")]
        if self._plan.api == "rooms":
            total = str(len(self.list.rows)).encode()
            bodies += [
                (200, b'{"userSummaries":null}'),
                (200, b'{"totalRowCount":' + total + b"}"),
            ]
        if start > 0:  # a 204 at the beginning is an empty list
            bodies.append((204, b""))
        return self._rng.choice(bodies)

    def _total(self) -> int | None:
        plan, length = self._plan, len(self.list.rows)
        match plan.total:
            case "true":
                return length
            case "absent":
                return None
            case "now and then":
                return length if self._rng.random() < 0.5 else None
            case "high":
                return length + plan.total_error
            case "low":
                return max(0, length - plan.total_error)
            case "lagging":
                if plan.lists == "moving":
                    return self._lengths[max(0, len(self._lengths) - 1 - plan.total_error % 6)]
                return min(length, max(0, length - plan.total_error) + len(self.answers))

    def _link(self, end: int) -> str | None:
        more = {
            "true": end < len(self.list.rows),
            "absent": False,
            "always": True,
            "random": self._rng.random() < 0.5,
        }[self._plan.link]
        return f"/v2/accounts/acc/users?startPosition={end}" if more else None
