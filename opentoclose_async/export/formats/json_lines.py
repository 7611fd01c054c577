"""JSON Lines: one server object a line, in the server's own words."""

from collections.abc import Callable, Sequence
from functools import partial

from opentoclose_async._protocol.answers.json_members import member_texts
from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._tables.columns import EXTRA, Column, compact_json
from opentoclose_async.export.formats.text import Readable

__all__ = ["JSONLines", "row_writer"]

CHUNK = 1 << 18
"""Bytes that are read at once."""


class JSONLines:
    """
    Write each row's own text as a line, in UTF-8.

    Numbers and escapes stay as they were sent; only a line break between two tokens becomes a
    space.

    Args:
        columns: All columns of the rows.
        names: Those of them that are wanted, if not whole rows are.
    """

    def __init__(self, columns: Sequence[Column] = (), names: Sequence[str] | None = None) -> None:
        self._write = row_writer(columns, names)

    def begin(self) -> bytes:
        """Give nothing: the first line is a row."""
        return b""

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give one line for each row."""
        return "".join(f"{self._write(row)}\n" for row in rows).encode()

    def end(self, rows: int) -> bytes:
        """Give nothing: the last line is a row."""
        return b""

    def count(self, file: Readable) -> int:
        """Count the lines."""
        return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, CHUNK), b""))


def row_writer(
    columns: Sequence[Column], names: Sequence[str] | None
) -> Callable[[VerbatimRow], str]:
    """
    Give what writes a row as JSON on one line, in the server's own words.

    Args:
        columns: All columns of the rows.
        names: Those of them that are wanted, in this order; a field that is absent stays absent.
            Whole rows if not given.
    """
    if names is None:
        return lambda row: _on_one_line(row.text)
    known = {column.name for column in columns}

    def write(row: VerbatimRow) -> str:
        texts = member_texts(row.text)
        unknown = {name: text for name, text in texts.items() if name not in known}
        wanted = {name: texts[name] for name in names if name in known and name in texts}
        if unknown and EXTRA in names:
            wanted[EXTRA] = _object(unknown)
        return _on_one_line(_object({name: wanted[name] for name in names if name in wanted}))

    return write


def _object(members: dict[str, str]) -> str:
    return "{" + ",".join(f"{compact_json(name)}:{text}" for name, text in members.items()) + "}"


def _on_one_line(text: str) -> str:
    # Within strings JSON has line breaks escaped, so these are all between tokens.
    return text.replace("\n", " ").replace("\r", " ")
