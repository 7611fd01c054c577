"""
Decide what to request next, to join the pages of a list that may change while it is read.

Pages come from a plan that requests ahead; each begins with rows of the one before. A page that
does not join the chain of delivered rows shows that the list has moved: then other ranges are
requested, backward until one joins, and forward until the page does. Guarantees, whatever a server
says:

1. Only pages that join are delivered, see ``chain``.
2. Every response costs effort. New rows pay it back, many times over for a full page. Effort is
   limited in relation to the rows delivered, and responses in relation to the list's length. So
   every reading ends, and no server can keep it going forever.
3. The list ends when the position after the last row answers with no rows, and the last row is then
   seen in its place, unless the list has not changed and the server's count agrees. If something
   says there is more, against this evidence, that is an error.

Nothing here sends requests: ``steps`` yields what it needs and is sent the results.
"""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import Generic, TypeVar

from opentoclose_async._protocol.paging.pages import (
    LINKED,
    LINKED_BEFORE,
    NO_BODY,
    ROWS_AFTER,
    PageRange,
    no_row_error,
    says_total,
)
from opentoclose_async._protocol.paging.totals import Totals
from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.verified.chain import Chain, NewRows, SeenPage
from opentoclose_async._protocol.verified.ending import Ending
from opentoclose_async._protocol.verified.steps import NEXT_PAGE, NewPlan, Step
from opentoclose_async.exceptions import DataFormatError

__all__ = ["Stitching"]

R = TypeVar("R")

EFFORT = 60
"""Responses without anything new that are tolerated, in addition to those that pass known rows."""
WORTH = 8
"""Responses that a whole page of new rows pays for."""
RESPONSES = 150
RESPONSES_PER_PAGE = 20
"""Responses tolerated in all: a fixed number, plus this many for each page of the list."""
PLAN_RESPONSES = 5
"""Responses that a new plan counts as, for the old one's that are discarded."""
RECENT_PAGES = 8
SAME_PAGES = 6
"""
Times in a row that a page must repeat before its server is assumed to ignore positions: in a list
that grows as fast as it is read, a page may repeat by chance.
"""
SHORT_SAME_PAGES = 24
"""The same for a page that is shorter than requested."""


Steps = Generator[Step, SeenPage[R] | None, None]


class Stitching(Generic[R]):
    """
    One verified reading of a list, without I/O.

    Args:
        chain: The rows delivered so far.
        page_size: Rows per request, at least 2.
        deliver: Called with new rows.
        begins_at: Position of the first row.
    """

    def __init__(
        self,
        chain: Chain[R],
        page_size: int,
        deliver: Callable[[NewRows[R]], None],
        begins_at: int = 0,
    ) -> None:
        self.totals = Totals()
        self.seams = 0
        """Places where a page did not join, so that others had to be requested."""
        self._chain = chain
        self._begins_at = begins_at
        self._size = page_size
        self._deliver = deliver
        self._largest_share = max(1, page_size // 2)
        # What happened to the list since an earlier reading is unknown.
        self._shared = min(self._largest_share, 3) if chain.started else 1
        self._page_rows = page_size  # of the last page that had rows
        self._recent_rows: deque[int] = deque(maxlen=RECENT_PAGES)
        self._may_be_cut = False  # that page was as long as any recent one, so rows may follow it
        self._reach = max(1, page_size // 2)  # rows to look back, if the list moves
        self._effort = 0.0
        self._responses = 0
        self._rows_shown = 0  # by all responses
        self._grown = 0  # pages that ended with a new row
        self._linked = self._ever_linked = False
        self._shown_end: int | None = None  # where the last page showed nothing after known rows
        self._shown_until = 0
        self._same: SeenPage[R] | None = None
        self._times_same = 0
        self._plan_is_useful = True
        self._over = False

    @property
    def shared(self) -> int:
        """Rows of the previous page with which a page of the plan should begin."""
        return self._shared

    def note_shown(self, end: int) -> None:
        """Take note that a response, used or not, showed rows up to a position."""
        self._shown_until = max(self._shown_until, end)

    def steps(self) -> Steps[R]:
        """
        Read the list: yield what is needed, and receive the results.

        Raises:
            DataFormatError: If the list cannot be read without loss.
        """
        span: int | None = None
        while not self._over:
            self._responses += PLAN_RESPONSES
            yield NewPlan(self._chain.position, span)
            self._plan_is_useful = True
            while self._plan_is_useful and not self._over:
                page = yield NEXT_PAGE
                if page is None:
                    break
                grown = self._grown
                self._note(page)
                yield from self._take(page)
                self._shown_end = self._chain.position if grown == self._grown else None
            if not self._chain.started:
                return  # the list began with no rows
            if self._plan_is_useful and not self._over:
                yield from self._look_after_end()
            span = self._page_rows

    def _take(self, page: SeenPage[R]) -> Steps[R]:
        """Join a page of the plan, by way of other ranges if necessary."""
        if self._try_to_join(page):
            return
        self.seams += 1
        self._share_more()
        yield from self._find_chain(page.page_range.start)
        while not (self._over or self._try_to_join(page)):
            if self._chain.position > page.end + 2 * self._size:
                self._plan_is_useful = False  # its pages are far behind
                return
            grown = self._grown
            yield from self._step()
            if grown == self._grown and not self._over:
                yield from self._look_after_end()

    def _step(self) -> Steps[R]:
        """Request the range that begins with the chain's last rows, wherever they are now."""
        page_range = self._range_at_end()
        seen = yield from self._ask(page_range)
        if not self._try_to_join(seen):
            yield from self._find_chain(page_range.start)

    def _find_chain(self, position: int) -> Steps[R]:
        """Walk back from a position until a range joins; if none does, forward."""
        self._chain.note_moved()  # otherwise it would have been where it was expected
        one_page = max(1, self._page_rows - self._shared)
        start, leap = position, one_page
        while start > 0:
            start = max(0, start - leap)
            seen = yield from self._ask(PageRange(start, self._size))
            if self._try_to_join(seen):
                return
            leap *= 2
            if not self._chain.complete:  # otherwise its remembered rows may be skipped
                leap = max(one_page, min(leap, self._chain.end_length // 2))
        if self._chain.complete:
            self._chain.lose()
            return
        start = position
        while True:
            seen = yield from self._ask(PageRange(start, self._size))
            if self._try_to_join(seen):
                return
            if not seen.rows:
                break
            start = seen.end - min(self._shared, len(seen.rows) - 1)
        raise DataFormatError(
            "None of the last rows is in the list anymore: it changed too much while it was read. "
            "Read it again.",
            start=self._chain.position,
        )

    def _look_after_end(self) -> Steps[R]:
        """Request what follows the last row until there is a new row, or the end is certain."""
        chain, grown = self._chain, self._grown
        ending: Ending[R] = Ending(chain.are_same)
        claims = 0
        while not self._over:
            position, page_rows = chain.position, self._page_rows
            after = yield from self._ask(PageRange(position, self._size))
            claim, joined = None, False
            if after.rows:
                # So the last page was cut short: the server returns no more rows than that.
                self._reach = max(1, min(self._reach, page_rows - 1))
                ending.saw_rows_after()
                # If nothing moved, the last row in its place is better evidence than any page.
                joined = chain.moved and self._try_to_join(after)
                if joined:
                    ending.saw(after)
            else:
                claim = self._claim(after)
                claims += claim is not None
                if claim is None:
                    if not self._may_be_cut:
                        ending.saw_nothing_after()
                    if self._is_counted(position) or (chain.moved and ending.is_certain):
                        self._over = True
            if self._over or (after.rows and grown < self._grown):
                return
            last = yield from self._ask(self._range_back(ending.pages_seen))
            if not self._try_to_join(last):
                ending = Ending(chain.are_same)
                yield from self._find_again(position, after, last, claim, claims)
            elif after.rows and not joined:
                if last.end == position:
                    self._add(chain.append(after))
            elif claim is None:
                ending.saw(last)
                ends_there = not after.rows and last.end == position
                certain = ending.is_certain if chain.moved else ends_there
                self._over = self._over or (certain and grown == self._grown)
            elif claims > 1 and last.end == position:
                self._settle_claim(position, claim)
            if grown < self._grown and not chain.moved:
                return

    def _find_again(
        self, position: int, after: SeenPage[R], last: SeenPage[R], claim: str | None, claims: int
    ) -> Steps[R]:
        """Find the chain, whose last rows have moved, or accept that the list is empty."""
        if position > 0 or last.rows:
            yield from self._find_chain(position)
        elif claim is None and not after.rows:
            self._over = True  # all rows were removed from the list
        elif claim is not None and claims > 1:
            raise no_row_error(position, claim)

    def _settle_claim(self, position: int, claim: str) -> None:
        """Decide about an end that something contradicted twice."""
        if claim is ROWS_AFTER:
            self._chain.note_moved()  # rows were there and were removed
        elif claim is NO_BODY:
            self._over = True  # no body twice, after the last row
        else:
            raise no_row_error(position, claim)

    def _range_back(self, turn: int) -> PageRange:
        """Return a range that shows the chain's last rows, of a different length each turn."""
        reach = self._reach if self._chain.moved else self._shared
        reach -= reach * (turn % 4) // (2 + turn % 4)
        return PageRange(max(0, self._chain.position - max(1, reach)), self._size)

    def _is_counted(self, position: int) -> bool:
        """Return whether an unchanged list ends here, except for the position after it."""
        if self._chain.moved:
            return False
        if self.totals.last is None:
            return self._shown_end == position
        return self.totals.trusted == position

    def _claim(self, after: SeenPage[R]) -> str | None:
        """Return what contradicts the end where a response has no rows."""
        position = after.page_range.start
        if after.total is not None and after.total > position:
            return says_total(after.total)
        if after.more:
            return LINKED
        if after.silent:
            return NO_BODY
        moved = self._chain.moved
        if not moved and self._shown_until > position:
            return ROWS_AFTER
        # If the list moves, an earlier total is outdated, unless it never changed.
        total = self.totals.trusted if moved else self.totals.credible
        if after.total is None and total is not None and total > position:
            return says_total(total)
        if after.total is None and self._linked and not moved:
            return LINKED_BEFORE
        return None

    def _range_at_end(self) -> PageRange:
        """Return the range that begins with the chain's last rows and shows what follows."""
        shared = max(1, min(self._shared, self._page_rows - 1))
        return PageRange(max(0, self._chain.position - shared), self._size)

    def _ask(self, page_range: PageRange) -> Generator[Step, SeenPage[R] | None, SeenPage[R]]:
        seen = yield page_range
        assert seen is not None
        self._note(seen)
        return seen

    def _note(self, seen: SeenPage[R]) -> None:
        """Take note of a response, before it is known whether it brings anything new."""
        self.totals.note(seen.total, rows=len(seen.rows), end=seen.end)
        self._effort += 1
        self._responses += 1
        if seen.rows:
            self.note_shown(seen.end)
            self._page_rows = len(seen.rows)
            self._recent_rows.append(self._page_rows)
            longest = max(self._recent_rows)
            # If a server returns only a row or two at a time, no page is shorter than others.
            self._may_be_cut = seen.page_range.start > 0 and self._page_rows == longest > 2
            self._rows_shown += self._page_rows
            self._linked = seen.more
            self._ever_linked = self._ever_linked or seen.more
        known, mean = len(self._chain), self._mean_rows
        if (
            self._effort > EFFORT + 3 * known / mean
            or self._responses
            > RESPONSES + RESPONSES_PER_PAGE * min(2 * known, self._shown_until) / mean
        ):
            raise DataFormatError(
                "The list changes faster than it can be read, or the server ignores positions: too "
                f"many pages around position {self._chain.position} made no progress. Read it "
                "again when it does not change.",
                start=self._chain.position,
            )

    @property
    def _mean_rows(self) -> float:
        """Mean number of rows per response."""
        return max(1.0, self._rows_shown / max(1, self._responses))

    def _try_to_join(self, seen: SeenPage[R]) -> bool:
        """Join a page to the chain if possible."""
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

    def _add(self, link: NewRows[R]) -> None:
        self._grown += link.leads_on
        if link.fresh:
            share = link.fresh / self._mean_rows
            self._effort = max(0.0, self._effort - WORTH * share)
        if link.rows:
            self._deliver(link)

    def _share_some(self) -> None:
        """Make pages share enough rows to distinguish them from rows moved into them."""
        self._shared = max(self._shared, min(self._largest_share, max(3, self._size // 10)))

    def _share_more(self) -> None:
        self._shared = max(self._shared, min(self._size // 4, 2 * self._shared))

    def _notice_same(self, seen: SeenPage[R]) -> None:
        """Notice a page that is the same at different positions."""
        last, self._same = self._same, seen
        if last is None or not _are_same(seen.rows, last.rows):
            self._times_same = 0
            return
        self._times_same += seen.page_range.start != last.page_range.start
        if self._times_same < SAME_PAGES:
            return
        chain = self._chain
        total = self.totals.last
        is_whole = len(chain) == len(seen.rows) != seen.page_range.count and not self._ever_linked
        if total == self._begins_at + len(chain) or (total is None and is_whole):
            self._over = True  # a server without paging: this is the whole list
            return
        # The last page of a list that grows may keep pace with the reader for a while; it is short.
        is_short = len(seen.rows) < seen.page_range.count
        if is_short and self._times_same < SHORT_SAME_PAGES:
            return
        raise DataFormatError(
            f"the same page was returned for position {seen.page_range.start} and others: the "
            "server ignores positions or moves them, or the list changes as fast as it is read. "
            f"{counted(len(chain), 'row')} {'was' if len(chain) == 1 else 'were'} read"
            + ("." if total is None else f", and the server says that there are {total}."),
            start=chain.position,
        )


def _are_same(rows: Sequence[R], others: Sequence[R]) -> bool:
    return len(rows) == len(others) and rows[0] == others[0] and list(rows) == list(others)
