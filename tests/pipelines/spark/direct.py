"""Use the data source as Spark's workers do, without Spark."""

from collections.abc import Mapping
from typing import Any

from pyspark.sql.types import StructType

from opentoclose_async.pipelines.spark import OpenToCloseDataSource

__all__ = ["read", "reader_of", "schema_of"]

TYPES = {"bigint": "long"}


def schema_of(options: Mapping[str, str]) -> StructType:
    """Return the columns for options; parsing Spark's DDL would take a JVM."""
    schema = StructType()
    for part in OpenToCloseDataSource(dict(options)).schema().split(", "):
        name, kind = part.split(" ")
        schema.add(name.strip("`"), TYPES.get(kind, kind))
    return schema


def reader_of(options: Mapping[str, str], schema: StructType | None = None) -> Any:
    """Return a reader for options."""
    source = OpenToCloseDataSource(dict(options))
    return source.reader(schema_of(options) if schema is None else schema)


def read(reader: Any) -> list[dict[str, Any]]:
    """Return the rows of all partitions."""
    return [
        row
        for partition in reader.partitions()
        for batch in reader.read(partition)
        for row in batch.to_pylist()
    ]
