"""Progress as bars, for people at a terminal."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.tracking import Tally
from opentoclose_async.export import ExportReport, Progress

__all__ = ["Bars"]


class Bars:
    """
    A bar for each export: it fills where the total is known, and pulses where it is not.

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
        tally = Tally(name, client, rows=earlier, earlier=earlier)
        task = self._progress.add_task(name, total=None, completed=earlier, tally=tally)
        return _Bar(self._progress, task, tally)

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
        progress: Where it is drawn.
        task: Which of the bars it is.
        tally: What its columns read.
    """

    def __init__(self, progress: RichProgress, task: TaskID, tally: Tally) -> None:
        self._progress = progress
        self._task = task
        self._tally = tally

    def advance(self, progress: Progress) -> None:
        """Draw a page more."""
        self._tally.take(progress)
        self._progress.update(self._task, completed=progress.rows, total=progress.total)

    def complete(self, report: ExportReport) -> None:
        """Fill the bar."""
        self._tally.complete(report)
        # One row at least: a bar of nothing would stay empty.
        rows = max(self._tally.rows, 1)
        self._progress.update(self._task, completed=rows, total=rows)

    def give_up(self) -> None:
        """Leave the bar as far as it got."""
        self._tally.end()
        name = self._tally.name
        total = self._tally.total or self._tally.rows + 1  # it does not pulse any more
        self._progress.update(self._task, description=f"{name}: failed", total=total)


class _RowsColumn(ProgressColumn):
    """Rows, out of how many where that is known."""

    def render(self, task: Task) -> Text:
        tally: Tally = task.fields["tally"]
        out_of = "" if tally.total is None else f"/{tally.total}"
        return Text(f"{tally.rows}{out_of} rows", style="progress.download")


class _PaceColumn(ProgressColumn):
    """Pages and speed; or, while nothing arrives, until when the quota makes us wait."""

    def render(self, task: Task) -> Text:
        tally: Tally = task.fields["tally"]
        next_request = tally.next_request
        if next_request:
            # As short as it is so that it fits beside the rest of the line.
            return Text(f"quota: next request {next_request}", style="yellow")
        text = Text(f"{tally.page_count}, {tally.rate:.0f} rows/s", style="progress.data.speed")
        if tally.held_up:
            text.append(" (quota)", style="yellow")
        return text
