"""No proxy sees a credential, and only the proxy sees its password."""

import socketserver
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose
from opentoclose_async.exceptions import ConfigurationError, NetworkError, OpenToCloseAPIError
from tests.security.reach import Reach

KEY = "sEcReT-8f3a9c"
PASSWORD = "pr0xy+p/ssw:rd"
QUICK: dict[str, Any] = {"retry": None, "timeout": 2.0, "quota": None}
LOOPBACK = (
    "http://api.localhost:9/v1",
    "http://a.b.localhost:9/v1",
    "http://localhost:9/v1",
    "http://localhost.:9/v1",
    "http://LOCALHOST:9/v1",
    "http://127.0.0.1:9/v1",
    "http://127.8.9.10:9/v1",
    "http://[::1]:9/v1",
    "http://[::ffff:127.0.0.1]:9/v1",
)
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Proxy:
    """
    A proxy that refuses every request and repeats its password everywhere.

    Attributes:
        address: Its host and port.
        heads: The request heads it received.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.heads: list[str] = []

    def answer(self, head: str) -> bytes:
        """Return the response to a request."""
        self.heads.append(head)
        lines = [line for line in head.split("\r\n") if line.lower().startswith("proxy-auth")]
        sent = lines[0].rpartition(" ")[2] if lines else ""
        said = f"{sent} {b64decode(sent).decode('latin-1')}".strip()
        body = f"refused: {said}"
        return (
            f"HTTP/1.1 407 not {said}\r\nX-Said: {said}\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode("latin-1")


@contextmanager
def serve_proxy() -> Iterator[Proxy]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            head = ""
            while (line := self.rfile.readline().decode("latin-1")).strip():
                head += line
            self.wfile.write(proxy.answer(head))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        proxy = Proxy(f"127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _no_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("base_url", LOOPBACK)
@pytest.mark.parametrize("variable", ["http_proxy", "ALL_PROXY"])
def test_the_environments_proxy_is_not_used_for_loopback(
    base_url: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_proxy() as proxy:
        monkeypatch.setenv(variable, f"http://{proxy.address}")
        with OpenToClose(KEY, base_url=base_url, **QUICK) as otc, pytest.raises(NetworkError):
            otc.users.list_users()
    assert proxy.heads == []


@pytest.mark.parametrize("base_url", LOOPBACK)
@pytest.mark.parametrize(
    "proxy",
    [
        "http://proxy.corp.example:3128",
        "http://127.0.0.1:3128",
        "https://proxy.corp.example",
        "http://u:pr0xy@proxy.example",
    ],
)
def test_a_proxy_is_refused_for_plain_http(base_url: str, proxy: str) -> None:
    for kind in (AsyncOpenToClose, OpenToClose):
        with pytest.raises(ConfigurationError, match=r"the proxy.*could read.*allow_insecure"):
            kind(KEY, base_url=base_url, proxy=proxy)
        kind(KEY, base_url=base_url, proxy=proxy, allow_insecure=True)


def test_a_proxy_is_refused_for_a_plain_http_sign_in() -> None:
    with pytest.raises(ConfigurationError, match=r"auth_url is plain http.*the proxy"):
        AsyncRooms(
            access_token=KEY,
            base_url="https://rooms.example",
            auth_url="http://127.0.0.1:9",
            proxy="http://proxy.example:3128",
        )


@pytest.mark.parametrize("base_url", ["https://api.example/v1", "http://api.example/v1"])
@pytest.mark.parametrize("from_environment", [False, True])
def test_a_proxys_password_is_not_shown(
    base_url: str, from_environment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = Reach(PASSWORD, KEY)
    with serve_proxy() as proxy, reach:
        address = f"http://user:pr0xy%2Bp%2Fssw%3Ard@{proxy.address}"
        given: dict[str, Any] = {"proxy": address}
        if from_environment:
            given = {}
            for variable in ("HTTP_PROXY", "HTTPS_PROXY"):
                monkeypatch.setenv(variable, address)

        async def main() -> None:
            otc = AsyncOpenToClose(KEY, base_url=base_url, allow_insecure=True, **QUICK, **given)
            async with otc:
                reach.add("repr", otc)
                with pytest.raises(OpenToCloseAPIError) as caught:
                    await otc.users.list_users()
                reach.add("call", caught.value)

        anyio.run(main)
    (head,) = proxy.heads
    assert b64encode(f"user:{PASSWORD}".encode()).decode() in head
    assert (KEY in head) == base_url.startswith("http:")
    assert reach.found() == []
