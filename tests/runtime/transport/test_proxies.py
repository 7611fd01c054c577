"""Proxies, passed as arguments or set in the environment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import ConfigurationError, NetworkError
from opentoclose_async.sandbox import RunningSandbox

pytestmark = pytest.mark.anyio
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "request_method")
Start = Callable[..., RunningSandbox]


@pytest.fixture(autouse=True)
def _no_proxies_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class ForwardProxy:
    """
    Relay requests that name a whole URL to one server, whatever host they name.

    Args:
        port: The server's port on loopback.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.targets: list[str] = []

    async def handle(self, client: SocketStream) -> None:
        server = await anyio.connect_tcp("127.0.0.1", self._port)
        async with client, server, anyio.create_task_group() as group:
            group.start_soon(self._answers, server, client)
            requests = BufferedByteReceiveStream(client)
            try:
                while True:
                    head = await requests.receive_until(b"\r\n\r\n", 65536)
                    method, target, rest = head.decode().split(" ", 2)
                    self.targets.append(target)
                    path = "/" + target.split("/", 3)[3]
                    await server.send(f"{method} {path} {rest}\r\n\r\n".encode())
            except (anyio.IncompleteRead, anyio.EndOfStream, anyio.BrokenResourceError):
                group.cancel_scope.cancel()

    async def _answers(self, server: SocketStream, client: SocketStream) -> None:
        async for chunk in server:
            await client.send(chunk)


@asynccontextmanager
async def _forward_proxy(server: RunningSandbox) -> AsyncIterator[tuple[ForwardProxy, str]]:
    proxy = ForwardProxy(server.port)
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(SocketAttribute.local_port)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, proxy.handle)
        yield proxy, f"http://127.0.0.1:{port}"
        group.cancel_scope.cancel()


async def _read(server: RunningSandbox, base_url: str, **options: Any) -> int:
    token = server.sandbox.config.otc_token
    async with AsyncOpenToClose(
        token,
        base_url=base_url,
        quota=None,
        retry=None,
        timeout=5,
        allow_insecure=True,
        **options,
    ) as otc:
        return len(await otc.users.list_users())


async def test_a_given_proxy_is_used(start_server: Start) -> None:
    server = start_server(users=250)
    async with _forward_proxy(server) as (proxy, url):
        assert await _read(server, "http://no-such-host.test/v1", proxy=url) == 250
    assert all(target.startswith("http://no-such-host.test/v1/users?") for target in proxy.targets)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_the_environments_proxy_is_used(
    start_server: Start, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (_, url):
        monkeypatch.setenv(variable, url)
        assert await _read(server, "http://no-such-host.test/v1") == 5


async def test_a_proxy_without_a_scheme_is_understood(
    start_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (_, url):
        monkeypatch.setenv("HTTP_PROXY", url.removeprefix("http://"))
        assert await _read(server, "http://no-such-host.test/v1") == 5


async def test_no_proxy_goes_around_it(
    start_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (proxy, url):
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("NO_PROXY", "elsewhere.test,no-such-host.test")
        with pytest.raises(NetworkError, match="no connection"):
            await _read(server, "http://no-such-host.test/v1")
        assert proxy.targets == []


async def test_loopback_needs_no_proxy(
    start_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=5)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert await _read(server, server.otc_base_url) == 5


@pytest.mark.parametrize("entry", ["no-such-host.test:80", "10.0.0.0/8, .test"])
async def test_no_proxy_takes_ports_and_networks(
    start_server: Start, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (proxy, url):
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("NO_PROXY", entry)
        with pytest.raises(NetworkError, match="no connection"):
            await _read(server, "http://no-such-host.test/v1")
        assert proxy.targets == []


@pytest.mark.parametrize("entry", ["no-such-host.test:8080", "10.0.0.0/8", "https://*"])
async def test_no_proxy_for_other_hosts_has_no_effect(
    start_server: Start, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (_, url):
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("NO_PROXY", entry)
        assert await _read(server, "http://no-such-host.test/v1") == 5


async def test_the_lower_case_variable_takes_precedence(
    start_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=5)
    async with _forward_proxy(server) as (_, url):
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("NO_PROXY", "*")
        monkeypatch.setenv("no_proxy", "elsewhere.test")
        assert await _read(server, "http://no-such-host.test/v1") == 5


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("value", ["http://", "ftp://proxy.test:21", "http://a:port"])
def test_an_invalid_proxy_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    said = rf"The environment's proxy \({variable}\) must be the URL of a proxy"
    with pytest.raises(ConfigurationError, match=said):
        AsyncOpenToClose("k", base_url="https://api.test/v1")


@pytest.mark.parametrize("reply", [b"", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", None])
async def test_what_a_proxy_did_not_connect_was_not_sent(reply: bytes | None) -> None:
    async def handle(stream: SocketStream) -> None:
        async with stream:
            await stream.receive()
            if reply is not None:
                await stream.send(reply)
                return
            await anyio.sleep_forever()

    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(SocketAttribute.local_port)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, handle)
        async with AsyncOpenToClose(
            "k",
            base_url="https://api.test/v1",
            proxy=f"http://127.0.0.1:{port}",
            retry=None,
            timeout=0.3,
        ) as client:
            with pytest.raises(NetworkError, match="no connection") as caught:
                await client.tags.create_tag({"name": "x"})
            assert not caught.value.outcome_unknown
        group.cancel_scope.cancel()
