"""OpenTelemetry's instrumentation of httpx sees every request, and no credential."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from opentoclose_async import AsyncOpenToClose, AsyncRooms, RetryPolicy
from opentoclose_async.exceptions import NetworkError, NotFoundError
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import otc_client, rooms_client

pytestmark = pytest.mark.anyio


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    # The most revealing setting: every header of requests and responses.
    monkeypatch.setenv("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST", ".*")
    monkeypatch.setenv("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_RESPONSE", ".*")
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)
    yield exporter
    HTTPXClientInstrumentor().uninstrument()
    provider.shutdown()


def everything_in(spans: tuple[ReadableSpan, ...]) -> str:
    return "".join(span.to_json() for span in spans)


async def test_a_span_for_each_request_without_the_token(
    start_server: Callable[..., RunningSandbox], exporter: InMemorySpanExporter
) -> None:
    server = start_server(users=150)
    config = server.sandbox.config
    server.sandbox.faults[:] = [Fault(kind="status", times=1), Fault(kind="drop", times=1)]
    policy = RetryPolicy(first_delay=0.001, longest_delay=0.002)
    async with otc_client(server, retry=policy) as otc, rooms_client(server, retry=policy) as rooms:
        await otc.users.list_users(role="Agent")
        await rooms.users.list_users()
        with pytest.raises(NotFoundError):
            await otc.users.retrieve_user(999)
        sent = otc.counters.requests + rooms.counters.requests
    spans = exporter.get_finished_spans()
    assert len(spans) == sent
    text = everything_in(spans)
    assert "role=Agent" in text  # the URL is there
    assert "user-agent" in text.lower().replace("_", "-")  # and so are the headers
    for secret in (config.otc_token, config.otc_token.rstrip("="), config.rooms_token):
        assert secret not in text
    assert "api_token" not in text
    assert "Bearer" not in text


async def test_a_custom_httpx_transport_is_traced_without_the_token_too(
    start_server: Callable[..., RunningSandbox], exporter: InMemorySpanExporter
) -> None:
    server = start_server(users=3)
    async with httpx.AsyncHTTPTransport() as shared:
        otc = otc_client(server, transport=shared)
        rooms = rooms_client(server, transport=shared)
        assert (await otc.users.retrieve_user(2)).id == 2
        assert len(await rooms.users.list_users()) == 3
    spans = exporter.get_finished_spans()
    assert len(spans) >= 2
    text = everything_in(spans)
    assert server.sandbox.config.rooms_token not in text
    assert "api_token" not in text


async def test_a_failed_request_is_traced_without_the_token(exporter: InMemorySpanExporter) -> None:
    for client in (
        AsyncOpenToClose("s3cret", base_url="http://127.0.0.1:9/v1", retry=None, quota=None),
        AsyncRooms("a", access_token="s3cret", base_url="http://127.0.0.1:9", retry=None),
    ):
        async with client:
            with pytest.raises(NetworkError):
                await client.request("GET", "/users")
    spans = exporter.get_finished_spans()
    assert len(spans) == 2
    assert "s3cret" not in everything_in(spans)
