"""The state of a running export, as displays show it."""

import time
from collections.abc import Callable

from attrs import define

from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.clock_times import next_request
from opentoclose_async.export import ExportReport, Progress

__all__ = ["ExportState"]


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
    """

    name: str
    client: BaseClient
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    rows: int = 0
    pages: int = 0
    total: int | None = None
    earlier: int = 0
    _started: float = 0.0
    _ended: float | None = None

    def __attrs_post_init__(self) -> None:
        self._started = self.clock()

    @property
    def ended(self) -> bool:
        """Whether the export has ended, complete or failed."""
        return self._ended is not None

    @property
    def page_count(self) -> str:
        """The number of pages written, with its unit."""
        return f"{self.pages} page{'' if self.pages == 1 else 's'}"

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
        self.rows, self.pages, self.total = progress.rows, progress.pages, progress.total

    def complete(self, report: ExportReport) -> None:
        """Record that the export is complete."""
        self.rows, self.pages, self.earlier = report.rows, report.pages, report.resumed
        self.end()

    def end(self) -> None:
        """Record that the export has ended."""
        self._ended = self.clock()
