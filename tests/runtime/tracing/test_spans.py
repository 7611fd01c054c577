"""OpenTelemetry sees every operation and every request, and no credential."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota, RetryPolicy
from opentoclose_async._runtime.public_names import public_name
from opentoclose_async.exceptions import NetworkError, NotFoundError
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import (
    blocking_otc_client,
    blocking_rooms_client,
    groups_of,
    otc_client,
    rooms_client,
)
from tests.docusign.signed_in import TokenServer, issued, mocked
from tests.runtime.tracing.traces import (
    attributes_of,
    everything_in,
    id_of,
    of_operations,
    of_requests,
    parent_of,
)
from tests.runtime.virtual_time import run_in_virtual_time

pytestmark = pytest.mark.anyio

QUICK = RetryPolicy(first_delay=0.001, longest_delay=0.002)
TRACER = trace.ProxyTracerProvider().get_tracer("the application")


async def test_a_span_for_each_operation_and_below_it_one_for_each_attempt(
    start_server: Callable[..., RunningSandbox], exporter: InMemorySpanExporter
) -> None:
    server = start_server(users=3)
    server.sandbox.faults[:] = [
        Fault(kind="status", status=503, times=1),
        Fault(kind="drop", times=1),
    ]
    async with otc_client(server, retry=QUICK) as otc:
        with TRACER.start_as_current_span("mine") as mine:
            await otc.users.retrieve_user(2)
    (operation,) = of_operations(exporter)
    assert operation.name == "otc.users.retrieve_user"
    assert parent_of(operation) == id_of(mine)
    assert (attributes_of(operation), operation.status.status_code) == ({}, StatusCode.UNSET)
    spans = of_requests(exporter)
    assert [span.name for span in spans] == ["GET"] * 3
    assert {parent_of(span) for span in spans} == {id_of(operation)}
    always = {
        "http.request.method": "GET",
        "url.full": f"{server.otc_base_url}/users/2",
        "server.address": "127.0.0.1",
        "server.port": server.port,
        "opentoclose.quota.wait": 0.0,
    }
    refused, dropped, last = map(attributes_of, spans)
    assert refused == {**always, "http.response.status_code": 503, "error.type": "503"}
    error = "opentoclose_async.exceptions.NetworkError"
    assert dropped == {**always, "http.request.resend_count": 1, "error.type": error}
    assert last == {**always, "http.request.resend_count": 2, "http.response.status_code": 200}
    codes = [span.status.status_code for span in spans]
    assert codes == [StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET]


async def test_a_failed_operation_names_its_error(exporter: InMemorySpanExporter) -> None:
    async with rooms_client(Sandbox()) as rooms:
        with pytest.raises(NotFoundError):
            await rooms.users.get_user(999)
    (operation,) = of_operations(exporter)
    assert operation.name == "rooms.users.get_user"
    assert operation.status.status_code is StatusCode.ERROR
    assert attributes_of(operation) == {"error.type": "opentoclose_async.exceptions.NotFoundError"}
    (request,) = map(attributes_of, of_requests(exporter))
    assert request["http.response.header.x-docusign-tracetoken"]


async def test_operations_without_a_method_of_their_own_and_sign_ins_have_names_too(
    exporter: InMemorySpanExporter, instrumented: None
) -> None:
    sandbox = Sandbox(users=1)
    async with otc_client(sandbox) as otc:
        await otc.request("GET", "/users/1")
    server = TokenServer(issued(access_token="s3cret-access"))
    async with mocked(sandbox, server) as rooms:
        await rooms.users.list_users()
    names = [span.name for span in of_operations(exporter)]
    assert names == ["otc.request", "docusign.request_token", "rooms.users.iter_users"]
    text = everything_in(exporter.get_finished_spans())
    assert server.bearers == ["s3cret-access"]
    for secret in ("s3cret-access", "Bearer", server.forms[0]["assertion"]):
        assert secret not in text


async def test_the_pages_of_a_list_belong_to_where_it_was_started(
    exporter: InMemorySpanExporter,
) -> None:
    async with rooms_client(Sandbox(users=450)) as rooms:
        with TRACER.start_as_current_span("here") as here:
            pages = rooms.users.iter_users().pages()
            await anext(pages)
        with TRACER.start_as_current_span("elsewhere"):
            assert len([page async for page in pages]) == 4
    operations = of_operations(exporter)
    assert {span.name for span in operations} == {"rooms.users.iter_users"}
    assert {parent_of(span) for span in operations} == {id_of(here)}
    urls = [attributes_of(span)["url.full"] for span in of_requests(exporter)]
    assert {url.partition("?")[2] for url in urls} >= {
        f"startPosition={start}&count=100" for start in range(0, 400, 100)
    }


async def test_operations_are_named_like_the_groups_they_are_in() -> None:
    async with otc_client(Sandbox()) as otc, rooms_client(Sandbox()) as rooms:
        for client, name in ((otc, "otc"), (rooms, "rooms")):
            for group, methods in groups_of(client).items():
                assert public_name(type(methods)) == f"{name}.{group}"


def test_the_wait_for_the_quota_is_on_the_request_that_waited(
    exporter: InMemorySpanExporter, anyio_backend: str
) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("offset", 0))
        rows = [{"id": start + number} for number in range(1, 101)] if start < 200 else []
        return httpx.Response(200, json=rows if "offset" in request.url.params else {"id": 1})

    async def read() -> None:
        quota = Quota.parse("1/10s")
        transport = httpx.MockTransport(respond)
        async with AsyncOpenToClose("key", transport=transport, quota=quota) as otc:
            async with anyio.create_task_group() as calls:
                for _ in range(3):
                    calls.start_soon(otc.users.retrieve_user, 1)
            assert len(await otc.users.list_users()) == 200

    run_in_virtual_time(anyio_backend, read)
    waits = [attributes_of(span)["opentoclose.quota.wait"] for span in of_requests(exporter)]
    assert waits[0] == 0
    assert all(wait >= 10 for wait in waits[1:])
    assert waits[2] >= 20  # its time in the queue counts
    assert len(waits) == 6


def test_blocking_calls_belong_to_the_span_of_their_thread(
    start_server: Callable[..., RunningSandbox], exporter: InMemorySpanExporter
) -> None:
    server = start_server(users=250)
    together = threading.Barrier(4)

    def work(number: int) -> tuple[int, int]:
        with TRACER.start_as_current_span("thread") as span:
            together.wait()
            otc.users.retrieve_user(number)
            return number, id_of(span)

    with blocking_otc_client(server) as otc, ThreadPoolExecutor(4) as threads:
        expected = {
            f"{server.otc_base_url}/users/{number}": span
            for number, span in threads.map(work, [1, 2, 3, 4])
        }
    parents = {id_of(span): parent_of(span) for span in of_operations(exporter)}
    found = {
        attributes_of(span)["url.full"]: parents[parent_of(span) or 0]
        for span in of_requests(exporter)
    }
    assert found == expected
    exporter.clear()
    with blocking_rooms_client(server) as rooms, TRACER.start_as_current_span("list") as here:
        assert len(list(rooms.users.iter_users())) == 250
    assert {parent_of(span) for span in of_operations(exporter)} == {id_of(here)}


async def test_no_credential_and_no_filter_is_in_a_span(
    start_server: Callable[..., RunningSandbox], exporter: InMemorySpanExporter, instrumented: None
) -> None:
    server = start_server(users=150)
    config = server.sandbox.config
    server.sandbox.faults[:] = [Fault(kind="status", times=1), Fault(kind="drop", times=1)]
    async with otc_client(server, retry=QUICK) as otc, rooms_client(server, retry=QUICK) as rooms:
        await otc.users.list_users(role="Agent")
        await rooms.users.list_users()
        with pytest.raises(NotFoundError):
            await otc.users.retrieve_user(999)
        with pytest.raises(NotFoundError):
            await otc.request("GET", f"/{config.otc_token.rstrip('=')}")
        sent = otc.counters.requests + rooms.counters.requests
    spans = exporter.get_finished_spans()
    assert len(of_requests(exporter)) == sent
    text = everything_in(spans)
    assert "role=REDACTED" in text
    assert "Agent" not in text
    for secret in (config.otc_token, config.otc_token.rstrip("="), config.rooms_token):
        assert secret not in text
    assert "api_token" not in text
    assert "Bearer" not in text


@pytest.mark.parametrize("tracing", ["on", "off"])
async def test_a_custom_httpx_transport_is_traced_once_without_the_token(
    start_server: Callable[..., RunningSandbox],
    exporter: InMemorySpanExporter,
    instrumented: None,
    monkeypatch: pytest.MonkeyPatch,
    tracing: str,
) -> None:
    monkeypatch.setenv("OPENTOCLOSE_TRACING", tracing)
    server = start_server(users=3)
    async with httpx.AsyncHTTPTransport() as shared:
        otc = otc_client(server, transport=shared)
        rooms = rooms_client(server, transport=shared)
        assert (await otc.users.retrieve_user(2)).id == 2
        assert len(await rooms.users.list_users()) == 3
        sent = otc.counters.requests + rooms.counters.requests
    spans = exporter.get_finished_spans()
    assert len(of_requests(exporter)) == sent
    assert len(of_operations(exporter)) == (sent if tracing == "on" else 0)
    text = everything_in(spans)
    if tracing == "off":  # the instrumentation of httpx sees the requests, and their headers
        assert "user-agent" in text.lower().replace("_", "-")
    assert server.sandbox.config.rooms_token not in text
    assert server.sandbox.config.otc_token.rstrip("=") not in text
    assert "api_token" not in text
    assert "Bearer" not in text


async def test_a_failed_request_is_traced_without_the_token(
    exporter: InMemorySpanExporter, instrumented: None
) -> None:
    for client in (
        AsyncOpenToClose("s3cret", base_url="http://127.0.0.1:9/v1", retry=None, quota=None),
        AsyncRooms("a", access_token="s3cret", base_url="http://127.0.0.1:9", retry=None),
    ):
        async with client:
            with pytest.raises(NetworkError):
                await client.request("GET", "/users")
    assert len(of_requests(exporter)) == 2
    assert "s3cret" not in everything_in(exporter.get_finished_spans())


async def test_the_trace_is_not_sent_to_the_server(
    exporter: InMemorySpanExporter, instrumented: None
) -> None:
    received: list[httpx.Headers] = []

    def respond(request: httpx.Request) -> httpx.Response:
        received.append(request.headers)
        return httpx.Response(200, json={"id": 1})

    async with AsyncOpenToClose("key", transport=httpx.MockTransport(respond), quota=None) as otc:
        await otc.users.retrieve_user(1)
    assert len(of_requests(exporter)) == 1
    assert [headers.get("traceparent") for headers in received] == [None]
