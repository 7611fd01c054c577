"""
The body of an answer, read and unpacked.

What a body costs is a small multiple of what it may hold, however a server cuts it into chunks, and
others have their turns meanwhile. How long it takes is not bounded here: see ``Exchange``.
"""

import math
from io import BytesIO

import anyio
import anyio.lowlevel
import httpx

from opentoclose_async._protocol.answers.compression import (
    BodyTooLargeError,
    StillPackedError,
    unpacking,
)
from opentoclose_async._runtime.concurrency.in_turns import in_turns

__all__ = ["Receiving"]

CHUNKS_A_TURN = 128
"""Chunks that are taken before others have a turn: all those that have come may be here already."""

CHUNKS_LEFT_OVER = 32 * 1024
"""Chunks that a stream may still give once it was cancelled: those that it has read before."""


class Receiving:
    """
    Read the body of an answer in a scope, which is cancelled if there is too much of it.

    httpx's own reading knows no bounds, and passes every chunk through five generators.

    Args:
        most: Bytes that the body may hold, packed or unpacked.

    Attributes:
        too_large: There is more.
    """

    def __init__(self, most: int) -> None:
        self.too_large = False
        self._most = most

    async def read(
        self, answer: httpx.Response, scope: anyio.CancelScope
    ) -> tuple[bytes, str | None]:
        """
        Read and unpack a body, and close it.

        Args:
            answer: The answer, of which nothing was read.
            scope: What this is called in.

        Returns:
            The body, and why it is still packed, in part or all, if it is.

        Raises:
            BodyTooLargeError: If there is more of it than allowed.
        """
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        try:
            body = await self._collect(answer.stream, scope)
        finally:
            await answer.stream.aclose()
        if self.too_large:  # and has ended before the scope could be cancelled
            raise BodyTooLargeError(f"it has more than {self._most} bytes")
        encodings = answer.headers.get("content-encoding")
        if encodings is None:
            return body, None
        steps = unpacking(body, encodings, self._most)
        del body  # each layer lets go of the one around it
        try:
            return await in_turns(steps), None
        except StillPackedError as error:
            return error.body, str(error)

    async def _collect(self, stream: httpx.AsyncByteStream, scope: anyio.CancelScope) -> bytes:
        body = BytesIO()  # a list of chunks of one byte would take thirty times as much
        size = chunks = left_over = 0
        async for chunk in stream:
            size += len(chunk)
            chunks += 1
            if size <= self._most:
                body.write(chunk)
            elif not self.too_large:
                # Cancelled from within, the generators that the body passes through end one after
                # the other; left behind, they would end when they are collected, which trio
                # complains about.
                self.too_large = True
                scope.cancel()
            if chunks % CHUNKS_A_TURN == 0:
                # For the same reason nobody is cancelled here, but a stream that never waits.
                await anyio.lowlevel.cancel_shielded_checkpoint()
                left_over += CHUNKS_A_TURN * _is_cancelled()
                if left_over > CHUNKS_LEFT_OVER:
                    await anyio.lowlevel.checkpoint()
        return body.getvalue()


def _is_cancelled() -> bool:
    return anyio.current_effective_deadline() == -math.inf
