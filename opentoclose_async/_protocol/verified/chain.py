"""
Join the pages of a changing list to the rows already delivered.

Rows are added, removed and moved while a list is read. Call a row steadfast if it exists from the
first request to the last and is never moved. Steadfast rows keep their order, so the delivered ones
are the first of them, up to some row. Every page that joins preserves this invariant:

    No undelivered steadfast row stands before a delivered one.

A page is a stretch of the list at one moment. If it holds a steadfast row that was delivered, or
begins where the list begins, all of its rows may be delivered and the invariant still holds:
steadfast rows before that row were delivered, and those after it come next. That holds whenever the
page was fetched.

Which rows are steadfast cannot be observed: a single known row may have been moved into the page.
So in a list that is known to move, a page joins by several rows of the chain's end in order, or
because most of its rows are known. In a list that has not moved, the chain's last row at its
previous position is enough.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import eq
from typing import Generic, TypeVar

from attrs import frozen

from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._protocol.verified.fingerprint_set import FingerprintSet
from opentoclose_async._protocol.verified.fingerprints import (
    Fingerprint,
    Fingerprints,
    fingerprint_of,
    fingerprints_of,
)

__all__ = ["Chain", "NewRows", "SeenPage"]

R = TypeVar("R")

LONGEST_END = 10_000
"""Rows."""
MOST_WITNESSES = 3
"""Rows of the chain's end by which a page joins, if the list moves and pages are long enough."""


@frozen
class SeenPage(Generic[R]):
    """
    What a response showed of the list.

    Attributes:
        rows: The rows, from the requested position.
        page_range: The requested range.
        total: Rows in the whole list; None if not stated.
        more: The response links to a next page.
        silent: The response had no body (204).
    """

    rows: Sequence[R]
    page_range: PageRange
    total: int | None = None
    more: bool = False
    silent: bool = False

    @property
    def end(self) -> int:
        """Position after the last row shown."""
        return self.page_range.start + len(self.rows)


@frozen
class NewRows(Generic[R]):
    """
    What a page adds to the chain.

    Attributes:
        rows: The new rows, in order.
        fingerprints: Their fingerprints.
        fresh: How many are, as far as known, not another version of a delivered row.
        leads_on: The page ends with such a row, so more may follow.
    """

    rows: Sequence[R]
    fingerprints: Fingerprints
    fresh: int
    leads_on: bool


class Chain(Generic[R]):
    """
    The rows delivered so far.

    Args:
        key: The wire name of the field that identifies a row.
        end_rows: Rows of the chain's end to remember in order.
        position: Presumed position of the next row.
        delivered: Rows that an earlier reading delivered, at least the last of them.
        complete: The chain knows every row before its end.
        keys_only: The content of the rows delivered earlier is unknown.
    """

    def __init__(
        self,
        key: str,
        *,
        end_rows: int,
        position: int = 0,
        delivered: Fingerprints | None = None,
        complete: bool = True,
        keys_only: bool = False,
    ) -> None:
        self._key = key
        delivered = delivered or Fingerprints()
        # If not all rows are known, only the chain's end shows where it is.
        self._end_rows = end_rows if complete else max(end_rows, min(LONGEST_END, len(delivered)))
        self._delivered = FingerprintSet()
        self._delivered.update(delivered)
        self._end = delivered[-self._end_rows :]
        self.complete = complete
        self.started = bool(delivered)
        self.position = position
        self.moved = False
        """Rows were seen where they could not be in a list that does not change."""
        self.shifted = False
        """The same, and not only rows that may be different rows with equal content."""
        self._keys_are_shared = False
        self._rows_are_alike = False  # some different rows have the same content
        self._kept = 0  # rows seen again with the same content
        self._changed = int(keys_only)  # rows seen again in place, with different content

    def __len__(self) -> int:
        """Rows delivered; in a resumed reading, those that are known."""
        return len(self._delivered)

    @property
    def end_length(self) -> int:
        """Rows of the chain's end that are remembered in order."""
        return len(self._end)

    def join(self, seen: SeenPage[R]) -> NewRows[R] | None:
        """
        Add a page to the chain.

        Returns:
            The new rows; None if nothing shows that the page joins.
        """
        prints = fingerprints_of(seen.rows, self._key)
        self._notice_alike(prints)
        if not self.started:
            return self._begin(seen, prints)
        common = self._common(seen, prints)
        if common and (not self.shifted or common >= _witnesses(len(prints))):
            return self._follow(seen, prints, common)
        if not self._joins(seen, prints):
            return None
        self.note_moved()
        return self._merge(seen, prints)

    def append(self, seen: SeenPage[R]) -> NewRows[R]:
        """Add a page known to begin right after the chain's last row."""
        prints = fingerprints_of(seen.rows, self._key)
        return self._follow(seen, prints, 0)

    def are_same(self, row: R, other: R) -> bool:
        """Return whether two sightings are of one row."""
        one, two = fingerprint_of(row, self._key), fingerprint_of(other, self._key)
        return self._identity(one) == self._identity(two)

    def note_moved(self) -> None:
        """Take note that the list is changing."""
        self.moved = self.shifted = True

    def lose(self) -> None:
        """Take note that the list has no rows for now."""
        self.note_moved()
        self.position = 0

    # Whether a page joins

    def _common(self, seen: SeenPage[R], prints: Fingerprints) -> int:
        """Count the rows that a page begins with and the chain ends with, in place."""
        overlap = self.position - seen.page_range.start
        if not 0 < overlap <= len(self._end):
            return 0
        return min(overlap, len(prints)) if self._agrees(prints, overlap) else 0

    def _agrees(self, prints: Fingerprints, overlap: int) -> bool:
        """
        Return whether a page begins with the chain's last ``overlap`` rows, or the first of them.

        Rows in one place that have the same key are one row, which may have been edited.
        """
        end, start = self._end, len(self._end) - overlap
        stop = start + len(prints)
        if end.keys[start:stop] != prints.keys[:overlap]:
            return False
        return not self._keys_are_shared or end.contents[start:stop] == prints.contents[:overlap]

    def _joins(self, seen: SeenPage[R], prints: Fingerprints) -> bool:
        if seen.page_range.start == 0 and self.complete:
            return True
        places = {self._identity(each): place for place, each in enumerate(self._end)}
        shown = [places[sign] for each in prints if (sign := self._identity(each)) in places]
        needed = min(_witnesses(len(prints)), len(self._end))
        if needed < MOST_WITNESSES:  # then only the chain's last rows count
            shown = [place for place in shown if place >= len(self._end) - needed]
        if _in_order(shown) >= needed:
            return True
        return 2 * sum(map(self._is_known, prints)) > len(prints)

    @property
    def _content_varies(self) -> bool:
        """Rows differ in every response, so only keys identify them."""
        return self._changed > self._kept and not self._keys_are_shared

    def _identity(self, fingerprint: Fingerprint) -> object:
        return fingerprint[0] if self._content_varies else fingerprint

    def _is_known(self, fingerprint: Fingerprint) -> bool:
        if self._content_varies:
            return self._delivered.has_key(fingerprint[0])
        return fingerprint in self._delivered

    def _notice_alike(self, prints: Fingerprints) -> None:
        """Rows in one response are different rows, even if they look the same."""
        if prints.ascending or len(set(prints.keys)) == len(prints):
            return
        distinct = set(prints)
        self._rows_are_alike = self._rows_are_alike or len(distinct) < len(prints)
        self._keys_are_shared = self._keys_are_shared or len({key for key, _ in distinct}) < len(
            distinct
        )

    # What is new on a page

    def _begin(self, seen: SeenPage[R], prints: Fingerprints) -> NewRows[R]:
        self.started = True
        self._delivered.update(prints)
        self._move_end(seen, prints)
        return NewRows(seen.rows, prints, len(prints), leads_on=True)

    def _follow(self, seen: SeenPage[R], prints: Fingerprints, common: int) -> NewRows[R]:
        """Add the rows after those that a page shares with the chain's end, in place."""
        if common:
            overlap = self.position - seen.page_range.start
            known = self._end.contents[len(self._end) - overlap :]
            kept = sum(map(eq, known, prints.contents[:common]))
            self._kept += kept
            self._changed += common - kept
        added = prints[common:]
        if self._delivered.update_if_new(added):  # as nearly always
            self._move_end(seen, prints)
            return NewRows(seen.rows[common:], added, len(added), len(added) > 0)
        new: list[int] = []
        for index in range(common, len(prints)):
            if not self._delivered.has_key(prints[index][0]):
                new.append(index)
            elif prints[index] in self._delivered:
                if self._rows_are_alike and not self.moved:
                    new.append(index)
                else:
                    self.moved = True  # it was at another position before
            elif not self.moved:
                self._keys_are_shared = True  # a list that does not change has no row twice
                new.append(index)
            elif not self._content_varies:
                new.append(index)
        return self._add(seen, new, prints)

    def _merge(self, seen: SeenPage[R], prints: Fingerprints) -> NewRows[R]:
        """Add the unknown rows on a page of a list that has moved."""
        first = 0
        if not self.complete:  # rows before the chain's first row are not wanted
            known = [index for index, each in enumerate(prints) if self._is_known(each)]
            first = known[0] if known else len(prints)
        old = {index for index, each in enumerate(prints) if self._is_known(each)}
        old |= self._edited(prints)
        new = [index for index in range(first, len(prints)) if index not in old]
        return self._add(seen, new, prints)

    def _edited(self, prints: Fingerprints) -> set[int]:
        """
        Find rows in the place of a chain row with the same key but different content.

        Elsewhere, rows with the same key and different content are different rows. Here, such a row
        is the chain's own, edited since.
        """
        if self._keys_are_shared:
            return set()
        places = {each: place for place, each in enumerate(self._end)}
        kept = [(index, places[each]) for index, each in enumerate(prints) if each in places]
        keys = {key: place for place, (key, _) in enumerate(self._end)}
        edited: set[int] = set()
        for index, each in enumerate(prints):
            place = keys.get(each[0])
            if place is not None and each not in places and _is_between(index, place, kept):
                edited.add(index)
        return edited

    def _add(self, seen: SeenPage[R], new: Sequence[int], prints: Fingerprints) -> NewRows[R]:
        added = Fingerprints(prints[index] for index in new)
        is_fresh = [self._keys_are_shared or not self._delivered.has_key(key) for key in added.keys]
        leads_on = bool(is_fresh) and is_fresh[-1] and new[-1] == len(prints) - 1
        self._delivered.update(added)
        self._move_end(seen, prints)
        return NewRows([seen.rows[index] for index in new], added, sum(is_fresh), leads_on)

    def _move_end(self, seen: SeenPage[R], prints: Fingerprints) -> None:
        """Make the chain end as the page does."""
        overlap = self.position - seen.page_range.start
        end = self._end
        if not self.moved and overlap >= len(prints):
            return
        follows = 0 <= overlap < len(prints) and overlap <= len(end)
        if follows and (not overlap or self._agrees(prints, overlap)):
            end.extend(prints[overlap:])
            self.position = seen.end
            del end[: -self._end_rows]
            return
        signs = {self._identity(each) for each in prints}
        last = self._identity(prints[-1])
        place = next((at for at, each in enumerate(end) if self._identity(each) == last), None)
        self.position = seen.end
        if place is not None:
            del end[place + 1 :]  # other pages show whether these still follow
            return
        self._end = Fingerprints(each for each in end if self._identity(each) not in signs)
        self._end.extend(prints)
        del self._end[: -self._end_rows]


def _witnesses(rows: int) -> int:
    """Return the number of rows by which a page of ``rows`` rows joins."""
    return max(1, min(MOST_WITNESSES, rows // 2))


def _in_order(places: Sequence[int]) -> int:
    """Return the length of the longest increasing subsequence."""
    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def _is_between(index: int, place: int, kept: Sequence[tuple[int, int]]) -> bool:
    """
    Return whether a row stands among the unchanged rows as its place in the chain does.

    Args:
        index: Its index on the page.
        place: Its place in the chain.
        kept: Index and place of the rows that are the same in both.
    """
    before = [each for each in kept if each[0] < index][-1:]
    after = [each for each in kept if each[0] > index][:1]
    if before and after:
        return before[0][1] < place < after[0][1]
    return any(place - there == index - here for here, there in before + after)
