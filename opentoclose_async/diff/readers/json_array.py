"""Read a JSON array of objects, without ever holding more than a few of them."""

import codecs
import json
import re
from collections.abc import Iterator
from gzip import GzipFile
from typing import Any, BinaryIO

from opentoclose_async.diff.readers.json_lines import JSON_VALUES
from opentoclose_async.diff.readers.reader import Reader, pick

__all__ = ["JSONArrayReader"]

CHUNK = 1 << 18
"""Bytes per read."""
LONGEST_ROW = 1 << 24
"""Characters; more means that the end of a row is missing."""

_skip_space = re.compile(r"[ \t\n\r]*").match
# Only the names and the extent matter here; numbers may have thousands of digits.
_decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode


class JSONArrayReader(Reader):
    """A file that holds one JSON array of objects."""

    family = JSON_VALUES

    def identities(self) -> Iterator[bytes]:
        """Yield the texts of the objects."""
        columns = self.columns
        for text, row in self._objects():
            if not row.keys() <= columns.keys():
                columns.update(dict.fromkeys(row))
            yield text.encode()

    def texts(self, numbers: Iterator[int]) -> Iterator[str]:
        """Yield the texts of objects."""
        for text, _ in pick(self._objects(), numbers):
            yield text

    def _objects(self) -> Iterator[tuple[str, dict[str, Any]]]:
        with self._open() as file:
            buffer = _Buffer(self, file)
            buffer.expect("[")
            if buffer.peek() != "]":
                yield buffer.read_object()
                while buffer.peek() == ",":
                    buffer.expect(",")
                    yield buffer.read_object()
            buffer.expect("]")
            if buffer.peek():
                raise buffer.malformed("something follows the array")


class _Buffer:
    """
    The part of the file that is being decoded.

    Args:
        reader: Its reader, for errors.
        file: The file.
    """

    def __init__(self, reader: JSONArrayReader, file: BinaryIO | GzipFile) -> None:
        self._reader = reader
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is not white space; nothing at the end."""
        while True:
            found = _skip_space(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._read_more(CHUNK)

    def expect(self, mark: str) -> None:
        """Skip a mark."""
        if self.peek() != mark:
            raise self.malformed(f"{mark!r} is missing: it is not an array of JSON objects")
        self._at += 1

    def read_object(self) -> tuple[str, dict[str, Any]]:
        """Read an object, and return its text with it."""
        if self.peek() != "{":
            raise self.malformed("an element of the array is not an object")
        while True:
            try:
                row, end = _decode(self._text, self._at)
            except json.JSONDecodeError as error:
                left = len(self._text) - self._at
                if self._ended or left > LONGEST_ROW:
                    self._at = error.pos
                    raise self.malformed(f"it is not JSON ({error.msg})") from error
                self._read_more(max(CHUNK, left))
            except RecursionError as error:
                raise self.malformed("it is nested too deeply") from error
            else:
                text = self._text[self._at : end]
                self._at = end
                return text, row

    def malformed(self, problem: str) -> Exception:
        """Make the error for the current position."""
        line = self._line + self._text.count("\n", 0, self._at)
        return self._reader.malformed(line, problem)

    def _read_more(self, size: int) -> None:
        self._line += self._text.count("\n", 0, self._at)
        data = self._file.read(size)
        self._ended = not data
        try:
            more = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            line = self._line + self._text.count("\n", self._at) + data.count(b"\n", 0, error.start)
            self._text, self._at = "", 0
            raise self._reader.malformed(line, "it is not UTF-8") from error
        self._text, self._at = self._text[self._at :] + more, 0
