"""What is known of an export that is running, and how a display gets to know it."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from attrs import define

from opentoclose_async import Pager
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.export.resuming import rows_kept
from opentoclose_async.export import ExportReport, Progress, export

__all__ = ["Display", "Tally", "Track", "export_and_show"]

WORTH_A_TIME = 2.0
"""Seconds; a shorter wait is the usual pace, and its end too near to be told."""


@define(eq=False)
class Tally:
    """
    The state of one export, for a display to read at any time and from any thread.

    Attributes:
        name: What is exported.
        client: What asks for it.
        clock: Seconds, never going back.
        wall_clock: Seconds since the epoch.
        rows: Rows written.
        pages: Pages written.
        total: Rows in the whole list; None if not known.
        earlier: Rows among ``rows`` that an earlier run has written.
    """

    name: str
    client: BaseClient
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    rows: int = 0
    pages: int = 0
    total: int | None = None
    earlier: int = 0
    _began: float = 0.0
    _ended: float | None = None

    def __attrs_post_init__(self) -> None:
        self._began = self.clock()

    @property
    def ended(self) -> bool:
        """Tell whether the export is over: complete, or given up."""
        return self._ended is not None

    @property
    def page_count(self) -> str:
        """Pages written, in words."""
        return f"{self.pages} page{'' if self.pages == 1 else 's'}"

    @property
    def rate(self) -> float:
        """Rows a second since this run began, of those that it has written."""
        until = self.clock() if self._ended is None else self._ended
        return max(self.rows - self.earlier, 0) / max(until - self._began, 0.001)

    @property
    def held_up(self) -> bool:
        """Tell whether the next request has to wait for the quota, however shortly."""
        return self.client.waiting_until is not None and not self.ended

    @property
    def next_request(self) -> str:
        """The time until which the quota makes us wait; empty if it does not, or not for long."""
        until, now = self.client.waiting_until, self.wall_clock()
        if until is None or self.ended or until - now < WORTH_A_TIME:
            return ""
        moment, today = (datetime.fromtimestamp(seconds).astimezone() for seconds in (until, now))
        if moment.microsecond:
            moment += timedelta(seconds=1)  # a time that is told is never too early
        form = "%H:%M:%S" if moment.date() == today.date() else "%Y-%m-%d %H:%M:%S"
        return moment.strftime(form)

    def take(self, progress: Progress) -> None:
        """Take note of a page."""
        self.rows, self.pages, self.total = progress.rows, progress.pages, progress.total

    def complete(self, report: ExportReport) -> None:
        """Take note that the export is complete."""
        self.rows, self.pages, self.earlier = report.rows, report.pages, report.resumed
        self.end()

    def end(self) -> None:
        """Take note that the export is over."""
        self._ended = self.clock()


class Track(Protocol):
    """The place of one export in a display."""

    def advance(self, progress: Progress) -> None:
        """Show that a page was written."""
        ...

    def complete(self, report: ExportReport) -> None:
        """Show that the export is complete."""
        ...

    def give_up(self) -> None:
        """Show that the export has failed."""
        ...


class Display(Protocol):
    """What shows the progress of exports, from entering its context until leaving it."""

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> Track:
        """
        Make a place for an export that begins now.

        Args:
            name: What is exported, for the reader.
            client: What asks for it.
            earlier: Rows that an earlier run has written.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


async def export_and_show(
    display: Display,
    name: str,
    client: BaseClient,
    pager: Pager[Any],
    path: Path,
    *,
    format_name: str | None = None,
    columns: Sequence[str] | None = None,
    excel: bool = False,
    resume: bool = False,
    verify: bool = True,
    overwrite: bool = False,
) -> ExportReport:
    """
    Run one export and show how far it is.

    Args:
        display: Where to show it.
        name: What is exported, for the reader.
        client: The pager's client.
        pager: The list.
        path: The file.
        format_name: The format; told by the file's suffix if not given.
        columns: Which fields; all if not given.
        excel: Whether they are for Excel.
        resume: Whether to go on with what an earlier run has left.
        verify: Whether to make sure that no row is lost or doubled.
        overwrite: Whether to replace a file that is there.
    """
    track = display.add(name, client, (rows_kept(path) or 0) if resume else 0)
    try:
        report = await export(
            pager,
            path,
            format=format_name,
            columns=columns,
            excel=excel,
            resume=resume,
            verify=verify,
            overwrite=overwrite,
            progress=track.advance,
        )
    except Exception:
        track.give_up()
        raise
    track.complete(report)
    return report
