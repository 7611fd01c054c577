"""
The set of all fingerprints delivered, in 12 to 14 bytes per row.

Fingerprints are in order, in leaves of limited size. Most pages belong between two neighbours in
the set, such as after the last row of a list that is sorted by id: they are recognised as new, and
added, in one step. Others are looked up and added row by row.
"""

from array import array
from bisect import bisect_left, bisect_right
from typing import TypeAlias

from opentoclose_async._protocol.verified.fingerprints import Fingerprint, Fingerprints

__all__ = ["FingerprintSet"]

LEAF = 512
"""Fingerprints in a leaf; one that has twice as many is split."""
CONTENT_BITS = 32

_Leaf: TypeAlias = "tuple[array[int], array[int]]"  # subscripted at run time from 3.12 on


class FingerprintSet:
    """The fingerprints of all rows delivered."""

    def __init__(self) -> None:
        # The keys in a leaf, sorted, and their contents, sorted for equal keys.
        self._leaves: list[_Leaf] = [(array("Q"), array("I"))]
        self._firsts = [0]  # of each leaf, as numbers; nothing belongs before the first leaf
        self._count = 0

    def __len__(self) -> int:
        """Return how many were added, with repetitions."""
        return self._count

    def __contains__(self, fingerprint: Fingerprint) -> bool:
        """Return whether a row with this key and content was added."""
        leaf, at = self._place(fingerprint)
        keys, contents = self._leaves[leaf]
        return at < len(keys) and (keys[at], contents[at]) == fingerprint

    def has_key(self, key: int) -> bool:
        """Return whether a row with this key was added, whatever its content."""
        return self._key_from(self._place((key, 0))) == key

    def update(self, fingerprints: Fingerprints) -> None:
        """Add the fingerprints of rows."""
        if not self._fill_gap(fingerprints):
            for each in fingerprints:
                self._add(each)

    def update_if_new(self, fingerprints: Fingerprints) -> bool:
        """Add the fingerprints of rows unless one of their keys was added before."""
        if self._fill_gap(fingerprints):
            return True
        if any(map(self.has_key, fingerprints.keys)):
            return False
        self.update(fingerprints)
        return True

    def _place(self, fingerprint: Fingerprint) -> tuple[int, int]:
        """Return the leaf where a fingerprint is or belongs, and the index in it."""
        key, content = fingerprint
        leaf = bisect_right(self._firsts, key << CONTENT_BITS | content) - 1
        keys, contents = self._leaves[leaf]
        at = bisect_left(keys, key)
        if at < len(keys) and keys[at] == key:
            at = bisect_left(contents, content, at, bisect_right(keys, key, at))
        return leaf, at

    def _key_from(self, place: tuple[int, int]) -> int | None:
        """Return the first key from a place on; None if there is none."""
        leaf, at = place
        keys = self._leaves[leaf][0]
        if at < len(keys):
            return keys[at]
        following = self._firsts[leaf + 1 : leaf + 2]
        return following[0] >> CONTENT_BITS if following else None

    def _fill_gap(self, fingerprints: Fingerprints) -> bool:
        """Add fingerprints if no key of the set is among theirs or between them."""
        if not fingerprints.keys:
            return True
        if not fingerprints.ascending:
            fingerprints = Fingerprints(sorted(fingerprints))
        first, last = fingerprints.keys[0], fingerprints.keys[-1]
        leaf = len(self._leaves) - 1
        keys, contents = self._leaves[leaf]
        at = len(keys)
        if at and first <= keys[-1]:  # they do not belong after all others
            place = leaf, at = self._place((first, 0))
            following = self._key_from(place)
            if following is not None and following <= last:
                return False
            keys, contents = self._leaves[leaf]
        keys[at:at] = fingerprints.keys
        contents[at:at] = fingerprints.contents
        self._count += len(fingerprints.keys)
        self._split_full(leaf)
        return True

    def _add(self, fingerprint: Fingerprint) -> None:
        leaf, at = self._place(fingerprint)
        keys, contents = self._leaves[leaf]
        keys.insert(at, fingerprint[0])
        contents.insert(at, fingerprint[1])
        self._count += 1
        self._split_full(leaf)

    def _split_full(self, leaf: int) -> None:
        """Split a leaf if it is full."""
        keys, contents = self._leaves[leaf]
        if len(keys) < 2 * LEAF:
            return
        parts = [
            (keys[start : start + LEAF], contents[start : start + LEAF])
            for start in range(0, len(keys), LEAF)
        ]
        self._leaves[leaf : leaf + 1] = parts
        self._firsts[leaf + 1 : leaf + 1] = [
            keys[0] << CONTENT_BITS | contents[0] for keys, contents in parts[1:]
        ]
