"""Read Parquet files."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from opentoclose_async._tables.arrow import import_pyarrow
from opentoclose_async._tables.columns import compact_json
from opentoclose_async.diff.readers.extra_column import with_extra
from opentoclose_async.diff.readers.reader import Reader, pick

__all__ = ["ParquetReader"]

ROWS_AT_ONCE = 4_096

_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}
"""Digits after the decimal point of a number of seconds."""


class ParquetReader(Reader):
    """A Parquet file."""

    family = "typed columns"
    is_table = True

    def identities(self) -> Iterator[bytes]:
        """Yield the values, in an order of columns that does not depend on the file."""
        rows = self._rows()
        types = next(rows)
        self.columns.update(dict.fromkeys(types))
        prefix = hashlib.blake2b(repr(sorted(types.items())).encode(), digest_size=16).digest()
        for row in rows:
            yield prefix + repr(row).encode("utf-8", "backslashreplace")

    def texts(self, numbers: Iterator[int]) -> Iterator[str]:
        """Yield rows as JSON objects without null fields."""
        rows = self._rows()
        types = next(rows)
        names = sorted(types)
        for values in pick(rows, numbers):
            found = dict(zip(names, values, strict=True))
            row = {name: found[name] for name in types if found[name] is not None}
            yield compact_json(with_extra(row, lambda value: value))

    def _rows(self) -> Iterator[Any]:
        """Yield the types by name, and then the values of each row, in order of the names."""
        pyarrow = import_pyarrow()
        from pyarrow.parquet import ParquetFile

        try:
            with ParquetFile(self.path) as file:
                schema = file.schema_arrow
                if len(set(schema.names)) < len(schema):
                    raise self.malformed(None, "two columns have the same name")
                yield {field.name: str(field.type) for field in schema}
                names = sorted(schema.names)
                readers = {name: _reader_of(schema.field(name).type) for name in names}
                for batch in file.iter_batches(ROWS_AT_ONCE):
                    columns = [readers[name](batch.column(name)) for name in names]
                    yield from zip(*columns, strict=True)
        except pyarrow.ArrowException as error:
            problem = str(error).partition("\n")[0]
            raise self.malformed(None, f"it is not a complete Parquet file ({problem})") from error


def _reader_of(kind: Any) -> Callable[[Any], list[Any]]:
    """Return a function that converts an array to values that JSON has, without loss."""
    from pyarrow import types

    if types.is_timestamp(kind):
        digits = _DIGITS[kind.unit]
        written = _local_time if kind.tz is None else _moment
        return lambda array: [
            None if value is None else written(value, digits)
            for value in array.cast("int64").to_pylist()
        ]
    plain = (types.is_integer, types.is_floating, types.is_boolean, types.is_null)
    text = (types.is_string, types.is_large_string, types.is_dictionary)
    if any(check(kind) for check in (*plain, *text)):
        return lambda array: array.to_pylist()
    return lambda array: [
        None if value is None else _jsonable(value) for value in array.to_pylist()
    ]


def _moment(value: int, digits: int) -> str:
    return f"{_time(value, digits)}Z"


def _local_time(value: int, digits: int) -> str:
    """Write a time as Open To Close does, as which files of earlier versions have it."""
    return _time(value, digits).replace("T", " ").removesuffix(f".{'0' * digits}")


def _time(value: int, digits: int) -> str:
    seconds, fraction = divmod(value, 10**digits)
    try:
        whole = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).replace(tzinfo=None)
    except OverflowError:  # a year that Python does not have
        return f"{value}e-{digits} s"
    return whole.isoformat() + (f".{fraction:0{digits}}" if digits else "")


def _jsonable(value: Any) -> Any:
    """
    Return a value of JSON: lists and objects as they are, others, such as dates, as text.

    A struct has all of its members in every row, so null ones are left out, as in rows.
    """
    if isinstance(value, dict):
        return {str(name): _jsonable(part) for name, part in value.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [_jsonable(part) for part in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
