"""Parquet: typed columns for what analyses tables, as pandas and DuckDB."""

import contextlib
import json
import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._tables.arrow import NoPlaceError, arrow_schema, arrow_table
from opentoclose_async._tables.columns import EXTRA, Column, table_names
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.beside import (
    converting_path,
    make_anew,
    open_plain,
    remove_plain,
)
from opentoclose_async.export.formats.json_lines import JSONLines
from opentoclose_async.export.formats.sink import is_finished, put_in_place

__all__ = ["ROWS_IN_A_GROUP", "ParquetSink"]

ROWS_IN_A_GROUP = 20_000
"""So many rows are in memory at once, and can be skipped at once by who reads the file."""


class ParquetSink:
    """
    Write rows as lines of JSON first, and as a Parquet file once all are there.

    A Parquet file tells at its end what is in it, and cut off it is nothing; lines can be cut off.

    Args:
        columns: All columns of the rows.
        names: Those of them that are wanted; if not given all, and one for all that does not fit
            them goes behind them. Where some are given, that is so only if there is such a value.

    Raises:
        ConfigurationError: If pyarrow is not installed; better said before the rows are fetched.
    """

    converts = True

    def __init__(self, columns: Sequence[Column], names: Sequence[str] | None = None) -> None:
        self._columns = tuple(columns)
        self._names = table_names(columns, names)
        self._spool = JSONLines()
        arrow_schema(self._columns, self._names)

    def begin(self) -> bytes:
        """Give nothing: the first line is a row."""
        return self._spool.begin()

    def encode(self, rows: Sequence[VerbatimRow], before: int) -> bytes:
        """Give one line for each row."""
        return self._spool.encode(rows, before)

    def end(self, rows: int) -> bytes:
        """Give nothing: the last line is a row."""
        return self._spool.end(rows)

    def finish(self, part: Path, target: Path) -> None:
        """Convert the lines, reading them piece by piece; they stay until the target is there."""
        if is_finished(part, target):
            return
        # Not called *.parquet, so that nobody who reads a folder of such files takes it for one.
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
        """Read the number of rows that the file tells."""
        from pyarrow.parquet import read_metadata

        rows: int = read_metadata(path).num_rows  # what it raises for other files is a ValueError
        return rows

    def _convert(self, part: Path, half: Path, *, misfits: bool = False) -> None:
        """Write a Parquet file of the lines, replacing what is there, and wait for the disk."""
        from pyarrow.parquet import ParquetWriter

        names = (*self._names, EXTRA) if misfits else self._names
        schema = arrow_schema(self._columns, names)
        source = open_plain(part, os.O_RDONLY)
        with (
            os.fdopen(source, encoding="utf-8", newline="\n") as lines,
            os.fdopen(make_anew(half), "wb") as file,
        ):
            with ParquetWriter(file, schema, compression="zstd") as writer:
                while rows := [json.loads(line) for line in islice(lines, ROWS_IN_A_GROUP)]:
                    writer.write_table(
                        arrow_table(rows, self._columns, names, misfits_only=misfits)
                    )
            file.flush()
            os.fsync(file.fileno())
