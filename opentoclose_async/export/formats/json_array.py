"""JSON: one array of all rows, each in the server's own words and on a line of its own."""

from collections.abc import Sequence

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._tables.columns import Column, respell
from opentoclose_async.export.formats.json_lines import row_writer
from opentoclose_async.export.formats.text import Readable

__all__ = ["JSONArray"]

SPELT = {"Infinity": "1e999", "NaN": "null"}
"""What is written for words that JSON does not have."""


class JSONArray:
    """
    Write an array; the mark between two rows goes before the second one.

    So what is there behind any batch lacks nothing but the end. A word that a server has sent in
    the place of a number, and JSON does not have, is replaced: it would spoil all of the file.

    Args:
        columns: All columns of the rows.
        names: Those of them that are wanted, if not whole rows are.
    """

    def __init__(self, columns: Sequence[Column] = (), names: Sequence[str] | None = None) -> None:
        self._write = row_writer(columns, names)

    def begin(self) -> bytes:
        """Open the array."""
        return b"["

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give one line for each row, without the line's end."""
        text = "".join(f",\n{respell(self._write(row), SPELT)}" for row in rows)
        return (text if before else text.removeprefix(",")).encode()

    def end(self, rows: int) -> bytes:
        """Close the array."""
        return b"\n]\n" if rows else b"]\n"

    def count(self, file: Readable) -> int:
        """Count the lines between the brackets."""
        first = file.readline()
        if first == b"[]\n":
            return 0
        rows, last = -1, b""
        for line in file:
            rows += 1
            last = line
        if first != b"[\n" or last != b"]\n":
            raise ValueError("it is no JSON array with a row a line")
        return rows
