"""Calls and iterations started as tasks, cancelled or not, and how each must end."""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import anyio
from attrs import define, field, frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["Call", "Client", "End", "Read", "Task", "Way", "check_end"]

Client = AsyncOpenToClose | AsyncRooms
Way = Literal["rows", "rows closed", "pages", "collect", "verified"]


@frozen
class End:
    """
    When to cancel a task, if it has not ended by then.

    Attributes:
        after: Seconds; None for never.
        natively: Whether to use asyncio's own cancellation, on asyncio.
    """

    after: float | None = None
    natively: bool = False


@frozen
class Call:
    """Start a call; one that creates must not be carried out twice."""

    creates: bool = False
    end: End = End()


@frozen
class Read:
    """Start iterating over a list, and leave after this many rows."""

    way: Way
    most: int | None = None
    page_size: int = 5
    end: End = End()


@define(eq=False)
class Task:
    """
    A started task, which must end in one of three ways.

    Attributes:
        step: What it does.
        number: Its number.
        natively: Whether it is cancelled as an asyncio task, not by a scope.
        rows: The rows read so far.
        how: How it ended.
        error: The error it ended with, if any.
    """

    step: Call | Read
    number: int
    natively: bool
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    native: "asyncio.Task[None] | None" = None
    rows: list[Any] = field(factory=list)
    how: Literal["done", "failed", "stopped", None] = None
    error: OpenToCloseAPIError | None = None

    async def run(self, client: Client) -> None:
        """Run it, and note how it ends; any other exception is a bug of the client."""
        try:
            await (self._natively if self.natively else self._in_scope)(client)
        except OpenToCloseAPIError as error:
            self.how, self.error = "failed", error

    def stop(self) -> None:
        if self.native is not None:
            self.native.cancel()
        self.scope.cancel()

    async def _in_scope(self, client: Client) -> None:
        after = self.step.end.after
        with self.scope:
            if after is not None:
                self.scope.deadline = anyio.current_time() + after
            await self._work(client)
            self.how = "done"
        self.how = "stopped" if self.scope.cancelled_caught else self.how

    async def _natively(self, client: Client) -> None:
        async def work() -> None:
            try:
                async with asyncio.timeout(self.step.end.after):
                    await self._work(client)
                self.how = "done"
            except OpenToCloseAPIError:
                raise  # one of them is a builtin TimeoutError too
            except TimeoutError:
                self.how = "stopped"

        self.native = asyncio.create_task(work())
        await asyncio.wait([self.native])
        if self.native.cancelled():
            self.how = "stopped"
        else:
            self.native.result()

    async def _work(self, client: Client) -> None:
        step = self.step
        if isinstance(step, Read):
            await read(client, step, self.rows)
        elif step.creates:
            body = {"tag": self.number}
            assert await client.request("POST", "/things", body=body) == body
        elif isinstance(client, AsyncOpenToClose):
            assert (await client.users.retrieve_user(7)).id == 7
        else:
            page = await client.users.get_users(start_position=6, count=1)
            assert len(page.user_summaries) == 1


async def read(client: Client, step: Read, rows: list[Any]) -> None:
    """Read a list in one of the possible ways, and keep the rows so far."""
    options: Any = {"page_size": step.page_size}
    pager: Pager[Any] = client.users.iter_users(max_items=step.most, **options).raw()
    if step.way == "collect":
        rows += await pager.collect()
    elif step.way in ("pages", "verified"):
        stream: Any = pager.pages() if step.way == "pages" else pager.verified()
        async for page in stream:
            rows += page.items
    else:
        whole: Pager[Any] = client.users.iter_users(**options).raw()
        stream = aiter(whole)
        while step.most is None or len(rows) < step.most:
            try:
                rows.append(await anext(stream))
            except StopAsyncIteration:
                break
        if step.way == "rows closed":
            await stream.aclose()


def check_end(task: Task, all_rows: list[dict[str, Any]], carried_out: Mapping[int, int]) -> None:
    """Check that a task ended in one of the promised ways, and kept its promise."""
    step = task.step
    assert task.how is not None
    if isinstance(step, Read):
        rows = all_rows[: step.most]
        if task.how == "done":
            assert task.rows == rows
        else:
            assert task.rows == rows[: len(task.rows)]
        if task.error is not None and task.error.start is not None and step.way != "collect":
            assert len(task.rows) == task.error.start
    elif step.creates:
        times = carried_out[task.number]
        if task.how == "done":
            assert times == 1
        elif task.error is not None and not task.error.outcome_unknown:
            assert times == 0
        else:
            assert times <= 1
