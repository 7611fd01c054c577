"""Responses whose bodies are made while they are sent."""

from collections.abc import Callable, Iterator

from anyio.lowlevel import checkpoint
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class PiecedResponse(Response):
    """
    A JSON response that is never in memory as a whole.

    Args:
        length: The size of the body.
        pieces: Returns the pieces of the body.
    """

    def __init__(self, length: int, pieces: Callable[[], Iterator[bytes]]) -> None:
        super().__init__(media_type="application/json")
        self.headers["content-length"] = str(length)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response; a client that reads slowly slows it down."""
        head = {"type": "http.response.start", "status": self.status_code}
        await send({**head, "headers": self.raw_headers})
        for piece in self._pieces():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await checkpoint()
        await send({"type": "http.response.body", "body": b""})

    def joined(self) -> Response:
        """Return the same response with its body in memory."""
        return Response(b"".join(self._pieces()), self.status_code, media_type=self.media_type)
