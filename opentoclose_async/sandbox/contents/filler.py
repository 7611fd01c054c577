"""Text that fills a file up to its size."""

from collections.abc import Iterator
from typing import Final

_LINE: Final = 1024
_LINES_IN_A_PIECE: Final = 64


def lines(size: int, mark: str = "") -> Iterator[bytes]:
    """
    Yield ASCII lines of `size` bytes in total, in pieces of at most 64 KiB.

    Lines have their offset in them, so a file whose parts are out of place differs from the right
    one.

    Args:
        size: The number of bytes.
        mark: The first character of each line.
    """
    for first in range(0, size, _LINE * _LINES_IN_A_PIECE):
        piece = bytearray()
        for start in range(first, min(size, first + _LINE * _LINES_IN_A_PIECE), _LINE):
            length = min(_LINE, size - start)
            text = f"{mark}{start:>12} "[: length - 1]
            piece += text.ljust(length - 1, ".").encode() + b"\n"
        yield bytes(piece)


def text(size: int) -> bytes:
    """Return the lines in one piece."""
    return b"".join(lines(size))
