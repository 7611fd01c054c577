"""Parquet: typed columns, for analysis with pandas, DuckDB and the like."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from opentoclose_async._protocol.responses.json_reader import may_hold_a_long_number
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.arrow import ROWS_AT_ONCE, ArrowConverter, NoPlaceError, arrow_schema
from opentoclose_async._tables.columns import EXTRA, Column, table_names
from opentoclose_async._tables.row_editing import RowEditor
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.finishing import is_finished, put_in_place
from opentoclose_async.export.files.side_files import (
    converting_path,
    create_fresh,
    open_plain,
    remove_plain,
)
from opentoclose_async.export.formats.json_lines import JSONLines

__all__ = ["ROWS_IN_A_GROUP", "ParquetSink"]

ROWS_IN_A_GROUP = 20_000
"""Rows that a reader of the file can skip at once; they are in memory at once, as columns."""


class ParquetSink:
    """
    Write rows as JSON Lines first, and convert them to Parquet once all are there.

    A Parquet file has its index at the end, so a truncated one is unreadable; lines can be cut off.

    Args:
        columns: All columns of the rows.
        names: The selected columns. None for all of them, followed by one for values that do not
            fit; if columns are selected, that one is added only if there is such a value.
        editor: Edits the rows before they are converted; None for nothing.
        structs: Whether objects and lists that the model knows are structs and lists, not JSON.

    Raises:
        ConfigurationError: If pyarrow is not installed; raised before any rows are fetched.
    """

    converts = True

    def __init__(
        self,
        columns: Sequence[Column],
        names: Sequence[str] | None = None,
        *,
        editor: RowEditor | None = None,
        structs: bool = False,
    ) -> None:
        self._columns = tuple(columns)
        self._names = table_names(columns, names)
        self._editor = editor
        self._structs = structs
        self._spool = JSONLines()
        arrow_schema(self._columns, self._names, structs=structs)

    def begin(self) -> bytes:
        """Return nothing: the first line is a row."""
        return self._spool.begin()

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Return one line for each row."""
        return self._spool.encode(rows, before)

    def seal(self, data: bytes) -> bytes:
        """Return the lines as they are."""
        return data

    def end(self, rows: int) -> bytes:
        """Return nothing: the last line is a row."""
        return self._spool.end(rows)

    def finish(self, part: Path, target: Path) -> None:
        """Convert the lines in chunks; they are kept until the target is in place."""
        if is_finished(part, target):
            return
        # Not named *.parquet, so that readers of a folder of such files ignore it.
        half = converting_path(part)
        try:
            try:
                self._convert(part, half)
            except NoPlaceError:
                self._convert(part, half, misfits=True)
            put_in_place(half, target)
        except BaseException:
            with contextlib.suppress(OSError, ValidationError):
                remove_plain(half)
            raise
        part.unlink()

    def count(self, path: Path) -> int:
        """Read the number of rows from the file's metadata."""
        from pyarrow.parquet import read_metadata

        rows: int = read_metadata(path).num_rows  # raises a ValueError for other files
        return rows

    def _convert(self, part: Path, half: Path, *, misfits: bool = False) -> None:
        """Convert the lines to a Parquet file, replacing any there, and wait for the disk."""
        from pyarrow import concat_tables
        from pyarrow.parquet import ParquetWriter

        names = (*self._names, EXTRA) if misfits else self._names
        converter = ArrowConverter(
            self._columns, names, misfits_only=misfits, structs=self._structs
        )
        with (
            os.fdopen(open_plain(part, os.O_RDONLY), "rb") as lines,
            os.fdopen(create_fresh(half), "wb") as file,
        ):
            with ParquetWriter(file, converter.schema, compression="zstd") as writer:
                batches = _batches(lines)
                if self._editor is not None:
                    batches = (list(map(self._editor.edit, batch)) for batch in batches)
                tables = map(converter.table, batches)
                while group := list(islice(tables, ROWS_IN_A_GROUP // ROWS_AT_ONCE)):
                    writer.write_table(concat_tables(group))
            file.flush()
            os.fsync(file.fileno())


def _batches(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    lines = iter(lines)
    while batch := list(islice(lines, ROWS_AT_ONCE)):
        yield _read(batch)


def _read(lines: list[bytes]) -> list[dict[str, Any]]:
    """Read each line as ``read_json`` does, which looks for long numbers in each."""
    if not may_hold_a_long_number(b"".join(lines)):
        with contextlib.suppress(orjson.JSONDecodeError):
            return list(map(orjson.loads, lines))
    return list(map(json.loads, lines))
