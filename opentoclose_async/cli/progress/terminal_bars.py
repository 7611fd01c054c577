"""Progress bars for terminals of any width."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.printable import printable
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.state import ExportState
from opentoclose_async.export import ExportReport, Progress

__all__ = ["TerminalBars"]

# Columns of the terminal.
WIDE = 76
"""From here on, there is room for everything on one line."""
MEDIUM = 50
"""From here on, there is room for a bar."""
NARROW = 24
"""From here on, there is room for more than names and rows."""


class TerminalBars:
    """
    A bar for each export that has read something: it fills if the total is known, and else pulses.

    Before that, a line says what an export waits for, if that takes longer than a moment.

    Args:
        console: Where to draw.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._states: list[ExportState] = []
        self._live = Live(get_renderable=self.draw, console=console, refresh_per_second=10)

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> "_Bar":
        """Add an export."""
        state = ExportState(name, client, rows=earlier, earlier=earlier)
        self._states.append(state)
        return _Bar(state)

    def draw(self) -> RenderableType:
        """Return what to draw now."""
        width = self._console.width
        begun = [state for state in list(self._states) if state.begun]
        waiting = [state for state in list(self._states) if state.waits_for]
        lines: list[RenderableType] = [
            Text(f"{printable(state.name)}: {state.waits_for}", "yellow" if width >= NARROW else "")
            for state in waiting
        ]
        if width >= WIDE:
            return Group(_table(begun), *lines) if begun else Group(*lines)
        return Group(*(line for state in begun for line in _narrow(state, width)), *lines)

    def __enter__(self) -> Self:
        self._live.start(refresh=True)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()


class _Bar:
    """
    One export's entry.

    Args:
        state: What is drawn of it.
    """

    def __init__(self, state: ExportState) -> None:
        self._state = state

    def advance(self, progress: Progress) -> None:
        """Record another page."""
        self._state.take(progress)

    def complete(self, report: ExportReport) -> None:
        """Fill the bar."""
        self._state.complete(report)

    def fail(self) -> None:
        """Leave the bar where it is, marked as failed."""
        self._state.fail()


def _table(states: list[ExportState]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    for state in states:
        table.add_row(_title(state), _bar(state, 18), _rows(state), _pace(state))
    return table


def _narrow(state: ExportState, width: int) -> Iterator[RenderableType]:
    if width < NARROW:
        yield Text(f"{_title(state)} {_rows(state)}")
        return
    line = Table.grid(padding=(0, 1, 0, 0))
    parts: list[RenderableType] = [_title(state), _rows(state)]
    if width >= MEDIUM:
        parts.insert(1, _bar(state, 10))
    line.add_row(*parts)
    yield line
    yield Text("  ") + _pace(state)


def _title(state: ExportState) -> Text:
    return Text(printable(state.name) + (": failed" if state.failed else ""))


def _bar(state: ExportState, width: int) -> ProgressBar:
    # At least one row: a bar of 0 out of 0 would stay empty.
    rows, total = max(state.rows, 1), state.total
    if state.ended and total is None:
        total = rows + state.failed
    return ProgressBar(
        total=total,
        completed=rows if state.rows or not state.failed else 0,
        width=width,
        pulse=total is None,
        animation_time=time.monotonic(),
    )


def _rows(state: ExportState) -> Text:
    out_of = "" if state.total is None else f"/{state.total}"
    return Text(f"{state.rows}{out_of} {state.rows_word}", style="progress.download")


def _pace(state: ExportState) -> Text:
    """Return pages and speed, or what holds the export up."""
    if state.trouble:
        return Text(state.trouble, style="yellow")
    next_request = state.next_request
    if next_request:
        # Short, to fit next to the rest of the line.
        return Text(f"quota: next request {next_request}", style="yellow")
    text = Text(
        f"{state.page_count}, {counted(round(state.rate), 'row')}/s", style="progress.data.speed"
    )
    if state.held_up:
        text.append(" (quota)", style="yellow")
    return text
