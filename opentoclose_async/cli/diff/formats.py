"""Write differences for people, and for other programs."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.responses.json_members import member_texts
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._protocol.shortening import cut
from opentoclose_async._tables.columns import Column, Kind, compact_json, respell
from opentoclose_async.diff import Diff, Difference

__all__ = ["as_csv", "as_json", "as_table", "summary"]

LONGEST_VALUE = 60
MOST_VALUES = 6
"""Fields of an added or removed row that are shown."""
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
FIXED = ("change", "field", "old", "new")
"""Columns of the CSV output besides those of the key."""


def summary(result: Diff, old: Path, new: Path) -> Iterator[str]:
    """Yield lines that say how many rows differ, and which columns."""
    key = ", ".join(result.key)
    counts = (
        f"{result.added} added, {result.removed} removed, {result.changed} changed"
        if result.differs
        else "the rows are the same"
    )
    by = f" (by {key})" if key else ""
    yield printable(
        f"{old}: {counted(result.old_rows, 'row')}, {new}: {counted(result.new_rows, 'row')}"
        f"{by}: {counts}"
    )
    for file, columns in ((old, result.only_in_old), (new, result.only_in_new)):
        if columns:
            yield printable(f"only {file} has the columns {', '.join(map(cut, columns))}")


def as_table(result: Diff, old: Path, new: Path, limit: int) -> Iterator[str]:
    """
    Yield a summary, and a line for each difference.

    Args:
        result: The result.
        old: The old file.
        new: The new file.
        limit: The most differences to show.
    """
    yield from summary(result, old, new)
    for each in islice(result, limit):
        yield f"{SIGNS[each.change]} {_shown(each)}"
    more = result.added + result.removed + result.changed - limit
    if more > 0:
        yield f"... and {more} more; --limit shows more of them, --format json and csv all"


def as_json(result: Diff) -> Iterator[str]:
    """Yield a JSON object for each difference, with the values as the files spell them."""
    # Imported here, and below, because a table does without exports, which load the clients.
    from opentoclose_async.export.formats.json_array import SPELT

    for each in result:
        members = [f'"change":"{each.change}"', f'"key":{compact_json(dict(each.key))}']
        if each.old is not None and each.new is not None:
            old, new = _texts(each.old), _texts(each.new)
            fields = [
                f'{json.dumps(name)}:{{"old":{old.get(name, "null")},'
                f'"new":{new.get(name, "null")}}}'
                for name in each.fields
            ]
            members.append(f'"fields":{{{",".join(fields)}}}')
        else:
            row = each.old if each.new is None else each.new
            assert isinstance(row, VerbatimRow)
            members.append(f'"row":{row.text}')
        text = "{" + ",".join(members) + "}"
        # Line breaks within JSON strings are escaped, so these are all between tokens.
        yield respell(text, SPELT).replace("\r", " ").replace("\n", " ")


def as_csv(result: Diff) -> Iterator[bytes]:
    """Yield a header and a line for each field of each difference, safe for spreadsheets."""
    from opentoclose_async.export.formats.comma_separated import CommaSeparated

    keys = {name: f"key_{name}" if name in FIXED else name for name in result.key}
    names = ("change", *keys.values(), *FIXED[1:])
    sink = CommaSeparated([Column(name, Kind.TEXT) for name in names], names)
    yield sink.begin()
    for each in result:
        key = {keys[name]: value for name, value in each.key.items()}
        old, new = each.old or {}, each.new or {}
        fields = each.fields or [
            name for name, value in {**old, **new}.items() if name not in keys and value is not None
        ]
        rows = [
            VerbatimRow(
                **{**key, "change": str(each.change)},
                field=name,
                old=old.get(name),
                new=new.get(name),
            )
            for name in fields or ("",)
        ]
        yield sink.encode(rows, 0)


def _texts(row: Any) -> dict[str, str]:
    assert isinstance(row, VerbatimRow)
    return member_texts(row.text)


def _shown(each: Difference) -> str:
    """Return a difference on one line, without anything that a terminal would act on."""
    key = ", ".join(_value(value) for value in each.key.values())
    if each.old is not None and each.new is not None:
        old, new = _texts(each.old), _texts(each.new)
        fields = [
            f"{cut(name)}: {_short(old.get(name, 'null'))} -> {_short(new.get(name, 'null'))}"
            for name in each.fields
        ]
    else:
        row = each.old if each.new is None else each.new
        found = {name: value for name, value in (row or {}).items() if value is not None}
        fields = [f"{cut(name)}: {_value(found[name])}" for name in found if name not in each.key]
        if len(fields) > MOST_VALUES:
            fields[MOST_VALUES:] = ["…"]
    return printable(f"{key}  {', '.join(fields)}".rstrip())


def _value(value: Any) -> str:
    return _short(compact_json(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
