"""
Read the lists of accounts in an event loop of their own, for callers that poll.

dlt advances all resources in one thread and takes None for "nothing yet", and a task of Spark is an
iterator. So nothing here waits in the caller's thread: many lists of many accounts are read at the
same time, and Ctrl-C is noticed at once.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
from attrs import evolve, frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._accounts.accounts_file import Account, prefixing_errors, settings_of
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import PARENTS, open_client, open_list, parents_of
from opentoclose_async._accounts.lists_of_parents import EVERY_ROOM, open_lists
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._blocking.loop_thread import LoopThread
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import AuthenticationError, OpenToCloseAPIError
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.sources import RowSource, source_of

__all__ = ["AccountToRead", "Batch", "Clients", "Reading", "WhatToRead", "find_settings", "naming"]

PAGES_AT_ONCE = 10
"""Most pages to take together: converting a thousand rows costs little more than converting one."""
BATCHES_AHEAD = 2

Client = AsyncOpenToClose | AsyncRooms


@frozen
class AccountToRead:
    """
    An account.

    Attributes:
        name: Its name, for the column and for errors.
        where: The prefix of errors before the start; empty for a single account.
        settings: The arguments of its client.
        variables: Environment variables that some of them come from.
        quota: The quota of its client.
        filters: Its own filters.
    """

    name: str
    where: str
    settings: Hidden[Mapping[str, str]]
    variables: Sequence[str]
    quota: QuotaChoice
    filters: Mapping[str, FilterValue]


@frozen
class WhatToRead:
    """
    A list.

    Attributes:
        name: The list.
        filters: Its filters.
        ids: For the lists of each property or room: the ids of those; empty for all.
        share: For the same: which part of them, and of how many.
    """

    name: ListName
    filters: Mapping[str, FilterValue]
    ids: tuple[int, ...] = ()
    share: tuple[int, int] = (0, 1)

    def open(self, client: Client) -> RowSource:
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
    """Some rows, their position in the list, and how many the server says there are."""

    rows: Sequence[VerbatimRow]
    start: int
    total: int | None


@forgets_arguments
def find_settings(
    source: Path | str,
    accounts: Sequence[Account],
    environment: Mapping[str, str],
    quota: QuotaChoice,
) -> list[AccountToRead]:
    """
    Return accounts of a file with their credentials.

    Args:
        source: The file, for errors.
        accounts: The accounts.
        environment: The environment variables.
        quota: The quota of accounts for which the file sets none.

    Raises:
        ConfigurationError: If variables are missing or empty; the message names all of them.
    """
    return [
        AccountToRead(
            account.name,
            account.where,
            Hidden(settings),
            tuple(account.variables.values()),
            account.quota if account.has_quota else quota,
            account.filters,
        )
        for account, settings in zip(
            accounts, settings_of(source, accounts, environment), strict=True
        )
    ]


class Clients:
    """
    The clients of accounts, which all lists share: the quota is the account's.

    They open with the first list, and close after the last one.
    """

    def __init__(
        self, api: Api, accounts: Sequence[AccountToRead], quota_store: str | None
    ) -> None:
        self.accounts = accounts
        self.arrived = threading.Event()
        """Set when any reading has something to poll."""
        self._api = api
        self._quota_store = Hidden(quota_store)  # a URL may have a password
        self._users = 0
        self._lock = threading.Lock()  # dlt can run resources in threads
        self._loop: _Loop | None = None

    @contextmanager
    def opened(self) -> Iterator["Clients"]:
        """Keep the clients open within this context."""
        with self._lock:
            if self._loop is None:
                self._loop = _Loop(dict(map(self._open, self.accounts)))
            self._users += 1
        try:
            yield self
        finally:
            with self._lock:
                self._users -= 1
                if not self._users and self._loop is not None:
                    loop, self._loop = self._loop, None
                    loop.close()

    def read(self, account: AccountToRead, what: WhatToRead) -> "Reading":
        """Start to read a list, while the clients are open."""
        if self._loop is None:
            raise RuntimeError("the clients are not open")
        return Reading(account, what, self._loop, self.arrived)

    def _open(self, account: AccountToRead) -> tuple[str, Client]:
        with prefixing_errors(account.where):
            return account.name, open_client(
                self._api,
                account.settings.reveal(),
                quota=account.quota,
                quota_store=self._quota_store.reveal(),
            )


class _Loop:
    """An event loop in a thread of its own, with clients and the tasks that read with them."""

    def __init__(self, clients: Mapping[str, Client]) -> None:
        self.clients = clients
        self._tasks: set[asyncio.Task[Any] | None] = set()
        self._thread = LoopThread(self)
        self._loop = self._thread.call(_current_loop)
        self.call_soon = self._loop.call_soon_threadsafe

    def start(self, work: Coroutine[Any, Any, None]) -> "Future[None]":
        """Start a task."""
        return asyncio.run_coroutine_threadsafe(self._run(work), self._loop)

    def close(self) -> None:
        """Stop, and wait for the end."""
        self._thread.close()

    async def aclose(self) -> None:
        """Cancel all tasks and close the clients; the thread does it at its end."""
        tasks = [task for task in self._tasks if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with anyio.create_task_group() as group:
            for client in self.clients.values():
                group.start_soon(client.aclose)

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await work
        finally:
            self._tasks.discard(task)


class Reading:
    """A list that is being read, at most some batches ahead, until the clients close."""

    def __init__(
        self, account: AccountToRead, what: WhatToRead, loop: _Loop, arrived: threading.Event
    ) -> None:
        self.account = account
        self._what = what
        self._loop = loop
        self._arrived = arrived
        self.ended = False
        """Whether all rows were polled, and the list is complete."""
        self._ready: deque[Batch] = deque()
        self._room: anyio.Semaphore | None = None
        self._done = loop.start(self._read(loop.clients[account.name]))
        self._done.add_done_callback(lambda _: arrived.set())

    def poll(self) -> Batch | None:
        """
        Return rows that have arrived; None if there are none yet, or no more.

        Raises:
            OpenToCloseAPIError: If the list could not be read, after the rows before. It names the
                account and the list.
        """
        done = self._done.done()  # before looking for rows, as more may come in between
        if self._ready:
            batch = self._ready.popleft()
            if self._room is not None and not done:
                self._loop.call_soon(self._room.release)
            return batch
        if done:
            with naming(self.account, self._what.name):
                self._done.result()
            self.ended = True
        return None

    async def _read(self, client: Client) -> None:
        self._room = anyio.Semaphore(BATCHES_AHEAD)
        count = 0
        async with self._what.open(client).open(Checkpoint({}), b"", verify=True) as reader:
            while pages := await reader.next_pages(PAGES_AT_ONCE):
                rows = [row for page in pages for row in page.items]
                await self._room.acquire()
                self._ready.append(Batch(rows, count, pages[-1].total))
                self._arrived.set()
                count += len(rows)
            problem = reader.problem(count, "None of them were kept. Start over")
        if problem is not None:
            raise problem


async def _current_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


@contextmanager
def naming(account: AccountToRead, name: ListName) -> Iterator[None]:
    """Name the account, the list and where its credentials come from in errors of this context."""
    try:
        yield
    except OpenToCloseAPIError as error:
        table = name.replace("-", "_")
        error.message = f"account {account.name!r}, {table}: {error.message}"
        if isinstance(error, AuthenticationError) and account.variables:
            error.message += f" Its credentials come from {' and '.join(account.variables)}."
        error.args = (error.message,)
        raise
