"""Responses larger than allowed, over real sockets, on both event loops."""

import gzip
import json
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import DataFormatError, ValidationError

pytestmark = pytest.mark.anyio

Answer = tuple[dict[str, str], bytes]
Serve = Callable[[Callable[[str], Answer]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve responses by path, each on its own connection, which stays open."""
    servers = []

    def start(answer: Callable[[str], Answer]) -> str:
        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline():
                    while self.rfile.readline() not in (b"\r\n", b""):
                        pass
                    headers, body = answer(line.split()[1].decode().partition("?")[0])
                    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                    self.wfile.write(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode())
                    try:
                        self.wfile.write(body)
                    except OSError:
                        return

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def plain(body: bytes, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Content-Length": str(len(body)), **named}, body


def chunked(body: bytes) -> Answer:
    parts = [body[at : at + 5000] for at in range(0, len(body), 5000)]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return {"Transfer-Encoding": "chunked"}, framed + b"0\r\n\r\n"


ROW = json.dumps({"id": 1, "name": "x" * 100_000}).encode()
BOMB = gzip.compress(b" " * 50_000_000 + b"{}", mtime=0)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (plain(ROW), "more than 50000 bytes"),
        (chunked(ROW), "more than 50000 bytes"),
        (plain(gzip.compress(ROW, mtime=0), Content_Encoding="gzip"), "more than 50000 bytes"),
        (plain(BOMB, Content_Encoding="gzip"), "more than 50000 bytes"),
        (plain(b"no gzip", Content_Encoding="gzip"), "cannot be decompressed"),
        (plain(b"\x0b\x01\x80{}\x03", Content_Encoding="br"), "which was not asked for"),
    ],
    ids=["plain", "chunked", "gzip", "bomb", "broken", "unknown"],
)
async def test_a_large_response_is_an_error_and_the_client_stays_usable(
    serve: Serve, answer: Answer, what: str
) -> None:
    base_url = serve(lambda path: plain(b'{"id": 2}') if path.endswith("/2") else answer)
    async with AsyncOpenToClose(
        "key", base_url=base_url, quota=None, max_response_bytes=50_000, max_connections=1
    ) as otc:
        for _ in range(3):
            with pytest.raises(DataFormatError, match=what) as error:
                await otc.users.retrieve_user(1)
            assert error.value.endpoint == "/users/1"
            assert (await otc.users.retrieve_user(2)).id == 2
        assert otc.counters.retries == 0


async def test_a_response_of_the_maximum_size_is_read(serve: Serve) -> None:
    answer = plain(gzip.compress(ROW, mtime=0), Content_Encoding="gzip")
    base_url = serve(lambda _: answer)
    async with AsyncOpenToClose(
        "key", base_url=base_url, quota=None, max_response_bytes=len(ROW)
    ) as otc:
        assert len((await otc.users.retrieve_user(1)).name or "") == 100_000


@pytest.mark.parametrize("size", [0, -1, True, "64", None, 1.5])
def test_the_bound_is_a_number_of_bytes(size: int) -> None:
    with pytest.raises(ValidationError, match="max_response_bytes"):
        AsyncOpenToClose("key", max_response_bytes=size)
