"""
Connections of httpcore's, to one server, directly or through a proxy.

A separate module because httpcore takes 0.1 s to import: with the first client, not with the
package.

The credential is added to the copy of a request that httpcore gets, beneath all that logs or
traces. It is in no error: frames that held it are removed from the traceback, because error
reporters such as Sentry send local variables along.
"""

import math
import ssl
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import anyio
import h11
import httpcore
import httpx

from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.transport.credentials import Credential, Headers
from opentoclose_async._runtime.transport.network import Network
from opentoclose_async._runtime.transport.orphaned_sockets import close_orphaned_sockets
from opentoclose_async._runtime.transport.sender import Breakdown, Outgoing

__all__ = ["Connector", "HTTPConnection", "explain"]

CLOSING_TIME = 2.0
"""Seconds allowed for closing one connection; TLS waits for the peer's close_notify."""

KEEP_ALIVE = 5.0
"""Seconds after which an unused connection is not used again; servers close theirs, too."""

ERRORS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    OSError,
)
"""What connections raise if the network or the server fails."""


def explain(error: Exception, *, body_taken: bool) -> Breakdown:
    """
    Say how far a request got that an error of a connector's ended.

    Any error may be of a proxy that was asked to connect, before the request was sent.
    """
    return Breakdown(
        sent=body_taken,
        timed_out=isinstance(error, (httpcore.TimeoutException, TimeoutError)),
        unsendable=isinstance(error, (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol)),
    )


class Connector:
    """
    Make connections to one server. They connect with their first request.

    Args:
        server: The server's URL; its path does not matter.
        context: Return the TLS context for the server and the proxy.
        proxy: URL of a proxy.
        credential: The credential to add to requests.

    Attributes:
        errors: What its connections raise if the network or the server fails.
    """

    def __init__(
        self,
        server: httpx.URL,
        context: Callable[[], ssl.SSLContext],
        proxy: str | None,
        credential: Credential,
    ) -> None:
        self._server = server
        self._credential = credential
        self._context = context
        self._proxy = None if proxy is None else httpx.Proxy(proxy)
        self._url = _url(server)
        self._origin = self._url.origin
        self._checked = _CheckedHeaders()
        self.errors: tuple[type[Exception], ...] = ERRORS
        if self._proxy is not None and self._proxy.url.scheme.startswith("socks"):
            # httpcore passes on what a proxy's invalid reply raises.
            self.errors = (*ERRORS, import_module("socksio").SOCKSError)

    @property
    def can_open_ahead(self) -> bool:
        """Whether connections can be opened without a request: a proxy needs one."""
        return self._proxy is None

    def connection(self, connected: Callable[[], None]) -> "HTTPConnection":
        """
        Make a connection.

        Args:
            connected: Called when it is established, before TLS.
        """
        network = Network(self._server.host, connected)
        return HTTPConnection(
            self._of_httpcore(network), network, self._url, self._credential, self._checked
        )

    async def open_ahead(self, connection: "HTTPConnection", timeout: float) -> bool:
        """
        Open a connection before there is a request for it.

        Args:
            connection: A connection of this connector.
            timeout: Seconds to allow.

        Returns:
            Whether it is open. What went wrong is not reported: a request will meet it, too.
        """
        origin = self._origin
        with anyio.move_on_after(timeout) as scope:
            try:
                context = self._context() if origin.scheme == b"https" else None
                await connection.open(origin.host.decode("ascii"), origin.port, context)
            except Exception:  # noqa: BLE001 - as the docstring says
                return False
        return not scope.cancelled_caught

    def _of_httpcore(self, network: Network) -> httpcore.AsyncConnectionInterface:
        origin, proxy = self._origin, self._proxy
        secure = origin.scheme == b"https"
        if proxy is None:
            return httpcore.AsyncHTTPConnection(
                origin,
                ssl_context=self._context() if secure else None,
                keepalive_expiry=KEEP_ALIVE,
                network_backend=network,
            )
        url = _url(proxy.url)
        pool: httpcore.AsyncConnectionPool  # never used as such
        if proxy.url.scheme.startswith("socks"):
            pool = httpcore.AsyncSOCKSProxy(
                url,
                proxy_auth=proxy.raw_auth,
                ssl_context=self._context() if secure else None,
                keepalive_expiry=KEEP_ALIVE,
                network_backend=network,
            )
        else:
            pool = httpcore.AsyncHTTPProxy(
                url,
                proxy_auth=proxy.raw_auth,
                proxy_headers=proxy.headers.raw,
                ssl_context=self._context() if secure else None,
                proxy_ssl_context=self._context() if proxy.url.scheme == "https" else None,
                keepalive_expiry=KEEP_ALIVE,
                network_backend=network,
            )
        return pool.create_connection(origin)


class HTTPConnection:
    """
    One connection, for one request at a time.

    Args:
        connection: httpcore's connection.
        network: The network it uses.
        server: The server's URL; its path does not matter.
        credential: The credential to add to requests.
        checked: The headers that were checked.
    """

    def __init__(
        self,
        connection: httpcore.AsyncConnectionInterface,
        network: Network,
        server: httpcore.URL,
        credential: Credential,
        checked: "_CheckedHeaders",
    ) -> None:
        self._connection = connection
        self._network = network
        self._server = server
        self._credential = credential
        self._checked = checked
        self._unused_until = math.inf

    async def open(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        """Open it before there is a request for it; see ``Network.open_ahead``."""
        await self._network.open_ahead(host, port, context)
        self._unused_until = time.monotonic() + KEEP_ALIVE

    async def watch(self) -> None:
        """Watch an open connection until a request uses it, or until it is not usable."""
        if self._network.unused is not None:
            await self._network.unused.watch(KEEP_ALIVE)

    @property
    def is_usable(self) -> bool:
        """Whether a request may be sent over it, as far as is known."""
        if self._connection.is_closed() or self._connection.has_expired():
            return False
        if self._network.unused is not None and self._network.unused.is_over:
            return False
        return time.monotonic() < self._unused_until

    @property
    def is_idle(self) -> bool:
        """Whether its latest exchange was completed, so that another can follow."""
        connection = self._connection
        # One that could not connect calls itself idle, too.
        idle = connection.is_idle() and not connection.is_closed()
        return idle and not _has_more(connection)

    async def send(self, request: Outgoing) -> httpcore.Response:
        """Send a request, and return the response once its headers are there."""
        self._network.deadline = request.deadline
        self._unused_until = math.inf
        before = sys.exception()
        try:
            return await self._connection.handle_async_request(self._with_credential(request))
        except BaseException as error:
            forget_frames(error, before)
            raise

    def _with_credential(self, request: Outgoing) -> httpcore.Request:
        target, headers = self._credential.attach(request.target, request.headers)
        server = self._server
        url = httpcore.URL(scheme=server.scheme, host=server.host, port=server.port, target=target)
        made = httpcore.Request(request.method.encode("ascii"), url, content=request.body)
        # They are bytes already, which the constructor would find out slowly.
        made.headers = headers if request.body.content else self._checked.of(headers)
        return made

    async def aclose(self) -> None:
        """Close it, even if the task that used it is being cancelled."""
        self._network.deadline = None
        try:
            with anyio.CancelScope(shield=True), anyio.move_on_after(CLOSING_TIME):
                await self._connection.aclose()
                await self._network.aclose()
        except RuntimeError:  # its event loop is closed
            self.drop()
            raise

    def drop(self) -> None:
        """Close its socket after its event loop was closed."""
        close_orphaned_sockets(self._network.stream)


class _CheckedHeaders:
    """The headers of the latest request as h11 has checked them, which takes a while each time."""

    def __init__(self) -> None:
        self._latest: Hidden[tuple[Headers, Any]] = Hidden(([], []))

    def of(self, headers: Headers) -> Any:
        """Return headers as h11 takes them without another check, unless they are invalid."""
        given, checked = self._latest.reveal()
        if given != headers:
            try:
                checked = h11.Request(method=b"GET", target=b"/", headers=headers).headers
            except h11.LocalProtocolError:
                return headers  # httpcore raises it
            self._latest = Hidden((headers, checked))
        return checked


def _has_more(connection: Any) -> bool:
    """Return whether more was received than a response: httpcore would read it as the next one."""
    # httpcore has no public way to ask.
    while (inner := getattr(connection, "_connection", None)) is not None:
        connection = inner
    state = getattr(connection, "_h11_state", None)
    return state is not None and bool(state.trailing_data[0])


def _url(url: httpx.URL) -> httpcore.URL:
    """Return a URL as httpcore's."""
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
