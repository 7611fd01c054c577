"""Progress as plain lines, for logs and pipes."""

import threading
from types import TracebackType
from typing import Self

from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.output import tell
from opentoclose_async.cli.progress.tracking import Tally
from opentoclose_async.export import ExportReport, Progress

__all__ = ["Lines", "Silence"]

PAUSE = 2.0
"""Seconds between two lines about the same export, at least."""


class Lines:
    """A line for each export when its first page is written, and then every two seconds."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._over = threading.Event()
        # A thread, so that a wait for the quota is told while no page arrives.
        self._thread = threading.Thread(target=self._keep_telling, name="opentoclose progress")

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "_Line":
        """Begin to tell about an export."""
        line = _Line(Tally(name, client, rows=earlier, earlier=earlier))
        self._lines.append(line)
        return line

    def _keep_telling(self) -> None:
        while not self._over.wait(PAUSE):
            for line in list(self._lines):
                line.tell_news()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()


class _Line:
    """
    What is told about one export.

    Args:
        tally: What there is to tell.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._told: tuple[int, str] | None = None

    def advance(self, progress: Progress) -> None:
        """Take note of a page, and tell the first one at once."""
        self._tally.take(progress)
        if self._told is None:
            self.tell_news()

    def complete(self, report: ExportReport) -> None:
        """Tell no more: the summary is at hand."""
        self._tally.complete(report)

    def give_up(self) -> None:
        """Tell no more: the error is at hand."""
        self._tally.end()

    def tell_news(self) -> None:
        """Write a line if there is anything new."""
        tally = self._tally
        news = tally.pages, tally.next_request
        if tally.ended or self._told == news:
            return
        self._told = news
        out_of = "" if tally.total is None else f" of {tally.total}"
        earlier = f" ({tally.earlier} from before)" if tally.earlier else ""
        if tally.next_request:
            waiting = f", waiting for the quota: next request at {tally.next_request}"
        else:
            waiting = ", at the quota's pace" if tally.held_up else ""
        tell(
            f"{tally.name}: {tally.rows}{out_of} rows{earlier}, {tally.page_count}, "
            f"{tally.rate:.0f} rows/s{waiting}",
            err=True,
        )


class Silence:
    """Nothing at all, for ``--quiet``."""

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "Silence":
        """Show nothing."""
        return self

    def advance(self, progress: Progress) -> None:
        """Show nothing."""

    def complete(self, report: ExportReport) -> None:
        """Show nothing."""

    def give_up(self) -> None:
        """Show nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Show nothing."""
