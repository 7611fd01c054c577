"""
Convert rows to Arrow tables: a typed column for each field, and nothing lost.

A value goes into its column only if it can be recovered from there unchanged. Any other value,
whether of another type or too large, goes into the last column under its name, next to the fields
that the model does not know. A row that does not match the model fails no export and loses nothing.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from opentoclose_async._tables.columns import (
    EXTRA,
    Column,
    Kind,
    compact_json,
    table_names,
    unknown_fields,
)
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    import pyarrow

__all__ = ["NoPlaceError", "arrow_schema", "arrow_table", "check_pandas", "import_pyarrow"]


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


def arrow_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    names: Sequence[str] | None = None,
    *,
    misfits_only: bool = False,
) -> "pyarrow.Table":
    """
    Convert rows to a table.

    A null field and a missing field are both null in the table.

    Args:
        rows: JSON objects as ``json.loads`` returns them, with any content.
        columns: All columns of the rows.
        names: The selected columns; the table's schema is ``arrow_schema`` of the same arguments.
        misfits_only: Put only values that do not fit their columns in ``extra``.

    Raises:
        ConfigurationError: If pyarrow is not installed.
        NoPlaceError: If a value does not fit its column and ``extra`` is not selected.
    """
    pa = import_pyarrow()
    schema = arrow_schema(columns, names)
    kinds = _kinds(columns)
    extras = unknown_fields(rows, columns)
    if misfits_only or EXTRA not in schema.names:
        extras = [{} for _ in rows]
    cells: dict[str, list[Any]] = {}
    for name in schema.names:
        if name == EXTRA:
            continue
        fit = _FITTING[kinds[name]]
        fitted = cells[name] = []
        for row, extra in zip(rows, extras, strict=True):
            value = row.get(name)
            cell = None if value is None else fit(value)
            if cell is None and value is not None:
                extra[name] = value
            fitted.append(cell)
    cells[EXTRA] = [compact_json(extra) if extra else None for extra in extras]
    if EXTRA not in schema.names and any(extras):
        raise NoPlaceError
    return pa.Table.from_arrays(
        [pa.array(cells[field.name], field.type) for field in schema], schema=schema
    )


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


def _whole(value: Any) -> int | None:
    # Exact class: True is an instance of int.
    return value if value.__class__ is int and -(2**63) <= value < 2**63 else None


def _number(value: Any) -> float | None:
    if value.__class__ is float:
        return float(value)
    if value.__class__ is int:
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if number == value else None
    return None


def _flag(value: Any) -> bool | None:
    return value if value.__class__ is bool else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can escape
        return None
    return value


# A column of microseconds can only hold a moment that is no finer.
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,6}0*)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        # Without an offset it is UTC, as in models.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a 30th of February; the year 10000 in UTC
        return None


_FITTING: dict[Kind, Callable[[Any], Any]] = {
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.MOMENT: _moment,
    Kind.JSON: compact_json,
}
"""Converts a value that is not null to its column's type; None if it does not fit."""
