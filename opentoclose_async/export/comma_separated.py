"""
Comma-separated values, for spreadsheets and whatever else reads tables.

A spreadsheet takes a cell that starts with ``=`` and the like for a formula, and a user's name may
be such a cell; an apostrophe before it makes it a text again.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from opentoclose_async.export.sink import is_finished, put_in_place
from opentoclose_async.protocol.columns import EXTRA, Column, compact_json, unknown_fields
from opentoclose_async.protocol.verbatim import VerbatimRow

__all__ = ["CSVSink"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CSVSink:
    """
    Write rows as lines of cells in UTF-8, quoted as RFC 4180 says, each line ended by a newline.

    Null and absent fields are empty cells, objects and lists are JSON. Text that cannot be
    encoded, half of a surrogate pair, is written as its escape.

    Args:
        columns: The columns; one for all other fields, as a JSON object, goes behind them.
    """

    converts = False

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)

    def begin(self) -> bytes:
        """Give the line of the columns' names."""
        return _encode(_line([*(column.name for column in self._columns), EXTRA]))

    def encode(self, rows: Sequence[VerbatimRow]) -> bytes:
        """Give the lines of a batch of rows; a line break in a text makes one more line of it."""
        lines = []
        for row, extra in zip(rows, unknown_fields(rows, self._columns), strict=True):
            cells = [_cell(row.get(column.name)) for column in self._columns]
            lines.append(_line([*cells, _cell(extra or None)]))
        return _encode("".join(lines))

    def finish(self, part: Path, target: Path) -> None:
        """Rename the part file."""
        if not is_finished(part, target):
            put_in_place(part, target)

    def count(self, path: Path) -> int:
        """Count the rows, the line of the columns' names left out."""
        rows = -1
        quoted = 0
        with path.open("rb") as file:
            for line in file:
                # Quotes stand in pairs; a line break behind an odd number of them is a text's own.
                quoted ^= line.count(b'"') & 1
                rows += not quoted
        return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if value.__class__ is int:  # as the line below does, in a fraction of the time
        return str(value)
    return compact_json(value)


class _GivesBack:
    """A file for a csv writer, which answers what the file's ``write`` does."""

    def write(self, line: str) -> str:
        return line


_END = "\r\n"
# Only what is in the line's end is quoted by every Python, and a bare \r ends a line for many.
_writer = csv.writer(_GivesBack(), lineterminator=_END)


def _line(cells: Iterable[str]) -> str:
    line: str = _writer.writerow(cells)
    return line.removesuffix(_END) + "\n"


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
