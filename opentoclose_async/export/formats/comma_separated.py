"""Comma-separated values, for spreadsheets and other programs that read tables."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import (
    EXTRA,
    Column,
    compact_json,
    table_names,
    unknown_fields,
)
from opentoclose_async._tables.row_editing import RowEditor
from opentoclose_async.export.formats.formulas import harmless_json, harmless_text, is_plain
from opentoclose_async.export.formats.text_sinks import Readable

__all__ = ["CommaSeparated"]

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel assumes the system's encoding instead of UTF-8."""


class CommaSeparated:
    """
    Write rows as lines of cells in UTF-8, quoted as in RFC 4180, with a newline after each line.

    Null and absent fields are empty cells; objects and lists are JSON. A lone surrogate, which
    UTF-8 cannot encode, is written as its escape. No cell can run as a formula in a spreadsheet.

    Args:
        columns: All columns of the rows.
        names: The selected columns. None for all of them, followed by one for all other fields as
            a JSON object.
        excel: Begin with a byte order mark and use Windows line ends, as Excel expects; put no
            apostrophe before texts that are numbers or phone numbers.
        editor: Edits the rows first; None for nothing.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        names: Sequence[str] | None = None,
        *,
        excel: bool = False,
        editor: RowEditor | None = None,
    ) -> None:
        self._columns = tuple(columns)
        self._names = table_names(columns, names)
        self._excel = excel
        self._editor = editor
        self._end = "\r\n" if excel else "\n"

    def begin(self) -> bytes:
        """Return the header line."""
        mark = BYTE_ORDER_MARK if self._excel else ""
        return _encode(mark + self._line(map(harmless_text, self._names)))

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Return the lines of a batch; a line break in a text adds one."""
        lines = []
        editor = self._editor
        edited: Sequence[Mapping[str, Any]] = rows
        if editor is not None:
            edited = [editor.edit(row, with_empty=True) for row in rows]
        for row, extra in zip(edited, unknown_fields(edited, self._columns), strict=True):
            values = {**row, EXTRA: extra or None}
            lines.append(self._line([self._cell(values.get(name)) for name in self._names]))
        return _encode("".join(lines))

    def end(self, rows: int) -> bytes:
        """Return nothing: the last line is a row."""
        return b""

    def count(self, file: Readable) -> int:
        """Count the rows without the header line."""
        rows = -1
        quoted = 0
        for line in file:
            # Quotes come in pairs; a line break after an odd number of them is part of a text.
            quoted ^= line.count(b'"') & 1
            rows += not quoted
        return rows

    def _cell(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return value if self._excel and is_plain(value) else harmless_text(value)
        if value.__class__ is int:  # same result as the line below, much faster
            return str(value)
        return harmless_json(compact_json(value))

    def _line(self, cells: Iterable[str]) -> str:
        line: str = _writer.writerow(cells)
        return line.removesuffix(_QUOTED) + self._end


class _LineReturner:
    """A file whose ``write`` returns the line; ``csv.writer`` passes that on."""

    def write(self, line: str) -> str:
        return line


# Every Python version quotes cells that contain characters of the line terminator. Many programs
# end a line at a bare \r, and some separate cells by semicolons or tabs.
_QUOTED = "\r\n;\t"
_writer = csv.writer(_LineReturner(), lineterminator=_QUOTED)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
