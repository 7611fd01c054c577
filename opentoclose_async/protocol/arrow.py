"""
Rows as Arrow tables: a typed column for each field, and nothing lost.

A value goes into its column only if it can be had from there again. Any other, be it of another
type or too large, goes into the last column under its name, beside the fields that the model does
not know; so rows that do not keep to the model cost neither the export nor their values.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.protocol.columns import EXTRA, Column, Kind, compact_json, unknown_fields

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_schema", "arrow_table"]


def arrow_schema(columns: Sequence[Column]) -> "pyarrow.Schema":
    """
    Give the schema for columns: one field for each, and a text for what finds no place in them.

    All may be null. Columns of JSON are texts.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """
    pa = _import_pyarrow()
    types = {
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.TEXT: pa.string(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.JSON: pa.string(),
    }
    fields = [pa.field(column.name, types[column.kind]) for column in columns]
    return pa.schema([*fields, pa.field(EXTRA, pa.string())])


def arrow_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> "pyarrow.Table":
    """
    Make a table of rows.

    A field that is null and one that is absent are both null in the table.

    Args:
        rows: JSON objects as ``json.loads`` gives them, of whatever content.
        columns: The columns; ``arrow_schema`` of the same ones is the table's schema.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """
    pa = _import_pyarrow()
    schema = arrow_schema(columns)
    extras = unknown_fields(rows, columns)
    arrays = []
    for column in columns:
        fit = _FITTING[column.kind]
        fitted = []
        for row, extra in zip(rows, extras, strict=True):
            value = row.get(column.name)
            cell = None if value is None else fit(value)
            if cell is None and value is not None:
                extra[column.name] = value
            fitted.append(cell)
        arrays.append(pa.array(fitted, schema.field(column.name).type))
    texts = [compact_json(extra) if extra else None for extra in extras]
    arrays.append(pa.array(texts, pa.string()))
    return pa.Table.from_arrays(arrays, schema=schema)


def _import_pyarrow() -> ModuleType:
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise ConfigurationError(
            "pyarrow is not installed; Parquet files need the extra 'parquet': "
            "python -m pip install 'opentoclose-async[parquet]'"
        ) from error


def _whole(value: Any) -> int | None:
    # The class itself: True is an instance of int, and no number.
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
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can escape
        return None
    return value


# To be had again from a column of microseconds, a moment must be no finer.
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
"""What turns a value that is not null into its column's; None for one that does not fit."""
