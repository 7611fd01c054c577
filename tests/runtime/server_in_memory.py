"""An in-memory server of both APIs that treats each request as it is told."""

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
    What happens to a request.

    Attributes:
        kind: A response with a status; no connection; the connection lost after the request was
            carried out; the response cut in the middle; no response until the client's timeout.
        seconds: How long it takes.
        steps: How many steps of other tasks it takes in addition.
        status: The response's status.
        retry_after: The wait that the response asks for, in seconds.
    """

    kind: Literal["answered", "unreachable", "lost", "cut", "silent"] = "answered"
    seconds: float = 0.0
    steps: int = 0
    status: int = 200
    retry_after: int | None = None


class ServerInMemory(httpx.AsyncBaseTransport):
    """
    Serve lists, single records and creates.

    Args:
        fates: What happens to requests, in the order of arrival; later ones succeed.

    Attributes:
        arrived: When each request came.
        refused: The periods in which refusals that the client has read forbid requests.
        in_flight: Requests whose response is neither read to the end nor abandoned.
        most_in_flight: The highest number of those.
        carried_out: How often each create was carried out, by its tag.
        closed: The client has closed its connections.
        after_close: Requests that came after that.
        burst_left: The number of requests left for now, as reported in every response.
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
        """Respond to nothing from now on, until this many requests are here at the same time."""
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
            self._carry_out(request)  # it failed after it was carried out
        if fate.kind == "lost":
            raise httpx.ReadError("gone")
        said = {"Retry-After": fate.retry_after, "X-BurstLimit-Remaining": self.burst_left}
        headers = {name: str(value) for name, value in said.items() if value is not None}
        return httpx.Response(fate.status, headers=headers, stream=_Body(self, body, fate))

    def read_whole(self, fate: Fate) -> None:
        """Note that the client has received a response."""
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
    """A response body in two pieces; the request is in flight until it is closed."""

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
