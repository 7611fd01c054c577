"""Progress as plain lines, for logs and pipes; and a display that shows nothing."""

import threading
from types import TracebackType
from typing import Self

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.progress.state import ExportState
from opentoclose_async.export import ExportReport, Progress

__all__ = ["LogLines", "NoDisplay"]

PAUSE = 2.0
"""Seconds between two lines about the same export."""


class LogLines:
    """A line for each export after its first page, and then every two seconds if it changes."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._stopped = threading.Event()
        # A thread, so that a wait for the quota is reported while no page arrives.
        self._thread = threading.Thread(target=self._print_regularly, name="opentoclose progress")

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "_Line":
        """Start reporting an export."""
        line = _Line(ExportState(name, client, rows=earlier, earlier=earlier))
        self._lines.append(line)
        return line

    def _print_regularly(self) -> None:
        while not self._stopped.wait(PAUSE):
            for line in list(self._lines):
                line.print_news()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()


class _Line:
    """
    The lines about one export.

    Args:
        state: The state of the export.
    """

    def __init__(self, state: ExportState) -> None:
        self._state = state
        self._printed: tuple[int, str, str] | None = None

    def advance(self, progress: Progress) -> None:
        """Record a page, and report the first one immediately."""
        self._state.take(progress)
        if self._printed is None or not self._printed[0]:
            self.print_news()

    def complete(self, report: ExportReport) -> None:
        """Stop reporting: the summary follows."""
        self._state.complete(report)

    def fail(self) -> None:
        """Stop reporting: the error follows."""
        self._state.fail()

    def print_news(self) -> None:
        """Write a line if anything changed."""
        state = self._state
        news = state.pages, state.next_request, state.trouble
        if state.ended or self._printed == news:
            return
        if not (state.begun or state.waits_for):
            return
        self._printed = news
        if not state.begun:
            print_lines(f"{state.name}: {state.waits_for}", err=True)
            return
        out_of = "" if state.total is None else f" of {state.total}"
        earlier = f" ({state.earlier} from an earlier run)" if state.earlier else ""
        if state.next_request:
            waiting = f", waiting for the quota: next request at {state.next_request}"
        else:
            waiting = ", limited by the quota" if state.held_up else ""
        if state.trouble:
            waiting = f", {state.trouble}"
        print_lines(
            f"{state.name}: {state.rows}{out_of} {state.rows_word}{earlier}, {state.page_count}, "
            f"{counted(round(state.rate), 'row')}/s{waiting}",
            err=True,
        )


class NoDisplay:
    """A display that shows nothing, for ``--quiet``."""

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "NoDisplay":
        """Show nothing."""
        return self

    def advance(self, progress: Progress) -> None:
        """Show nothing."""

    def complete(self, report: ExportReport) -> None:
        """Show nothing."""

    def fail(self) -> None:
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
