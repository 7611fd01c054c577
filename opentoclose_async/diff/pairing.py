"""
Decide what happened to the rows of each key.

Rows of one key are a multiset: equal ones have cancelled out before, whatever their order. If one
row is left on each side, it has changed. Otherwise nothing says which of them became which, so
those of the old file were removed and those of the new one added. The same applies to rows without
a key.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import NamedTuple

__all__ = ["Change", "Entry", "Pair", "pair"]


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Entry(NamedTuple):
    """
    Equal rows that one file has more of.

    Attributes:
        key: Their key; empty if they have none.
        surplus: How many more the old file has; negative if the new file has more.
        place: Where one of them is kept.
    """

    key: str
    surplus: int
    place: int


class Pair(NamedTuple):
    """A difference: where the old row and the new one are kept, if there are such."""

    change: Change
    old: int | None
    new: int | None


def pair(entries: Iterable[Entry]) -> Iterator[Pair]:
    """
    Yield the differences among rows.

    Args:
        entries: The rows, sorted by key. No more than a few are held, even if all have one key.
    """
    for key, same_key in groupby(entries, attrgetter("key")):
        first = list(islice(same_key, 3))
        if key and sorted(entry.surplus for entry in first) == [-1, 1]:
            new, old = sorted(first, key=attrgetter("surplus"))
            yield Pair(Change.CHANGED, old.place, new.place)
            continue
        for entry in chain(first, same_key):
            if entry.surplus > 0:
                alone = Pair(Change.REMOVED, entry.place, None)
            else:
                alone = Pair(Change.ADDED, None, entry.place)
            for _ in range(abs(entry.surplus)):
                yield alone
