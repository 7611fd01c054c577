"""Readers that break the promise, each in one way, for the judge to convict."""

from typing import Any

import anyio
import anyio.lowlevel

from tests.judge.asking import ask
from tests.judge.plans import Plan
from tests.judge.right_readers import careful
from tests.judge.servers import Server

Rows = list[dict[str, Any]]


async def stops_at_a_short_page(plan: Plan, server: Server, rows: Rows) -> None:
    """Take a page that is shorter than asked for the end."""
    position = plan.start
    while True:
        page = (await ask(plan, server, position, plan.page_size)).rows or []
        rows += page
        position += len(page)
        if len(page) < plan.page_size:
            break
    del rows[plan.max_items :]


async def drops_rows_that_share_an_id(plan: Plan, server: Server, rows: Rows) -> None:
    """Take rows with the same id for one row."""
    all_rows: Rows = []
    await careful(plan, server, all_rows)
    ids = set[Any]()
    for content in all_rows:
        row_id = content.get("userId", content.get("id"))
        if row_id not in ids:
            ids.add(row_id)
            rows.append(content)


async def ignores_motion(plan: Plan, server: Server, rows: Rows) -> None:
    """Go on where the last page ended, whatever moved since."""
    position = plan.start
    while plan.max_items is None or len(rows) < plan.max_items:
        page = (await ask(plan, server, position, plan.page_size)).rows
        if not page:
            break
        rows += page
        position += len(page)
    del rows[plan.max_items :]


async def believes_the_first_total(plan: Plan, server: Server, rows: Rows) -> None:
    """Read as many rows as the first answer says that there are."""
    total: int | None = None
    position = plan.start
    while total is None or position < total:
        told = await ask(plan, server, position, plan.page_size)
        total = told.total if total is None else total
        if not told.rows:
            break
        rows += told.rows
        position += len(told.rows)
    del rows[plan.max_items :]


async def skips_and_looks_back(plan: Plan, server: Server, rows: Rows) -> None:
    """Deliver all rows, the first page last."""
    await careful(plan, server, rows)
    rows[:] = rows[plan.page_size :] + rows[: plan.page_size]


async def delivers_more_than_asked(plan: Plan, server: Server, rows: Rows) -> None:
    """Do not keep to the most rows that were asked for."""
    await ignores_motion(plan, server, rows)
    if plan.max_items is not None:
        rows += (await ask(plan, server, plan.start + len(rows), plan.page_size)).rows or []


async def waits_for_ever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then wait for what nobody does."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    await anyio.Event().wait()


async def turns_for_ever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then turn without asking for anything."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    while True:
        await anyio.lowlevel.checkpoint()


async def spins_for_ever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then never let go of the event loop."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    while True:
        pass


async def asks_for_ever(plan: Plan, server: Server, rows: Rows) -> None:
    """Ask for the same page again and again."""
    while True:
        await ask(plan, server, plan.start, plan.page_size)


async def fails(plan: Plan, server: Server, rows: Rows) -> None:
    """Fail with an error that is none of the package's."""
    await ask(plan, server, plan.start, plan.page_size)
    raise KeyError("userSummaries")
