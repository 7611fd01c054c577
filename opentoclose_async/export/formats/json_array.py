"""JSON: one array of all rows, each as the server sent it, on its own line."""

from collections.abc import Sequence

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import Column, respell
from opentoclose_async._tables.row_editing import RowEditor
from opentoclose_async.export.formats.json_lines import row_writer
from opentoclose_async.export.formats.text_sinks import Readable

__all__ = ["JSONArray"]

SPELT = {"Infinity": "1e999", "NaN": "null"}
"""What is written for numbers that JSON cannot express."""


class JSONArray:
    """
    Write rows as an array; the comma between two rows goes before the second one.

    So after any batch, only the end is missing. ``NaN`` and ``Infinity``, which are not JSON, are
    replaced: one of them would make the whole file invalid.

    Args:
        columns: All columns of the rows.
        names: The selected columns; None for whole rows.
        editor: Edits the rows first; None for nothing.
    """

    def __init__(
        self,
        columns: Sequence[Column] = (),
        names: Sequence[str] | None = None,
        editor: RowEditor | None = None,
    ) -> None:
        self._write = row_writer(columns, names, editor)

    def begin(self) -> bytes:
        """Open the array."""
        return b"["

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Return one line for each row, without its line end."""
        text = b",\n".join([b"", *self._write(rows)]).decode()
        return respell(text if before else text.removeprefix(","), SPELT).encode()

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
            raise ValueError("it is not a JSON array with one row per line")
        return rows
