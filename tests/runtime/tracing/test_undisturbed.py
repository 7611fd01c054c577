"""Tracing can be turned off, and whatever happens to it affects no call."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

import anyio
import httpx
import pytest
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.instrumentation.utils import (
    suppress_http_instrumentation,
    suppress_instrumentation,
)
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, Sampler
from opentelemetry.trace import StatusCode

from opentoclose_async.exceptions import NotFoundError
from opentoclose_async.sandbox import Sandbox
from tests.clients import (
    otc_client,
)
from tests.runtime.tracing.traces import (
    attributes_of,
    of_operations,
    of_requests,
    use,
)

pytestmark = pytest.mark.anyio


async def test_it_can_be_suppressed(exporter: InMemorySpanExporter) -> None:
    async with otc_client(Sandbox(users=3)) as otc:
        with suppress_instrumentation():
            await otc.users.list_users()
        assert exporter.get_finished_spans() == ()
        with suppress_http_instrumentation():
            await otc.users.retrieve_user(1)
    assert of_requests(exporter) == []
    assert [span.name for span in of_operations(exporter)] == ["otc.users.retrieve_user"]


async def test_an_invalid_switch_is_reported_and_changes_nothing(
    exporter: InMemorySpanExporter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("OPENTOCLOSE_TRACING", "maybe")
    async with otc_client(Sandbox(users=3)) as otc:
        await otc.users.retrieve_user(1)
    assert len(of_requests(exporter)) == 1
    assert "OPENTOCLOSE_TRACING is 'maybe'; it must be on or off" in caplog.text


class HangsOnce(httpx.ASGITransport):
    """A sandbox that never answers the first request, and says when it has come."""

    def __init__(self, came: Callable[[], None]) -> None:
        super().__init__(Sandbox(users=3))
        self._came: Callable[[], None] | None = came

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (came := self._came) is not None:
            self._came = None
            came()
            await anyio.sleep_forever()
        return await super().handle_async_request(request)


async def test_a_cancelled_request_ends_its_spans_and_is_no_error(
    exporter: InMemorySpanExporter,
) -> None:
    came = anyio.Event()
    otc = otc_client(Sandbox(), transport=HangsOnce(came.set))
    async with otc, anyio.create_task_group() as tasks:
        tasks.start_soon(otc.users.retrieve_user, 1)
        await came.wait()
        tasks.cancel_scope.cancel()
    (request,), (operation,) = of_requests(exporter), of_operations(exporter)
    for span in (request, operation):
        assert "Cancelled" in attributes_of(span)["error.type"]
        assert span.status.status_code is StatusCode.UNSET


def test_a_request_left_behind_by_a_closed_loop_ends_its_spans_quietly(
    exporter: InMemorySpanExporter, caplog: pytest.LogCaptureFixture
) -> None:
    came = asyncio.Event()
    otc = otc_client(Sandbox(), transport=HangsOnce(came.set))

    async def start_a_list() -> None:
        pages = otc.users.iter_users().pages()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(pages.next_pages, 1)
            await came.wait()
            tasks.cancel_scope.cancel()

    loop = asyncio.new_event_loop()
    loop.run_until_complete(start_a_list())
    loop.close()

    async def use_it_again() -> None:
        async with otc:
            await otc.users.retrieve_user(1)

    asyncio.run(use_it_again())
    names = sorted(span.name for span in of_operations(exporter))
    assert names == ["otc.users.iter_users", "otc.users.retrieve_user"]
    assert caplog.records == []


class Broken(Sampler, SpanProcessor, SpanExporter):
    """Fail in every way that an application's own code in OpenTelemetry can."""

    def should_sample(self, *arguments: Any, **keywords: Any) -> Any:
        raise RuntimeError("the sampler is broken")

    def get_description(self) -> str:
        return "broken"

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        raise RuntimeError("the processor is broken")

    def on_end(self, span: ReadableSpan) -> None:
        raise RuntimeError("the processor is broken")

    def export(self, spans: Sequence[ReadableSpan]) -> Any:
        raise RuntimeError("the exporter is broken")

    def shutdown(self) -> None:
        pass


@pytest.mark.parametrize("part", ["sampler", "processor", "exporter"])
async def test_tracing_that_fails_does_not_affect_a_call(
    part: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Broken()
    provider = TracerProvider(sampler=broken if part == "sampler" else None)
    if part != "sampler":
        provider.add_span_processor(broken if part == "processor" else SimpleSpanProcessor(broken))
    use(provider, monkeypatch)
    async with otc_client(Sandbox(users=3)) as otc:
        assert (await otc.users.retrieve_user(1)).id == 1
        assert len(await otc.users.list_users()) == 3
        assert trace.get_current_span() is trace.INVALID_SPAN
    assert f"the {part} is broken" in caplog.text


async def test_calls_are_the_same_when_no_span_is_sampled(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(TracerProvider(sampler=ALWAYS_OFF), monkeypatch)
    with caplog.at_level(logging.WARNING):
        async with otc_client(Sandbox(users=3)) as otc:
            assert len(await otc.users.list_users()) == 3
            with pytest.raises(NotFoundError):
                await otc.users.retrieve_user(999)
    assert caplog.records == []
