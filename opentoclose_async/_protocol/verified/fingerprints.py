"""
Identify the rows of a list in twelve bytes each.

A fingerprint has two parts: the row's key (64 bits; most keys are integers and are used directly)
and its content (32 bits). Two rows are the same if both parts match. Rows with one key and
different content are either two rows or one that was edited: the fingerprint does not say which.
"""

import json
import marshal
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypeAlias
from zlib import crc32

import orjson

from opentoclose_async._protocol.responses.verbatim import VerbatimRow

__all__ = [
    "BYTES_PER_ROW",
    "Fingerprint",
    "FingerprintSet",
    "fingerprint_of",
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
RECENT = 8_192
"""Fingerprints kept in a form that is fast but large."""
BUCKETS = 4_096


def fingerprint_of(row: Any, key: str) -> Fingerprint:
    """
    Return a row's fingerprint.

    Args:
        row: The decoded row. For a row that kept its JSON text, the text is the content.
        key: The wire name of the field that identifies a row. A row without it is identified by its
            whole content.
    """
    text = row.text.encode() if isinstance(row, VerbatimRow) else _text_of(row)
    value = row.get(key) if isinstance(row, Mapping) else None
    if type(value) is int and 0 <= value < HASHED:
        return value, crc32(text)
    has_key = type(value) is str and value
    return _hash(f"str {value!r}".encode() if has_key else text), crc32(text)


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
    return b"".join(
        [key.to_bytes(8, "little") + content.to_bytes(4, "little") for key, content in fingerprints]
    )


def unpack(packed: bytes) -> Iterator[Fingerprint]:
    """
    Read what ``pack`` wrote.

    Raises:
        ValueError: If it is not a whole number of fingerprints.
    """
    if len(packed) % BYTES_PER_ROW:
        raise ValueError(f"{len(packed)} bytes are not a whole number of fingerprints")
    for at in range(0, len(packed), BYTES_PER_ROW):
        yield (
            int.from_bytes(packed[at : at + 8], "little"),
            int.from_bytes(packed[at + 8 : at + BYTES_PER_ROW], "little"),
        )


_Bucket: TypeAlias = "tuple[array[int], array[int]]"  # subscripted at run time from 3.12 on


class FingerprintSet:
    """
    The fingerprints of all rows delivered: 13 to 14 bytes per row, however many there are.

    The latest are kept in Python sets. Older ones are in buckets, each two arrays sorted by key
    and, for equal keys, by content.
    """

    def __init__(self) -> None:
        self._recent: set[Fingerprint] = set()
        self._recent_keys: set[int] = set()
        self._buckets: dict[int, _Bucket] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, fingerprint: Fingerprint) -> bool:
        """Return whether a row with this key and content was added."""
        if fingerprint in self._recent:
            return True
        key, content = fingerprint
        bucket = self._buckets.get(_bucket_of(key))
        if bucket is None:
            return False
        at = _place(bucket, fingerprint)
        keys, contents = bucket
        return at < len(keys) and keys[at] == key and contents[at] == content

    def has_key(self, key: int) -> bool:
        """Return whether a row with this key was added, whatever its content."""
        if key in self._recent_keys:
            return True
        bucket = self._buckets.get(_bucket_of(key))
        if bucket is None:
            return False
        keys = bucket[0]
        at = bisect_left(keys, key)
        return at < len(keys) and keys[at] == key

    def update(self, fingerprints: Sequence[Fingerprint]) -> None:
        """Add the fingerprints of rows."""
        self._count += len(fingerprints)
        self._recent.update(fingerprints)
        self._recent_keys.update([key for key, _ in fingerprints])
        if len(self._recent) > RECENT:
            self._put_away()

    def _put_away(self) -> None:
        """Move the recent fingerprints to the buckets."""
        buckets = self._buckets
        for fingerprint in self._recent:
            number = _bucket_of(fingerprint[0])
            if number not in buckets:
                buckets[number] = array("Q"), array("I")
            bucket = buckets[number]
            at = _place(bucket, fingerprint)
            for parts, part in zip(bucket, fingerprint, strict=True):
                parts.insert(at, part)
        self._recent.clear()
        self._recent_keys.clear()


def _place(bucket: _Bucket, fingerprint: Fingerprint) -> int:
    """Find where in a bucket a fingerprint is, or belongs."""
    (keys, contents), (key, content) = bucket, fingerprint
    first = bisect_left(keys, key)
    if first == len(keys) or keys[first] != key:
        return first
    return bisect_left(contents, content, first, bisect_right(keys, key, first))


def _bucket_of(key: int) -> int:
    # Keys may be multiples of some number, so spread them with an irregular multiplier.
    return (key * 0x9E3779B97F4A7C15 >> 40) % BUCKETS
