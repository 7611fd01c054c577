"""Progress bars for terminals."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.state import ExportState
from opentoclose_async.export import ExportReport, Progress

__all__ = ["TerminalBars"]


class TerminalBars:
    """
    A bar for each export: it fills if the total is known, and pulses otherwise.

    Args:
        console: Where to draw.
    """

    def __init__(self, console: Console) -> None:
        self._progress = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=18),
            _RowsColumn(),
            _PaceColumn(),
            console=console,
        )

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "_Bar":
        """Add a bar."""
        state = ExportState(name, client, rows=earlier, earlier=earlier)
        task = self._progress.add_task(name, total=None, completed=earlier, state=state)
        return _Bar(self._progress, task, state)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()


class _Bar:
    """
    One export's bar.

    Args:
        progress: The display that draws it.
        task: Its id there.
        state: What its columns show.
    """

    def __init__(self, progress: RichProgress, task: TaskID, state: ExportState) -> None:
        self._progress = progress
        self._task = task
        self._state = state

    def advance(self, progress: Progress) -> None:
        """Draw another page."""
        self._state.take(progress)
        self._progress.update(self._task, completed=progress.rows, total=progress.total)

    def complete(self, report: ExportReport) -> None:
        """Fill the bar."""
        self._state.complete(report)
        # At least one row: a bar of 0 out of 0 would stay empty.
        rows = max(self._state.rows, 1)
        self._progress.update(self._task, completed=rows, total=rows)

    def fail(self) -> None:
        """Leave the bar where it is, marked as failed."""
        self._state.end()
        name = self._state.name
        total = self._state.total or self._state.rows + 1  # stop pulsing
        self._progress.update(self._task, description=f"{name}: failed", total=total)


class _RowsColumn(ProgressColumn):
    """Rows, and the total if known."""

    def render(self, task: Task) -> Text:
        state: ExportState = task.fields["state"]
        out_of = "" if state.total is None else f"/{state.total}"
        return Text(f"{state.rows}{out_of} rows", style="progress.download")


class _PaceColumn(ProgressColumn):
    """Pages and speed, or the time of the next request during a long wait for the quota."""

    def render(self, task: Task) -> Text:
        state: ExportState = task.fields["state"]
        next_request = state.next_request
        if next_request:
            # Short, to fit next to the rest of the line.
            return Text(f"quota: next request {next_request}", style="yellow")
        text = Text(f"{state.page_count}, {state.rate:.0f} rows/s", style="progress.data.speed")
        if state.held_up:
            text.append(" (quota)", style="yellow")
        return text
