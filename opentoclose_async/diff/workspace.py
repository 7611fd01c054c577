"""
Find the rows that differ, by sorting in files.

Rows that the other file has as often cancel out by what identifies their content. Only the others
are decoded, and sorted by their keys, so that those of one key are neighbours.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.diff.canonical import canonical, parse, row_value
from opentoclose_async.diff.keys import key_text
from opentoclose_async.diff.pairing import Change, Entry, Pair, pair
from opentoclose_async.diff.readers.reader import Reader
from opentoclose_async.diff.spills import LineSorter
from opentoclose_async.exceptions import DataFormatError

__all__ = ["Rows", "Workspace"]

_LENGTH = struct.Struct("<Q")
"""Precedes the text of a row."""
IDENTITY = 32
"""Hexadecimal digits that identify a row's content."""
_IDENTITY = slice(IDENTITY)
_OLD = ord("0")
PLACE = 18
"""Characters of a side (0 or 1), a place and the end of the line."""


class Workspace:
    """
    A temporary folder, readable by its owner only, as it contains rows.

    Raises:
        OSError: If it cannot be created.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="opentoclose-diff-", ignore_cleanup_errors=True)
        self._path = Path(self._folder.name)
        self._unequal = LineSorter(self._path, "unequal")

    def close(self) -> None:
        """Remove everything."""
        self._folder.cleanup()

    def count_rows(self, readers: Sequence[Reader]) -> list[int]:
        """
        Read the files for the first time, to find the rows that one has more often.

        Returns:
            The number of rows in each.
        """
        counts = []
        identities = LineSorter(self._path, "identities")
        for side, reader in enumerate(readers):
            number = -1
            for number, identity in enumerate(reader.identities()):
                identities.add(b"%b%d%012x\n" % (_identity(identity), side, number))
            counts.append(number + 1)
        for place in _unequal(identities.finish()):
            self._unequal.add(place)
        return counts

    def compare(self, readers: Sequence[Reader], key: Sequence[str]) -> Counter[Change]:
        """
        Read the files again, and record how the rows differ.

        Returns:
            The number of differences of each kind.

        Raises:
            DataFormatError: If a row cannot be compared.
        """
        counts: Counter[Change] = Counter()
        kept = self._keep_unequal(readers, key)
        with kept.open("rb") as lines, (self._path / "pairs").open("w") as pairs:
            for each in pair(_entries(lines)):
                counts[each.change] += 1
                old, new = ("" if place is None else place for place in (each.old, each.new))
                pairs.write(f"{each.change} {old} {new}\n")
        return counts

    def pairs(self) -> Iterator[Pair]:
        """Yield the differences, sorted by their keys."""
        with (self._path / "pairs").open() as lines:
            for line in lines:
                change, old, new = line.rstrip("\n").split(" ")
                yield Pair(Change(change), int(old) if old else None, int(new) if new else None)

    def open_rows(self) -> "Rows":
        """Open the rows that differ."""
        return Rows(self._path / "rows")

    def _keep_unequal(self, readers: Sequence[Reader], key: Sequence[str]) -> Path:
        """Write the rows that differ, and return a file of where they are, by their keys."""
        sorter = LineSorter(self._path, "keys")
        place = 0
        with self._unequal.finish().open("rb") as lines, (self._path / "rows").open("wb") as rows:
            for side, numbers in groupby(lines, lambda line: int(line[:1])):
                reader = readers[side]
                for text in reader.texts(int(line[1:], 16) for line in numbers):
                    value = _value_of(text, reader)
                    name = key_text(value, key).encode()
                    identity = _identity(canonical(value).encode())
                    sorter.add(b"%b\0%b%d%016x\n" % (name, identity, side, place))
                    data = text.encode()
                    place += rows.write(_LENGTH.pack(len(data)) + data)
        return sorter.finish()


class Rows:
    """
    The rows that differ, in a file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")

    def close(self) -> None:
        """Close it."""
        self._file.close()

    def read(self, place: int) -> VerbatimRow:
        """Return the row at a place."""
        self._file.seek(place)
        (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
        (row,) = loads(b"[%b]" % self._file.read(length))
        assert isinstance(row, VerbatimRow)
        return row


def _identity(data: bytes) -> bytes:
    return blake2b(data, digest_size=IDENTITY // 2).hexdigest().encode()


def _unequal(identities: Path) -> Iterator[bytes]:
    """Yield the places of rows whose identity one file has more often."""
    with identities.open("rb") as ahead, identities.open("rb") as lines:
        for _, same in groupby(ahead, itemgetter(_IDENTITY)):
            count = surplus = 0
            for line in same:
                count += 1
                surplus += 1 if line[IDENTITY] == _OLD else -1
            for line in islice(lines, count):
                if surplus:
                    yield line[IDENTITY:]


def _entries(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the rows that are left when equal ones of both files cancel out."""
    for same, equal in groupby(lines, itemgetter(slice(-PLACE))):
        surplus = 0
        places: dict[bool, int] = {}
        for line in equal:
            is_old = line[-PLACE] == _OLD
            surplus += 1 if is_old else -1
            places.setdefault(is_old, int(line[1 - PLACE :], 16))
        if surplus:
            yield Entry(same[: -IDENTITY - 1].decode(), surplus, places[surplus > 0])


def _value_of(text: str, reader: Reader) -> dict[str, Any]:
    try:
        return row_value(parse(text), is_table=reader.is_table)
    except (ValueError, RecursionError) as error:
        raise DataFormatError(
            f"{reader.path}: a row cannot be compared ({error}). It begins with {shorten(text)}."
        ) from error
