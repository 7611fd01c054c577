"""What both clients share: putting the layers together, and taking them down."""

import os
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, ClassVar, Literal, Self, Unpack
from urllib.parse import quote, unquote

import anyio
import httpx

from opentoclose_async._protocol.answers.decode import Dialect
from opentoclose_async._protocol.arguments import (
    encode_json,
    is_number,
    query_texts,
    refuse,
    text_keyed,
    whole_number,
)
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.quota import Quota
from opentoclose_async._protocol.redaction.secret_text import secret_text
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.connections import Connections
from opentoclose_async._runtime.log_switch import switch_log_on
from opentoclose_async._runtime.observer import Hooks
from opentoclose_async._runtime.resource import (
    CallOptions,
    Core,
    Resource,
    check_flag,
    check_keywords,
    check_retry,
    check_timeout,
    check_total_timeout,
)
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.stays_here import StaysHere
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.tls import OF_OPENSSL
from opentoclose_async.exceptions import AuthenticationError

__all__ = [
    "DEFAULT_RETRY",
    "MAX_RESPONSE_BYTES",
    "BaseClient",
    "QuotaChoice",
    "from_environment",
    "require_secret",
]

DEFAULT_RETRY = RetryPolicy()
MAX_RESPONSE_BYTES = 64 * 1024 * 1024
QuotaChoice = Quota | Literal["documented"] | None
"""The windows to keep to: the documented ones, others, or none."""
LONGEST_PATH = 2_000
"""Bytes, escaped."""
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


def from_environment(given: str | None, variable: str) -> str | None:
    """Take a setting as given, or from the environment; blank is none."""
    if given is not None:
        return given
    return os.environ.get(variable, "").strip() or None


def require_secret(secret: str | None, what: str, variable: str, argument: str) -> str:
    """
    Check that a credential is there and can be sent.

    Raises:
        AuthenticationError: If it is missing, blank or no plain text. The message never shows it.
    """
    if secret is None or (isinstance(secret, str) and not secret.strip()):
        raise AuthenticationError(
            f"No {what}: pass {argument}=... or set the environment variable {variable}."
        )
    return secret_text(what, secret, f"check {argument} or {variable}")


class BaseClient(StaysHere):
    """
    The part of a client that does not depend on the API.

    Args:
        base_url: What the paths of requests are below.
        credential: What lets requests in.
        dialect: How the API words its errors.
        timeout: Seconds for connecting, and for each read and write.
        total_timeout: Seconds for getting a request out, and again for its whole answer; five times
            ``timeout`` if None.
        retry: The policy for failed requests; None sends once.
        quota: The windows that requests keep to: "documented" ones, others, or None for no limit.
        documented_quota: What the API's provider says that an account may do.
        max_wait: Seconds to wait for the quota at most, before RateLimitError.
        max_connections: Requests on the way at the same time, at most.
        max_response_bytes: Bytes of an answer's body, unpacked, at most.
        confirm_end: Look behind the last row of a list unless the server says that it is the last.
        strict: Raise DataFormatError for a value of another kind than the model's.
        transport: What sends instead of our own transport.
        ssl_context: What servers are verified with; by default the authorities that the
            environment names, or certifi's.
        proxy: URL of a proxy; by default the environment's for this address.
        allow_insecure: Send credentials over plain http to any host, and through proxies.
        hooks: What to tell of requests, answers, retries and waits.
        complete: Fill in what a request's path leaves open.
    """

    _follows_redirects: ClassVar[bool] = False
    """Whether redirects within the server are followed, as the drop-in does."""
    _authorities: ClassVar[Sequence[str]] = OF_OPENSSL
    """The environment variables that may name the authorities to verify servers with."""

    def __init__(
        self,
        *,
        base_url: str,
        credential: Credential,
        dialect: Dialect,
        timeout: float,
        total_timeout: float | None,
        retry: RetryPolicy | None,
        quota: QuotaChoice,
        documented_quota: Quota,
        max_wait: float,
        max_connections: int,
        max_response_bytes: int,
        confirm_end: bool,
        strict: bool,
        transport: httpx.AsyncBaseTransport | None,
        ssl_context: ssl.SSLContext | None,
        proxy: str | None,
        allow_insecure: bool,
        hooks: Hooks,
        complete: Callable[[Request], Awaitable[Request]] | None = None,
    ) -> None:
        switch_log_on()
        whole_number("max_connections", max_connections, 1, 1000)
        if isinstance(quota, str) and quota == "documented":
            quota = documented_quota
        if quota is not None and not isinstance(quota, Quota):
            raise refuse("quota", quota, 'a Quota, "documented", or None for no limit')
        if not is_number(max_wait) or max_wait < 0:
            raise refuse("max_wait", max_wait, "a number of seconds, from 0 on")
        self._connections = Connections(
            timeout=check_timeout(timeout),
            total_timeout=check_total_timeout(total_timeout),
            retry=check_retry(retry),
            max_response_bytes=max_response_bytes,
            transport=transport,
            ssl_context=ssl_context,
            authorities=self._authorities,
            proxy=proxy,
            allow_insecure=allow_insecure,
            hooks=hooks,
        )
        self._session = self._connections.open(
            base_url,
            credential,
            dialect,
            argument="base_url",
            max_connections=max_connections,
            quota=quota,
            max_wait=float(max_wait),
            complete=complete,
            follow_redirects=self._follows_redirects,
        )
        self._background = Background(self._connections.loops)
        self._core = Core(
            self._session,
            self._background,
            max_connections,
            check_flag("confirm_end", confirm_end),
            check_flag("strict", strict),
        )
        self._raw = _RawRequests(self._core)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """
        Reach what has no method of its own.

        Args:
            method: HTTP method.
            path: Path below the base URL, as ``/events``, escaped.
            query: Query parameters by wire name; None values are left out.
            body: A JSON value to send.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The decoded JSON; None for an empty answer.

        Raises:
            ValidationError: If an argument is not acceptable; nothing was sent.
        """
        check_keywords("request", CallOptions, options)
        verb = method.upper() if isinstance(method, str) else ""
        if verb not in METHODS:
            raise refuse("method", method, f"one of {', '.join(sorted(METHODS))}")
        _check_path(path)
        texts = None if query is None else query_texts(text_keyed("query", query), "query")
        content = None if body is None else encode_json("body", body)
        return await self._raw.send(verb, path, texts, content, options)

    @property
    def counters(self) -> Counters:
        """What the client has done so far: requests and retries."""
        return self._session.counters

    @property
    def waiting_until(self) -> float | None:
        """Epoch seconds until when the quota makes the next request wait; None if it does not."""
        return self._session.throttle.waiting_until

    async def aclose(self) -> None:
        """
        Stop what is being fetched and close all connections. Calling it again does nothing.

        Raises:
            ConfigurationError: If the client is in use in another event loop that runs, too; that
                one has to close it.
        """
        if "_core" not in vars(self):
            return  # its constructor has failed
        loops = self._connections.loops
        loops.enter()
        # Also of a task that is being cancelled: nobody else will close the connections.
        with anyio.CancelScope(shield=True):
            try:
                await self._background.aclose()
            finally:
                await self._connections.aclose()
                loops.leave_all()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        session = vars(self).get("_session")  # none after a constructor that has failed
        return f"<{type(self).__name__} {session.server if session else '(half made)'}>"


class _RawRequests(Resource):
    """Requests without models."""

    _reads_objects = False

    async def send(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None,
        content: bytes | None,
        options: CallOptions,
    ) -> Any:
        unchanged: Callable[[Any], Any] = _unchanged
        return await self._send(method, path, unchanged, options, query=query, content=content)


def _unchanged(value: Any) -> Any:
    return value


def _check_path(path: object) -> None:
    """Refuse a path that leads elsewhere than it says, or that no URL takes."""
    if not isinstance(path, str) or not path.startswith("/") or not path.isprintable():
        raise refuse("path", path, 'a path that starts with "/"')
    if len(quote(path)) > LONGEST_PATH:
        raise refuse("path", path, f"a path of at most {LONGEST_PATH:,} bytes, escaped")
    dots = any(unquote(part) in (".", "..") for part in path.split("/"))
    if dots or any(character in path for character in "?#\\ "):
        raise refuse("path", path, 'an escaped path without ".", "..", "?" and "#"; use query=')
