"""The state of a running export, as displays show it."""

import time
from collections.abc import Callable

from attrs import define

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.clock_times import next_request
from opentoclose_async.cli.progress.trouble import trouble_of
from opentoclose_async.export import ExportReport, Progress

__all__ = ["ExportState"]

MOMENT = 1.0
"""Seconds; how long a request may take before anyone has to know of it."""


@define(eq=False)
class ExportState:
    """
    The state of one export; may be read at any time and from any thread.

    Attributes:
        name: What is exported.
        client: The client that sends its requests.
        clock: A monotonic clock, in seconds.
        wall_clock: Seconds since the epoch.
        rows: Rows written.
        pages: Pages written.
        total: Rows in the whole list; None if unknown.
        earlier: Rows among ``rows`` that an earlier run wrote.
        failed: Whether an error ended it.
    """

    name: str
    client: BaseClient
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    rows: int = 0
    pages: int = 0
    total: int | None = None
    earlier: int = 0
    failed: bool = False
    _started: float = 0.0
    _ended: float | None = None

    def __attrs_post_init__(self) -> None:
        self._started = self.clock()

    @property
    def ended(self) -> bool:
        """Whether the export has ended, complete or failed."""
        return self._ended is not None

    @property
    def begun(self) -> bool:
        """Whether this run has read anything, or has ended without an error."""
        return self.pages > 0 or (self.ended and not self.failed)

    @property
    def waits_for(self) -> str:
        """What it waits for before anything has been read; empty in the first moment."""
        if self.begun or self.ended:
            return ""
        if self.trouble:
            return self.trouble
        if self.next_request:
            return f"quota: next request {self.next_request}"
        return "" if self.clock() - self._started < MOMENT else "waiting for the first rows"

    @property
    def trouble(self) -> str:
        """What is sent again and why, such as "no connection, retry 3 of 7"; otherwise empty."""
        return "" if self.ended else trouble_of(self.client).text

    @property
    def page_count(self) -> str:
        """The number of pages written, with its unit."""
        return counted(self.pages, "page")

    @property
    def rows_word(self) -> str:
        """What the rows are called: "row" if there is one in all."""
        return "row" if (self.rows if self.total is None else self.total) == 1 else "rows"

    @property
    def rate(self) -> float:
        """Rows per second that this run has written."""
        until = self.clock() if self._ended is None else self._ended
        return max(self.rows - self.earlier, 0) / max(until - self._started, 0.001)

    @property
    def held_up(self) -> bool:
        """Whether the next request waits for the quota, however briefly."""
        return self.client.waiting_until is not None and not self.ended

    @property
    def next_request(self) -> str:
        """The time of the next request, if it waits long for the quota; otherwise empty."""
        until = None if self.ended else self.client.waiting_until
        return next_request(until, self.wall_clock())

    def take(self, progress: Progress) -> None:
        """Record a page."""
        trouble_of(self.client).end()
        self.rows, self.pages, self.total = progress.rows, progress.pages, progress.total

    def complete(self, report: ExportReport) -> None:
        """Record that the export is complete."""
        self.rows, self.pages, self.earlier = report.rows, report.pages, report.resumed
        self.end()

    def end(self) -> None:
        """Record that the export has ended."""
        self._ended = self.clock()

    def fail(self) -> None:
        """Record that an error ended the export."""
        self.failed = True
        self.end()
