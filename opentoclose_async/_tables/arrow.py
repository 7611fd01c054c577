"""
Convert rows to Arrow tables: a typed column for each field, and nothing lost.

A value goes into its column only if it can be recovered from there unchanged. Any other value,
whether of another type or too large, goes into the last column under its name, next to the fields
that the model does not know. A row that does not match the model fails no export and loses nothing.
"""

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from opentoclose_async._tables.columns import (
    EXTRA,
    Column,
    Kind,
    compact_json,
    table_names,
)
from opentoclose_async._tables.fitting import FITTING, PLAIN_TYPES
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "ROWS_AT_ONCE",
    "ArrowConverter",
    "GrowingTable",
    "NoPlaceError",
    "arrow_schema",
    "check_pandas",
    "import_pyarrow",
]

ROWS_AT_ONCE = 1_000
"""Rows to convert together: dicts take ten times the memory of columns, and more save no time."""

TABLES_TO_MERGE = 40
"""Converted tables to copy into one, because many small arrays take more memory and time."""


class NoPlaceError(Exception):
    """Raised when a value does not fit its column and there is no ``extra`` column."""


def arrow_schema(columns: Sequence[Column], names: Sequence[str] | None = None) -> "pyarrow.Schema":
    """
    Return the schema for columns: one field each, and a string for everything that does not fit.

    All fields are nullable. JSON columns are strings. The schema tells pandas which columns hold
    whole numbers or flags even where values are missing.

    Args:
        columns: All columns of the rows.
        names: The selected columns, in this order; None for all.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """
    pa = import_pyarrow()
    types = {
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.TEXT: pa.string(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.JSON: pa.string(),
    }
    kinds = _kinds(columns)
    fields = [pa.field(name, types[kinds[name]]) for name in table_names(columns, names)]
    return pa.schema(
        fields, {"pandas": _for_pandas({each.name: kinds[each.name] for each in fields})}
    )


class ArrowConverter:
    """
    Converts rows to tables of one schema.

    Args:
        columns: All columns of the rows.
        names: The selected columns; the schema is ``arrow_schema`` of the same arguments.
        misfits_only: Put only values that do not fit their columns in ``extra``.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        names: Sequence[str] | None = None,
        *,
        misfits_only: bool = False,
    ) -> None:
        self._pyarrow = import_pyarrow()
        self.schema = arrow_schema(columns, names)
        self._kinds = _kinds(columns)
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
        kind, kind_of_array = self._kinds[name], self.schema.field(name).type
        plain = PLAIN_TYPES.get(kind)
        if plain is not None and plain.issuperset(map(type, values)):
            try:
                return self._pyarrow.array(values, kind_of_array)
            except (ValueError, OverflowError):  # one of them does not fit
                pass
        fit = FITTING[kind]
        cells = [None if value is None else fit(value) for value in values]
        for index, (value, cell) in enumerate(zip(values, cells, strict=True)):
            if cell is None and value is not None:
                extras.setdefault(index, {})[name] = value
        return self._pyarrow.array(cells, kind_of_array)


class GrowingTable:
    """
    A table that rows are added to, without keeping the rows.

    Args:
        columns: All columns of the rows.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._converter = ArrowConverter(columns)
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
        self._small.append(self._converter.table(rows))
        if len(self._small) >= TABLES_TO_MERGE:
            small, self._small = self._small, []
            self._merged.append(import_pyarrow().concat_tables(small).combine_chunks())


def check_pandas() -> None:
    """
    Check that tables can be converted to data frames.

    Raises:
        ConfigurationError: If pandas is not installed.
    """
    _import("pandas", "pandas is not installed; data frames need it: python -m pip install pandas")


def _kinds(columns: Sequence[Column]) -> dict[str, Kind]:
    return {**{column.name: column.kind for column in columns}, EXTRA: Kind.TEXT}


_PANDAS_TYPES = {
    Kind.WHOLE: ("int64", "Int64"),
    Kind.NUMBER: ("float64", "float64"),
    Kind.FLAG: ("bool", "boolean"),
    Kind.TEXT: ("unicode", "object"),
    Kind.MOMENT: ("datetimetz", "datetime64[us]"),
    Kind.JSON: ("unicode", "object"),
}
"""What pandas calls the values of a column, and the type of that column."""


def _for_pandas(kinds: Mapping[str, Kind]) -> str:
    """
    Encode the metadata that pandas itself stores with a table and follows when it reads one.

    Without it, pandas converts whole numbers to floats where one is missing, and loses digits.
    """
    columns = [
        {
            "name": name,
            "field_name": name,
            "pandas_type": _PANDAS_TYPES[kind][0],
            "numpy_type": _PANDAS_TYPES[kind][1],
            "metadata": {"timezone": "UTC"} if kind is Kind.MOMENT else None,
        }
        for name, kind in kinds.items()
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": columns})


def import_pyarrow() -> ModuleType:
    """
    Import pyarrow.

    Raises:
        ConfigurationError: If it is not installed.
    """
    return _import(
        "pyarrow",
        "pyarrow is not installed; Parquet files need the extra 'parquet': "
        "python -m pip install 'opentoclose-async[parquet]'",
    )


def _import(name: str, advice: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ConfigurationError(advice) from error
