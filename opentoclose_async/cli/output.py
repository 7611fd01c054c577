"""
Tell about the work without ever ending it.

Whoever reads what a command tells may leave, the disk under a log may be full, a console may not
have the characters: a line is lost then, or shows an escape, and the work goes on. The exit status
speaks of the work. What a command writes itself goes through ``tell``; ``guard_streams`` gives the
same to all others that write in its process: typer, rich, the log, Python's own tracebacks.
"""

import contextlib
import io
import os
import sys
from typing import Any, TextIO

from opentoclose_async._protocol.printable import printable

__all__ = ["guard_streams", "guarded", "tell"]


def tell(*lines: str, err: bool = False) -> None:
    """
    Write lines at once, if that is possible.

    Args:
        *lines: What they say. What a terminal would obey is shown as an escape, also a line break:
            it may be the server's.
        err: Write it to stderr; to stdout otherwise.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed when the process began
        return
    with contextlib.suppress(OSError, ValueError):  # of what another program has put there
        place = guarded(stream)
        place.write("".join(f"{printable(line)}\n" for line in lines))
        place.flush()


def guard_streams() -> None:
    """Make stdout and stderr streams that lose what cannot be written, for the whole process."""
    _take_free_descriptors()
    if sys.stdout is not None:
        sys.stdout = guarded(sys.stdout)
    if sys.stderr is not None:
        sys.stderr = guarded(sys.stderr)


def guarded(stream: TextIO) -> TextIO:
    """
    Give a stream that writes to the same place, and loses what cannot be written.

    Args:
        stream: The stream; it is given back if it is guarded, or no stream of bytes.
    """
    under = getattr(stream, "buffer", None)
    if under is None or isinstance(under, _Guard):
        return stream
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
    return io.TextIOWrapper(
        _Guard(under), encoding=stream.encoding, errors="backslashreplace", write_through=True
    )


class _Guard(io.RawIOBase):
    """
    Bytes on their way to a stream that may fail.

    Nothing is kept back: Python would try to write it again when it exits, and turn an exit status
    of 0 into 120.

    Args:
        under: The stream.
    """

    def __init__(self, under: Any) -> None:
        self._under = getattr(under, "raw", under)
        self.name = getattr(under, "name", "")  # text streams have their bytes' name

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
                if not written:  # a pipe that is full, and that somebody has told not to block
                    break
                left = left[written:]
        return size


def _take_free_descriptors() -> None:
    """
    Take the numbers of standard streams that are closed.

    A file that is opened later would get them, and with them what is written to stdout or stderr
    without asking Python. What takes them cannot be written, so it is no place for rows either.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
