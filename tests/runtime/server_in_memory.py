"""A server in memory, of both APIs, that meets each request with the fate it is told."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from typing import Any, Literal

import anyio
import anyio.lowlevel
import httpx
from attrs import frozen

__all__ = ["ROWS", "Fate", "ServerInMemory"]

ROWS = [{"id": number, "userId": number} for number in range(1, 24)]
"""The rows of each list."""


@frozen
class Fate:
    """
    What becomes of a request.

    Attributes:
        kind: Answered with a status; no connection; lost after it was carried out; its answer cut
            in the middle; no answer until the client's timeout.
        seconds: How long that takes.
        steps: Turns of other tasks that it takes in addition.
        status: The answer's status.
        retry_after: What the answer tells to wait, in seconds.
    """

    kind: Literal["answered", "unreachable", "lost", "cut", "silent"] = "answered"
    seconds: float = 0.0
    steps: int = 0
    status: int = 200
    retry_after: int | None = None


class ServerInMemory(httpx.AsyncBaseTransport):
    """
    Answer lists, single records and creates.

    Args:
        fates: What becomes of the requests, in the order of their arrival; behind them all is well.

    Attributes:
        arrived: When each request came.
        refused: From when to when each refusal that the client has read forbids to ask.
        in_flight: Requests that are not over: no answer read to its end, none given up.
        most_in_flight: How many those have been at most.
        carried_out: How often each create was carried out, by its tag.
        closed: The client has closed its connections.
        after_close: Requests that came all the same.
        burst_left: What every answer says of how many requests are left for now.
    """

    def __init__(self, fates: Iterable[Fate] = ()) -> None:
        self.arrived: list[float] = []
        self.refused: list[tuple[float, float]] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.carried_out: Counter[int] = Counter()
        self.closed = False
        self.after_close = 0
        self.burst_left: int | None = None
        self._fates = iter(list(fates))
        self._together: int | None = None
        self._all_here = anyio.Event()

    def hold_until_together(self, requests: int) -> None:
        """Answer nobody, from now on, until so many requests are there at the same time."""
        self._fates = iter(())
        self._together = requests
        self._all_here = anyio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.after_close += self.closed
        self.arrived.append(anyio.current_time())
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._meet(request, next(self._fates, Fate()))
        except BaseException:
            self.in_flight -= 1
            raise

    async def aclose(self) -> None:
        self.closed = True

    async def _meet(self, request: httpx.Request, fate: Fate) -> httpx.Response:
        if self._together is not None:
            if self.in_flight >= self._together:
                self._all_here.set()
            await self._all_here.wait()
        if fate.kind == "silent":
            timeout = request.extensions["timeout"]["read"]
            await anyio.sleep(timeout)
            raise httpx.ReadTimeout("")
        await anyio.sleep(fate.seconds)
        for _ in range(fate.steps):
            await anyio.lowlevel.checkpoint()
        if fate.kind == "unreachable":
            raise httpx.ConnectError("nobody there")
        body = b"{}"
        if fate.status == 200:
            body = self._carry_out(request)
        elif fate.status == 500:
            self._carry_out(request)  # it failed when it was done
        if fate.kind == "lost":
            raise httpx.ReadError("gone")
        said = {"Retry-After": fate.retry_after, "X-BurstLimit-Remaining": self.burst_left}
        headers = {name: str(value) for name, value in said.items() if value is not None}
        return httpx.Response(fate.status, headers=headers, stream=_Body(self, body, fate))

    def read_whole(self, fate: Fate) -> None:
        """Take note that the client knows an answer."""
        if fate.status == 429:
            now = anyio.current_time()
            self.refused.append((now, now + (fate.retry_after or 0)))

    def _carry_out(self, request: httpx.Request) -> bytes:
        if request.method == "POST":
            assert isinstance(request.stream, httpx.ByteStream)
            tag = json.loads(b"".join(request.stream))["tag"]
            self.carried_out[tag] += 1
            return json.dumps({"tag": tag}).encode()
        query = request.url.params
        if "startPosition" in query:
            page = _window(query["startPosition"], query["count"])
            return json.dumps({"userSummaries": page, "totalRowCount": len(ROWS)}).encode()
        if "offset" in query:
            return json.dumps(_window(query["offset"], query["limit"])).encode()
        return json.dumps(ROWS[int(request.url.path.rpartition("/")[2]) - 1]).encode()


def _window(start: str, count: str) -> list[dict[str, Any]]:
    return ROWS[int(start) : int(start) + int(count)]


class _Body(httpx.AsyncByteStream):
    """The body of an answer, in two pieces; the request is in flight until it is closed."""

    def __init__(self, server: ServerInMemory, body: bytes, fate: Fate) -> None:
        self._server = server
        self._body = body
        self._fate = fate
        self._open = True

    async def __aiter__(self) -> AsyncIterator[bytes]:
        half = len(self._body) // 2
        yield self._body[:half]
        await anyio.lowlevel.checkpoint()
        if self._fate.kind == "cut":
            raise httpx.RemoteProtocolError("the rest is missing")
        yield self._body[half:]
        self._server.read_whole(self._fate)

    async def aclose(self) -> None:
        self._server.in_flight -= self._open
        self._open = False
