"""
Read and decompress response bodies within bounds.

Memory and time stay a small multiple of the allowed size, however a server chunks the body, and
other tasks run in between. The time a body may take to arrive is bounded by ``Exchange``.

A body with large contents can be passed to a receiver instead, chunk by chunk. A compressed one is
decompressed first, as a whole: such requests ask for none, so that is rare.
"""

import math
from collections.abc import Callable
from io import BytesIO

import anyio
import anyio.lowlevel

from opentoclose_async._protocol.messages import Receiver
from opentoclose_async._protocol.responses.compression import (
    BodyTooLargeError,
    StillPackedError,
    unpacking,
)
from opentoclose_async._runtime.concurrency.cooperative import run_cooperatively
from opentoclose_async._runtime.transport.deadline import Deadline
from opentoclose_async._runtime.transport.sender import Incoming, IncomingBody

__all__ = ["SLOWEST", "BodyReader"]

CHUNKS_PER_STEP = 128
"""Chunks read before yielding to other tasks: reading buffered chunks does not yield."""

SLOWEST = 16 * 1024
"""Bytes that give a body with a receiver a second more to arrive."""

SLICE = 64 * 1024
"""Most bytes to pass to a receiver at a time, whatever the size of a chunk."""

CHUNKS_LEFT_OVER = 32 * 1024
"""Chunks that a stream may still deliver after it was cancelled, from its buffer."""


class BodyReader:
    """
    Read a response body in a cancel scope, which is cancelled if the body cannot be used.

    The size of what httpx reads is unbounded.

    Args:
        most: Maximum size in bytes, compressed and decompressed.
        receive: Return a receiver for the body of a successful response.

    Attributes:
        too_large: Whether the body exceeded the maximum.
        taken: Bytes that the receiver took out of it.
        problem: What the receiver raised.
    """

    def __init__(self, most: int, receive: Callable[[], Receiver] | None = None) -> None:
        self.too_large = False
        self.taken = 0
        self.problem: Exception | None = None
        self._most = most
        self._receive = receive
        self._receiver: Receiver | None = None

    async def read(self, response: Incoming, deadline: Deadline) -> tuple[bytes, str | None]:
        """
        Read, decompress and close a body.

        Args:
            response: The response, of which nothing was read yet.
            deadline: The deadline of the exchange, in whose scope this is called. A receiver's
                body extends it.

        Returns:
            The body without what a receiver took, and why it is still compressed (in part), if it
            is.

        Raises:
            BodyTooLargeError: If the body exceeds the maximum.
        """
        encodings = _encodings(response)
        if self._receive is not None and 200 <= response.status < 300:
            self._receiver = self._receive()
            if encodings is not None and encodings.strip().lower() == "identity":
                encodings = None
        try:
            body = await self._collect(response.body, deadline, packed=encodings is not None)
        finally:
            await response.body.aclose()
        if self.too_large:  # and it ended before the cancellation took effect
            raise BodyTooLargeError(f"it has more than {self._most} bytes")
        problem = None
        if encodings is not None:
            deadline.end_steps()
            steps = unpacking(body, encodings, self._most)
            del body  # each layer releases the one around it
            try:
                body = await run_cooperatively(steps)
            except StillPackedError as error:
                body, problem = error.body, str(error)
        if self._receiver is not None:
            body = await self._finish(self._receiver, body, deadline)
        return body, problem

    async def _collect(self, stream: IncomingBody, deadline: Deadline, *, packed: bool) -> bytes:
        body = BytesIO()  # a list of one-byte chunks would take thirty times the memory
        size = chunks = left_over = 0
        async for chunk in stream:
            size += len(chunk)
            chunks += 1
            if size <= self._most:
                if self._receiver is not None:
                    deadline.extend(len(chunk) / SLOWEST)
                if self._receiver is None or packed:
                    body.write(chunk)
                elif self.problem is None:
                    await self._pass_on(self._receiver, chunk, deadline)
            elif not self.too_large:
                # Cancelling unwinds the generators that the body passes through. If they were
                # just dropped, trio would warn when they are collected.
                self.too_large = True
                deadline.scope.cancel()
            if chunks % CHUNKS_PER_STEP == 0:
                # Shielded for the same reason, unless the stream never awaits anything.
                await anyio.lowlevel.cancel_shielded_checkpoint()
                left_over += CHUNKS_PER_STEP * _is_cancelled()
                if left_over > CHUNKS_LEFT_OVER:
                    await anyio.lowlevel.checkpoint()
        return body.getvalue()

    async def _pass_on(self, receiver: Receiver, chunk: bytes, deadline: Deadline) -> None:
        """Pass a chunk to the receiver, whose own time does not count."""
        left = deadline.pause()
        try:
            # Shielded so that a cancellation unwinds the generators of the body, as above.
            with anyio.CancelScope(shield=True):
                for start in range(0, len(chunk), SLICE):
                    await receiver.receive(chunk[start : start + SLICE])
        except Exception as error:  # noqa: BLE001 - the exchange raises it
            self.problem = error
            deadline.scope.cancel()
        self.taken += len(chunk)
        deadline.resume(left)

    async def _finish(self, receiver: Receiver, body: bytes, deadline: Deadline) -> bytes:
        """Pass a decompressed body to the receiver, if there is one, and return what it leaves."""
        deadline.pause()
        await self._pass_on(receiver, body, deadline)
        if self.problem is not None:
            return b""
        try:
            rest = await receiver.finish()
        except Exception as error:  # noqa: BLE001 - likewise
            self.problem = error
            return b""
        self.taken -= len(rest)
        return rest


def _encodings(response: Incoming) -> str | None:
    """Return the Content-Encoding headers as one; None if there is none."""
    found = [value for name, value in response.headers if name.lower() == b"content-encoding"]
    return b", ".join(found).decode("latin-1") if found else None


def _is_cancelled() -> bool:
    return anyio.current_effective_deadline() == -math.inf
