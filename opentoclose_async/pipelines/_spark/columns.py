"""The columns of a Spark data frame, known from the models without a request."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from opentoclose_async._accounts.filters import split_filters
from opentoclose_async._accounts.lists import kind_of, parents_of
from opentoclose_async._tables.arrow import ArrowConverter, NoPlaceError, import_pyarrow
from opentoclose_async._tables.columns import EXTRA, Column, Kind, table_names
from opentoclose_async.exceptions import ConfigurationError, DataFormatError
from opentoclose_async.pipelines._columns import ACCOUNT
from opentoclose_async.pipelines._spark.options import Options

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

__all__ = ["BatchMaker", "check_filters", "select_columns", "spark_schema"]

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


def check_filters(options: Options) -> None:
    """
    Check the filters of all accounts before anything is sent.

    Raises:
        ValidationError: For an invalid filter; the message suggests the nearest one.
    """
    parent = parents_of(options.name)
    for filters in options.filters.values():
        of_parents, of_each = split_filters(options.name, filters)
        kind_of(options.api, options.name, filters if parent is None else of_each)
        if parent is not None:
            kind_of(options.api, parent.list_name, of_parents)


def spark_types(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return the types of all columns of a data frame, in order."""
    kinds = {column.name: column.kind for column in columns}
    return {
        ACCOUNT: "string",
        **{name: _TYPES[kinds.get(name, Kind.TEXT)] for name in table_names(columns)},
    }


def spark_schema(columns: tuple[Column, ...]) -> str:
    """Return the schema as Spark's DDL."""
    return ", ".join(f"`{name}` {type_}" for name, type_ in spark_types(columns).items())


def select_columns(schema: "StructType", columns: tuple[Column, ...]) -> tuple[str, ...]:
    """
    Return the names of a schema's columns.

    Raises:
        ConfigurationError: If one is not a column of the list, or has another type.
    """
    types = spark_types(columns)
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


@frozen
class BatchMaker:
    """
    Converts rows to record batches of the selected columns, in their order.

    Attributes:
        columns: All columns of the rows.
        names: The selected columns.
    """

    columns: tuple[Column, ...]
    names: tuple[str, ...]

    def batches(self, account: str, rows: list[dict[str, Any]]) -> list[Any]:
        """
        Convert rows of an account.

        Raises:
            DataFormatError: If a value does not fit its column and ``extra`` is not selected.
        """
        pa = import_pyarrow()
        own = [name for name in self.names if name != ACCOUNT]
        try:
            table = ArrowConverter(self.columns, own).table(rows)
        except NoPlaceError as error:
            raise DataFormatError(
                f"account {account!r} has a value that does not fit its column. Add {EXTRA!r} to "
                "the schema, which holds such values, or leave the schema out."
            ) from error
        arrays = [
            pa.repeat(pa.scalar(account), len(rows)) if name == ACCOUNT else table[name]
            for name in self.names
        ]
        found: list[Any] = pa.Table.from_arrays(arrays, list(self.names)).to_batches()
        return found
