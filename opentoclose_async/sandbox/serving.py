"""Serve a sandbox on a socket."""

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs

from opentoclose_async.sandbox.app import Sandbox

if TYPE_CHECKING:
    from opentoclose_async.sandbox.uvicorn_server import Server


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
        ModuleNotFoundError: uvicorn is not installed.
        OSError: The port is in use.
        TimeoutError: The server did not start or stop in time.
    """
    app = sandbox or Sandbox()
    server = _server_of(app)
    listener = _listen(host, port)

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
        ModuleNotFoundError: uvicorn is not installed.
        OSError: The port is in use.
    """
    app = sandbox or Sandbox()
    server = _server_of(app)
    with _listen(host, port) as listener:

        def stop() -> None:
            server.should_exit = True

        if on_ready is not None:
            running = RunningSandbox(app, host, listener.getsockname()[1], stop)
            server.on_ready = lambda: on_ready(running)
        # uvicorn shuts down cleanly on the interrupt, then raises it again.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _server_of(app: Sandbox) -> "Server":
    # Imported here so that a sandbox in process does without uvicorn.
    try:
        from opentoclose_async.sandbox.uvicorn_server import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "uvicorn":
            raise
        from opentoclose_async._extras import install_command

        raise ModuleNotFoundError(
            "uvicorn is not installed; to serve the sandbox on a socket: "
            f"{install_command('sandbox')}. In process, with httpx.ASGITransport(sandbox), it "
            "works without.",
            name=error.name,
        ) from error
    return Server(app)


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
