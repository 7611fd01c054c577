"""The state of a running archive, as displays show it."""

import time
from collections.abc import Callable

from attrs import define
from rich.filesize import decimal

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.archive import ArchiveProgress
from opentoclose_async.archive.report import RESUME, RETRY, UPDATE
from opentoclose_async.cli.progress.clock_times import end_time, next_request
from opentoclose_async.cli.progress.trouble import trouble_of

__all__ = ["ArchiveState"]

_BEGINNINGS = {
    UPDATE: "bringing the archive up to date: ",
    RESUME: "resuming an interrupted run: ",
    RETRY: "trying only what is missing: ",
}


@define(eq=False)
class ArchiveState:
    """
    The state of one archive; may be read at any time and from any thread.

    Attributes:
        name: What is archived, for the user.
        word: "rooms" or "properties".
        client: The client that sends its requests.
        announce: Shows a line to the user.
        wall_clock: Seconds since the epoch.
        progress: How far it is; None at the beginning.
        ended: Whether it has ended.
        failed: Whether an error ended it.
        completed: Whether it did all it had to.
    """

    name: str
    word: str
    client: BaseClient
    announce: Callable[[str], None]
    wall_clock: Callable[[], float] = time.time
    progress: ArchiveProgress | None = None
    ended: bool = False
    failed: bool = False
    completed: bool = False
    _end: float | None = None
    _announced: bool = False

    def advance(self, progress: ArchiveProgress) -> None:
        """Record a step; announce the plan once it is made."""
        trouble_of(self.client).end()
        self.progress = progress
        left = progress.seconds_left
        self._end = None if left is None else self.wall_clock() + left
        if progress.plan is not None and not self._announced:
            self._announced = True
            self.announce(f"{self.name}: {_BEGINNINGS.get(progress.plan.kind, '')}{progress.plan}")

    def finish(self, *, failed: bool = False, completed: bool = False) -> None:
        """Record that it has ended."""
        self.ended, self.failed, self.completed = True, failed, completed

    @property
    def share(self) -> float | None:
        """The part of the requests that is done; None until it is known."""
        progress = self.progress
        if progress is None or progress.plan is None or progress.requests_left is None:
            return None
        return progress.requests / max(1, progress.requests + progress.requests_left)

    @property
    def places(self) -> str:
        """Rooms or properties done, or what comes before them."""
        progress = self.progress
        if progress is None or progress.plan is None:
            count = self.client.counters.requests
            return f"reading lists, {counted(count, 'request', commas=True)}"
        return f"{progress.places:,} of {progress.places_total or 0:,} {self.word}"

    @property
    def documents(self) -> str:
        """Documents and their bytes, and what is missing; empty until that is known."""
        progress = self.progress
        if progress is None or progress.plan is None:
            return ""
        total = progress.documents_total or 0
        about = "" if progress.places == progress.places_total else "about "
        missing = f", {progress.missing:,} missing" if progress.missing else ""
        return (
            f"{progress.documents:,} of {about}{counted(total, 'document', commas=True)}, "
            f"{decimal(progress.bytes)}{missing}"
        )

    @property
    def next_request(self) -> str:
        """The time of the next request, if it waits long for the quota; otherwise empty."""
        until = None if self.ended else self.client.waiting_until
        return next_request(until, self.wall_clock())

    @property
    def trouble(self) -> str:
        """What is sent again and why; otherwise empty."""
        return "" if self.ended else trouble_of(self.client).text

    @property
    def times(self) -> str:
        """What holds it up, such as the quota, and when the run ends."""
        if self.ended:
            return ""
        moment, now = self.next_request, self.wall_clock()
        texts = [f"quota: next request {moment}"] if moment else []
        if self.trouble:
            texts = [self.trouble]
        if self._end is not None:
            end = max(self._end, self.client.waiting_until or 0, now)
            texts.append(f"ends about {end_time(end, now)}")
        return ", ".join(texts)
