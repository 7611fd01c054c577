"""The sandbox on real sockets."""

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from opentoclose_async._extras import install_command
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, run, serve
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.sandbox.clients import ids, socket_client


@pytest.fixture(scope="module")
def shared() -> Iterator[RunningSandbox]:
    with serve(Sandbox(users=30)) as running:
        yield running


@pytest.fixture
def running(
    shared: RunningSandbox,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[RunningSandbox]:
    """Serve a reset sandbox, and check that nothing was printed about its faults."""
    shared.sandbox.reset()
    yield shared
    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert said == []
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def otc(running: RunningSandbox) -> Iterator[httpx.Client]:
    with socket_client(running) as client:
        yield client


def test_serves_both_apis(otc: httpx.Client, running: RunningSandbox) -> None:
    assert running.otc_base_url == f"http://127.0.0.1:{running.port}/v1"
    assert ids(otc.get("/users", params={"limit": 2})) == [1, 2]

    config = running.sandbox.config
    url = f"{running.rooms_base_url}/v2/accounts/{config.account_id}/users?count=20"
    headers = {"authorization": f"Bearer {config.rooms_token}"}
    with httpx.Client(headers=headers, trust_env=False) as rooms:
        page = rooms.get(url).json()
        assert page["nextUri"].startswith(f"{running.rooms_base_url}/v2/accounts/")
        assert rooms.get(page["nextUri"]).json()["startPosition"] == 20
        assert running.sandbox.stats.rooms.requests == 2
        counts = rooms.get(f"{running.base_url}/_sandbox/stats").json()
    assert counts["rooms"]["requests"] == 2


def test_connections_stay_open(running: RunningSandbox) -> None:
    addresses = set()

    class Transport(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = super().handle_request(request)
            addresses.add(response.extensions["network_stream"].get_extra_info("client_addr"))
            return response

    with socket_client(running, transport=Transport()) as client:
        for _ in range(5):
            client.get("/users")
    assert len(addresses) == 1


def test_responses_do_not_wait_for_acknowledgements() -> None:
    class Spy(Sandbox):
        no_delay = 0

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            transport = scope["extensions"]["opentoclose.connection"]["abort"].__self__
            connection = transport.get_extra_info("socket")
            self.no_delay = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            await super().__call__(scope, receive, send)

    spy = Spy(users=1)
    with serve(spy) as running, socket_client(running) as client:
        assert client.get("/users").status_code == 200
    assert spy.no_delay == 1


def test_requests_overlap(otc: httpx.Client, running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="slow", seconds=0.05)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: otc.get("/users").status_code, range(8)))
    assert answers == [200] * 8
    assert running.sandbox.stats.otc.max_in_flight > 1
    assert running.sandbox.stats.otc.in_flight == 0


def test_drop_before_processing(otc: httpx.Client, running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="drop", times=1)]
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        otc.post("/users", json={"role": "Agent"})
    assert len(running.sandbox.otc_rows("users")) == 30
    assert otc.post("/users", json={"role": "Agent"}).status_code == 201


def test_drop_after_processing_makes_duplicates(otc: httpx.Client, running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="drop", times=1, after=True)]
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        otc.post("/users", json={"role": "Agent"})
    assert otc.post("/users", json={"role": "Agent"}).json()["id"] == 32


@pytest.mark.parametrize("path", ["/users", "/users/1"])
def test_cut(otc: httpx.Client, running: RunningSandbox, path: str) -> None:
    running.sandbox.faults = [Fault(kind="cut", times=1)]
    received = bytearray()
    with otc.stream("GET", path) as response:
        announced = int(response.headers["content-length"])
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            _read(response, received)
    assert 0 < len(received) < announced
    assert otc.get(path).status_code == 200


def _read(response: httpx.Response, received: bytearray) -> None:
    for part in response.iter_raw():
        received += part


def test_cut_of_a_response_without_a_body_is_a_drop() -> None:
    with serve(Sandbox(users=1, delete_status=204)) as other, socket_client(other) as client:
        other.sandbox.faults = [Fault(kind="cut")]
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            client.delete("/users/1")
        assert other.sandbox.otc_rows("users") == []


def test_hang_until_the_client_disconnects(running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="hang", times=1)]
    with socket_client(running, timeout=0.05) as client, pytest.raises(httpx.ReadTimeout):
        client.get("/users")
    with socket_client(running) as client:
        assert client.get("/users").status_code == 200


def test_hang_is_bounded(otc: httpx.Client, running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="hang", times=1, seconds=0.0)]
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        otc.get("/users")


def test_html_and_status(otc: httpx.Client, running: RunningSandbox) -> None:
    running.sandbox.faults = [Fault(kind="html", times=1), Fault(kind="status", times=1)]
    assert otc.get("/users").headers["content-type"].startswith("text/html")
    assert otc.get("/users").status_code == 503


def test_client_that_disconnects_during_its_request(
    otc: httpx.Client, running: RunningSandbox
) -> None:
    with socket.create_connection((running.host, running.port)) as half:
        half.sendall(b"POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{")
    assert otc.get("/users").status_code == 200
    assert running.sandbox.stats.otc.requests == 1


def test_head_has_no_body(otc: httpx.Client) -> None:
    response = otc.head("/users")
    assert (response.status_code, response.content) == (405, b"")


def test_stops_in_the_middle_of_requests(capfd: pytest.CaptureFixture[str]) -> None:
    errors: list[Exception] = []

    def ask(client: httpx.Client) -> None:
        try:
            client.get("/users")
        except httpx.HTTPError as error:
            errors.append(error)

    with serve(Sandbox(users=1)) as running, socket_client(running, timeout=30) as client:
        running.sandbox.faults = [Fault(kind="hang")]
        thread = threading.Thread(target=ask, args=[client])
        thread.start()
        while running.sandbox.stats.otc.in_flight == 0:
            pass
        running.stop()
        running.stop()
        thread.join()
        assert len(errors) == 1
        with pytest.raises(httpx.ConnectError):
            client.get("/users")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["slow", "slow_body"])
def test_stops_without_waiting_for_slow_responses(
    kind: FaultKind, capfd: pytest.CaptureFixture[str]
) -> None:
    with serve(Sandbox(users=100), timeout=10) as running:
        running.sandbox.faults = [Fault(kind=kind, seconds=600)]
        with socket_client(running, timeout=0.1) as client, pytest.raises(httpx.ReadTimeout):
            client.get("/users")
    assert capfd.readouterr() == ("", "")


def test_a_port_in_use(shared: RunningSandbox) -> None:
    with pytest.raises(OSError, match="in use"), serve(port=shared.port):
        raise AssertionError


def test_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    with serve(Sandbox(users=0, teams=0)):
        (thread,) = set(threading.enumerate()) - before
        assert thread.is_alive()
    assert not thread.is_alive()


def test_run_serves_until_stopped(capfd: pytest.CaptureFixture[str]) -> None:
    seen: list[Any] = []

    def on_ready(running: RunningSandbox) -> None:
        def ask() -> None:
            with socket_client(running) as client:
                seen.append(client.get("/users").status_code)
            running.stop()

        threading.Thread(target=ask).start()

    run(Sandbox(users=1), on_ready=on_ready)
    assert seen == [200]
    assert capfd.readouterr() == ("", "")


WITHOUT_UVICORN = """
import sys
sys.modules["uvicorn"] = None  # as if it were not installed
import anyio, httpx
from opentoclose_async import AsyncOpenToClose
from opentoclose_async.sandbox import Sandbox, run, serve

async def main():
    sandbox = Sandbox(users=3)
    options = {"base_url": "http://sandbox.test/v1", "transport": httpx.ASGITransport(sandbox)}
    async with AsyncOpenToClose(sandbox.config.otc_token, quota=None, **options) as otc:
        print(len(await otc.users.list_users()))

anyio.run(main)
for start in (lambda: serve().__enter__(), run):
    try:
        start()
    except ModuleNotFoundError as error:
        print(error)
"""


def test_only_serving_needs_uvicorn() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_UVICORN],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    users, *refusals = done.stdout.splitlines()
    assert (users, len(refusals)) == ("3", 2)
    for refusal in refusals:
        assert refusal.startswith("uvicorn is not installed; to serve the sandbox on a socket: ")
        assert install_command("sandbox") in refusal
