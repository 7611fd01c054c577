"""PNG and JPEG images of 8 by 8 pixels."""

import struct
import zlib
from typing import Final

from opentoclose_async.sandbox.contents.filler import text

_SIDE: Final = 8
_MOST_IN_A_COMMENT: Final = 65_000
SMALLEST_COMMENT: Final = 4
"""The size of an empty JPEG comment: its marker and its length."""


def png(color: bytes, size: int) -> bytes:
    """
    Return a PNG image of one color.

    Args:
        color: Red, green and blue.
        size: The number of bytes, at least `len(png(color, 0))`; a comment fills it up.
    """
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    # Not compressed: how well differs between the versions of the library.
    pixels = zlib.compress((b"\x00" + color * _SIDE) * _SIDE, 0)
    before = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
    after = _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    keyword = b"Comment\x00"
    fill = size - len(before) - len(after) - len(_chunk(b"tEXt", keyword))
    return before + _chunk(b"tEXt", keyword + text(max(0, fill))) + after


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(gray: int, size: int) -> bytes:
    """
    Return a JPEG image of one gray.

    Args:
        gray: The brightness, from 0 to 63.
        size: The number of bytes, at least `len(jpeg(gray, 0)) + SMALLEST_COMMENT`; comments fill
            it up.
    """
    start = b"\xff\xd8" + _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    one_code = bytes([1] + [0] * 15)
    rest = (
        _segment(0xDB, b"\x00" + bytes([4]) * 64)
        + _segment(0xC0, struct.pack(">BHHB", 8, _SIDE, _SIDE, 1) + b"\x01\x11\x00")
        # In both tables the code 0 is the only one: 8 bits follow, or the end of the block.
        + _segment(0xC4, b"\x00" + one_code + b"\x08")
        + _segment(0xC4, b"\x10" + one_code + b"\x00")
        + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    )
    # Code 0, the level in 8 bits (a first bit of 0 makes it negative), code 0, and 1s to the end.
    bits = f"0{gray:08b}0".ljust(16, "1")
    image = int(bits, 2).to_bytes(2, "big") + b"\xff\xd9"
    fill = size - len(start) - len(rest) - len(image)
    return start + _comments(fill) + rest + image


def _comments(size: int) -> bytes:
    comments = b""
    while size > 0:
        length = min(size, _MOST_IN_A_COMMENT)
        if 0 < size - length < SMALLEST_COMMENT:
            length -= SMALLEST_COMMENT
        comments += _segment(0xFE, text(length - SMALLEST_COMMENT))
        size -= length
    return comments


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
