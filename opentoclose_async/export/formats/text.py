"""Formats that are nothing but appended to: plain, and compressed by gzip."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async.export.formats.sink import is_finished, put_in_place

__all__ = ["GzippedSink", "PlainSink", "Readable", "TextFormat"]


class Readable(Protocol):
    """A binary file that is open for reading, unpacked if it was compressed."""

    def read(self, size: int = -1, /) -> bytes:
        """Read so many bytes."""
        ...

    def readline(self) -> bytes:
        """Read a line."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...


class TextFormat(Protocol):
    """A format in which a file is what was there before, and what is put behind it."""

    def begin(self) -> bytes:
        """Give what comes before the first row."""
        ...

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give the bytes of a batch, behind so many rows."""
        ...

    def end(self, rows: int) -> bytes:
        """Give what comes behind the last of so many rows."""
        ...

    def count(self, file: Readable) -> int:
        """
        Count the rows in a finished file.

        Raises:
            ValueError: If it is no file of this format, as far as that shows.
        """
        ...


class PlainSink:
    """
    Write a format as it is.

    Args:
        text: The format.
    """

    converts = False

    def __init__(self, text: TextFormat) -> None:
        self._text = text

    def begin(self) -> bytes:
        """Give what comes before the first row."""
        return self._text.begin()

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give the bytes of a batch, behind so many rows."""
        return self._text.encode(rows, before)

    def end(self, rows: int) -> bytes:
        """Give what comes behind the last of so many rows."""
        return self._text.end(rows)

    def finish(self, part: Path, target: Path) -> None:
        """Rename the part file."""
        if not is_finished(part, target):
            put_in_place(part, target)

    def count(self, path: Path) -> int:
        """Count the rows."""
        with path.open("rb") as file:
            return self._text.count(file)


class GzippedSink(PlainSink):
    """
    Write a format compressed, each batch as a gzip member of its own.

    A file of several members is read as one by all that read gzip, and cutting it off behind a
    member leaves a whole file. No time and no name is written into it: the same batches give the
    same bytes.
    """

    def begin(self) -> bytes:
        """Give a member, even one of nothing, since a file of no bytes is no gzip file."""
        return _compress(super().begin())

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give one member for a batch."""
        return _compress(super().encode(rows, before)) if rows else b""

    def end(self, rows: int) -> bytes:
        """Give a member, if anything comes behind the last row."""
        last = super().end(rows)
        return _compress(last) if last else b""

    def count(self, path: Path) -> int:
        """Count the rows."""
        try:
            with gzip.open(path, "rb") as file:
                return self._text.count(file)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(f"{path} is no whole gzip file: {error}") from error


def _compress(data: bytes) -> bytes:
    # The best level takes several times as long, to save a few bytes in a hundred.
    return gzip.compress(data, compresslevel=6, mtime=0)
