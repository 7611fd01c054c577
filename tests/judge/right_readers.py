"""
Two slow readers that keep the guarantees, to show that the judge can be satisfied.

They are not models to follow: one knows that the list does not change, the other reads it three
times or more.
"""

from typing import Any

from opentoclose_async.exceptions import DataFormatError
from tests.judge.asking import Told, ask
from tests.judge.lists import Row, row_of
from tests.judge.plans import Plan
from tests.judge.servers import Server

Rows = list[dict[str, Any]]

_PASSES = 12
_AGREEING = 3


class _Careful:
    """Read an unchanging list page by page, until the position after the last row is empty."""

    def __init__(self, plan: Plan, server: Server, rows: Rows) -> None:
        self._plan = plan
        self._server = server
        self._rows = rows
        self._known: set[Row] = set()
        self._most_said = 0
        self._link = False

    async def read(self, first_count: int) -> None:
        """Append all rows to the list; the first page has ``first_count`` rows."""
        plan, rows = self._plan, self._rows
        response = await self._ask(plan.start, first_count)
        if response.status == 204 and plan.start == 0:
            return
        while True:
            position = plan.start + len(rows)
            if self._is_doubtful(response, position):
                response = await self._ask(position, plan.page_size)
            if self._is_doubtful(response, position) or response.rows is None:
                raise DataFormatError("the answer is nothing", start=position)
            if not response.rows and not await self._has_rows_after(position):
                return
            self._take(response.rows, position)
            if plan.max_items is not None and len(rows) >= plan.max_items:
                del rows[plan.max_items :]
                return
            self._link = response.link
            response = await self._ask(plan.start + len(rows), plan.page_size)

    async def _ask(self, start: int, count: int) -> Told:
        response = await ask(self._plan, self._server, start, count)
        self._most_said = max(self._most_said, response.total or 0)
        return response

    def _is_doubtful(self, response: Told, position: int) -> bool:
        if response.rows is None:
            return True
        return not response.rows and (self._most_said > position or self._link or response.link)

    async def _has_rows_after(self, position: int) -> bool:
        """Request the last row again: if it is there with nothing after it, this is the end."""
        if self._plan.way == "plain" or not self._rows:
            return False
        for _ in range(2):
            response = await self._ask(position - 1, self._plan.page_size)
            if response.rows:
                return row_of(response.rows[0]) == row_of(self._rows[-1]) and len(response.rows) > 1
        raise DataFormatError("a row that is known is gone", start=position)

    def _take(self, page: Rows, position: int) -> None:
        new = {row_of(content) for content in page}
        if new & self._known:
            raise DataFormatError("rows came again", start=position)
        self._known |= new
        self._rows += page


async def careful(plan: Plan, server: Server, rows: Rows) -> None:
    """Read an unchanging list."""
    await _Careful(plan, server, rows).read(plan.page_size)


async def until_passes_agree(plan: Plan, server: Server, rows: Rows) -> None:
    """Read an honest server's list until it is the same three times, with different page sizes."""
    before: Rows | None = None
    agreeing = 0
    for turn in range(_PASSES):
        passed: Rows = []
        try:
            await _Careful(plan, server, passed).read(1 + turn % plan.page_size)
        except DataFormatError:  # it moved: rows were repeated or changed place
            continue
        agreeing = agreeing + 1 if passed == before else 1
        before = passed
        if agreeing == _AGREEING:
            rows += passed
            return
    raise DataFormatError("the list changes too fast", start=plan.start)


async def right(plan: Plan, server: Server, rows: Rows) -> None:
    """Read according to the plan."""
    moves = plan.way == "verified" and plan.lists == "moving"
    await (until_passes_agree if moves else careful)(plan, server, rows)
