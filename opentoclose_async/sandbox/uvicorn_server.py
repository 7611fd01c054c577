"""uvicorn, adapted to faults of connections and to being stopped at any time."""

import asyncio
import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from opentoclose_async.sandbox.faults.delivery import CONNECTION


class Server(uvicorn.Server):
    """
    A server that signals readiness, and shuts down without waiting for clients.

    Args:
        app: The application to serve.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(_config(app))
        self.ready = threading.Event()
        self.on_ready: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()
        if self.on_ready is not None:
            self.on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close all connections and cancel all requests."""
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


def _config(app: ASGIApp) -> uvicorn.Config:
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
