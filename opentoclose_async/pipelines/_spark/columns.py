"""The columns of a Spark data frame, known from the models without a request."""

from typing import TYPE_CHECKING

from opentoclose_async._tables.columns import EXTRA, Column, Kind
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._columns import ACCOUNT

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

__all__ = ["select_columns", "spark_schema"]

_TYPES = {
    Kind.WHOLE: "bigint",
    Kind.NUMBER: "double",
    Kind.FLAG: "boolean",
    Kind.TEXT: "string",
    Kind.DATE: "date",
    Kind.LOCAL: "timestamp_ntz",
    Kind.MOMENT: "timestamp",
    Kind.JSON: "string",
}


def spark_schema(columns: tuple[Column, ...]) -> str:
    """Return the schema as Spark's DDL."""
    return ", ".join(f"`{name}` {type_}" for name, type_ in _types(columns).items())


def _types(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return the types of all columns of a data frame, in order."""
    types = {column.name: _TYPES[column.kind] for column in columns}
    return {ACCOUNT: "string", **types, EXTRA: "string"}


def select_columns(schema: "StructType", columns: tuple[Column, ...]) -> tuple[str, ...]:
    """
    Return the names of a schema's columns.

    Raises:
        ConfigurationError: If one is not a column of the list, or has another type.
    """
    types = _types(columns)
    for field in schema.fields:
        found = types.get(field.name)
        if found is None:
            known = ", ".join(types)
            raise ConfigurationError(
                f"the schema has a column {field.name!r}, which this list does not; its columns "
                f"are {known}. Nothing was sent."
            )
        if field.dataType.simpleString() != found:
            raise ConfigurationError(
                f"the schema has {field.name} as {field.dataType.simpleString()}, but it is read "
                f"as {found}: leave the schema out, and cast the column. Nothing was sent."
            )
    return tuple(field.name for field in schema.fields)
