"""
Identify the rows of a list in twelve bytes each.

A fingerprint has two parts: the row's key (64 bits; most keys are integers and are used directly)
and its content (32 bits). Two rows are the same if both parts match. Rows with one key and
different content are either two rows or one that was edited: the fingerprint does not say which.
"""

import json
import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from sys import byteorder
from typing import Any, overload
from zlib import crc32

import orjson

from opentoclose_async._protocol.responses.verbatim import VerbatimRow

__all__ = [
    "BYTES_PER_ROW",
    "HASHED",
    "Fingerprint",
    "Fingerprints",
    "fingerprint_of",
    "fingerprints_of",
    "key_of",
    "pack",
    "unpack",
]

Fingerprint = tuple[int, int]
"""A row's key and content."""

BYTES_PER_ROW = 12
"""Bytes of a packed fingerprint."""

HASHED = 1 << 63
"""Set in keys that are hashes, so that they differ from every integer key."""


class Fingerprints(Sequence[Fingerprint]):
    """
    The fingerprints of several rows, as two arrays: a page of them is handled at once.

    Attributes:
        keys: Their keys.
        contents: Their contents.
        ascending: Whether each key is known to be greater than the one before it.
    """

    __slots__ = ("ascending", "contents", "keys")

    keys: "array[int]"  # subscripted at run time from 3.12 on
    contents: "array[int]"
    ascending: bool

    def __init__(self, fingerprints: Iterable[Fingerprint] = ()) -> None:
        pairs = list(fingerprints)
        self.keys = array("Q", [key for key, _ in pairs])
        self.contents = array("I", [content for _, content in pairs])
        self.ascending = False

    @classmethod
    def of_arrays(
        cls, keys: "array[int]", contents: "array[int]", *, ascending: bool = False
    ) -> "Fingerprints":
        """Return fingerprints that consist of two arrays, of types Q and I."""
        made = cls.__new__(cls)
        made.keys, made.contents, made.ascending = keys, contents, ascending
        return made

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Fingerprint]:
        return zip(self.keys, self.contents, strict=True)

    @overload
    def __getitem__(self, index: int) -> Fingerprint: ...
    @overload
    def __getitem__(self, index: slice) -> "Fingerprints": ...
    def __getitem__(self, index: int | slice) -> "Fingerprint | Fingerprints":
        if not isinstance(index, slice):
            return self.keys[index], self.contents[index]
        ascending = self.ascending and index.step is None
        return self.of_arrays(self.keys[index], self.contents[index], ascending=ascending)

    def __delitem__(self, index: slice) -> None:
        del self.keys[index], self.contents[index]

    def extend(self, others: "Fingerprints") -> None:
        """Add the fingerprints of other rows at the end."""
        self.keys += others.keys
        self.contents += others.contents
        self.ascending = False


def fingerprint_of(row: Any, key: str) -> Fingerprint:
    """
    Return a row's fingerprint.

    Args:
        row: The decoded row. For a row that kept its JSON text, the text is the content.
        key: The wire name of the field that identifies a row. A row without it is identified by its
            whole content.
    """
    text = row.utf8 if isinstance(row, VerbatimRow) else _text_of(row)
    value = row.get(key) if isinstance(row, Mapping) else None
    if type(value) is int and 0 <= value < HASHED:
        return value, crc32(text)
    has_key = type(value) is str and value
    return _hash(f"str {value!r}".encode() if has_key else text), crc32(text)


def fingerprints_of(rows: Sequence[Any], key: str) -> Fingerprints:
    """Return the fingerprints of several rows."""
    try:
        # Nearly all pages consist of rows with a text and an integer key.
        texts = [row.utf8 for row in rows]
        values = list(map(itemgetter(key), rows))
        keys = array("Q", values)
    except (AttributeError, LookupError, OverflowError, TypeError):
        return Fingerprints([fingerprint_of(row, key) for row in rows])
    ordered = sorted(values)
    # Booleans are 0 or 1 in an array, so most pages are known to have none.
    if not values or ordered[-1] >= HASHED or (ordered[0] < 2 and bool in map(type, values)):
        return Fingerprints([fingerprint_of(row, key) for row in rows])
    ascending = values == ordered and len({*values}) == len(values)
    return Fingerprints.of_arrays(keys, array("I", [*map(crc32, texts)]), ascending=ascending)


def key_of(value: Any) -> int:
    """Return the key of a fingerprint, from the value of a row's key field or from such a key."""
    if type(value) is int and 0 <= value < 2 * HASHED:
        return value
    return _hash(f"str {value!r}".encode())


def _hash(text: bytes) -> int:
    return HASHED | int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def _text_of(row: Any) -> bytes:
    try:
        return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # an integer beyond 64 bits, a lone surrogate, 254 levels
        pass
    try:
        return json.dumps(row, sort_keys=True, default=str).encode()
    except RecursionError:  # what could be read may be slightly too deep to write
        return marshal.dumps(row, 0)


def pack(fingerprints: Fingerprints) -> bytes:
    """Concatenate fingerprints, ``BYTES_PER_ROW`` bytes each: the key and the content."""
    keys, contents = _little(fingerprints.keys), _little(fingerprints.contents)
    packed = bytearray(BYTES_PER_ROW * len(fingerprints))
    halves = memoryview(packed).cast("I")
    of_keys = memoryview(keys).cast("B").cast("I")
    halves[0::3], halves[1::3] = of_keys[0::2], of_keys[1::2]
    halves[2::3] = memoryview(contents)
    return bytes(packed)


def unpack(packed: bytes) -> Fingerprints:
    """
    Read what ``pack`` wrote.

    Raises:
        ValueError: If it is not a whole number of fingerprints.
    """
    if len(packed) % BYTES_PER_ROW:
        raise ValueError(f"{len(packed)} bytes are not a whole number of fingerprints")
    halves = memoryview(packed).cast("I")
    of_keys = bytearray(len(packed) // 3 * 2)
    pairs = memoryview(of_keys).cast("I")
    pairs[0::2], pairs[1::2] = halves[0::3], halves[1::3]
    keys, contents = array("Q", bytes(of_keys)), array("I", bytes(halves[2::3]))
    return Fingerprints.of_arrays(_little(keys), _little(contents))


def _little(numbers: "array[int]") -> "array[int]":
    """Return numbers in the byte order of the record, little-endian, or those in it as numbers."""
    if byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers
