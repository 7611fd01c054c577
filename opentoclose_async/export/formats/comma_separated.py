"""Comma-separated values, for spreadsheets and whatever else reads tables."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._tables.columns import (
    EXTRA,
    Column,
    compact_json,
    table_names,
    unknown_fields,
)
from opentoclose_async.export.formats.formulas import harmless_json, harmless_text, is_plain
from opentoclose_async.export.formats.text import Readable

__all__ = ["CommaSeparated"]

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes a file for one in the system's own encoding."""


class CommaSeparated:
    """
    Write rows as lines of cells in UTF-8, quoted as RFC 4180 says, each line ended by a newline.

    Null and absent fields are empty cells, objects and lists are JSON. Text that cannot be
    encoded, half of a surrogate pair, is written as its escape. No cell is one that a spreadsheet
    runs.

    Args:
        columns: All columns of the rows.
        names: Those of them that are wanted; if not given all, and one for all other fields, as a
            JSON object, behind them.
        excel: Begin with a byte order mark and end lines as Windows does, as Excel expects; leave
            numbers and phone numbers in texts without an apostrophe.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        names: Sequence[str] | None = None,
        *,
        excel: bool = False,
    ) -> None:
        self._columns = tuple(columns)
        self._names = table_names(columns, names)
        self._excel = excel
        self._end = "\r\n" if excel else "\n"

    def begin(self) -> bytes:
        """Give the line of the columns' names."""
        mark = BYTE_ORDER_MARK if self._excel else ""
        return _encode(mark + self._line(map(harmless_text, self._names)))

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give the lines of a batch of rows; a line break in a text makes one more line of it."""
        lines = []
        for row, extra in zip(rows, unknown_fields(rows, self._columns), strict=True):
            values = {**row, EXTRA: extra or None}
            lines.append(self._line([self._cell(values.get(name)) for name in self._names]))
        return _encode("".join(lines))

    def end(self, rows: int) -> bytes:
        """Give nothing: the last line is a row."""
        return b""

    def count(self, file: Readable) -> int:
        """Count the rows, the line of the columns' names left out."""
        rows = -1
        quoted = 0
        for line in file:
            # Quotes stand in pairs; a line break behind an odd number of them is a text's own.
            quoted ^= line.count(b'"') & 1
            rows += not quoted
        return rows

    def _cell(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return value if self._excel and is_plain(value) else harmless_text(value)
        if value.__class__ is int:  # as the line below does, in a fraction of the time
            return str(value)
        return harmless_json(compact_json(value))

    def _line(self, cells: Iterable[str]) -> str:
        line: str = _writer.writerow(cells)
        return line.removesuffix(_QUOTED) + self._end


class _GivesBack:
    """A file for a csv writer, which answers what the file's ``write`` does."""

    def write(self, line: str) -> str:
        return line


# What is in the line's end is quoted, by every Python: a bare \r ends a line for many, and others
# separate by semicolons or tabs.
_QUOTED = "\r\n;\t"
_writer = csv.writer(_GivesBack(), lineterminator=_QUOTED)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
