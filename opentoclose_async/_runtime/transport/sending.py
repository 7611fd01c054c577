"""The body of a request, sent in pieces, each of which may take its own time."""

from collections.abc import AsyncIterator, Callable, Iterator

import httpx

__all__ = ["Pieces"]

PIECE = 64 * 1024
"""Bytes. A write has to get rid of all that it is given before the timeout for writing."""


class Pieces(httpx.ByteStream):
    """
    Give what is to be sent a piece at a time, and tell of each that is asked for.

    Args:
        content: What is to be sent.
        on_progress: What to call when a piece is asked for: the head is on its way, or the piece
            before; and when all of it is.

    Attributes:
        begun: Somebody has asked for the first piece.
    """

    def __init__(self, content: bytes, on_progress: Callable[[], None]) -> None:
        super().__init__(content)
        self.begun = False
        self._content = content
        self._on_progress = on_progress

    def __iter__(self) -> Iterator[bytes]:
        self.begun = True
        yield self._content

    def __aiter__(self) -> AsyncIterator[bytes]:
        # No generator: one that is left in the middle, on trio, complains when it is collected.
        return _Reader(self)

    def give(self, position: int) -> bytes:
        """Give the piece at a position; nothing behind the last."""
        self.begun = True
        self._on_progress()
        return self._content[position : position + PIECE]


class _Reader(AsyncIterator[bytes]):
    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._position = 0

    async def __anext__(self) -> bytes:
        piece = self._pieces.give(self._position)
        if not piece:
            raise StopAsyncIteration
        self._position += len(piece)
        return piece
