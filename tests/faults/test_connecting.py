"""Without a connection nothing was sent, so every request may be sent again."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta

import anyio
import pytest
import trustme

from opentoclose_async import AsyncOpenToClose, AsyncRooms, RetryPolicy
from opentoclose_async.exceptions import NetworkError, TimeoutError
from opentoclose_async.hooks import RetryEvent
from opentoclose_async.sandbox import Sandbox, serve
from tests.faults.harness import DEADLINE, nothing_left_behind

pytestmark = pytest.mark.anyio
TWICE = RetryPolicy(attempts=2, first_delay=0.001)
WHAT_TO_DO = "Check base_url, the network and the proxy"
AnyClient = AsyncOpenToClose | AsyncRooms


@contextmanager
def refusing() -> Iterator[int]:
    """Yield a closed port that no other process can open."""
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Accept connections, pass each to a function in a thread, and yield the port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:  # closed: the test is over
                    return
                with connection:
                    answer(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(DEADLINE)


def clients(base_url: str) -> tuple[AnyClient, AnyClient]:
    return (
        AsyncOpenToClose("s3cret", base_url=base_url, retry=TWICE, quota=None, timeout=2),
        AsyncRooms("a", access_token="s3cret", base_url=base_url, retry=TWICE, timeout=2),
    )


async def check(
    base_url: str, says: str, *, advice: str = WHAT_TO_DO, attempts: int = TWICE.attempts
) -> None:
    """Check that reads and creates are tried that often, and fail with an error."""
    for client in clients(base_url):
        async with nothing_left_behind(), client:
            for method in ("GET", "POST"):
                before = client.counters.requests
                with pytest.raises(NetworkError, match=says) as caught:
                    await client.request(method, "/users", body=None)
                assert str(caught.value).startswith(f"{method} /users")
                assert advice in str(caught.value)
                assert "s3cret" not in str(caught.value)
                assert not caught.value.outcome_unknown
                assert client.counters.requests - before == attempts


async def test_a_name_that_does_not_exist() -> None:
    await check("https://api.nothing.invalid/v1", "no connection")


async def test_a_closed_port() -> None:
    with refusing() as port:
        await check(f"http://127.0.0.1:{port}/v1", "no connection")


async def test_a_server_that_comes_up_during_retries_gets_the_create_once() -> None:
    sandbox = Sandbox(users=3)
    async with nothing_left_behind():
        with ExitStack() as servers:
            nobody = servers.enter_context(ExitStack())
            port = nobody.enter_context(refusing())

            def start(_: RetryEvent) -> None:
                nobody.close()
                servers.enter_context(serve(sandbox, port=port))

            async with AsyncOpenToClose(
                sandbox.config.otc_token,
                base_url=f"http://127.0.0.1:{port}/v1",
                retry=TWICE,
                quota=None,
                on_retry=start,
            ) as otc:
                assert (await otc.users.create_user({"role": "Agent"})).id == 4
                assert otc.counters.retries == 1
                assert len(await otc.users.list_users()) == 4
    assert [request.method for request in sandbox.stats.otc.log].count("POST") == 1


def tls_server(certificate: trustme.LeafCert) -> Callable[[socket.socket], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def answer(connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            with context.wrap_socket(connection, server_side=True) as wrapped:
                wrapped.recv(1)
        except OSError:  # the client rejects the certificate
            pass

    return answer


async def test_a_certificate_of_an_untrusted_ca() -> None:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    with listening(tls_server(certificate)) as port:
        await check(
            f"https://127.0.0.1:{port}/v1", "certificate", advice="SSL_CERT_FILE", attempts=1
        )


@pytest.mark.parametrize(
    ("fault", "advice"), [("of another host", "Check base_url"), ("expired", "has to renew it")]
)
async def test_an_invalid_certificate(fault: str, advice: str) -> None:
    authority = trustme.CA()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        authority.issue_cert("elsewhere.example")
        if fault == "of another host"
        else authority.issue_cert("127.0.0.1", not_after=yesterday)
    )
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with listening(tls_server(certificate)) as port:
        async with (
            nothing_left_behind(),
            AsyncOpenToClose(
                "s3cret",
                base_url=f"https://127.0.0.1:{port}/v1",
                ssl_context=context,
                retry=TWICE,
                quota=None,
            ) as otc,
        ):
            with pytest.raises(NetworkError, match="certificate") as caught:
                await otc.users.retrieve_user(1)
            assert advice in str(caught.value)
            assert otc.counters.requests == 1


async def test_plain_text_on_a_port_for_tls() -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with listening(answer) as port:
        await check(
            f"https://127.0.0.1:{port}/v1", "no connection", advice="does not speak TLS", attempts=1
        )


async def test_a_server_that_never_starts_the_tls_handshake() -> None:
    over = threading.Event()

    def answer(_: socket.socket) -> None:
        over.wait(DEADLINE)

    with listening(answer) as port:
        try:
            async with AsyncOpenToClose(
                "s3cret", base_url=f"https://127.0.0.1:{port}/v1", retry=None, timeout=0.2
            ) as otc:
                with anyio.fail_after(DEADLINE), pytest.raises(TimeoutError, match="no connection"):
                    await otc.users.retrieve_user(1)
        finally:
            over.set()
