"""Bodies unpacked, up to a size: a few kilobytes on the wire may hold gigabytes."""

import zlib

__all__ = ["ACCEPTED", "BodyTooLargeError", "unpack"]

ACCEPTED = "gzip, deflate"
"""What ``unpack`` can undo, as the Accept-Encoding header says it."""

_GZIP = 16 + zlib.MAX_WBITS


class BodyTooLargeError(ValueError):
    """Raise for a body that holds more than is allowed."""


def unpack(body: bytes, encodings: str, most: int) -> bytes:
    """
    Undo the encodings of a body.

    Args:
        body: What came over the wire.
        encodings: The value of the Content-Encoding header.
        most: Bytes that may come out, at most.

    Raises:
        BodyTooLargeError: If more would come out.
        ValueError: If the body is broken, or an encoding is not known.
    """
    for encoding in reversed(encodings.lower().split(",")):
        match encoding.strip():
            case "gzip" | "x-gzip":
                body = _gunzip(body, most)
            case "deflate":
                body = _inflate(body, most)
            case "identity" | "":
                pass
            case unknown:
                raise ValueError(f"it is encoded as {unknown!r}, which was not asked for")
    return body


def _gunzip(body: bytes, most: int) -> bytes:
    parts = []
    while body:  # one member after the other
        part, body = _decompress(body, _GZIP, most)
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _inflate(body: bytes, most: int) -> bytes:
    """Undo "deflate", by which some servers mean it without zlib's header."""
    if not body:
        return body
    try:
        return _decompress(body, zlib.MAX_WBITS, most)[0]
    except BodyTooLargeError:
        raise
    except ValueError:
        return _decompress(body, -zlib.MAX_WBITS, most)[0]


def _decompress(body: bytes, form: int, most: int) -> tuple[bytes, bytes]:
    """Decompress one stream, and give what follows it."""
    stream = zlib.decompressobj(form)
    try:
        unpacked = stream.decompress(body, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(unpacked) > most:
        raise BodyTooLargeError(f"it unpacks to more than {most} bytes")
    if not stream.eof:
        raise ValueError("it breaks off")
    return unpacked, stream.unused_data
