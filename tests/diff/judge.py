"""
A second, naive opinion on how two lists of rows differ: dicts in memory, exact fractions.

It shares no code with the package.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

__all__ = ["Opinion", "frozen_row", "opinion_on"]

Row = Mapping[str, Any]
Opinion = Counter[tuple[Any, ...]]
"""Each difference: what it is, and the old and the new row."""


def frozen(value: Any) -> Hashable:
    """Return something that is equal for equal JSON values only."""
    match value:
        case bool() | None:
            return ("constant", repr(value))
        case int() | float():
            is_number = value == value and abs(value) != float("inf")
            return ("number", Fraction(value) if is_number else repr(value))
        case str():
            return ("text", value)
        case list():
            return ("list", *map(frozen, value))
        case dict():
            return ("object", frozenset((name, frozen(part)) for name, part in value.items()))
        case _:
            raise AssertionError(value)


def frozen_row(row: Row, *, is_table: bool) -> frozenset[tuple[str, Hashable]]:
    """Freeze a row without its nulls; cells of tables may hold JSON objects and lists."""

    def cell(value: Any) -> Any:
        if is_table and isinstance(value, str) and value.startswith(("{", "[")):
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value

    return frozenset(
        (name, frozen(cell(value))) for name, value in row.items() if value is not None
    )


def opinion_on(
    old: Iterable[Row], new: Iterable[Row], key: Sequence[str], *, is_table: bool = False
) -> Opinion:
    """Return the differences, and how often each occurs."""
    sides: list[dict[Hashable, Counter[Any]]] = []
    for rows in (old, new):
        by_key: dict[Hashable, Counter[Any]] = defaultdict(Counter)
        for row in rows:
            has_key = all(row.get(name) is not None for name in key)
            of = tuple(frozen(row[name]) for name in key) if has_key else None
            by_key[of][frozen_row(row, is_table=is_table)] += 1
        sides.append(by_key)
    found: Opinion = Counter()
    for values in sides[0].keys() | sides[1].keys():
        before = sides[0].get(values, Counter())
        after = sides[1].get(values, Counter())
        gone, come = before - after, after - before
        if values is not None and gone.total() == come.total() == 1:
            found["changed", *gone, *come] += 1
            continue
        for row, count in gone.items():
            found["removed", row, None] += count
        for row, count in come.items():
            found["added", None, row] += count
    return found
