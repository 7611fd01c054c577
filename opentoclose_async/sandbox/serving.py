"""Serve a sandbox on a socket."""

import asyncio
import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from opentoclose_async.sandbox.app import Sandbox
from opentoclose_async.sandbox.faults.delivery import CONNECTION


@attrs.frozen
class RunningSandbox:
    """
    A sandbox being served, and its addresses.

    Args:
        sandbox: The application.
        host: The address it listens on.
        port: The port it listens on.
        stop: Stops the server; further calls do nothing. Under `serve` it waits for the server
            to stop.
    """

    sandbox: Sandbox
    host: str
    port: int
    stop: Callable[[], None]

    @property
    def base_url(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def otc_base_url(self) -> str:
        """The base URL for an Open To Close client."""
        return f"{self.base_url}/v1"

    @property
    def rooms_base_url(self) -> str:
        """The base URL for a Rooms client."""
        return f"{self.base_url}/restapi"

    @property
    def auth_url(self) -> str:
        """The base of /oauth/token and /oauth/userinfo: scheme, host and port, without a path."""
        return self.base_url


@contextlib.contextmanager
def serve(
    sandbox: Sandbox | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    timeout: float = 10.0,
) -> Iterator[RunningSandbox]:
    """
    Serve a sandbox in a background thread while the context is open.

    Args:
        sandbox: The application; one with default settings if None.
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        timeout: Seconds allowed for starting, and again for stopping.

    Raises:
        OSError: The port is in use.
        TimeoutError: The server did not start or stop in time.
    """
    app = sandbox or Sandbox()
    listener = _listen(host, port)
    server = _Server(_server_config(app))

    def serve_until_stopped() -> None:
        try:
            server.run(sockets=[listener])
        finally:
            server.ready.set()
            listener.close()

    thread = threading.Thread(target=serve_until_stopped, name="opentoclose-sandbox", daemon=True)

    def stop() -> None:
        server.should_exit = True
        thread.join(timeout)
        if thread.is_alive():
            raise TimeoutError(f"the sandbox did not stop within {timeout:g} s")

    running = RunningSandbox(app, host, listener.getsockname()[1], stop)
    thread.start()
    if not server.ready.wait(timeout):
        server.should_exit = True
        raise TimeoutError(f"the sandbox did not start within {timeout:g} s")
    try:
        yield running
    finally:
        stop()


def run(
    sandbox: Sandbox | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    on_ready: Callable[[RunningSandbox], None] | None = None,
) -> None:
    """
    Serve a sandbox in the calling thread until interrupted (Ctrl+C) or stopped.

    Args:
        sandbox: The application; one with default settings if None.
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        on_ready: Called when the server is ready, with the addresses; the argument's `stop`
            ends this call.

    Raises:
        OSError: The port is in use.
    """
    app = sandbox or Sandbox()
    with _listen(host, port) as listener:
        server = _Server(_server_config(app))

        def stop() -> None:
            server.should_exit = True

        if on_ready is not None:
            running = RunningSandbox(app, host, listener.getsockname()[1], stop)
            server.on_ready = lambda: on_ready(running)
        # uvicorn shuts down cleanly on the interrupt, then raises it again.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that signals readiness, and shuts down without waiting for clients."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.on_ready: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
        if self.on_ready is not None:
            self.on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            transport = connection.transport
            if transport is not None:
                transport.abort()
        await asyncio.sleep(0)  # let them see that they are closed
        for request in list(self.server_state.tasks):
            request.cancel()
        await super().shutdown(sockets)


class _Connection(H11Protocol):
    """A connection that the application can write to and end, for faults."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.app: Any = self._with_connection(self.app)

    def _with_connection(self, app: Any) -> ASGIApp:
        async def app_with_connection(scope: Scope, receive: Receive, send: Send) -> None:
            transport = self.transport
            extension = {
                "abort": transport.abort,
                "close": transport.close,
                "reset": lambda: _reset(transport),
                "write": transport.write,
            }
            scope["extensions"] = {**scope.get("extensions", {}), CONNECTION: extension}
            # Only a shutdown cancels a request, and uvicorn would report it as an error.
            with contextlib.suppress(asyncio.CancelledError):
                await app(scope, receive, send)

        return app_with_connection


def _reset(transport: asyncio.Transport) -> None:
    """Close a connection with RST instead of an orderly end."""
    connection = transport.get_extra_info("socket")
    at_once = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    transport.abort()


def _listen(host: str, port: int) -> socket.socket:
    # Bound here, not by the server, so that the port is known and taken before anything else.
    # asyncio disables Nagle's algorithm only if the protocol is named; otherwise each response
    # waits 40 ms for the client's delayed acknowledgement.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _server_config(app: Sandbox) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Connection,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="error",
        proxy_headers=False,
        server_header=False,
    )
