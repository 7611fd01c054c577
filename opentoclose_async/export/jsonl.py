"""JSON Lines: one server object a line, in the server's own words; plain, or compressed by gzip."""

import gzip
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from opentoclose_async.export.sink import is_finished, put_in_place
from opentoclose_async.protocol.verbatim import VerbatimRow

__all__ = ["GzippedJSONLSink", "JSONLSink"]

CHUNK = 1 << 18
"""Bytes that are read at once."""


class JSONLSink:
    """
    Write each row's own text as a line, in UTF-8.

    Numbers and escapes stay as they were sent; only a line break between two tokens becomes a
    space.
    """

    converts = False

    def begin(self) -> bytes:
        """Give nothing: the first line is a row."""
        return b""

    def encode(self, rows: Sequence[VerbatimRow]) -> bytes:
        """Give one line for each row."""
        # Within strings JSON has line breaks escaped, so these are all between tokens.
        lines = [row.text.replace("\n", " ").replace("\r", " ") + "\n" for row in rows]
        return "".join(lines).encode()

    def finish(self, part: Path, target: Path) -> None:
        """Rename the part file."""
        if not is_finished(part, target):
            put_in_place(part, target)

    def count(self, path: Path) -> int:
        """Count the lines."""
        with path.open("rb") as file:
            return _count_lines(file)


class GzippedJSONLSink:
    """
    Write the same lines, each batch as a gzip member of its own.

    A file of several members is read as one by all that read gzip, and cutting it off behind a
    member leaves a whole file. No time is written into it: the same batches give the same bytes.
    """

    converts = False

    def __init__(self) -> None:
        self._lines = JSONLSink()

    def begin(self) -> bytes:
        """Give a member without lines, since a file of no bytes is no gzip file."""
        return _compress(b"")

    def encode(self, rows: Sequence[VerbatimRow]) -> bytes:
        """Give one member with a line for each row."""
        return _compress(self._lines.encode(rows)) if rows else b""

    def finish(self, part: Path, target: Path) -> None:
        """Rename the part file."""
        self._lines.finish(part, target)

    def count(self, path: Path) -> int:
        """Count the lines."""
        try:
            with gzip.open(path, "rb") as file:
                return _count_lines(file)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(f"{path} is no whole gzip file: {error}") from error


def _compress(data: bytes) -> bytes:
    # The best level takes several times as long, to save a few bytes in a hundred.
    return gzip.compress(data, compresslevel=6, mtime=0)


def _count_lines(file: BinaryIO | gzip.GzipFile) -> int:
    return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, CHUNK), b""))
