"""
The rows of a list as a verified reading has delivered them, and which pages join them.

Rows come, go and move while a list is read. Call a row steadfast if it is there from the first
request to the last and is not moved itself. Steadfast rows keep their order, so those that have
been delivered are the first of them, up to some row. What is kept true with every page that joins:

    The steadfast rows that were delivered are followed by none that stands before them.

A page is a stretch of the list at one moment. If it holds one steadfast row that was delivered, or
begins where the list begins, then all rows of it may be delivered, and the sentence stays true:
what stands before that row and is steadfast was delivered, and what follows it is next. That holds
whenever the page was fetched.

Which rows are steadfast nobody can see. A single known row may have been moved into the page; so
where the list is known to move, a page joins by several rows of the chain's end in their order, or
because most of its rows are known. Where the list has been at rest, the chain's last row at the
place where it was is enough.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import frozen

from opentoclose_async._protocol.paging.pages import Window
from opentoclose_async._protocol.verified.fingerprints import (
    Fingerprint,
    FingerprintSet,
    fingerprint_of,
)

__all__ = ["Chain", "Link", "Seen"]

R = TypeVar("R")

LONGEST_END = 10_000
"""Rows."""
MOST_WITNESSES = 3
"""Rows of the chain's end by which a page joins, where the list moves and pages are long enough."""


@frozen
class Seen(Generic[R]):
    """
    What an answer showed of the list.

    Attributes:
        rows: The rows, from the position that was asked for.
        window: What was asked for.
        total: Rows in the whole list; None if not said.
        more: The answer links to a next page.
        silent: The answer had no body (204).
    """

    rows: Sequence[R]
    window: Window
    total: int | None = None
    more: bool = False
    silent: bool = False

    @property
    def end(self) -> int:
        """Position behind the last row shown."""
        return self.window.start + len(self.rows)


@frozen
class Link(Generic[R]):
    """
    What a page adds to the chain.

    Attributes:
        rows: The new rows, in order.
        fingerprints: What tells them apart.
        fresh: How many of them are no other version of a row that was delivered, for all one knows.
        leads_on: The page ends with such a row, so that more may follow.
    """

    rows: Sequence[R]
    fingerprints: Sequence[Fingerprint]
    fresh: int
    leads_on: bool


class Chain(Generic[R]):
    """
    The rows delivered so far.

    Args:
        key: The wire name of the field that tells rows apart.
        end_rows: Rows of the chain's end to remember in order.
        position: Where the next row is thought to stand.
        delivered: The rows that an earlier reading has delivered, the last of them at least.
        complete: No row that stands before the chain's end is unknown to it.
        keys_only: The content of the rows delivered earlier is not known.
    """

    def __init__(
        self,
        key: str,
        *,
        end_rows: int,
        position: int = 0,
        delivered: Sequence[Fingerprint] = (),
        complete: bool = True,
        keys_only: bool = False,
    ) -> None:
        self._key = key
        # Nothing but the chain's end tells where it is, if not all of it is known.
        self._end_rows = end_rows if complete else max(end_rows, min(LONGEST_END, len(delivered)))
        self._delivered = FingerprintSet()
        self._delivered.update(delivered)
        self._end: list[Fingerprint] = list(delivered[-self._end_rows :])
        self.complete = complete
        self.started = bool(delivered)
        self.position = position
        self.moved = False
        """Rows were seen where they cannot be in a list at rest."""
        self.shifted = False
        """The same, and not only rows that may be others which look the same."""
        self._keys_are_shared = False
        self._rows_are_alike = False  # some rows are the same in everything, and are different rows
        self._kept = 0  # rows seen again with the same content
        self._changed = int(keys_only)  # rows seen again, in their place, with another

    def __len__(self) -> int:
        """Rows delivered; of a reading that is gone on with, those that are known."""
        return len(self._delivered)

    @property
    def end_length(self) -> int:
        """Rows of the chain's end that are remembered in order."""
        return len(self._end)

    def join(self, seen: Seen[R]) -> Link[R] | None:
        """
        Add a page to the chain.

        Returns:
            What is new on it; None if nothing shows that the page joins.
        """
        prints = [fingerprint_of(row, self._key) for row in seen.rows]
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

    def append(self, seen: Seen[R]) -> Link[R]:
        """Add a page that begins right behind the chain's last row, as others have shown."""
        prints = [fingerprint_of(row, self._key) for row in seen.rows]
        return self._follow(seen, prints, 0)

    def are_same(self, row: R, other: R) -> bool:
        """Tell whether two sightings are of one row."""
        one, two = fingerprint_of(row, self._key), fingerprint_of(other, self._key)
        return self._sign(one) == self._sign(two)

    def note_moved(self) -> None:
        """Take note that the list is not at rest."""
        self.moved = self.shifted = True

    def lose(self) -> None:
        """Take note that the list has no rows for now."""
        self.note_moved()
        self.position = 0

    # Whether a page joins

    def _common(self, seen: Seen[R], prints: Sequence[Fingerprint]) -> int:
        """Count the rows that a page begins with and the chain ends with, in their places."""
        overlap = self.position - seen.window.start
        if not 0 < overlap <= len(self._end):
            return 0
        common = min(overlap, len(prints))
        for known, shown in zip(self._end[-overlap:], prints[:common], strict=False):
            if not self._same(known, shown):
                return 0
        return common

    def _joins(self, seen: Seen[R], prints: Sequence[Fingerprint]) -> bool:
        if seen.window.start == 0 and self.complete:
            return True
        places = {self._sign(each): place for place, each in enumerate(self._end)}
        shown = [places[sign] for each in prints if (sign := self._sign(each)) in places]
        needed = min(_witnesses(len(prints)), len(self._end))
        if needed < MOST_WITNESSES:  # then only the chain's very last rows will do
            shown = [place for place in shown if place >= len(self._end) - needed]
        if _in_order(shown) >= needed:
            return True
        return 2 * sum(map(self._is_known, prints)) > len(prints)

    def _same(self, one: Fingerprint, other: Fingerprint) -> bool:
        """Tell whether two sightings at one place are of one row, which may have been edited."""
        return one == other if self._keys_are_shared else one[0] == other[0]

    @property
    def _content_varies(self) -> bool:
        """Rows change with every answer, so that their keys alone tell them apart."""
        return self._changed > self._kept and not self._keys_are_shared

    def _sign(self, fingerprint: Fingerprint) -> object:
        return fingerprint[0] if self._content_varies else fingerprint

    def _is_known(self, fingerprint: Fingerprint) -> bool:
        if self._content_varies:
            return self._delivered.has_key(fingerprint[0])
        return fingerprint in self._delivered

    def _notice_alike(self, prints: Sequence[Fingerprint]) -> None:
        """Rows that an answer shows at one moment are different rows, whatever they look like."""
        if len({key for key, _ in prints}) == len(prints):
            return
        distinct = set(prints)
        self._rows_are_alike = self._rows_are_alike or len(distinct) < len(prints)
        self._keys_are_shared = self._keys_are_shared or len({key for key, _ in distinct}) < len(
            distinct
        )

    # What is new on it

    def _begin(self, seen: Seen[R], prints: Sequence[Fingerprint]) -> Link[R]:
        self.started = True
        return self._add(seen, range(len(prints)), prints)

    def _follow(self, seen: Seen[R], prints: Sequence[Fingerprint], common: int) -> Link[R]:
        """Add what follows the rows that a page shares with the chain's end, in their places."""
        overlap = self.position - seen.window.start
        for known, shown in zip(
            self._end[-overlap:] if common else (), prints[:common], strict=False
        ):
            if known == shown:
                self._kept += 1
            else:
                self._changed += 1
        new: list[int] = []
        for index in range(common, len(prints)):
            if not self._delivered.has_key(prints[index][0]):
                new.append(index)
            elif prints[index] in self._delivered:
                if self._rows_are_alike and not self.moved:
                    new.append(index)
                else:
                    self.moved = True  # it was somewhere else before
            elif not self.moved:
                self._keys_are_shared = True  # a list at rest has no row at two places
                new.append(index)
            elif not self._content_varies:
                new.append(index)
        return self._add(seen, new, prints)

    def _merge(self, seen: Seen[R], prints: Sequence[Fingerprint]) -> Link[R]:
        """Add what is unknown on a page of a list that has moved."""
        first = 0
        if not self.complete:  # what stands before the chain's first row is not ours
            known = [index for index, each in enumerate(prints) if self._is_known(each)]
            first = known[0] if known else len(prints)
        old = {index for index, each in enumerate(prints) if self._is_known(each)}
        old |= self._edited(prints)
        new = [index for index in range(first, len(prints)) if index not in old]
        return self._add(seen, new, prints)

    def _edited(self, prints: Sequence[Fingerprint]) -> set[int]:
        """
        Find rows that stand where the chain has a row of their key and another content.

        Rows of one key and different content are different rows, except here: such a row is the
        one that the chain has, edited meanwhile.
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

    def _add(self, seen: Seen[R], new: Sequence[int], prints: Sequence[Fingerprint]) -> Link[R]:
        added = [prints[index] for index in new]
        is_fresh = [self._keys_are_shared or not self._delivered.has_key(key) for key, _ in added]
        leads_on = bool(is_fresh) and is_fresh[-1] and new[-1] == len(prints) - 1
        self._delivered.update(added)
        self._move_end(seen, prints)
        rows = seen.rows
        return Link(
            rows if len(new) == len(rows) else [rows[index] for index in new],
            added,
            sum(is_fresh),
            leads_on,
        )

    def _move_end(self, seen: Seen[R], prints: Sequence[Fingerprint]) -> None:
        """Let the chain end as the page does."""
        overlap = self.position - seen.window.start
        end = self._end
        if not self.moved and overlap >= len(prints):
            return
        if 0 <= overlap < len(prints) and overlap <= len(end):
            same = not overlap or all(map(self._same, end[-overlap:], prints))
            if same:
                end += prints[overlap:]
                self.position = seen.end
                del end[: -self._end_rows]
                return
        signs = {self._sign(each) for each in prints}
        last = self._sign(prints[-1])
        place = next((at for at, each in enumerate(end) if self._sign(each) == last), None)
        self.position = seen.end
        if place is not None:
            del end[place + 1 :]  # whether they still follow is for other pages to show
            return
        self._end = [each for each in end if self._sign(each) not in signs]
        self._end += prints
        del self._end[: -self._end_rows]


def _witnesses(rows: int) -> int:
    """Give the rows by which a page of so many joins."""
    return max(1, min(MOST_WITNESSES, rows // 2))


def _in_order(places: Sequence[int]) -> int:
    """Count the longest run of places that rise, others in between left out."""
    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def _is_between(index: int, place: int, kept: Sequence[tuple[int, int]]) -> bool:
    """
    Tell whether a row stands among those that kept their order as its place in the chain does.

    Args:
        index: Where it stands on the page.
        place: Where the chain has it.
        kept: Index and place of rows that are the same here and there.
    """
    before = [each for each in kept if each[0] < index][-1:]
    behind = [each for each in kept if each[0] > index][:1]
    if before and behind:
        return before[0][1] < place < behind[0][1]
    return any(place - there == index - here for here, there in before + behind)
