"""Deliver a response over ASGI, or fail the way networks do."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import anyio
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from opentoclose_async.sandbox.faults.plan import Fault

CONNECTION: Final = "opentoclose.connection"
"""
The ASGI extension through which `serving` exposes the client's connection.

Its functions: "abort" closes the connection at once, "close" after all data is sent, "reset" at
once with RST; "write" sends raw bytes.
"""

_PIECES: Final = 20
"""The number of pieces that a slow body is sent in."""


async def deliver(
    response: Response | None, fault: Fault | None, scope: Scope, receive: Receive, send: Send
) -> None:
    """
    Send a response, with its fault applied.

    Args:
        response: The response; None to send none.
        fault: The fault to apply, if any.
        scope: The ASGI scope.
        receive: Its receive function.
        send: Its send function.

    Raises:
        ConnectionResetError: The fault breaks the connection, but the application runs in process
            and has none.
    """
    client = _Client(scope, receive, send)
    if response is None:
        assert fault is not None
        await _SILENT[fault.kind](client, fault)
    elif fault is not None and fault.kind in _SPOILING:
        await _SPOILING[fault.kind](client, response, fault)
    else:
        await response(scope, receive, send)


class _Client:
    """The client waiting for a response."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._connection: Any = scope.get("extensions", {}).get(CONNECTION)
        self.scope = scope
        self.receive = receive
        self.send = send

    async def end(self, how: str) -> None:
        """End the connection with one of its functions."""
        self._function(how)()
        # The server reports an application that returns early, unless the client has disconnected.
        await self.until_gone()

    def write(self, data: bytes) -> None:
        """Send raw bytes."""
        self._function("write")(data)

    async def until_gone(self) -> None:
        """Wait for the client to disconnect."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def start(self, response: Response, body: bytes) -> None:
        """Send the head of a response and a part of its body."""
        head = {"type": "http.response.start", "status": response.status_code}
        await self.send({**head, "headers": response.raw_headers})
        await self.send({"type": "http.response.body", "body": body, "more_body": True})

    def _function(self, name: str) -> Callable[..., None]:
        if self._connection is None:
            raise ConnectionResetError("the sandbox broke the connection: a fault is active")
        function: Callable[..., None] = self._connection[name]
        return function


async def _drop(client: _Client, _: Fault) -> None:
    await client.end("abort")


async def _hang(client: _Client, fault: Fault) -> None:
    with anyio.move_on_after(fault.seconds):
        await client.until_gone()
        return
    await client.end("abort")


async def _half_open(client: _Client, fault: Fault) -> None:
    client.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    await _hang(client, fault)


async def _endless_headers(client: _Client, fault: Fault) -> None:
    client.write(b"HTTP/1.1 200 OK\r\n")

    async def write_headers() -> None:
        for number in range(20_000):
            client.write(b"X-Header-%d: %b\r\n" % (number, b"a" * 1000))
            await anyio.lowlevel.checkpoint()

    with anyio.move_on_after(fault.seconds):
        async with anyio.create_task_group() as group:
            group.start_soon(write_headers)
            await client.until_gone()
            group.cancel_scope.cancel()
        return
    await client.end("abort")


async def _cut(client: _Client, response: Response, _: Fault) -> None:
    await _break_off(client, response, "close")


async def _reset(client: _Client, response: Response, _: Fault) -> None:
    await _break_off(client, response, "reset")


async def _break_off(client: _Client, response: Response, how: str) -> None:
    body = bytes(response.body)
    if not body:
        await client.end("abort")
        return
    await client.start(response, body[: len(body) // 2])
    await client.end(how)


async def _slow_body(client: _Client, response: Response, fault: Fault) -> None:
    body = bytes(response.body)
    size = max(1, len(body) // _PIECES)
    await client.start(response, b"")
    for start in range(0, len(body), size):
        await anyio.sleep(fault.seconds / _PIECES)
        piece = body[start : start + size]
        await client.send({"type": "http.response.body", "body": piece, "more_body": True})
    await client.send({"type": "http.response.body", "body": b""})


async def _short_length(client: _Client, response: Response, _: Fault) -> None:
    body = bytes(response.body)
    declared = len(body) // 2
    response.headers["content-length"] = str(declared)
    response.body = body[:declared]
    await response(client.scope, client.receive, client.send)
    client.write(body[declared:])


async def _long_length(client: _Client, response: Response, fault: Fault) -> None:
    body = bytes(response.body)
    if body:
        response.headers["content-length"] = str(len(body) + 1)
        await client.start(response, body)
    await _hang(client, fault)


async def _broken_chunks(client: _Client, response: Response, _: Fault) -> None:
    body = bytes(response.body)
    client.write(
        _head(response, b"Transfer-Encoding: chunked") + b"five\r\n" + body + b"\r\n0\r\n\r\n"
    )
    await client.until_gone()


async def _idle_close(client: _Client, response: Response, _: Fault) -> None:
    await response(client.scope, client.receive, client.send)
    await client.end("close")


def _head(response: Response, framing: bytes) -> bytes:
    status = b"HTTP/1.1 %d Whatever" % response.status_code
    headers = [
        name + b": " + value
        for name, value in response.raw_headers
        if name not in (b"content-length", b"transfer-encoding")
    ]
    return b"\r\n".join([status, *headers, framing, b"", b""])


_SILENT: Final[dict[str, Callable[[_Client, Fault], Awaitable[None]]]] = {
    "drop": _drop,
    "hang": _hang,
    "half_open": _half_open,
    "endless_headers": _endless_headers,
}
_SPOILING: Final[dict[str, Callable[[_Client, Response, Fault], Awaitable[None]]]] = {
    "cut": _cut,
    "reset": _reset,
    "slow_body": _slow_body,
    "short_length": _short_length,
    "long_length": _long_length,
    "broken_chunks": _broken_chunks,
    "idle_close": _idle_close,
}
