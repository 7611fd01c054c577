"""
Identify the rows of a list in twelve bytes each.

A fingerprint has two parts: the row's key (64 bits; most keys are integers and are used directly)
and its content (32 bits). Two rows are the same if both parts match. Rows with one key and
different content are either two rows or one that was edited: the fingerprint does not say which.
"""

import json
import marshal
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any
from zlib import crc32

import orjson

from opentoclose_async._protocol.responses.verbatim import VerbatimRow

__all__ = [
    "BYTES_PER_ROW",
    "HASHED",
    "Fingerprint",
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


def fingerprints_of(rows: Sequence[Any], key: str) -> list[Fingerprint]:
    """Return the fingerprints of several rows."""
    if set(map(type, rows)) == {VerbatimRow}:
        # Nearly all pages are so, and this takes half the time.
        values = [row.get(key) for row in rows]
        if set(map(type, values)) == {int} and min(values) >= 0 and max(values) < HASHED:
            return list(zip(values, map(crc32, [row.utf8 for row in rows]), strict=True))
    return [fingerprint_of(row, key) for row in rows]


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


def pack(fingerprints: Iterable[Fingerprint]) -> bytes:
    """Concatenate fingerprints, ``BYTES_PER_ROW`` bytes each."""
    numbers = list(chain.from_iterable(fingerprints))
    return struct.pack("<" + "QI" * (len(numbers) // 2), *numbers)


def unpack(packed: bytes) -> Iterator[Fingerprint]:
    """
    Read what ``pack`` wrote.

    Raises:
        ValueError: If it is not a whole number of fingerprints.
    """
    if len(packed) % BYTES_PER_ROW:
        raise ValueError(f"{len(packed)} bytes are not a whole number of fingerprints")
    yield from struct.iter_unpack("<QI", packed)
