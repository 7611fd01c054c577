"""
One run of an archive: steps that are each done at most once, recorded as they end.

A step asks for one thing and writes one file. What is recorded as done in this run is not asked for
again, even if the process was killed since. A step that fails is recorded too, and the others go
on.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar

import anyio
import anyio.to_thread
from attrs import evolve, frozen

from opentoclose_async._protocol.printable import printable
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.archive.directory import Directory, Placed
from opentoclose_async.archive.manifest import FAILED, REFUSED, SAVED, Entry, Key, Manifest
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    NetworkError,
    OpenToCloseAPIError,
    RateLimitError,
    TimeoutError,
)

__all__ = ["Found", "NotAsListedError", "StoppedError", "Work"]

T = TypeVar("T")

FAILURES_IN_A_ROW = 8
"""Requests in a row without any response after which a run ends: the network is down."""
EARLIER = "earlier version"


class StoppedError(Exception):
    """Raised in a step that is not begun because the run ends."""


class NotAsListedError(Exception):
    """Raised by a step whose response is not what the list said; the message says how."""


@frozen(kw_only=True)
class Found:
    """
    What a step wrote.

    Attributes:
        placed: The file.
        rows: The number of rows, for lists.
        status: "saved", or another status with a reason.
        why: What is odd about it.
    """

    placed: Placed | None
    rows: int | None = None
    status: str = SAVED
    why: str | None = None


class Work:
    """
    The steps of a run.

    Args:
        client: Sends the requests.
        directory: The archive's folder.
        manifest: What it holds.
        run: The number of the run.
        max_seconds: Begin no step after this many seconds.
        max_requests: Begin no step after this many requests.
        wall_clock: Return the seconds since the epoch.
        changed: Called after each step.

    Attributes:
        stopped: The limit that was reached, if one was.
        fatal: The error that ended the run, if one did.
    """

    def __init__(
        self,
        client: BaseClient,
        directory: Directory,
        manifest: Manifest,
        run: int,
        *,
        max_seconds: float | None,
        max_requests: int | None,
        wall_clock: Callable[[], float],
        changed: Callable[[], None],
    ) -> None:
        self.client = client
        self.directory = directory
        self.manifest = manifest
        self.run = run
        self.stopped: str | None = None
        self.fatal: Exception | None = None
        self._max_seconds = max_seconds
        self._max_requests = max_requests
        self._wall_clock = wall_clock
        self._changed = changed
        self._began = anyio.current_time()
        self._first_request = client.counters.requests
        self._attempted: set[Key] = set()
        self._unanswered = 0

    @property
    def seconds(self) -> float:
        """Seconds since the run began in this process."""
        return anyio.current_time() - self._began

    @property
    def requests(self) -> int:
        """Requests that this process has sent for the run."""
        return self.client.counters.requests - self._first_request

    def is_done(self, key: Key) -> bool:
        """Return whether a step needs nothing more in this run."""
        entry = self.manifest.get(key)
        if key in self._attempted:
            return entry is not None
        return entry is not None and entry.run == self.run and not entry.is_missing

    def is_unchanged(self, key: Key, listed: str | None) -> bool:
        """
        Return whether the archive has a thing as its list describes it now.

        Args:
            key: The thing.
            listed: What the list says of it; None if it says nothing.
        """
        entry = self.manifest.get(key)
        if entry is None or listed is None or entry.is_missing:
            return False
        return entry.listed == listed

    def check_limits(self) -> None:
        """
        Check that the run may go on.

        Raises:
            StoppedError: If it ends.
        """
        if self.fatal is None and self.stopped is None:
            if self._max_requests is not None and self.requests >= self._max_requests:
                self.stopped = "max_requests"
            elif self._max_seconds is not None and self.seconds >= self._max_seconds:
                self.stopped = "max_hours"
        if self.fatal is not None or self.stopped is not None:
            raise StoppedError

    async def do(
        self,
        key: Key,
        request: str,
        take: Callable[[Entry | None], Awaitable[Found]],
        *,
        name: str | None = None,
        listed: str | None = None,
    ) -> Entry | None:
        """
        Carry out a step, unless it is done.

        Args:
            key: What it gets.
            request: The request, for the manifest.
            take: Send the request and write the file; is passed the entry of an earlier run.
            name: Its name in the account.
            listed: What the list says of it. If it is what it was when it was saved, the step
                needs no request.

        Returns:
            The entry; None if it failed and there is no file of an earlier run.

        Raises:
            StoppedError: If the run ends.
        """
        earlier = self.manifest.get(key)
        if self.is_done(key):
            return _usable(earlier)
        if self.is_unchanged(key, listed):
            assert earlier is not None
            await self._record(evolve(earlier, run=self.run))
            return earlier
        self.check_limits()
        self._attempted.add(key)
        try:
            found = await take(earlier)
        except NotAsListedError as difference:
            failure = self._failure(key, request, earlier, FAILED, str(difference))
            await self._record(evolve(failure, name=name))
        except OpenToCloseAPIError as error:
            self._judge(error)
            status = REFUSED if _is_refusal(error) else FAILED
            failure = self._failure(key, request, earlier, status, str(error))
            await self._record(evolve(failure, name=name))
        except OSError as error:
            self._end(error)  # such as a full disk
        else:
            self._unanswered = 0
            success = self._success(key, request, found, listed)
            await self._record(evolve(success, name=name), found.placed)
        return _usable(self.manifest.get(key))

    async def each(
        self, items: Iterable[T], act: Callable[[T], Awaitable[object]], at_once: int
    ) -> None:
        """
        Do something for each item, several at a time.

        Args:
            items: The items.
            act: What to do; may raise StoppedError.
            at_once: How many at a time.

        Raises:
            StoppedError: If the run ends.
        """
        free = anyio.Semaphore(at_once)

        async def run(item: T) -> None:
            try:
                await act(item)
            except StoppedError:
                pass
            except Exception as error:  # noqa: BLE001  # raised later as it is, not in a group
                self.fatal = self.fatal or error
            finally:
                free.release()

        async with anyio.create_task_group() as group:
            for item in items:
                await free.acquire()
                if self.stopped is not None or self.fatal is not None:
                    break
                group.start_soon(run, item)
        if self.stopped is not None or self.fatal is not None:
            raise StoppedError

    def _judge(self, error: OpenToCloseAPIError) -> None:
        """End the run for errors that every other step would have too."""
        if isinstance(error, (AuthenticationError, ConfigurationError, RateLimitError)):
            self._end(error)
        if isinstance(error, (NetworkError, TimeoutError)):
            self._unanswered += 1
            if self._unanswered >= FAILURES_IN_A_ROW:
                self._end(error)
        else:
            self._unanswered = 0

    def _end(self, error: Exception) -> None:
        self.fatal = self.fatal or error
        raise StoppedError

    def _success(self, key: Key, request: str, found: Found, listed: str | None) -> Entry:
        what, identity, of = key
        placed = found.placed
        return Entry(
            what=what,
            id=identity,
            of=of,
            path=None if placed is None else placed.path,
            size=None if placed is None else placed.size,
            sha256=None if placed is None else placed.sha256,
            rows=found.rows,
            when=self._now(),
            request=request,
            status=found.status,
            why=found.why,
            listed=None if found.status == FAILED else listed,
            run=self.run,
        )

    def _failure(
        self, key: Key, request: str, earlier: Entry | None, status: str, why: str
    ) -> Entry:
        what, identity, of = key
        # A file of an earlier run stays, and so does what is known about it.
        entry = earlier or Entry(what=what, id=identity, of=of, when=self._now())
        return evolve(entry, status=status, why=printable(why), request=request, run=self.run)

    async def _record(self, entry: Entry, placed: Placed | None = None) -> None:
        entries = [entry]
        if placed is not None and placed.earlier is not None:
            before = self.manifest.get(entry.key)
            if before is not None:
                kept = evolve(
                    before,
                    what=EARLIER,
                    id=placed.earlier,
                    of=None,
                    path=placed.earlier,
                    status=SAVED,
                )
                entries.insert(0, kept)
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self.directory.append, *entries)
        for each in entries:
            self.manifest.put(each)
        self._changed()

    def _now(self) -> str:
        moment = datetime.fromtimestamp(self._wall_clock(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _usable(entry: Entry | None) -> Entry | None:
    return entry if entry is not None and entry.path is not None else None


def _is_refusal(error: OpenToCloseAPIError) -> bool:
    status = error.status_code
    return status is not None and 400 <= status < 500
