"""
Rows stored in SQLite as JSON documents.

A page deep in a long list must cost no more than the first one. So the ordered ids that a query
selects are cached until a row changes; a page is a slice of them and one lookup by primary key, and
the stored text is sent as it is. Rows that belong to another row are found through an index.
"""

import sqlite3
import threading
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import attrs
import orjson

_KEPT_SELECTIONS: Final = 32
_SQLITE_INTEGERS: Final = range(-(2**63), 2**63)


@attrs.frozen(kw_only=True)
class Selection:
    """
    Which rows to return, in which order; ties are ordered by id.

    A nested field is written as "contact.email".

    Args:
        owner: The id of the row that they belong to; any if None.
        equal: Pairs of a field and the text its value must equal. True and False are "1", "0".
        starts_with: Prefix that one of the table's searched texts must have, ignoring case.
        matches: A test that the rows must pass. Equal tests must select the same rows.
        order_by: The field to sort by; the id if None.
        descending: Whether to sort in descending order.
    """

    owner: int | None = None
    equal: tuple[tuple[str, str], ...] = ()
    starts_with: str | None = None
    matches: Callable[[Mapping[str, Any]], bool] | None = None
    order_by: str | None = None
    descending: bool = False


@attrs.frozen
class Page:
    """Some rows of a selection as JSON texts, and the size of the whole selection."""

    documents: Sequence[str]
    total: int

    def as_json_array(self) -> str:
        """Join the rows into a JSON array."""
        return f"[{','.join(self.documents)}]"


class Database:
    """An in-memory database for any thread; holding its lock makes several steps atomic."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.lock = threading.RLock()
        self.connection.create_function("starts_with", 2, _starts_with, deterministic=True)
        # In case close() is never called: Python 3.13 warns about connections left open.
        self.close = weakref.finalize(self, self.connection.close)


def _starts_with(text: str | None, folded_prefix: str) -> bool:
    return text is not None and text.casefold().startswith(folded_prefix)


def _json_path(field: str) -> str:
    names = (f'."{name}"' for name in field.split("."))
    return f"${''.join(names)}"


class Table:
    """
    The rows of one kind.

    Names of tables and fields come from this package, and everything from a request is bound as a
    parameter, so no SQL is built from input.

    Args:
        database: The database that stores the rows.
        name: The table's name.
        id_field: The field that holds a row's id.
        searched: SQL expressions over `document` that `Selection.starts_with` searches.
        owner: The field that holds the id of the row that a row belongs to, if any.
    """

    def __init__(
        self,
        database: Database,
        name: str,
        *,
        id_field: str = "id",
        searched: Sequence[str] = (),
        owner: str | None = None,
    ) -> None:
        self.id_field = id_field
        self.changed = False
        # A literal: SQLite uses the index only for exactly the indexed expression.
        self._owner = f"json_extract(document, '{_json_path(owner)}')" if owner else None
        self._awaited: Iterable[dict[str, Any]] | None = None
        self._next_id = 1
        self._database = database
        self._name = name
        self._search = " OR ".join(f"starts_with({text}, :prefix)" for text in searched)
        self._selected: dict[Selection, array[int]] = {}

    def fill(self, rows: Iterable[dict[str, Any]]) -> None:
        """Replace all rows with these, which carry their ids."""
        texts = ((row[self.id_field], orjson.dumps(row).decode()) for row in rows)
        with self._database.lock:
            self._awaited = None
            self._selected.clear()
            self._execute("DROP TABLE IF EXISTS $table")
            self._execute("CREATE TABLE $table (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
            self._execute("BEGIN")
            self._database.connection.executemany(
                self._named("INSERT INTO $table (id, document) VALUES (?, ?)"), texts
            )
            self._execute("COMMIT")
            if self._owner is not None:
                self._execute(f"CREATE INDEX $table_owner ON $table ({self._owner})")
            (last_id,) = self._execute("SELECT max(id) FROM $table").fetchone()
            self._next_id = (last_id or 0) + 1
            self.changed = False

    def fill_when_needed(self, rows: Iterable[dict[str, Any]]) -> None:
        """Replace all rows with these when the table is first read or changed."""
        with self._database.lock:
            self._awaited = rows
            self.changed = False

    def page(self, selection: Selection, start: int, size: int) -> Page:
        """Read at most `size` rows of a selection, from the zero-based offset `start`."""
        with self._filled():
            ids = self._select(selection)
            wanted = ids[start : start + size].tolist()
            found = dict(
                self._execute(
                    "SELECT id, document FROM $table WHERE id IN (SELECT value FROM json_each(?))",
                    (orjson.dumps(wanted).decode(),),
                )
            )
            return Page([found[row_id] for row_id in wanted], len(ids))

    def rows(self, owner: int | None = None) -> list[dict[str, Any]]:
        """Read all rows, or those with this owner, ordered by id."""
        where = "" if owner is None else f"WHERE {self._owner} = :owner"
        sql = " ".join(["SELECT document FROM $table", where, "ORDER BY id"])
        with self._filled():
            found = self._execute(sql, {"owner": owner}).fetchall()
        return [orjson.loads(document) for (document,) in found]

    def get(self, row_id: int, owner: int | None = None) -> dict[str, Any] | None:
        """Read the row with this id, and with this owner if given; None if not found."""
        if row_id not in _SQLITE_INTEGERS:
            return None
        sql = "SELECT document FROM $table WHERE id = :id"
        if owner is not None:
            sql = f"{sql} AND {self._owner} = :owner"
        with self._filled():
            found = self._execute(sql, {"id": row_id, "owner": owner}).fetchone()
        return None if found is None else orjson.loads(found[0])

    def reserve_id(self) -> int:
        """Reserve the next id, for a row whose contents depend on its id."""
        with self._filled():
            self._next_id += 1
            return self._next_id - 1

    def insert(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """
        Add a row under its own id, or else the next one.

        Returns:
            The row with its id.

        Raises:
            ValueError: A row with this id exists.
        """
        with self._filled():
            row_id = row.get(self.id_field)
            if row_id is None:
                row_id = self._next_id
            stored = {self.id_field: row_id, **row, self.id_field: row_id}
            self._forget_selections()
            try:
                self._execute(
                    "INSERT INTO $table (id, document) VALUES (?, ?)",
                    (row_id, orjson.dumps(stored).decode()),
                )
            except sqlite3.IntegrityError as error:
                raise ValueError(f"{self._name} already has a row {row_id}") from error
            # Ids of deleted rows are not reused.
            self._next_id = max(self._next_id, row_id + 1)
        return stored

    def update(self, row_id: int, changes: Mapping[str, Any]) -> dict[str, Any] | None:
        """Merge changes into a row, keeping its id, and return it; None if there is no such row."""
        with self._filled():
            row = self.get(row_id)
            if row is None:
                return None
            merged = {**row, **changes, self.id_field: row_id}
            self._forget_selections()
            self._execute(
                "UPDATE $table SET document = ? WHERE id = ?",
                (orjson.dumps(merged).decode(), row_id),
            )
        return merged

    def delete(self, row_id: int) -> bool:
        """Remove a row; False if there was none."""
        if row_id not in _SQLITE_INTEGERS:
            return False
        with self._filled():
            self._forget_selections()
            cursor = self._execute("DELETE FROM $table WHERE id = ?", (row_id,))
            return cursor.rowcount == 1

    @contextmanager
    def _filled(self) -> Iterator[None]:
        """Hold the lock, with the rows filled in."""
        with self._database.lock:
            if self._awaited is not None:
                self.fill(self._awaited)
            yield

    def _forget_selections(self) -> None:
        self._selected.clear()
        self.changed = True

    def _select(self, selection: Selection) -> "array[int]":
        ids = self._selected.get(selection)
        if ids is None:
            if len(self._selected) >= _KEPT_SELECTIONS:
                self._selected.clear()
            sql, values = self._compile(selection)
            matches = selection.matches
            found = self._execute(sql, values)
            ids = array(
                "q",
                (
                    row_id
                    for row_id, document in found
                    if matches is None or matches(orjson.loads(document))
                ),
            )
            self._selected[selection] = ids
        return ids

    def _compile(self, selection: Selection) -> tuple[str, dict[str, str | int]]:
        values: dict[str, str | int] = {}
        conditions: list[str] = []
        if selection.owner is not None:
            values["owner"] = selection.owner
            conditions.append(f"{self._owner} = :owner")
        for number, (field, text) in enumerate(selection.equal):
            values |= {f"field{number}": _json_path(field), f"text{number}": text}
            conditions.append(
                f"CAST(json_extract(document, :field{number}) AS TEXT) = :text{number}"
            )
        if selection.starts_with is not None:
            values["prefix"] = selection.starts_with.casefold()
            conditions.append(f"({self._search})")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "id"
        if selection.order_by is not None:
            values["sorted"] = _json_path(selection.order_by)
            direction = "DESC" if selection.descending else "ASC"
            order = f"json_extract(document, :sorted) COLLATE NOCASE {direction}, id"
        columns = "id, NULL" if selection.matches is None else "id, document"
        return " ".join(["SELECT", columns, "FROM $table", where, "ORDER BY", order]), values

    def _execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        return self._database.connection.execute(self._named(sql), values)

    def _named(self, sql: str) -> str:
        return sql.replace("$table", self._name)
