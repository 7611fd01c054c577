"""
How the pages of a list that changes while it is read are put together without loss.

Each page is asked for one row early, so that neighbours share a row where nothing moved. The rows
delivered form a chain; a page joins it only if it holds a row of the chain, and what follows the
chain's furthest row in it is new. Where a page does not join, rows were removed before it, or so
many inserted that it shows none but old ones; then fresh windows bridge the seam: back until one
joins, and forward until the page joins or the list is over. The end counts only where a window
that joined has shown it.

So every row that was there from the first request to the last, and was not moved among the others,
is delivered exactly once: all such rows up to the chain's furthest are in it, whatever came or went
between them, and the ones that follow it in any joining page are the next.
"""

from collections.abc import Callable, Generator, Hashable, Sequence
from itertools import islice
from typing import Generic, TypeVar

from attrs import frozen

from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.protocol.paging import Window

__all__ = ["Chain", "SamePages", "Seen", "bridge", "walk_to_end"]

R = TypeVar("R")

MOST_STEPS_IN_VAIN = 1_000
SAME_PAGES = 3
"""Times in a row that a page has to come again before its server is taken to ignore positions."""


@frozen
class Seen(Generic[R]):
    """
    What an answer showed of the list.

    Attributes:
        rows: The rows, from the position that was asked for.
        window: What was asked for.
        is_end: The answer itself says that nothing follows its last row.
    """

    rows: Sequence[R]
    window: Window
    is_end: bool = False


class Chain(Generic[R]):
    """
    The rows delivered so far, of which the last ones are remembered by their keys.

    Args:
        key: What tells rows apart.
        memory: Keys to remember, at most.
        position: Where the next row is thought to stand.
        keys: The keys of the last rows, of a reading that is gone on with.
    """

    def __init__(
        self,
        key: Callable[[R], Hashable],
        *,
        memory: int = 20_000,
        position: int = 0,
        keys: Sequence[Hashable] = (),
    ) -> None:
        self._key = key
        self._memory = memory
        self._numbers = {each: number for number, each in enumerate(keys)}
        self._next_number = len(keys)
        self._forgets = bool(keys) or position > 0
        self._fullest = 0
        self.position = position

    @property
    def remembers_all(self) -> bool:
        """No row before the chain's end is unknown to it."""
        return not self._forgets

    @property
    def delivered(self) -> int:
        """Rows delivered; of a reading that is gone on with, at least so many."""
        return self._next_number

    def last_keys(self, count: int) -> list[Hashable]:
        """Give the keys of the last rows, in order."""
        return list(islice(reversed(self._numbers), count))[::-1]

    def join(self, seen: Seen[R]) -> list[R] | None:
        """
        Add what a page shows behind the chain.

        Returns:
            The new rows; None if the page does not join.
        """
        self._fullest = max(self._fullest, len(seen.rows))
        numbers = self._numbers
        keys = [self._key(row) for row in seen.rows]
        known = [index for index, each in enumerate(keys) if each in numbers]
        if not known:
            return None if numbers else self.take_all(seen)
        furthest = max(known, key=lambda index: numbers[keys[index]])
        fresh = self._add(keys, furthest + 1)
        self.position = seen.window.start + len(keys)
        return [seen.rows[index] for index in fresh]

    def take_all(self, seen: Seen[R]) -> list[R]:
        """Add all rows of a page that holds none of the chain."""
        fresh = self._add([self._key(row) for row in seen.rows], 0)
        self.position = seen.window.start + len(seen.rows)
        return [seen.rows[index] for index in fresh]

    def shows_end(self, seen: Seen[R], new: Sequence[R]) -> bool:
        """
        Tell whether a page that joined, and what was new on it, show the end of the list.

        Fewer rows than were asked for may be the server's cap; fewer than it has given before, and
        nothing new among them, are the end.
        """
        if seen.is_end:
            return True
        full = min(seen.window.count, self._fullest)
        return not new and (len(seen.rows) < full or len(seen.rows) <= 1)

    @property
    def longest_leap(self) -> int:
        """Rows that may be leapt over without passing by all that is remembered."""
        return max(1, len(self._numbers) // 2)

    @property
    def page_rows(self) -> int:
        """Rows that a page may be expected to have, at least 2."""
        return max(2, self._fullest)

    def _add(self, keys: Sequence[Hashable], behind: int) -> list[int]:
        # A row behind the furthest that is known all the same: the list was sorted anew.
        fresh = [index for index in range(behind, len(keys)) if keys[index] not in self._numbers]
        for index in fresh:
            self._numbers[keys[index]] = self._next_number
            self._next_number += 1
        while len(self._numbers) > self._memory:
            del self._numbers[next(iter(self._numbers))]
            self._forgets = True
        return fresh


class SamePages(Generic[R]):
    """
    Notice a server that ignores positions: its one page is the whole list.

    Args:
        chain: The rows delivered so far.
    """

    def __init__(self, chain: Chain[R]) -> None:
        self._chain = chain
        self._last: Seen[R] | None = None
        self._same = 0

    def are_all_one(self, seen: Seen[R]) -> bool:
        """Tell whether a page is the same again and again, wherever it was asked for."""
        last, self._last = self._last, seen
        moved_on = last is not None and seen.window.start > last.window.start
        same = moved_on and last is not None and bool(seen.rows) and seen.rows == last.rows
        self._same = self._same + 1 if same else 0
        return self._same >= SAME_PAGES and self._chain.delivered <= len(seen.rows)


Deliver = Callable[[list[R]], None]
Asking = Generator[Window, Seen[R], bool]
"""Yields windows to ask for, takes what they showed; in the end tells whether the list is over."""


def bridge(chain: Chain[R], page: Seen[R], size: int, deliver: Deliver[R]) -> Asking[R]:
    """
    Bridge the seam before a page that did not join.

    Args:
        chain: What the page should join.
        page: The page.
        size: Rows to ask for at a time, at least 2.
        deliver: Takes the rows found on the way, the page's own last.
    """
    yield from _find_chain(chain, page.window.start, size, deliver)
    in_vain = 0
    while in_vain < MOST_STEPS_IN_VAIN:
        new = chain.join(page)
        if new is not None:
            deliver(new)
            return False
        seen, new = yield from _step(chain, size, deliver)
        if chain.shows_end(seen, new):
            return True
        in_vain = 0 if new else in_vain + 1
    raise _restless(chain)


def walk_to_end(chain: Chain[R], size: int, deliver: Deliver[R]) -> Asking[R]:
    """Go on behind the chain until a window that joins shows the end of the list."""
    in_vain = 0
    pages: SamePages[R] = SamePages(chain)
    while in_vain < MOST_STEPS_IN_VAIN:
        seen, new = yield from _step(chain, size, deliver)
        if chain.shows_end(seen, new) or pages.are_all_one(seen):
            return True
        in_vain = 0 if new else in_vain + 1
    raise _restless(chain)


def _step(
    chain: Chain[R], size: int, deliver: Deliver[R]
) -> Generator[Window, Seen[R], tuple[Seen[R], list[R]]]:
    """Ask for the window that begins with the chain's last row, wherever that is by now."""
    window = Window(max(0, chain.position - 1), size)
    seen = yield window
    new = chain.join(seen)
    if new is None:
        return (yield from _find_chain(chain, window.start, size, deliver))
    deliver(new)
    return seen, new


def _find_chain(
    chain: Chain[R], position: int, size: int, deliver: Deliver[R]
) -> Generator[Window, Seen[R], tuple[Seen[R], list[R]]]:
    """Walk back from a position until a window joins; if none does, forward."""
    one_page = min(size, chain.page_rows) - 1
    start, leap = position, one_page
    while True:
        start = max(0, start - leap)
        seen = yield Window(start, size)
        new = chain.join(seen)
        if new is not None:
            deliver(new)
            return seen, new
        if start == 0:
            break
        leap = max(one_page, min(2 * leap, chain.longest_leap))
    start = position
    while True:
        seen = yield Window(start, size)
        new = chain.join(seen)
        if new is not None:
            deliver(new)
            return seen, new
        if len(seen.rows) <= 1 or seen.is_end:
            break
        start += len(seen.rows) - 1
    if chain.remembers_all:  # so all rows delivered so far are gone from the list
        seen = yield Window(0, size)
        new = chain.join(seen)
        if new is None:
            new = chain.take_all(seen)
        deliver(new)
        return seen, new
    raise DataFormatError(
        "None of the last rows is in the list any more: it changed too much while it was read. "
        "Read it again."
    )


def _restless(chain: Chain[R]) -> DataFormatError:
    return DataFormatError(
        f"The list changes faster than it can be read: {MOST_STEPS_IN_VAIN} pages around position "
        f"{chain.position} did not lead on. Read it again when it is at rest."
    )
