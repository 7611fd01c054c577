"""
Read lists of accounts in an event loop of their own, for callers that poll.

dlt advances all resources in one thread and takes None for "nothing yet", and a task of Spark is an
iterator. So nothing here waits in the caller's thread: many lists of many accounts are read at the
same time, and Ctrl-C is noticed at once.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import anyio
from attrs import define, evolve, field, frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._accounts.accounts_file import Account, prefixing_errors
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import PARENTS, open_client, open_list, parents_of
from opentoclose_async._accounts.lists_of_parents import EVERY_ROOM, open_lists
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._blocking.loop_thread import LoopThread
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.caller_line import at_caller_line
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import AuthenticationError, OpenToCloseAPIError
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.sources import RowSource, source_of

__all__ = ["Batch", "Clients", "Reading", "WhatToRead", "naming", "poll"]

PAGES_AT_ONCE = 10
"""Most pages to take together: converting a thousand rows costs little more than converting one."""
BATCHES_AHEAD = 2


@frozen
class WhatToRead:
    """A list and its filters."""

    name: ListName
    filters: Mapping[str, FilterValue]
    ids: tuple[int, ...] = ()
    """For the lists of each property or room: the ids of those; empty for all."""
    share: tuple[int, int] = (0, 1)
    """For the same: which part of them, and of how many."""

    def open(self, client: AsyncOpenToClose | AsyncRooms) -> RowSource:
        """Open it; rooms of any status are read unless a filter selects some."""
        parent = parents_of(self.name)
        if parent is None:
            is_rooms = self.name == PARENTS[Api.ROOMS].list_name
            filters = {**EVERY_ROOM, **self.filters} if is_rooms else self.filters
            return source_of(open_list(client, self.name, filters))
        lists = open_lists(client, parent, self.name, self.filters, self.ids, stop_at_first=True)
        lists.parents = evolve(lists.parents, share=self.share)
        return lists


@frozen
class Batch:
    """Some rows, and their position in the list."""

    rows: Sequence[VerbatimRow]
    start: int


@define(eq=False)
class Reading:
    """A list of an account that is being read, at most some batches ahead."""

    account: Account
    name: ListName
    _arrived: threading.Event
    _loop: asyncio.AbstractEventLoop = field(factory=asyncio.get_running_loop)
    _room: asyncio.Semaphore = field(factory=partial(asyncio.Semaphore, BATCHES_AHEAD))
    _ready: deque[Batch] = field(factory=deque)
    _task: "asyncio.Task[None] | None" = None

    def start(self, source: RowSource) -> "asyncio.Task[None]":
        """Start reading, in the running event loop."""
        self._task = asyncio.create_task(self._read(source))
        self._task.add_done_callback(lambda _: self._arrived.set())
        return self._task

    def take(self) -> Batch | bool:
        """
        Return rows that have arrived; otherwise, whether the list is read completely.

        Raises:
            OpenToCloseAPIError: If it could not be read, after the rows before.
        """
        is_done = self._task is not None and self._task.done()  # before looking for rows
        if self._ready:
            batch = self._ready.popleft()
            self._loop.call_soon_threadsafe(self._room.release)
            return batch
        if is_done and self._task is not None:
            self._task.result()
        return is_done

    async def _read(self, source: RowSource) -> None:
        count = 0
        async with source.open(Checkpoint({}), b"", verify=True) as reader:
            while pages := await reader.next_pages(PAGES_AT_ONCE):
                rows = [row for page in pages for row in page.items]
                await self._room.acquire()
                self._ready.append(Batch(rows, count))
                self._arrived.set()
                count += len(rows)
            problem = reader.problem(count, "None of them were kept. Start over")
        if problem is not None:
            raise problem


def poll(readings: Iterable[Reading]) -> Iterator[tuple[Reading, Batch | None] | None]:
    """
    Yield rows as they arrive, and each reading with None at its end.

    None alone means that nothing has arrived yet.

    Raises:
        OpenToCloseAPIError: If a list could not be read. It names the account and the list.
    """
    pending = list(readings)
    while pending:
        is_idle = True
        for reading in list(pending):
            with naming(reading.account, reading.name):
                taken = reading.take()
            if taken is True:
                pending.remove(reading)
            if taken is not False:
                is_idle = False
                yield reading, None if taken is True else taken
        if is_idle:
            yield None


class Clients:
    """
    The clients of accounts, which all lists share: the quota is the account's.

    They open with the first list, and close after the last one.

    Args:
        accounts: The accounts.
        settings: The arguments of the client of each.
        quota: The quota of accounts that have none of their own.
        quota_store: Where quotas are shared.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        settings: Hidden[Sequence[Mapping[str, str]]],
        quota: QuotaChoice,
        quota_store: str | None,
    ) -> None:
        self.accounts = accounts
        self.arrived = threading.Event()
        """Set when any reading has something to take."""
        self._settings = settings
        self._quota = quota
        self._quota_store = Hidden(quota_store)  # a URL may have a password
        self._users = 0
        self._lock = threading.Lock()  # dlt can run resources in threads
        self._clients: dict[str, AsyncOpenToClose | AsyncRooms] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._thread: LoopThread | None = None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep the clients open within this context."""
        with self._lock:
            if self._thread is None:
                self._clients = dict(map(self._open, self.accounts, self._settings.reveal()))
                self._tasks = []
                self._thread = LoopThread(self)
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users and self._thread is not None:
                    thread, self._thread = self._thread, None
                    thread.close()

    def read(self, account: Account, what: WhatToRead) -> Reading:
        """Start to read a list, while the clients are open."""
        if self._thread is None:
            raise RuntimeError("the clients are not open")
        return self._thread.call(at_caller_line(partial(self._start, account, what)))

    async def aclose(self) -> None:
        """Stop reading, and close the clients; the thread does it at its end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with anyio.create_task_group() as group:
            for client in self._clients.values():
                group.start_soon(client.aclose)

    async def _start(self, account: Account, what: WhatToRead) -> Reading:
        reading = Reading(account, what.name, self.arrived)
        with naming(account, what.name):
            self._tasks.append(reading.start(what.open(self._clients[account.name])))
        return reading

    @forgets_arguments
    def _open(
        self, account: Account, settings: Mapping[str, str]
    ) -> tuple[str, AsyncOpenToClose | AsyncRooms]:
        with prefixing_errors(account.where):
            return account.name, open_client(
                account.api,
                settings,
                quota=account.quota if account.has_quota else self._quota,
                quota_store=self._quota_store.reveal(),
            )


@contextmanager
def naming(account: Account, name: ListName) -> Iterator[None]:
    """Name the account, the list and where its credentials come from in errors of this context."""
    try:
        yield
    except OpenToCloseAPIError as error:
        error.message = f"account {account.name!r}, {name.replace('-', '_')}: {error.message}"
        if isinstance(error, AuthenticationError) and account.variables:
            error.message += (
                f" Its credentials come from {' and '.join(account.variables.values())}."
            )
        error.args = (error.message,)
        raise
