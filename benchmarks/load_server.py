"""
Serve pages of users as fast as possible: ``python -m benchmarks.load_server --port 0``.

It speaks just enough HTTP/1.1 for GET requests on kept-alive connections, and prints its port.
``GET /stats`` returns its counts. It ends with the process that started it.

With ``--moving`` each account has its own list, which changes after every response; ``GET
/steadfast/<account>`` returns the ids of the rows that were in it from its first request to its
last.
"""

import argparse
import asyncio
import os
import random
import selectors
import socket
import ssl
from collections import Counter, deque
from urllib.parse import parse_qs

import orjson
from attrs import define, field, frozen

from benchmarks.page_bodies import FIRST_ID, ROW_TEMPLATES, UserList

__all__ = ["BROKEN_WAYS", "parent_gone"]

BROKEN_WAYS = ("500", "503", "dropped", "cut")
"""The faults of a response: two statuses, no response, and half a body."""

ROOMS_PATH = "/restapi/v2/accounts/"
OTC_PATH = "/v1/users"
LOOK_FOR_PARENT_EVERY = 0.5
BACKLOG = 512


@frozen
class Answer:
    """Bytes to send, and whether to close the connection after them."""

    data: bytes
    then_close: bool = False


@define
class SlidingWindow:
    """
    A sliding-window quota.

    Attributes:
        count: Requests.
        seconds: The window's length.
    """

    count: int
    seconds: float
    _accepted: deque[float] = field(factory=deque, init=False)

    def refuses(self, now: float) -> bool:
        """Count a request, and return whether it exceeds the quota."""
        while self._accepted and self._accepted[0] + self.seconds <= now:
            self._accepted.popleft()
        if len(self._accepted) >= self.count:
            return True
        self._accepted.append(now)
        return False


class MovingUserList:
    """
    A list of users that changes after every response.

    Ids are never reused, and rows never change places. So the rows that stayed throughout are
    sorted by id.

    Args:
        rows: Number of rows at the start.
        largest_page: Maximum number of rows per page.
        moves: Maximum number of rows to delete, and to insert, after each response.
        dice: Decides how many, and where.
    """

    def __init__(self, rows: int, largest_page: int, moves: int, dice: random.Random) -> None:
        self._ids = list(range(FIRST_ID, FIRST_ID + rows))
        self._next_id = FIRST_ID + rows
        self._largest_page = largest_page
        self._moves = moves
        self._dice = dice
        self._steadfast = set(self._ids)
        self._gone: set[int] = set()

    @property
    def steadfast(self) -> list[int]:
        """The rows that were in the list from the first request to the last, in order."""
        return sorted(self._steadfast)

    def rooms_page(self, start: int, count: int) -> bytes:
        """Return a page as Rooms does, with the total and a link to the next page; then change."""
        total = len(self._ids)
        ids = self._take(start, count)
        end = start + len(ids)
        following = f'"/v2/accounts/bench/users?startPosition={end}&count={count}"'
        rest = (
            f'"resultSetSize":{len(ids)},"startPosition":{start},'
            f'"nextUri":{following if ids and end < total else "null"},"totalRowCount":{total}}}'
        )
        return b'{"userSummaries":[' + _filled("rooms", ids) + b"]," + rest.encode()

    def otc_page(self, start: int, count: int) -> bytes:
        """Return a page as Open To Close does, a bare array; then change."""
        return b"[" + _filled("otc", self._take(start, count)) + b"]"

    def _take(self, start: int, count: int) -> list[int]:
        # Rows deleted after the last response were present for all requests.
        self._steadfast -= self._gone
        self._gone.clear()
        page = self._ids[start : start + min(count, self._largest_page)]
        for _ in range(self._dice.randint(0, self._moves)):
            if self._ids:
                self._gone.add(self._ids.pop(self._dice.randrange(len(self._ids))))
        for _ in range(self._dice.randint(0, self._moves)):
            self._ids.insert(self._dice.randint(0, len(self._ids)), self._next_id)
            self._next_id += 1
        return page


class LoadServer:
    """
    Choose the responses, and count the requests.

    Args:
        users: The list that is served.
        latency: Seconds from a request to its response.
        window: The quota; None for no limit.
        broken: Share of the page requests to break, 0 to 1.
        moving: Maximum number of rows to delete, and to insert, after each response; 0 for one
            unchanging list for all accounts.
        seed: Seeds the random choices of what to break and what to change.
    """

    def __init__(
        self,
        users: UserList,
        *,
        latency: float = 0.0,
        window: SlidingWindow | None = None,
        broken: float = 0.0,
        moving: int = 0,
        seed: int = 1,
    ) -> None:
        self.latency = latency
        self.counts: Counter[str] = Counter()
        self._users = users
        self._window = window
        self._broken = broken
        self._moving = moving
        self._moving_lists: dict[str, MovingUserList] = {}
        self._seed = seed
        self._random = random.Random(seed)

    def answer(self, target: str, now: float) -> Answer:
        """
        Respond to a GET request.

        Args:
            target: The request's path and query.
            now: The time, in seconds of any clock that never goes back.
        """
        path, _, query = target.partition("?")
        if path == "/stats":
            return Answer(_response(200, orjson.dumps(self.counts)))
        if path.startswith("/steadfast/"):
            moving = self._moving_list(path.removeprefix("/steadfast/"))
            return Answer(_response(200, orjson.dumps(moving.steadfast)))
        self.counts["requests"] += 1
        if self._window is not None and self._window.refuses(now):
            self.counts["refused"] += 1
            return Answer(_response(429, b"{}", "Retry-After: 1\r\n"))
        good = self._page(path, query)
        if self._broken and self._random.random() < self._broken:
            return self._break(good)
        return Answer(good)

    def _page(self, path: str, query: str) -> bytes:
        given = parse_qs(query)
        asked = {name: int(values[0]) for name, values in given.items() if _is_page(name)}
        if path.startswith(ROOMS_PATH) and path.endswith("/users"):
            users = self._list_of(path.removeprefix(ROOMS_PATH).removesuffix("/users"))
            start, count = asked.get("startPosition", 0), asked.get("count", 100)
            return _response(200, users.rooms_page(start, count))
        if path == OTC_PATH:
            users = self._list_of(given.get("api_token", [""])[0])
            return _response(200, users.otc_page(asked.get("offset", 0), asked.get("limit", 20)))
        return _response(404, b'{"detail":"Not Found"}')

    def _list_of(self, account: str) -> UserList | MovingUserList:
        return self._moving_list(account) if self._moving else self._users

    def _moving_list(self, account: str) -> MovingUserList:
        if account not in self._moving_lists:
            dice = random.Random(f"{self._seed} {account}")
            users = self._users
            self._moving_lists[account] = MovingUserList(
                users.rows, users.largest_page, self._moving, dice
            )
        return self._moving_lists[account]

    def _break(self, good: bytes) -> Answer:
        way = self._random.choice(BROKEN_WAYS)
        self.counts["broken"] += 1
        self.counts[way] += 1
        if way == "dropped":
            return Answer(b"", then_close=True)
        if way == "cut":
            return Answer(good[: len(good) // 2], then_close=True)
        return Answer(_response(int(way), b'{"message":"broken on purpose"}'))


class Connection(asyncio.Protocol):
    """One client's connection."""

    def __init__(self, server: LoadServer) -> None:
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport of a new connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.counts["connections"] += 1

    def connection_lost(self, exc: Exception | None) -> None:
        """Drop the connection; pending responses are discarded."""
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Respond to each complete request, after the latency."""
        self._unread += data
        while (end := self._unread.find(b"\r\n\r\n")) >= 0:
            head, self._unread = self._unread[:end], self._unread[end + 4 :]
            target = head.split(b" ", 2)[1].decode("ascii")
            arrived = self._loop.time()
            answer = self._server.answer(target, arrived)
            if self._server.latency and target != "/stats":
                self._loop.call_at(arrived + self._server.latency, self._send, answer)
            else:
                self._send(answer)

    def _send(self, answer: Answer) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if answer.data:
            self._transport.write(answer.data)
        if answer.then_close:
            self._transport.close()


def _is_page(name: str) -> bool:
    return name in ("startPosition", "count", "limit", "offset")


def _filled(api: str, ids: list[int]) -> bytes:
    templates = ROW_TEMPLATES[api]
    return b",".join(templates[id_ % len(templates)] % (id_, id_) for id_ in ids)


def _response(status: int, body: bytes, headers: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n{headers}\r\n"
    )
    return head.encode("ascii") + body


def _listen(port: int) -> socket.socket:
    # asyncio disables Nagle's algorithm only if the protocol is named; otherwise each response
    # waits 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


async def _serve(server: LoadServer, port: int, tls: ssl.SSLContext | None) -> None:
    listener = _listen(port)
    listening = await asyncio.get_running_loop().create_server(
        lambda: Connection(server), sock=listener, backlog=BACKLOG, ssl=tls
    )
    print(listener.getsockname()[1], flush=True)
    async with listening:
        await parent_gone()


async def parent_gone() -> None:
    """Return when the process that started this one is gone."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - nothing reports it
        await asyncio.sleep(LOOK_FOR_PARENT_EVERY)


def _tls(file: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _window(text: str) -> SlidingWindow:
    count, _, seconds = text.partition("/")
    return SlidingWindow(int(count), float(seconds.removesuffix("s")))


def main() -> None:
    """Serve until stopped, or until the parent process is gone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--rows", type=int, default=10_000, help="length of the list")
    parser.add_argument("--page-size", type=int, default=100, help="maximum rows per page")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="from request to response")
    parser.add_argument("--quota", type=_window, help='such as "20/2s"; requests beyond it get 429')
    parser.add_argument(
        "--broken", type=float, default=0.0, help="share of broken responses, 0 to 1"
    )
    parser.add_argument(
        "--moving",
        type=int,
        default=0,
        help="maximum rows deleted, and inserted, after each response",
    )
    parser.add_argument("--seed", type=int, default=1, help="seeds the random choices")
    parser.add_argument("--tls", type=_tls, metavar="FILE", help="PEM with a certificate and key")
    options = parser.parse_args()
    server = LoadServer(
        UserList(options.rows, options.page_size),
        latency=options.latency_ms / 1000.0,
        window=options.quota,
        broken=options.broken,
        moving=options.moving,
        seed=options.seed,
    )
    # epoll waits in whole milliseconds, so each response could be one late; select waits in
    # microseconds.
    loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(_serve(server, options.port, options.tls))


if __name__ == "__main__":
    main()
