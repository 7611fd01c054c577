"""Progress of archives: drawn on a terminal, as plain lines elsewhere, or not at all."""

import sys
import threading
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from opentoclose_async._protocol.printable import printable
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.archive.state import ArchiveState
from opentoclose_async.cli.output import print_lines, tolerant
from opentoclose_async.cli.progress.select_display import can_draw

__all__ = ["ArchiveDisplay", "ArchiveLines", "DrawnArchives", "Silence", "select_archive_display"]

PAUSE = 5.0
"""Seconds between two lines about the same archive."""
BAR = 18
ROOM_FOR_A_BAR = 56
"""Characters."""


class ArchiveDisplay(Protocol):
    """Shows the progress of archives while its context is active."""

    def add(self, name: str, word: str, client: BaseClient) -> ArchiveState:
        """
        Add an archive that starts now.

        Args:
            name: What is archived, for the user.
            word: "rooms" or "properties".
            client: The client that sends its requests.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


def select_archive_display(*, quiet: bool) -> ArchiveDisplay:
    """Make a display on stderr."""
    if quiet:
        return Silence()
    if not can_draw(sys.stderr):
        return ArchiveLines()
    return DrawnArchives(Console(file=tolerant(sys.stderr), force_terminal=True))


class Silence:
    """Show nothing, for ``--quiet``."""

    def add(self, name: str, word: str, client: BaseClient) -> ArchiveState:
        """Show nothing."""
        return ArchiveState(name, word, client, lambda _: None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Show nothing."""


class ArchiveLines:
    """The plan of each archive, and then a line every few seconds if anything changes."""

    def __init__(self) -> None:
        self._states: list[ArchiveState] = []
        self._printed: dict[int, tuple[str, ...]] = {}
        self._stopped = threading.Event()
        # A thread, so that a wait for the quota is reported while no step ends.
        self._thread = threading.Thread(target=self._print_regularly, name="opentoclose progress")

    def add(self, name: str, word: str, client: BaseClient) -> ArchiveState:
        """Start reporting an archive."""
        state = ArchiveState(name, word, client, lambda line: print_lines(line, err=True))
        self._states.append(state)
        return state

    def print_news(self) -> None:
        """Write a line about each archive that has changed."""
        for number, state in enumerate(list(self._states)):
            counts = (state.places, state.documents, state.next_request, state.trouble)
            if state.ended or self._printed.get(number) == counts:
                continue
            self._printed[number] = counts
            texts = filter(None, (state.places, state.documents, state.times))
            print_lines(f"{state.name}: {', '.join(texts)}", err=True)

    def _print_regularly(self) -> None:
        while not self._stopped.wait(PAUSE):
            self.print_news()

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


class DrawnArchives:
    """
    A bar and two lines for each archive.

    Args:
        console: Where to draw.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._states: list[ArchiveState] = []
        self._live = Live(get_renderable=self.draw, console=console, refresh_per_second=4)

    def add(self, name: str, word: str, client: BaseClient) -> ArchiveState:
        """Start drawing an archive."""
        state = ArchiveState(name, word, client, self._announce)
        self._states.append(state)
        return state

    def draw(self) -> RenderableType:
        """Return what to draw now."""
        width = self._console.width
        return Group(*(part for state in list(self._states) for part in _drawn(state, width)))

    def _announce(self, line: str) -> None:
        self._live.console.print(Text(printable(line)))  # above the bars

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()


def _drawn(state: ArchiveState, width: int) -> list[RenderableType]:
    share = 1.0 if state.completed else state.share
    line = Table.grid(padding=(0, 1, 0, 0))
    cells: list[RenderableType] = [
        Text(printable(state.name)),
        Text("failed", "red") if state.failed else Text(state.places, "progress.download"),
    ]
    if share is not None and width >= ROOM_FOR_A_BAR:
        cells.insert(1, ProgressBar(total=1.0, completed=share, width=BAR))
    line.add_row(*cells)
    lines: list[RenderableType] = [line]
    if state.documents:
        lines.append(Text(f"  {state.documents}"))
    if state.times:
        lines.append(
            Text(f"  {state.times}", "yellow" if state.next_request or state.trouble else "dim")
        )
    return lines
