"""
Decompress bodies, up to a size: a few kilobytes on the wire may hold gigabytes.

The work is bounded as well as the output. Each layer reads and writes no more bytes than allowed,
layers are few, and the work is done in steps, with pauses for other tasks in between. No step reads
bytes again that an earlier one has processed.
"""

import zlib
from collections.abc import Generator
from io import BytesIO

from opentoclose_async._protocol.shortening import cut

__all__ = ["ACCEPTED", "BodyTooLargeError", "StillPackedError", "unpacking"]

ACCEPTED = "gzip, deflate"
"""The supported encodings, as the value of an Accept-Encoding header."""

PACKED = frozenset({"gzip", "x-gzip", "deflate"})
PLAIN = frozenset({"identity", ""})

MOST_LAYERS = 3
"""Nested encodings of one body. Servers use one, misconfigured ones two."""

MOST_IN = 16 * 1024
MOST_OUT = 256 * 1024
"""Bytes per step: about a millisecond's work, whatever they are."""

LEAST_IN = 512
"""Bytes read first from a stream. Most may belong to the next one and are handed back."""

STREAM_COST = 1024
"""Cost of creating a decompressor, in bytes of output."""

_GZIP = 16 + zlib.MAX_WBITS


class BodyTooLargeError(ValueError):
    """Raised for a body that holds more than is allowed."""


class StillPackedError(ValueError):
    """
    Raised for a body that is not compressed as its header says.

    Args:
        reason: What is wrong.
        body: The body, decompressed as far as possible. It may be usable: headers are often wrong.
    """

    def __init__(self, reason: str, body: bytes) -> None:
        super().__init__(reason)
        self.body = body


def unpacking(body: bytes, encodings: str, most: int) -> Generator[None, None, bytes]:
    """
    Decompress a body, about a millisecond's work per step. A small body takes one step.

    Args:
        body: The bytes from the wire.
        encodings: The value of the Content-Encoding header.
        most: The most bytes that each encoding may expand to.

    Returns:
        The body.

    Raises:
        BodyTooLargeError: If it expands to more.
        StillPackedError: If the body is corrupt, or an encoding is unknown, or there are too many.
    """
    layers = [name for each in encodings.lower().split(",") if (name := each.strip()) not in PLAIN]
    if len(layers) > MOST_LAYERS:
        raise StillPackedError(f"it is encoded {len(layers)} times", body)
    problem: str | None = None
    for encoding in reversed(layers):
        if encoding not in PACKED:
            problem = problem or f"it is encoded as {cut(encoding)!r}, which was not asked for"
            continue
        try:
            body = yield from _Layer(body, most).unpacked(gzip=encoding != "deflate")
        except BodyTooLargeError:
            raise
        except ValueError as error:
            problem = problem or str(error)
    if problem is not None:
        raise StillPackedError(problem, body)
    return body


class _Layer:
    """
    Removes one encoding.

    Args:
        body: The compressed bytes.
        most: The most bytes that they may expand to.
    """

    def __init__(self, body: bytes, most: int) -> None:
        self._body = body
        self._most = most
        self._position = 0
        self._unpacked = BytesIO()  # one buffer, however small the pieces are
        self._credit = MOST_OUT

    def unpacked(self, *, gzip: bool) -> Generator[None, None, bytes]:
        """Decompress the bytes."""
        if self._body and not gzip:
            bare = not _has_zlib_header(self._body)
            yield from self._stream(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
            if bare and self._position < len(self._body):
                # Bare deflate has no checksum, so the beginning of plain text may "decompress".
                raise ValueError("other data follows it")
        while gzip and self._position < len(self._body):  # one member after another
            yield from self._stream(_GZIP)
            if self._body[self._position : self._position + 1] == b"\0":
                yield from self._padding()
        return self._unpacked.getvalue()

    def _stream(self, form: int) -> Generator[None, None, None]:
        """Decompress one stream, and advance to what follows it."""
        stream = zlib.decompressobj(form)
        yield from self._pay(STREAM_COST)
        body = memoryview(self._body)
        size = len(body) if not self._position and len(body) <= MOST_IN else LEAST_IN
        fed: bytes | memoryview = b""
        while not stream.eof:
            if not fed:
                fed = body[self._position : self._position + size]
                self._position += len(fed)
                size = min(4 * size, MOST_IN)
            given = len(fed)
            try:
                out = stream.decompress(fed, MOST_OUT)
            except zlib.error as error:
                raise ValueError(str(error)) from error
            if self._unpacked.tell() + len(out) > self._most:
                raise BodyTooLargeError(f"it decompresses to more than {self._most} bytes")
            self._unpacked.write(out)
            fed = stream.unconsumed_tail
            if not (given or out or stream.eof):
                raise ValueError("it is truncated")
            taken = given - len(fed) - len(stream.unused_data)
            yield from self._pay(len(out) + taken * (MOST_OUT // MOST_IN))
        self._position -= len(stream.unused_data)

    def _padding(self) -> Generator[None, None, None]:
        """Skip the zeros that may end a body."""
        while self._position < len(self._body):
            piece = self._body[self._position : self._position + MOST_OUT]
            if piece.strip(b"\0"):
                raise ValueError("other data follows it")
            self._position += len(piece)
            yield from self._pay(len(piece))

    def _pay(self, cost: int) -> Generator[None, None, None]:
        """Charge a cost to the current step, and begin the next one when it is used up."""
        self._credit -= cost
        if self._credit <= 0:
            self._credit = MOST_OUT
            yield


def _has_zlib_header(body: bytes) -> bool:
    """Distinguish the zlib format from bare deflate, which some servers call "deflate"."""
    return len(body) > 1 and body[0] & 0x8F == 8 and (body[0] << 8 | body[1]) % 31 == 0
