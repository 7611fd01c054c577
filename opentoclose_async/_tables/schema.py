"""The Arrow schema of a table, and what tells pandas the types of its columns."""

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from opentoclose_async._extras import install_command
from opentoclose_async._tables.columns import EXTRA, Column, Kind, ListOf, Objects, table_names
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_schema", "columns_by_name", "import_library", "import_pyarrow"]


def arrow_schema(
    columns: Sequence[Column], names: Sequence[str] | None = None, *, structs: bool = False
) -> "pyarrow.Schema":
    """
    Return the schema for columns: one field each, and a string for everything that does not fit.

    All fields are nullable. The schema tells pandas which columns hold dates, whole numbers or
    flags even where values are missing.

    Args:
        columns: All columns of the rows.
        names: The selected columns, in this order; None for all.
        structs: Whether objects and lists that the model knows are structs and lists. All others
            are strings of JSON.

    Raises:
        ConfigurationError: If pyarrow is not installed.
    """
    pa = import_pyarrow()
    known = columns_by_name(columns)
    selected = [known[name] for name in table_names(columns, names)]
    types = _types(pa)
    return pa.schema(
        [pa.field(each.name, _type_of(each, pa, types, structs)) for each in selected],
        {"pandas": _for_pandas(selected, structs)},
    )


def columns_by_name(columns: Sequence[Column]) -> dict[str, Column]:
    """Return columns by name, and the one for everything that does not fit."""
    return {each.name: each for each in (*columns, Column(EXTRA, Kind.TEXT))}


def _types(pa: ModuleType) -> dict[Kind, Any]:
    return {
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.SPELT_NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.TEXT: pa.string(),
        Kind.DATE: pa.date32(),
        Kind.LOCAL: pa.timestamp("us"),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.JSON: pa.string(),
    }


def _type_of(column: Column, pa: ModuleType, types: Mapping[Kind, Any], structs: bool) -> Any:
    nested = column.nested if structs else None
    if isinstance(nested, Objects):
        members = [(each.name, _type_of(each, pa, types, structs)) for each in nested.members]
        return pa.struct(members)
    if isinstance(nested, ListOf):
        return pa.list_(_type_of(nested.item, pa, types, structs))
    return types[column.kind]


_PANDAS_TYPES = {
    Kind.WHOLE: ("int64", "Int64"),
    Kind.NUMBER: ("float64", "float64"),
    Kind.SPELT_NUMBER: ("float64", "float64"),
    Kind.FLAG: ("bool", "boolean"),
    Kind.TEXT: ("unicode", "object"),
    # A column of numpy's own would be one of objects.
    Kind.DATE: ("date", "date32[day][pyarrow]"),
    Kind.LOCAL: ("datetime", "datetime64[us]"),
    Kind.MOMENT: ("datetimetz", "datetime64[us]"),
    Kind.JSON: ("unicode", "object"),
}
"""What pandas calls the values of a column, and the type of that column."""


def _for_pandas(selected: Sequence[Column], structs: bool) -> str:
    """
    Encode the metadata that pandas itself stores with a table and follows when it reads one.

    Without it, pandas converts whole numbers to floats where one is missing, and loses digits.
    """
    columns = [
        {
            "name": each.name,
            "field_name": each.name,
            "pandas_type": "object" if structs and each.nested else _PANDAS_TYPES[each.kind][0],
            "numpy_type": _PANDAS_TYPES[each.kind][1],
            "metadata": {"timezone": "UTC"} if each.kind is Kind.MOMENT else None,
        }
        for each in selected
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": columns})


def import_pyarrow() -> ModuleType:
    """
    Import pyarrow.

    Raises:
        ConfigurationError: If it is not installed.
    """
    return import_library(
        "pyarrow",
        "pyarrow is not installed; Parquet files need the extra 'parquet': ",
        extra="parquet",
    )


def import_library(name: str, advice: str, *, extra: str | None = None) -> ModuleType:
    """
    Import a library that is not always installed.

    Args:
        name: The library's name.
        advice: What the error says.
        extra: The extra that holds the library; its command follows the advice.

    Raises:
        ConfigurationError: With the advice, if it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        if extra is not None:
            advice += install_command(extra)
        raise ConfigurationError(advice) from error
