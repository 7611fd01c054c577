"""Readers that break a guarantee, each in one way, for the judge to convict."""

from typing import Any

import anyio
import anyio.lowlevel

from tests.judge.asking import ask
from tests.judge.plans import Plan
from tests.judge.right_readers import careful
from tests.judge.servers import Server

Rows = list[dict[str, Any]]


async def stops_at_a_short_page(plan: Plan, server: Server, rows: Rows) -> None:
    """Treat a page shorter than requested as the end."""
    position = plan.start
    while True:
        page = (await ask(plan, server, position, plan.page_size)).rows or []
        rows += page
        position += len(page)
        if len(page) < plan.page_size:
            break
    del rows[plan.max_items :]


async def drops_rows_that_share_an_id(plan: Plan, server: Server, rows: Rows) -> None:
    """Treat rows with the same id as one row."""
    all_rows: Rows = []
    await careful(plan, server, all_rows)
    ids = set[Any]()
    for content in all_rows:
        row_id = content.get("userId", content.get("id"))
        if row_id not in ids:
            ids.add(row_id)
            rows.append(content)


async def ignores_motion(plan: Plan, server: Server, rows: Rows) -> None:
    """Continue where the last page ended, whatever has moved since."""
    position = plan.start
    while plan.max_items is None or len(rows) < plan.max_items:
        page = (await ask(plan, server, position, plan.page_size)).rows
        if not page:
            break
        rows += page
        position += len(page)
    del rows[plan.max_items :]


async def believes_the_first_total(plan: Plan, server: Server, rows: Rows) -> None:
    """Read as many rows as the first response states."""
    total: int | None = None
    position = plan.start
    while total is None or position < total:
        response = await ask(plan, server, position, plan.page_size)
        total = response.total if total is None else total
        if not response.rows:
            break
        rows += response.rows
        position += len(response.rows)
    del rows[plan.max_items :]


async def skips_and_looks_back(plan: Plan, server: Server, rows: Rows) -> None:
    """Deliver all rows, the first page last."""
    await careful(plan, server, rows)
    rows[:] = rows[plan.page_size :] + rows[: plan.page_size]


async def delivers_more_than_requested(plan: Plan, server: Server, rows: Rows) -> None:
    """Ignore the maximum number of rows."""
    await ignores_motion(plan, server, rows)
    if plan.max_items is not None:
        rows += (await ask(plan, server, plan.start + len(rows), plan.page_size)).rows or []


async def waits_forever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then wait for something that never happens."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    await anyio.Event().wait()


async def turns_forever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then yield to the loop without requesting anything."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    while True:
        await anyio.lowlevel.checkpoint()


async def spins_forever(plan: Plan, server: Server, rows: Rows) -> None:
    """Read one page, then never yield to the event loop."""
    rows += (await ask(plan, server, plan.start, plan.page_size)).rows or []
    while True:
        pass


async def asks_forever(plan: Plan, server: Server, rows: Rows) -> None:
    """Request the same page again and again."""
    while True:
        await ask(plan, server, plan.start, plan.page_size)


async def fails(plan: Plan, server: Server, rows: Rows) -> None:
    """Fail with an error that is not one of the package's."""
    await ask(plan, server, plan.start, plan.page_size)
    raise KeyError("userSummaries")
