"""
Bodies unpacked, up to a size: a few kilobytes on the wire may hold gigabytes.

What unpacking costs is bounded as well as what comes out. Each layer takes in and gives out no more
bytes than allowed, layers are few, and the work is done in steps, between which others may have a
turn. No step goes over bytes again that an earlier one has dealt with.
"""

import zlib
from collections.abc import Generator
from io import BytesIO

from opentoclose_async._protocol.arguments import cut

__all__ = ["ACCEPTED", "BodyTooLargeError", "StillPackedError", "unpacking"]

ACCEPTED = "gzip, deflate"
"""What ``unpacking`` can undo, as the Accept-Encoding header says it."""

PACKED = frozenset({"gzip", "x-gzip", "deflate"})
PLAIN = frozenset({"identity", ""})

MOST_LAYERS = 3
"""Encodings of one body, one around the other. Servers use one; misconfigured ones, two."""

MOST_IN = 16 * 1024
MOST_OUT = 256 * 1024
"""Bytes of one step: a millisecond's work, whatever they are."""

LEAST_IN = 512
"""Bytes that a stream begins with. Most of them may belong to the next, and are handed back."""

STREAM_COST = 1024
"""What making a decompressor costs, in bytes given out."""

_GZIP = 16 + zlib.MAX_WBITS


class BodyTooLargeError(ValueError):
    """Raise for a body that holds more than is allowed."""


class StillPackedError(ValueError):
    """
    Raise for a body that is not packed as its header says.

    Args:
        reason: What is wrong.
        body: The body, unpacked as far as it goes. It may be good: headers say all kinds of things.
    """

    def __init__(self, reason: str, body: bytes) -> None:
        super().__init__(reason)
        self.body = body


def unpacking(body: bytes, encodings: str, most: int) -> Generator[None, None, bytes]:
    """
    Undo the encodings of a body, a millisecond's work at a time; a small body needs one step.

    Args:
        body: What came over the wire.
        encodings: The value of the Content-Encoding header.
        most: Bytes that may come out of each encoding, at most.

    Returns:
        The body.

    Raises:
        BodyTooLargeError: If more would come out.
        StillPackedError: If the body is broken, or an encoding is not known, or there are too many.
    """
    layers = [name for each in encodings.lower().split(",") if (name := each.strip()) not in PLAIN]
    if len(layers) > MOST_LAYERS:
        raise StillPackedError(f"it is encoded {len(layers)} times over", body)
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
    What one encoding is undone with.

    Args:
        body: What is packed.
        most: Bytes that may come out, at most.
    """

    def __init__(self, body: bytes, most: int) -> None:
        self._body = body
        self._most = most
        self._position = 0
        self._unpacked = BytesIO()  # in one piece, however small the pieces that come out are
        self._credit = MOST_OUT

    def unpacked(self, *, gzip: bool) -> Generator[None, None, bytes]:
        """Undo the encoding."""
        if self._body and not gzip:
            bare = not _has_zlib_header(self._body)
            yield from self._stream(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
            if bare and self._position < len(self._body):
                # Without header and checksum, the begin of some plain texts can be "unpacked".
                raise ValueError("there is something else behind it")
        while gzip and self._position < len(self._body):  # one member after the other
            yield from self._stream(_GZIP)
            if self._body[self._position : self._position + 1] == b"\0":
                yield from self._padding()
        return self._unpacked.getvalue()

    def _stream(self, form: int) -> Generator[None, None, None]:
        """Decompress one stream, and go to what follows it."""
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
                raise BodyTooLargeError(f"it unpacks to more than {self._most} bytes")
            self._unpacked.write(out)
            fed = stream.unconsumed_tail
            if not (given or out or stream.eof):
                raise ValueError("it breaks off")
            taken = given - len(fed) - len(stream.unused_data)
            yield from self._pay(len(out) + taken * (MOST_OUT // MOST_IN))
        self._position -= len(stream.unused_data)

    def _padding(self) -> Generator[None, None, None]:
        """Go past the zeros that a body may end with."""
        while self._position < len(self._body):
            piece = self._body[self._position : self._position + MOST_OUT]
            if piece.strip(b"\0"):
                raise ValueError("there is something else behind it")
            self._position += len(piece)
            yield from self._pay(len(piece))

    def _pay(self, cost: int) -> Generator[None, None, None]:
        """Take a cost from what the step may spend; where that is used up, another begins."""
        self._credit -= cost
        if self._credit <= 0:
            self._credit = MOST_OUT
            yield


def _has_zlib_header(body: bytes) -> bool:
    """Tell zlib's own form from bare deflate, which some servers mean by "deflate"."""
    return len(body) > 1 and body[0] & 0x8F == 8 and (body[0] << 8 | body[1]) % 31 == 0
