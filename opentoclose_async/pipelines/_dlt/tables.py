"""
The tables of a list: columns for dlt, and rows as Arrow.

Arrow tables go from here to the destination without an object for each value. Loading 20,000 rows
into DuckDB took a sixth of the CPU time that dicts took.
"""

import json
import logging
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import orjson
import pyarrow as pa

from opentoclose_async._accounts.lists import LISTS, kind_of, parents_of
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._tables.arrow import ArrowConverter
from opentoclose_async._tables.columns import EXTRA, Column, Kind
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.pipelines._columns import ACCOUNT, columns_for

__all__ = ["ListTables"]

DELETED = "_deleted"
"""Marks rows to delete; dlt loads no row with it."""
_LOAD = "_dlt_load_id"
_FORMAT = 1
"""Changes whenever rows are converted differently, so that all are loaded again."""

_TYPES = {
    Kind.WHOLE: "bigint",
    Kind.NUMBER: "double",
    Kind.FLAG: "bool",
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.LOCAL: "timestamp",
    Kind.MOMENT: "timestamp",
    Kind.JSON: "json",
}
_INVALID = str.maketrans({"\0": "�"} | {chr(code): "�" for code in range(0xD800, 0xE000)})
"""NUL and lone surrogates: valid in JSON, but PostgreSQL refuses a load that contains one."""
_may_be_invalid = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|NaN|Infinity").search

_WARNING = re.compile(r"In resource: (\w+), when merging arrow schema with dlt schema")
_NAMES = frozenset(name.replace("-", "_") for names in LISTS.values() for name in names)


def _is_noise(record: logging.LogRecord) -> bool:
    """Return whether dlt warns, for each page, that a column of strings is declared as JSON."""
    found = _WARNING.match(str(record.msg))
    return found is not None and found[1] in _NAMES


logging.getLogger("dlt").addFilter(lambda record: not _is_noise(record))


class ListTables:
    """
    Converts the rows of a list.

    Args:
        api: The API.
        name: The list.
    """

    def __init__(self, api: Api, name: ListName) -> None:
        parents = parents_of(name)
        self._id = kind_of(api, name).key
        self._columns = columns_for(api, name)
        known = {column.name: column.kind for column in self._columns}
        self._within: str | None = None
        if self._id not in known:  # property fields come in groups, which have a title only
            self._within, self._id = "group", "title"
            self._columns = (Column(self._id, Kind.TEXT), *self._columns)
        self._has_text_id = known.get(self._id, Kind.TEXT) is Kind.TEXT
        self._numbers = [each.name for each in self._columns if each.kind is Kind.NUMBER]
        self._converter = ArrowConverter(self._columns)

        self._key = [self._id] if parents is None else [parents.id_column, self._id]
        self.primary_key = [ACCOUNT, *self._key]
        """The columns that identify a row."""

    def hints(self, *, deletes: bool) -> dict[str, Any]:
        """
        Return the columns, for dlt.

        Args:
            deletes: Whether dlt deletes marked rows, which it does when it merges.
        """
        hints: dict[str, dict[str, Any]] = {
            ACCOUNT: {"data_type": "text", "nullable": False},
            **{each.name: {"data_type": _TYPES[each.kind]} for each in self._columns},
            EXTRA: {"data_type": "json"},
            DELETED: {"data_type": "bool"},
            _LOAD: {"data_type": "text"},
        }
        for each in self._columns:
            if each.kind is Kind.LOCAL:
                hints[each.name]["timezone"] = False
        if deletes:
            hints[DELETED]["hard_delete"] = True
        return {name: {"nullable": True, **hint} for name, hint in hints.items()}

    @property
    def version(self) -> str:
        """A digest of the columns; rows loaded with others are loaded again."""
        text = repr([_FORMAT, self.hints(deletes=True)])
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def keys(self, rows: Sequence[VerbatimRow], start: int) -> list[str]:
        """
        Return the keys of rows: the parent's id, if any, and their own, as JSON.

        Args:
            rows: The rows.
            start: The position of the first one, for errors.

        Raises:
            DataFormatError: If a row has no id.
        """
        found = []
        for place, (row, identity) in enumerate(zip(rows, self._ids(rows), strict=True), start):
            if identity is None:
                raise DataFormatError(
                    f"the row at position {place} has the {self._id} "
                    f"{shorten(row.get(self._id))}, by which no row can be found again. "
                    'Load this list with write_disposition="replace", which needs no key.'
                )
            key = [row[each] for each in self._key[:-1]]
            found.append(orjson.dumps([*key, identity]).decode())
        return found

    def rows(self, account: str, load_id: str | None, rows: Sequence[VerbatimRow]) -> pa.Table:
        """Convert rows of an account."""
        table = self._converter.table(list(map(self._storable, rows)))
        place = table.schema.get_field_index(self._id)
        if table.column(place).null_count:
            # Such as one that came as a string of digits; `extra` has it as it came.
            ids = pa.array(self._ids(rows), table.schema.field(place).type)
            table = table.set_column(place, table.schema.field(place), ids)
        return self._complete(table, account, load_id, None)

    def deletions(self, account: str, load_id: str | None, keys: Iterable[str]) -> pa.Table:
        """Return a table that deletes the rows with these keys."""
        named = [dict(zip(self._key, orjson.loads(key), strict=True)) for key in keys]
        return self._complete(self._converter.table(named), account, load_id, deleted=True)

    def _ids(self, rows: Sequence[VerbatimRow]) -> list[int | str | None]:
        """Return the rows' ids; None where there is no valid one."""
        holders: Sequence[Any] = rows
        if self._within is not None:
            holders = [row.get(self._within) for row in rows]
        values = [each.get(self._id) if isinstance(each, dict) else None for each in holders]
        return list(map(_text_id if self._has_text_id else _whole_id, values))

    def _storable(self, row: VerbatimRow) -> Mapping[str, Any]:
        """Return a row with values that every destination can hold."""
        numbers = (row.get(name) for name in self._numbers)
        if _may_be_invalid(row.utf8) or any(map(_is_infinite, numbers)):  # 1e999 is infinite
            valid: Mapping[str, Any] = _valid(row)
            return valid
        return row

    def _complete(
        self, table: pa.Table, account: str, load_id: str | None, deleted: bool | None
    ) -> pa.Table:
        count = table.num_rows
        table = table.add_column(
            0, pa.field(ACCOUNT, pa.string(), nullable=False), pa.array([account] * count, "string")
        )
        table = table.append_column(DELETED, pa.array([deleted] * count, pa.bool_()))
        return table.append_column(_LOAD, pa.array([load_id] * count, pa.string()))


def _text_id(value: Any) -> str | None:
    return _valid(value) if isinstance(value, str) and value else None


def _whole_id(value: Any) -> int | None:
    """Return an id; a string of digits counts as one."""
    is_whole = type(value) is int and -(2**63) <= value < 2**63
    return value if is_whole else id_in({"id": value})


def _is_infinite(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _valid(value: Any) -> Any:
    """Return a JSON value without what JSON or PostgreSQL cannot hold."""
    if isinstance(value, str):
        return value.translate(_INVALID)
    if _is_infinite(value):
        return json.dumps(value)
    if isinstance(value, list):
        return [_valid(each) for each in value]
    if isinstance(value, dict):
        return {_valid(name): _valid(each) for name, each in value.items()}
    return value
