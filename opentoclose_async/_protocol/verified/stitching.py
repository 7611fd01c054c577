"""
How the pages of a list that may change while it is read are put together: what to ask for next.

Pages come from a plan that asks ahead, each beginning with rows of the one before. Where a page
does not join the chain of rows delivered, the list has moved: other windows are asked for, back
until one joins, then forward until the page does. What this keeps to, whatever a server says:

1. Only pages that join are delivered, see ``chain``.
2. Each answer costs effort, and each new row makes up for its share of a page, many times over.
   Only so much effort is borne, in relation to the rows delivered, and only so many answers, in
   relation to the length of the list. So a reading ends, and no server makes it ask for ever.
3. The end counts when the place behind the last row answers with no rows, and the last row is seen
   at its place after that, unless the list has been at rest and the server's count agrees. What
   says that there is more, against that, is an error.

Nothing here asks: ``steps`` yields what it wants, and is sent what came.
"""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import Generic, TypeVar

from opentoclose_async._protocol.paging.pages import Window, no_row_error
from opentoclose_async._protocol.paging.totals import Totals
from opentoclose_async._protocol.verified.chain import Chain, Link, Seen
from opentoclose_async._protocol.verified.ending import Ending
from opentoclose_async._protocol.verified.steps import AHEAD, PlanFrom, Step
from opentoclose_async.exceptions import DataFormatError

__all__ = ["Stitching"]

R = TypeVar("R")

EFFORT = 60
"""Answers that bring nothing new and are borne, beside those that pass known rows."""
WORTH = 8
"""Answers that a whole page of new rows makes up for."""
ANSWERS = 150
ANSWERS_A_PAGE = 20
"""Answers that are borne in all: so many, and so many for each page that the list fills."""
PLAN_ANSWERS = 5
"""Answers that a new plan is counted as, for those to the old one that are of no use."""
RECENT_PAGES = 8
SILENT = "it answered with no body (204)"
BEHIND = "rows further on have come already"
SAME_PAGES = 6
"""
Times in a row that a page has to come again before its server is taken to ignore positions: in a
list that grows as fast as it is read, a page may come again by chance.
"""


Steps = Generator[Step, Seen[R] | None, None]


class Stitching(Generic[R]):
    """
    One verified reading of a list, without its input and output.

    Args:
        chain: The rows delivered so far.
        page_size: Rows to ask for at a time, at least 2.
        deliver: Takes what is new.
        begins_at: Position of the first row wanted.
    """

    def __init__(
        self,
        chain: Chain[R],
        page_size: int,
        deliver: Callable[[Link[R]], None],
        begins_at: int = 0,
    ) -> None:
        self.totals = Totals()
        self.seams = 0
        """Places where a page did not join, so that others had to be asked for."""
        self._chain = chain
        self._begins_at = begins_at
        self._size = page_size
        self._deliver = deliver
        self._largest_share = max(1, page_size // 2)
        # Nobody knows what happened to the list since an earlier reading.
        self._shared = min(self._largest_share, 3) if chain.started else 1
        self._page_rows = page_size  # of the last page that had rows
        self._recent_rows: deque[int] = deque(maxlen=RECENT_PAGES)
        self._may_be_cut = False  # that page was as long as any lately, so rows may follow it
        self._reach = max(1, page_size // 2)  # rows that are looked back, where the list moves
        self._effort = 0.0
        self._answers = 0
        self._rows_shown = 0  # by all of them
        self._grown = 0  # pages that ended with a new row
        self._linked = self._ever_linked = False
        self._shown_end: int | None = None  # where the last page showed nothing behind known rows
        self._shown_until = 0
        self._same: Seen[R] | None = None
        self._times_same = 0
        self._plan_is_of_use = True
        self._over = False

    @property
    def shared(self) -> int:
        """Rows of the page before with which a page of the plan should begin."""
        return self._shared

    def note_shown(self, end: int) -> None:
        """Take note that some answer, of use or not, showed rows up to a position."""
        self._shown_until = max(self._shown_until, end)

    def steps(self) -> Steps[R]:
        """
        Read the list: yield what is wanted, and take what came.

        Raises:
            DataFormatError: If the list cannot be read without loss.
        """
        span: int | None = None
        while not self._over:
            self._answers += PLAN_ANSWERS
            yield PlanFrom(self._chain.position, span)
            self._plan_is_of_use = True
            while self._plan_is_of_use and not self._over:
                page = yield AHEAD
                if page is None:
                    break
                grown = self._grown
                self._note(page)
                yield from self._take(page)
                self._shown_end = self._chain.position if grown == self._grown else None
            if not self._chain.started:
                return  # the list began with no rows
            if self._plan_is_of_use and not self._over:
                yield from self._look_behind()
            span = self._page_rows

    def _take(self, page: Seen[R]) -> Steps[R]:
        """Let a page of the plan join, by way of others if need be."""
        if self._try(page):
            return
        self.seams += 1
        self._share_more()
        yield from self._find_chain(page.window.start)
        while not (self._over or self._try(page)):
            if self._chain.position > page.end + 2 * self._size:
                self._plan_is_of_use = False  # what its pages show was passed long ago
                return
            grown = self._grown
            yield from self._step()
            if grown == self._grown and not self._over:
                yield from self._look_behind()

    def _step(self) -> Steps[R]:
        """Ask for the window that begins with the chain's last rows, wherever they are by now."""
        window = self._window_at_end()
        seen = yield from self._ask(window)
        if not self._try(seen):
            yield from self._find_chain(window.start)

    def _find_chain(self, position: int) -> Steps[R]:
        """Walk back from a position until a window joins; if none does, forward."""
        self._chain.note_moved()  # or it would have been where it was looked for
        one_page = max(1, self._page_rows - self._shared)
        start, leap = position, one_page
        while start > 0:
            start = max(0, start - leap)
            seen = yield from self._ask(Window(start, self._size))
            if self._try(seen):
                return
            leap *= 2
            if not self._chain.complete:  # or what is remembered of it may be leapt over
                leap = max(one_page, min(leap, self._chain.end_length // 2))
        if self._chain.complete:
            self._chain.lose()
            return
        start = position
        while True:
            seen = yield from self._ask(Window(start, self._size))
            if self._try(seen):
                return
            if not seen.rows:
                break
            start = seen.end - min(self._shared, len(seen.rows) - 1)
        raise DataFormatError(
            "None of the last rows is in the list any more: it changed too much while it was read. "
            "Read it again.",
            start=self._chain.position,
        )

    def _look_behind(self) -> Steps[R]:
        """Look behind the last row until something new has come, or the end is sure."""
        chain, grown = self._chain, self._grown
        ending: Ending[R] = Ending(chain.are_same)
        claims = 0
        while not self._over:
            position, page_rows = chain.position, self._page_rows
            behind = yield from self._ask(Window(position, self._size))
            claim, joined = None, False
            if behind.rows:
                # So the page seen last was cut short: the server gives no more rows than that.
                self._reach = max(1, min(self._reach, page_rows - 1))
                ending.rows_were_behind()
                # At rest, the last row at its place is a better witness than any row on the page.
                joined = chain.moved and self._try(behind)
                if joined:
                    ending.saw(behind)
            else:
                claim = self._claim(behind)
                claims += claim is not None
                if claim is None:
                    if not self._may_be_cut:
                        ending.nothing_was_behind()
                    if self._is_counted(position) or (chain.moved and ending.is_certain):
                        self._over = True
            if self._over or (behind.rows and grown < self._grown):
                return
            last = yield from self._ask(self._window_back(ending.pages_seen))
            if not self._try(last):
                ending = Ending(chain.are_same)
                yield from self._find_again(position, behind, last, claim, claims)
            elif behind.rows and not joined:
                if last.end == position:
                    self._add(chain.append(behind))
            elif claim is None:
                ending.saw(last)
                ends_there = not behind.rows and last.end == position
                certain = ending.is_certain if chain.moved else ends_there
                self._over = self._over or (certain and grown == self._grown)
            elif claims > 1 and last.end == position:
                self._settle_claim(position, claim)
            if grown < self._grown and not chain.moved:
                return

    def _find_again(
        self, position: int, behind: Seen[R], last: Seen[R], claim: str | None, claims: int
    ) -> Steps[R]:
        """Find the chain, whose last rows are not where they were; or take the list to be gone."""
        if position > 0 or last.rows:
            yield from self._find_chain(position)
        elif claim is None and not behind.rows:
            self._over = True  # all rows are gone from the list
        elif claim is not None and claims > 1:
            raise no_row_error(position, claim)

    def _settle_claim(self, position: int, claim: str) -> None:
        """Decide about an end that something spoke against twice."""
        if claim is BEHIND:
            self._chain.note_moved()  # rows were there, and went
        elif claim is SILENT:
            self._over = True  # no body, twice, and the last row before it
        else:
            raise no_row_error(position, claim)

    def _window_back(self, turn: int) -> Window:
        """Make a window that shows the chain's last rows; of another length each turn."""
        reach = self._reach if self._chain.moved else self._shared
        reach -= reach * (turn % 4) // (2 + turn % 4)
        return Window(max(0, self._chain.position - max(1, reach)), self._size)

    def _is_counted(self, position: int) -> bool:
        """Tell whether a list at rest was seen to end here, but for the place behind."""
        if self._chain.moved:
            return False
        if self.totals.last is None:
            return self._shown_end == position
        return self.totals.trusted == position

    def _claim(self, behind: Seen[R]) -> str | None:
        """Tell what speaks against the end where an answer shows no rows."""
        position = behind.window.start
        if behind.total is not None and behind.total > position:
            return f"the server says that the list has {behind.total} rows"
        if behind.more:
            return "the answer links to a next page"
        if behind.silent:
            return SILENT
        moved = self._chain.moved
        if not moved and self._shown_until > position:
            return BEHIND
        # Where the list moves, what was said before is of another moment, unless it never changed.
        total = self.totals.trusted if moved else self.totals.credible
        if behind.total is None and total is not None and total > position:
            return f"the server says that the list has {total} rows"
        if behind.total is None and self._linked and not moved:
            return "the page before it links to a next one"
        return None

    def _window_at_end(self) -> Window:
        """Make the window that begins with the chain's last rows, and shows what follows them."""
        shared = max(1, min(self._shared, self._page_rows - 1))
        return Window(max(0, self._chain.position - shared), self._size)

    def _ask(self, window: Window) -> Generator[Step, Seen[R] | None, Seen[R]]:
        seen = yield window
        assert seen is not None
        self._note(seen)
        return seen

    def _note(self, seen: Seen[R]) -> None:
        """Take note of an answer, before it is known whether it brings something new."""
        self.totals.note(seen.total, rows=len(seen.rows), end=seen.end)
        self._effort += 1
        self._answers += 1
        if seen.rows:
            self.note_shown(seen.end)
            self._page_rows = len(seen.rows)
            self._recent_rows.append(self._page_rows)
            longest = max(self._recent_rows)
            # Where a server gives a row or two at a time, no page is shorter than others.
            self._may_be_cut = seen.window.start > 0 and self._page_rows == longest > 2
            self._rows_shown += self._page_rows
            self._linked = seen.more
            self._ever_linked = self._ever_linked or seen.more
        known_pages = len(self._chain) / self._mean_rows
        list_pages = min(2 * len(self._chain), self._shown_until) / self._mean_rows
        if (
            self._effort > EFFORT + 3 * known_pages
            or self._answers > ANSWERS + ANSWERS_A_PAGE * list_pages
        ):
            raise DataFormatError(
                "The list changes faster than it can be read, or the server ignores positions: too "
                f"many pages around position {self._chain.position} did not lead on. Read it again "
                "when it is at rest.",
                start=self._chain.position,
            )

    @property
    def _mean_rows(self) -> float:
        """Rows that an answer has, in the mean."""
        return max(1.0, self._rows_shown / max(1, self._answers))

    def _try(self, seen: Seen[R]) -> bool:
        """Let a page join the chain, if it does."""
        if not seen.rows:
            return False
        link = self._chain.join(seen)
        if link is None:
            return False
        if self._chain.moved:
            self._share_some()
        self._add(link)
        if not link.rows:
            self._notice_same(seen)
        return True

    def _add(self, link: Link[R]) -> None:
        self._grown += link.leads_on
        if link.fresh:
            share = link.fresh / self._mean_rows
            self._effort = max(0.0, self._effort - WORTH * share)
        if link.rows:
            self._deliver(link)

    def _share_some(self) -> None:
        """Let pages share rows enough to be told apart from what was moved into them."""
        self._shared = max(self._shared, min(self._largest_share, max(3, self._size // 10)))

    def _share_more(self) -> None:
        self._shared = max(self._shared, min(self._size // 4, 2 * self._shared))

    def _notice_same(self, seen: Seen[R]) -> None:
        """Notice a page that is the same at one position and the other."""
        last, self._same = self._same, seen
        if last is None or not _are_same(seen.rows, last.rows):
            self._times_same = 0
            return
        self._times_same += seen.window.start != last.window.start
        if self._times_same < SAME_PAGES:
            return
        chain = self._chain
        total = self.totals.last
        is_whole = len(chain) == len(seen.rows) != seen.window.count and not self._ever_linked
        if total == self._begins_at + len(chain) or (total is None and is_whole):
            self._over = True  # it knows nothing of pages: this is its list
            return
        raise DataFormatError(
            f"the same page comes at position {seen.window.start} and at others: the server "
            "ignores positions or moves them, or the list changes as fast as it is read. "
            f"{len(chain)} rows were read"
            + ("." if total is None else f", and the server says that there are {total}."),
            start=chain.position,
        )


def _are_same(rows: Sequence[R], others: Sequence[R]) -> bool:
    return len(rows) == len(others) and rows[0] == others[0] and list(rows) == list(others)
