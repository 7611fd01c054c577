"""
Output that never ends the work.

The reader of a pipe may leave, the disk under a log may be full, a console may lack characters.
Then a line is lost or shows an escape, and the work continues: the exit status is about the work.
Commands write with ``print_lines``; ``make_streams_tolerant`` does the same for everything else in
the process that writes: typer, rich, logging, Python's tracebacks.
"""

import contextlib
import io
import os
import sys
from typing import Any, TextIO

from opentoclose_async._protocol.printable import printable

__all__ = ["make_streams_tolerant", "print_lines", "print_text", "tolerant"]

NARROWEST = 20
"""Columns; narrower terminals break lines themselves."""


def print_lines(*lines: str, err: bool = False) -> None:
    """
    Write lines and flush them, if possible.

    Args:
        *lines: The lines. Control characters, including line breaks, are escaped: the text may come
            from a server.
        err: Write to stderr instead of stdout.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed when the process started
        return
    with contextlib.suppress(OSError, ValueError):  # of a stream that another program put there
        output = tolerant(stream)
        output.write("".join(f"{printable(line)}\n" for line in lines))
        output.flush()


def print_text(*paragraphs: str, err: bool = False) -> None:
    """
    Write paragraphs, broken between words where a terminal would break within them.

    Args:
        *paragraphs: The paragraphs; each is one line elsewhere than on a terminal.
        err: Write to stderr instead of stdout.
    """
    width = _columns(sys.stderr if err else sys.stdout)
    for text in map(printable, paragraphs):
        lines = [text] if width is None else _broken(text, width)
        print_lines(*lines, err=err)


def make_streams_tolerant() -> None:
    """Make the process's stdout and stderr drop what cannot be written."""
    _take_free_descriptors()
    if sys.stdout is not None:
        sys.stdout = tolerant(sys.stdout)
    if sys.stderr is not None:
        sys.stderr = tolerant(sys.stderr)


def tolerant(stream: TextIO) -> TextIO:
    """
    Return a stream that writes to the same place and drops what cannot be written.

    Args:
        stream: The stream; returned as it is if it is tolerant already or has no byte stream.
    """
    under = getattr(stream, "buffer", None)
    if under is None or isinstance(under, _TolerantIO):
        return stream
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
    return io.TextIOWrapper(
        _TolerantIO(under), encoding=stream.encoding, errors="backslashreplace", write_through=True
    )


def _columns(stream: TextIO | None) -> int | None:
    """Return the width of a terminal; None if a stream is not one, or its width is unknown."""
    if stream is None:
        return None
    try:
        if not stream.isatty():
            return None
        chosen = os.environ.get("COLUMNS", "")
        width = int(chosen) if chosen.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return None
    return width if width >= NARROWEST else None


def _broken(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    # Imported here because other output does without it.
    import textwrap

    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


class _TolerantIO(io.RawIOBase):
    """
    An unbuffered byte stream on top of one that may fail.

    It keeps nothing: at exit, Python would try to flush it again, and turn exit status 0 into 120.

    Args:
        under: The underlying stream.
    """

    def __init__(self, under: Any) -> None:
        self._under = getattr(under, "raw", under)
        self.name = getattr(under, "name", "")  # text streams take their name from it

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        number: int = self._under.fileno()
        return number

    def isatty(self) -> bool:
        try:
            return bool(self._under.isatty())
        except (OSError, ValueError):
            return False

    def write(self, data: Any) -> int:
        left = memoryview(data).cast("B")
        size = len(left)
        with contextlib.suppress(OSError, ValueError):
            while left:
                written = self._under.write(left)
                if not written:  # a full pipe in non-blocking mode
                    break
                left = left[written:]
        return size


def _take_free_descriptors() -> None:
    """
    Occupy the descriptors of closed standard streams.

    A file opened later would get one of them, and with it anything written to stdout or stderr
    outside Python. They are opened read-only, so rows cannot be written to them either.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
