"""Request bodies sent in pieces, so that the write timeout applies to each piece."""

from collections.abc import AsyncIterator, Callable, Iterator

import httpx

__all__ = ["RequestBody"]

PIECE = 64 * 1024
"""Bytes. A write must complete within the write timeout, however much it is given."""


class RequestBody(httpx.ByteStream):
    """
    A byte stream that delivers its content in pieces and reports each request for a piece.

    Args:
        content: The body.
        on_progress: Called before each piece, when the headers or the previous piece have been
            sent, and after the last piece.

    Attributes:
        content: The body.
        started: Whether the first piece was requested.
    """

    def __init__(self, content: bytes, on_progress: Callable[[], None]) -> None:
        super().__init__(content)
        self.started = False
        self.content = content
        self._on_progress = on_progress

    def __iter__(self) -> Iterator[bytes]:
        self.started = True
        yield self.content

    def __aiter__(self) -> AsyncIterator[bytes]:
        # Not a generator: trio warns when an unfinished one is collected.
        return _Reader(self)

    def piece_at(self, position: int) -> bytes:
        """Return the piece at a position; empty after the last."""
        self.started = True
        self._on_progress()
        return self.content[position : position + PIECE]


class _Reader(AsyncIterator[bytes]):
    def __init__(self, body: RequestBody) -> None:
        self._body = body
        self._position = 0

    async def __anext__(self) -> bytes:
        piece = self._body.piece_at(self._position)
        if not piece:
            raise StopAsyncIteration
        self._position += len(piece)
        return piece
