"""
Read and decompress response bodies within bounds.

Memory and time stay a small multiple of the allowed size, however a server chunks the body, and
other tasks run in between. The time a body may take to arrive is bounded by ``Exchange``.
"""

import math
from io import BytesIO

import anyio
import anyio.lowlevel
import httpx

from opentoclose_async._protocol.responses.compression import (
    BodyTooLargeError,
    StillPackedError,
    unpacking,
)
from opentoclose_async._runtime.concurrency.cooperative import run_cooperatively

__all__ = ["BodyReader"]

CHUNKS_PER_STEP = 128
"""Chunks read before yielding to other tasks: reading buffered chunks does not yield."""

CHUNKS_LEFT_OVER = 32 * 1024
"""Chunks that a stream may still deliver after it was cancelled, from its buffer."""


class BodyReader:
    """
    Read a response body in a cancel scope, which is cancelled if the body is too large.

    httpx's own reading is unbounded, and passes every chunk through five generators.

    Args:
        most: Maximum size in bytes, compressed and decompressed.

    Attributes:
        too_large: Whether the body exceeded the maximum.
    """

    def __init__(self, most: int) -> None:
        self.too_large = False
        self._most = most

    async def read(
        self, response: httpx.Response, scope: anyio.CancelScope
    ) -> tuple[bytes, str | None]:
        """
        Read, decompress and close a body.

        Args:
            response: The response, of which nothing was read yet.
            scope: The cancel scope this is called in.

        Returns:
            The body, and why it is still compressed (in part), if it is.

        Raises:
            BodyTooLargeError: If the body exceeds the maximum.
        """
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            body = await self._collect(response.stream, scope)
        finally:
            await response.stream.aclose()
        if self.too_large:  # and it ended before the cancellation took effect
            raise BodyTooLargeError(f"it has more than {self._most} bytes")
        encodings = response.headers.get("content-encoding")
        if encodings is None:
            return body, None
        steps = unpacking(body, encodings, self._most)
        del body  # each layer releases the one around it
        try:
            return await run_cooperatively(steps), None
        except StillPackedError as error:
            return error.body, str(error)

    async def _collect(self, stream: httpx.AsyncByteStream, scope: anyio.CancelScope) -> bytes:
        body = BytesIO()  # a list of one-byte chunks would take thirty times the memory
        size = chunks = left_over = 0
        async for chunk in stream:
            size += len(chunk)
            chunks += 1
            if size <= self._most:
                body.write(chunk)
            elif not self.too_large:
                # Cancelling unwinds the generators that the body passes through. If they were
                # just dropped, trio would warn when they are collected.
                self.too_large = True
                scope.cancel()
            if chunks % CHUNKS_PER_STEP == 0:
                # Shielded for the same reason, unless the stream never awaits anything.
                await anyio.lowlevel.cancel_shielded_checkpoint()
                left_over += CHUNKS_PER_STEP * _is_cancelled()
                if left_over > CHUNKS_LEFT_OVER:
                    await anyio.lowlevel.checkpoint()
        return body.getvalue()


def _is_cancelled() -> bool:
    return anyio.current_effective_deadline() == -math.inf
