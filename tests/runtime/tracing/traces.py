"""What tests of tracing read in the exported spans."""

from collections.abc import Sequence
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind


def use(provider: TracerProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    # The API allows set_tracer_provider only once in a process.
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)


def everything_in(spans: Sequence[ReadableSpan]) -> str:
    return "".join(span.to_json() for span in spans)


def of_requests(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    return [span for span in exporter.get_finished_spans() if span.kind is SpanKind.CLIENT]


def of_operations(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    spans = exporter.get_finished_spans()
    return [
        span
        for span in spans
        if span.kind is SpanKind.INTERNAL
        and span.attributes is not None
        and span.instrumentation_scope is not None
        and span.instrumentation_scope.name == "opentoclose_async"
    ]


def attributes_of(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def parent_of(span: ReadableSpan) -> int | None:
    return None if span.parent is None else span.parent.span_id


def id_of(span: ReadableSpan | trace.Span) -> int:
    context = span.get_span_context()
    assert context is not None
    return context.span_id
