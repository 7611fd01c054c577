"""
The options of clients, calls and lists: names, types, defaults and meaning, spelled once.

Signatures unpack them, as in ``**options: Unpack[CallOptions]``, so that editors and type checkers
know every keyword.
"""

import inspect
import ssl
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict, TypeVar, get_type_hints

import httpx

from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._protocol.suggestions import hint_at
from opentoclose_async._runtime.quota.store import QuotaStore
from opentoclose_async.hooks import RequestHook, ResponseHook, RetryHook, WaitHook

__all__ = [
    "DEFAULTS",
    "CallOptions",
    "ClientOptions",
    "PageOptions",
    "QuotaChoice",
    "complete",
    "shows_client_options",
]

F = TypeVar("F", bound=Callable[..., Any])

QuotaChoice = Quota | Literal["documented", "off"] | str | None
"""The quota that the API documents, another one, as text too, or no limit."""


class CallOptions(TypedDict, total=False):
    """Keywords of every call."""

    timeout: float
    """Seconds to connect, and for each read and write. Default: the client's."""
    total_timeout: float | None
    """Seconds to send the request, and again to read the whole response; five times ``timeout`` if
    None. Default: the client's."""
    retry: RetryPolicy | int | None
    """When to retry, or how many times with the client's delays; None, False and 0 send the request
    once. Default: the client's."""
    extra_query: Mapping[str, Any]
    """Query parameters that the method has no keyword for, by the API's names."""
    extra_headers: Mapping[str, str]
    """Headers to add to the request."""


class PageOptions(CallOptions, total=False):
    """Keywords of every list."""

    page_size: int | None
    """Rows to request at a time. Default: as many as the server allows."""
    max_items: int | None
    """Maximum number of rows to read, however many requests that takes. Default: all."""
    concurrency: int | None
    """Maximum number of pages in flight. Default: the client's ``max_connections``."""
    start: int
    """Position of the first row to read. Default: 0."""
    confirm_end: bool | None
    """Whether to request rows after the last one unless the server says that it is the last.
    Default: the client's."""
    strict_filters: bool | None
    """Whether to refuse filters that the API does not document, and to raise DataFormatError if the
    server ignores one. Default: the client's."""


class ClientOptions(TypedDict, total=False):
    """Keywords of every client."""

    timeout: float
    """Seconds to connect, and for each read and write. Default: 30."""
    total_timeout: float | None
    """Seconds to send a request, and again to read its whole response. Default: None, which is five
    times ``timeout``."""
    retry: RetryPolicy | int | None
    """When to retry, or how many times: 3 sends a request up to four times. None, False and 0 send
    each request once. Default: ``RetryPolicy()``."""
    quota: QuotaChoice
    """Requests that the account allows: a Quota, or one as text, such as "1/s" or "500/30s,
    3000/1h"; None or "off" for no limit. Default: "documented", the limit that the API's provider
    documents."""
    quota_store: QuotaStore | str | None
    """Where the quota is shared with the account's other clients: "file", for the processes of a
    host; a ``redis://`` URL, for several hosts; or a ``QuotaStore``. "off" keeps a quota of the
    client's own. Default: OPENTOCLOSE_QUOTA_STORE, or "off"."""
    max_wait: float
    """Maximum seconds to wait for the quota before RateLimitError. Default: 60."""
    max_connections: int
    """Maximum number of requests in flight. Default: 16."""
    max_response_bytes: int
    """Maximum size of a response's body in bytes, decompressed; a longer one is a DataFormatError.
    Default: 64 MiB."""
    confirm_end: bool
    """Whether to request rows after the last one unless the server says that it is the last. False
    saves that request and treats a page shorter than requested as the last, which loses rows where
    a server returns fewer under load. Default: True."""
    strict: bool
    """Whether a value that is not of the model's type raises DataFormatError. If not, the
    attribute keeps the value as it came, and the first of each kind is logged. Default: False."""
    strict_filters: bool
    """Whether lists refuse filters that the API does not document, and raise DataFormatError if the
    first page has rows that a documented filter excludes. If not, either is a FilterWarning.
    Default: False."""
    transport: httpx.AsyncBaseTransport | None
    """A transport to send with instead of the built-in one, for tests and special networks."""
    ssl_context: ssl.SSLContext | None
    """How to verify servers, and the client certificate if any. Default: the certificate
    authorities of SSL_CERT_FILE and SSL_CERT_DIR, or those of certifi."""
    proxy: str | None
    """URL of a proxy. Default: the environment's."""
    allow_insecure: bool
    """Whether to send credentials over plain http to any host, and through any proxy. Default:
    False, which allows it to loopback only."""
    on_request: RequestHook | None
    """Called with a RequestEvent before each request."""
    on_response: ResponseHook | None
    """Called with a ResponseEvent after each response."""
    on_retry: RetryHook | None
    """Called with a RetryEvent before a request is sent again."""
    on_wait: WaitHook | None
    """Called with a WaitEvent when requests wait for the quota."""


DEFAULTS: ClientOptions = {
    "timeout": 30.0,
    "total_timeout": None,
    "retry": RetryPolicy(),
    "quota": "documented",
    "quota_store": None,
    "max_wait": 60.0,
    "max_connections": 16,
    "max_response_bytes": 64 * 1024 * 1024,
    "confirm_end": True,
    "strict": False,
    "strict_filters": False,
    "transport": None,
    "ssl_context": None,
    "proxy": None,
    "allow_insecure": False,
    "on_request": None,
    "on_response": None,
    "on_retry": None,
    "on_wait": None,
}


def complete(client: str, options: ClientOptions) -> ClientOptions:
    """
    Fill in the defaults of the options that a client was not given.

    Args:
        client: The client's class, for the error.
        options: What it was given.

    Raises:
        TypeError: For a keyword that is not an option.
    """
    for name in options:
        if name not in DEFAULTS:
            hint = hint_at(name, DEFAULTS)
            raise TypeError(f"{client}() got an unexpected keyword argument {name!r}{hint}")
    return {**DEFAULTS, **options}


def shows_client_options(constructor: F) -> F:
    """Let ``inspect.signature`` and ``help`` show a constructor's ``**options`` one by one."""
    signature = inspect.signature(constructor)
    hints = get_type_hints(ClientOptions)
    named = [each for each in signature.parameters.values() if each.name != "options"]
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=value, annotation=hints[name]
        )
        for name, value in DEFAULTS.items()
    ]
    shown: Any = constructor
    shown.__signature__ = signature.replace(parameters=[*named, *options])
    return constructor
