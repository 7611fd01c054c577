"""Sinks of formats whose files are only appended to: plain, and compressed with gzip."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.files.finishing import is_finished, put_in_place

__all__ = ["GzippedSink", "PlainSink", "Readable", "TextFormat"]


class Readable(Protocol):
    """A binary file open for reading, decompressed if necessary."""

    def read(self, size: int = -1, /) -> bytes:
        """Read up to ``size`` bytes."""
        ...

    def readline(self) -> bytes:
        """Read a line."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...


class TextFormat(Protocol):
    """A format whose files are only appended to."""

    def begin(self) -> bytes:
        """Return what precedes the first row."""
        ...

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Encode rows that follow ``before`` others."""
        ...

    def end(self, rows: int) -> bytes:
        """Return what follows the last row."""
        ...

    def count(self, file: Readable) -> int:
        """
        Count the rows in a finished file.

        Raises:
            ValueError: If it is detectably not a file of this format.
        """
        ...


class PlainSink:
    """
    Write a text format uncompressed.

    Args:
        text: The format.
    """

    converts = False

    def __init__(self, text: TextFormat) -> None:
        self._text = text

    def begin(self) -> bytes:
        """Return what precedes the first row."""
        return self._text.begin()

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Encode rows that follow ``before`` others."""
        return self._text.encode(rows, before)

    def seal(self, data: bytes) -> bytes:
        """Return encoded rows as they are."""
        return data

    def end(self, rows: int) -> bytes:
        """Return what follows the last row."""
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
    Write a text format compressed, each batch as a separate gzip member.

    All gzip readers treat several members as one file, and truncating it after a member leaves a
    valid file. No time or name is written: the same batches produce the same bytes.
    """

    def begin(self) -> bytes:
        """Return a member, even an empty one: an empty file is not valid gzip."""
        return _compress(super().begin())

    def seal(self, data: bytes) -> bytes:
        """Return one member for a batch."""
        return _compress(data) if data else b""

    def end(self, rows: int) -> bytes:
        """Return a member if anything follows the last row."""
        last = super().end(rows)
        return _compress(last) if last else b""

    def count(self, path: Path) -> int:
        """Count the rows."""
        try:
            with gzip.open(path, "rb") as file:
                return self._text.count(file)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(f"{path} is not a complete gzip file: {error}") from error


def _compress(data: bytes) -> bytes:
    # The highest level takes several times as long to save a few percent.
    return gzip.compress(data, compresslevel=6, mtime=0)
