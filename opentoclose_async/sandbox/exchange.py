"""Answer a request over ASGI, or fail to in the ways that networks know."""

from typing import Final

import anyio
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

CONNECTION: Final = "opentoclose.connection"
"""
The ASGI extension by which `serving` hands over the client's connection.

Its two functions, "abort" and "close", end the connection at once or when all is sent.
"""


async def drop(scope: Scope, receive: Receive) -> None:
    """
    Close the connection without an answer.

    Raises:
        ConnectionResetError: There is no connection: the application runs in process.
    """
    await _end_connection(scope, receive, "abort")


async def cut(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """
    Announce a whole answer, send half of its body and close the connection.

    An answer without a body cannot be cut and is dropped.

    Raises:
        ConnectionResetError: There is no connection: the application runs in process.
    """
    body = bytes(response.body)
    if not body:
        await drop(scope, receive)
        return
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
    )
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    await _end_connection(scope, receive, "close")


async def hang(seconds: float, scope: Scope, receive: Receive) -> None:
    """
    Answer nothing until the client leaves; if it stays so many seconds, drop it.

    Raises:
        ConnectionResetError: The time is over and the application runs in process.
    """
    with anyio.move_on_after(seconds):
        await _until_disconnected(receive)
        return
    await drop(scope, receive)


async def live(receive: Receive, send: Send) -> None:
    """Take part in a server's start and end, of which there is nothing to do."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _end_connection(scope: Scope, receive: Receive, how: str) -> None:
    connection = scope.get("extensions", {}).get(CONNECTION)
    if connection is None:
        raise ConnectionResetError("the sandbox broke the connection off, as a fault told it to")
    connection[how]()
    # A server takes an application that returns early for broken, unless the client has left.
    await _until_disconnected(receive)


async def _until_disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
