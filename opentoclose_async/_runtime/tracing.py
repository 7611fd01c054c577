"""
OpenTelemetry spans: one for each operation and, below it, one for each time its request is sent.

They follow the semantic conventions for HTTP clients. OpenTelemetry is never imported here: where
the application has not done so, nothing records spans.
"""

import logging
import os
import sys
from collections.abc import Coroutine, Mapping
from types import TracebackType
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.transport.exchange import Failure

__all__ = ["OperationSpan", "Tracing"]

T = TypeVar("T")

VARIABLE: Final = "OPENTOCLOSE_TRACING"
NAME: Final = "opentoclose_async"
SCHEMA: Final = "https://opentelemetry.io/schemas/1.23.0"
"""The first version with the stable conventions for HTTP."""
REDACTED: Final = "REDACTED"
"""What the conventions put in place of a query's values."""
POSITIONS: Final = frozenset({"limit", "offset", "count", "startPosition"})
"""Query parameters whose values are not personal data: which rows of a list to return."""
PORTS: Final = {"http": 80, "https": 443}
LONGEST_TOKEN: Final = 100
"""Characters; DocuSign's trace tokens have 36."""

logger = logging.getLogger("opentoclose_async")


class Tracing:
    """
    Record the spans of one session.

    Args:
        base_url: The URL that request paths are relative to.
        secrets: What spans must not show.
    """

    def __init__(self, base_url: str, secrets: Secrets) -> None:
        server = urlsplit(base_url)
        self._secrets = secrets
        self._base_url = base_url
        self._server = {
            "server.address": server.hostname or "",
            "server.port": server.port or PORTS.get(server.scheme, 0),
        }
        self._is_on = _is_on()
        self._provider: Any = None
        self._tracer: Any = None

    def operation(self, operation: Operation[Any]) -> "OperationSpan | None":
        """Return what records an operation; None if nothing does."""
        trace = sys.modules.get("opentelemetry.trace")
        if trace is None or not self._is_on:
            return None
        provider = _provider_of(trace)
        if provider is None or _is_suppressed("suppress_instrumentation"):
            return None
        if provider is not self._provider:
            with _harmless:
                self._tracer = provider.get_tracer(NAME, schema_url=SCHEMA)
                self._provider = provider
        if self._tracer is None:
            return None
        return OperationSpan(self, self._tracer, operation.name or operation.request.method)

    def attributes(self, request: Request, repeats: int) -> dict[str, Any]:
        """
        Return the attributes of the span of a request.

        Args:
            request: The request.
            repeats: How often the operation has sent one before.
        """
        more = {"http.request.resend_count": repeats} if repeats else {}
        return {
            "http.request.method": request.method,
            "url.full": self._secrets.scrub(self._redacted(request)),
            **self._server,
            **more,
        }

    def scrub(self, text: str) -> str:
        """Return a text without credentials."""
        return self._secrets.scrub(text)

    def _redacted(self, request: Request) -> str:
        """Return a request's URL without the values of its filters, which are personal data."""
        if request.target is None:
            url, query = self._base_url + request.path, request.query
        else:
            url, _, text = urljoin(self._base_url, request.target).partition("?")
            query = dict(parse_qsl(text, keep_blank_values=True))
        return f"{url}?{urlencode(_shown(query), quote_via=quote)}" if query else url


class OperationSpan:
    """
    The span of an operation, and those of its requests.

    Args:
        tracing: That of the session.
        tracer: Makes the spans.
        name: The operation's name.
    """

    def __init__(self, tracing: Tracing, tracer: Any, name: str) -> None:
        self._tracing = tracing
        self._tracer = tracer
        self._name = name
        self._sent = 0

    async def carry_out(self, operation: Coroutine[Any, Any, T]) -> T:
        """Carry out an operation within its span."""
        with _Span(self._tracer, self._name, {}):
            return await operation

    async def send(
        self,
        request: Request,
        permit: Permit,
        exchange: Coroutine[Any, Any, Response | Failure],
    ) -> Response | Failure:
        """
        Exchange a request for its response within a span.

        Args:
            request: The request.
            permit: The permit it is sent with.
            exchange: Sends it.
        """
        repeats, self._sent = self._sent, self._sent + 1
        if _is_suppressed("suppress_http_instrumentation"):
            return await exchange
        attributes: dict[str, Any] = {}
        with _harmless:
            attributes = self._tracing.attributes(request, repeats)
            attributes["opentoclose.quota.wait"] = permit.waited
        with _Span(self._tracer, request.method, attributes, is_http=True) as span:
            result = await exchange
            if isinstance(result, Failure):
                span.fail(type(result.error))
            else:
                token = result.trace_token
                if token is not None and len(token) <= LONGEST_TOKEN:
                    shown = self._tracing.scrub(token)
                    span.set("http.response.header.x-docusign-tracetoken", [shown])
                span.set("http.response.status_code", result.status)
                if result.status >= 400:
                    span.fail(str(result.status))
            return result


class _Span:
    """
    A span that is the current one within a ``with`` block.

    An exporter, processor or sampler that fails is logged and changes nothing.

    Args:
        tracer: Makes the span.
        name: Its name.
        attributes: Its first attributes, which samplers see.
        is_http: Whether it is that of a request, so that the instrumentation of an HTTP library
            makes no second one.
    """

    def __init__(
        self, tracer: Any, name: str, attributes: Mapping[str, Any], *, is_http: bool = False
    ) -> None:
        self._span: Any = None
        self._within: Any = None
        self._token: Any = None
        with _harmless:
            trace, context = _modules()
            kind = trace.SpanKind.CLIENT if is_http else trace.SpanKind.INTERNAL
            self._span = tracer.start_span(name, kind=kind, attributes=attributes)
            within = trace.set_span_in_context(self._span)
            if is_http:
                for key in _keys("suppress_http_instrumentation"):
                    within = context.set_value(key, True, within)
            self._within = within

    def __enter__(self) -> "_Span":
        if self._span is not None:
            with _harmless:
                self._token = _modules()[1].attach(self._within)
        return self

    def set(self, name: str, value: Any) -> None:
        """Set an attribute."""
        if self._span is not None:
            with _harmless:
                self._span.set_attribute(name, value)

    def fail(self, why: type[BaseException] | str) -> None:
        """Mark it as failed, by an error's type or a response's status."""
        if self._span is not None:
            with _harmless:
                self.set("error.type", why if isinstance(why, str) else _name_of(why))
                self._span.set_status(_modules()[0].StatusCode.ERROR)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if exc_type is not None and issubclass(exc_type, Exception):
            self.fail(exc_type)
        elif exc_type is not None:  # cancelled, which is not an error
            self.set("error.type", _name_of(exc_type))
        if self._span is not None:
            with _harmless:
                self._span.end()
        if self._token is not None:
            with _harmless:
                context = _modules()[1]
                # A task whose loop was closed ends elsewhere, where the token is not valid.
                if context.get_current() is self._within:
                    context.detach(self._token)


def _is_on() -> bool:
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted not in ("", "on", "off"):
        logger.warning("%s is %.40r; it must be on or off", VARIABLE, wanted)
    return wanted != "off"


def _provider_of(trace: Any) -> Any:
    """Return the application's tracer provider; None if it has not set one up."""
    try:
        # get_tracer_provider() takes 1.5 microseconds, to look for an environment variable.
        return trace._TRACER_PROVIDER  # noqa: SLF001 - the public way is slow, as said above
    except AttributeError:  # renamed, or still being imported
        find = getattr(trace, "get_tracer_provider", None)
        return None if find is None else find()


def _modules() -> tuple[Any, Any]:
    return sys.modules["opentelemetry.trace"], sys.modules["opentelemetry.context"]


def _is_suppressed(name: str) -> bool:
    """Return whether OpenTelemetry's ``suppress_instrumentation`` or the like is in effect."""
    with _harmless:
        values = _modules()[1].get_current()
        return any(values.get(key) for key in _keys(name))
    return False


def _keys(name: str) -> tuple[str, ...]:
    """Return the keys of a switch in OpenTelemetry's context."""
    # The API has no public name for the key that instrumentations share.
    shared = getattr(_modules()[1], f"_{name.upper()}_KEY", None)
    return (name,) if shared is None else (name, shared)


def _name_of(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _shown(query: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value if name in POSITIONS and value.isdigit() else REDACTED
        for name, value in query.items()
    }


class _Harmless:
    """Log an error within the block instead of raising it: tracing must not affect a request."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if not isinstance(exc_value, Exception):
            return False
        logger.error("OpenTelemetry failed", exc_info=exc_value)
        return True


_harmless = _Harmless()
