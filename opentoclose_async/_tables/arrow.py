"""
Convert rows to Arrow tables: a typed column for each field, and nothing lost.

A value goes into its column only if it can be recovered from there unchanged. Any other value,
whether of another type or too large, goes into the last column under its name, next to the fields
that the model does not know. Of an object, only the members that do not fit or are unknown go
there; of a list, all of it. A row that does not match the model fails no export and loses nothing.
"""

import json
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from opentoclose_async._tables.columns import EXTRA, Column, Kind, ListOf, compact_json
from opentoclose_async._tables.fitting import PLAIN_TYPES, fit_of
from opentoclose_async._tables.schema import (
    arrow_schema,
    import_library,
    import_pyarrow,
)
from opentoclose_async._tables.table_plan import TablePlan

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "ROWS_AT_ONCE",
    "ArrowConverter",
    "GrowingTable",
    "NoPlaceError",
    "arrow_schema",
    "check_pandas",
    "data_frame",
    "import_polars",
    "import_pyarrow",
]

ROWS_AT_ONCE = 1_000
"""Rows to convert together: dicts take ten times the memory of columns, and more save no time."""

TABLES_TO_MERGE = 40
"""Converted tables to copy into one, because many small arrays take more memory and time."""

LENGTHS = {Kind.DATE: len("2024-01-31"), Kind.LOCAL: len("2024-01-31 23:59:59")}
"""The lengths of strings that are read without an object for each."""


class NoPlaceError(Exception):
    """Raised when a value does not fit its column and there is no ``extra`` column."""


class ArrowConverter:
    """
    Converts rows to tables of one schema.

    Args:
        columns: All columns of the rows.
        names: The selected columns; the schema is ``arrow_schema`` of the same arguments.
        misfits_only: Put only values that do not fit their columns in ``extra``.
        structs: Whether objects and lists that the model knows are structs and lists.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        names: Sequence[str] | None = None,
        *,
        misfits_only: bool = False,
        structs: bool = False,
    ) -> None:
        self._pyarrow = import_pyarrow()
        self.schema = arrow_schema(columns, names, structs=structs)
        self._plain = {each.name: PLAIN_TYPES.get(each.kind) for each in columns}
        self._lengths = {each.name: LENGTHS.get(each.kind) for each in columns}
        self._plain_items = {
            each.name: PLAIN_TYPES.get(each.nested.item.kind)
            for each in columns
            if structs and isinstance(each.nested, ListOf)
        }
        self._fits = {each.name: fit_of(each, structs=structs) for each in columns}
        self._known = frozenset(column.name for column in columns)
        self._has_extra = EXTRA in self.schema.names
        self._collects_unknown = self._has_extra and not misfits_only

    def table(self, rows: Sequence[Mapping[str, Any]]) -> "pyarrow.Table":
        """
        Convert rows to a table.

        A null field and a missing field are both null in the table.

        Args:
            rows: JSON objects as ``json.loads`` returns them, with any content.

        Raises:
            NoPlaceError: If a value does not fit its column and ``extra`` is not selected.
        """
        extras = self._unknown_fields(rows) if self._collects_unknown else {}
        arrays = [
            self._array(name, [row.get(name) for row in rows], extras)
            for name in self.schema.names
            if name != EXTRA
        ]
        if extras and not self._has_extra:
            raise NoPlaceError
        if self._has_extra:
            texts: list[str | None] = [None] * len(rows)
            for index, extra in extras.items():
                texts[index] = compact_json(extra)
            arrays.insert(self.schema.names.index(EXTRA), self._pyarrow.array(texts, "string"))
        # Not a record batch: one column of it could not hold texts of more than 2 GB together.
        return self._pyarrow.Table.from_arrays(arrays, schema=self.schema)

    def _unknown_fields(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        """Return the fields without a column, by the indices of the rows that have any."""
        known = self._known
        return {
            index: {name: value for name, value in row.items() if name not in known}
            for index, row in enumerate(rows)
            if not known.issuperset(row)
        }

    def _array(self, name: str, values: list[Any], extras: dict[int, dict[str, Any]]) -> Any:
        """Convert a column's values, and move those that do not fit to ``extras``."""
        pa, kind_of_array = self._pyarrow, self.schema.field(name).type
        try:
            if self._are_plain(name, values):
                return pa.array(values, kind_of_array)
            if self._are_usual_times(name, values):
                return pa.array(values, pa.string()).cast(kind_of_array)
        except (ValueError, OverflowError):  # one of them does not fit
            pass
        fit = self._fits[name]
        cells: list[Any] = []
        for index, value in enumerate(values):
            cell, rest = (None, None) if value is None else fit(value)
            cells.append(cell)
            if rest is not None:
                extras.setdefault(index, {})[name] = rest
        return pa.array(cells, kind_of_array)

    def _are_usual_times(self, name: str, values: list[Any]) -> bool:
        """Return whether values are such as 2025-05-22 05:01:56, which pyarrow reads faster."""
        length = self._lengths.get(name)
        # It would also read the year 0, which Python does not have.
        return length is not None and all(
            value is None or (value.__class__ is str and len(value) == length and value > "0001")
            for value in values
        )

    def _are_plain(self, name: str, values: list[Any]) -> bool:
        """Return whether pyarrow checks and converts a column's values by itself."""
        plain = self._plain.get(name)
        if plain is not None:
            return plain.issuperset(map(type, values))
        items = self._plain_items.get(name)
        return items is not None and all(
            value is None or (value.__class__ is list and items.issuperset(map(type, value)))
            for value in values
        )


class GrowingTable:
    """
    A table that rows are added to, without keeping the rows.

    Args:
        plan: Its columns.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """

    def __init__(self, plan: TablePlan) -> None:
        self._converter = ArrowConverter(plan.columns, plan.names, structs=plan.structs)
        self._editor = plan.editor
        self._rows: list[Mapping[str, Any]] = []
        self._merged: list[pyarrow.Table] = []
        self._small = [self._converter.table([])]

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows; about a thousand are converted together, in about a millisecond."""
        self._rows += rows
        if len(self._rows) >= ROWS_AT_ONCE:
            self._convert()

    def finish(self) -> "pyarrow.Table":
        """Return the table of all rows."""
        self._convert()
        return import_pyarrow().concat_tables([*self._merged, *self._small])

    def _convert(self) -> None:
        rows, self._rows = self._rows, []
        if self._editor is not None:
            rows = list(map(self._editor.edit, rows))
        self._small.append(self._converter.table(rows))
        if len(self._small) >= TABLES_TO_MERGE:
            small, self._small = self._small, []
            self._merged.append(import_pyarrow().concat_tables(small).combine_chunks())


def data_frame(table: "pyarrow.Table") -> Any:
    """Convert a table to a frame of pandas, where dates are what pandas compares and groups by."""
    pa = import_pyarrow()
    dates = [place for place, each in enumerate(table.schema) if each.type == pa.date32()]
    frame_of = table.schema
    for place in dates:
        frame_of = frame_of.set(place, frame_of.field(place).with_type(pa.timestamp("us")))
    metadata = json.loads(frame_of.metadata[b"pandas"])
    for place in dates:
        metadata["columns"][place]["numpy_type"] = "datetime64[us]"
    return table.cast(frame_of.with_metadata({"pandas": json.dumps(metadata)})).to_pandas()


def check_pandas() -> None:
    """
    Check that tables can be converted to data frames.

    Raises:
        ConfigurationError: If pandas is not installed.
    """
    import_library(
        "pandas", "pandas is not installed; data frames need it: python -m pip install pandas"
    )


def import_polars() -> ModuleType:
    """
    Import polars.

    Raises:
        ConfigurationError: If it is not installed.
    """
    return import_library("polars", "polars is not installed: python -m pip install polars")
