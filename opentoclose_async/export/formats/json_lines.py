"""JSON Lines: one object per line, as the server sent it."""

from collections.abc import Callable, Sequence
from functools import partial

from opentoclose_async._protocol.responses.json_members import member_texts
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import EXTRA, Column, compact_json
from opentoclose_async._tables.row_editing import RowEditor
from opentoclose_async.export.formats.text_sinks import Readable

__all__ = ["JSONLines", "row_writer"]

CHUNK = 1 << 18
"""Bytes per read."""


class JSONLines:
    """
    Write the server's text of each row as a line, in UTF-8.

    Numbers and escapes stay as sent; only line breaks between tokens become spaces.

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
        """Return nothing: the first line is a row."""
        return b""

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Return one line for each row."""
        return b"\n".join([*self._write(rows), b""])

    def end(self, rows: int) -> bytes:
        """Return nothing: the last line is a row."""
        return b""

    def count(self, file: Readable) -> int:
        """Count the lines."""
        return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, CHUNK), b""))


def row_writer(
    columns: Sequence[Column], names: Sequence[str] | None, editor: RowEditor | None = None
) -> Callable[[Sequence[VerbatimRow]], list[bytes]]:
    """
    Return a function that writes each row as one line of JSON, as the server sent it.

    Args:
        columns: All columns of the rows.
        names: The selected columns, in this order; absent fields stay absent. None for whole rows.
        editor: Edits the rows first; what it leaves alone stays as the server sent it.
    """
    if editor is not None:
        write = row_writer(columns, names)
        return lambda rows: write(list(map(editor.edit_text, rows)))
    if names is None:
        return lambda rows: _on_one_line([row.utf8 for row in rows])
    known = {column.name for column in columns}

    def select(row: VerbatimRow) -> bytes:
        texts = member_texts(row.text)
        unknown = {name: text for name, text in texts.items() if name not in known}
        wanted = {name: texts[name] for name in names if name in known and name in texts}
        if unknown and EXTRA in names:
            wanted[EXTRA] = _object(unknown)
        return _object({name: wanted[name] for name in names if name in wanted}).encode()

    return lambda rows: _on_one_line(list(map(select, rows)))


def _object(members: dict[str, str]) -> str:
    return "{" + ",".join(f"{compact_json(name)}:{text}" for name, text in members.items()) + "}"


def _on_one_line(texts: list[bytes]) -> list[bytes]:
    # Line breaks within JSON strings are escaped, so these are all between tokens.
    together = b"".join(texts)
    if b"\n" not in together and b"\r" not in together:  # quicker than to look in each
        return texts
    return [text.replace(b"\n", b" ").replace(b"\r", b" ") for text in texts]
