"""The state of a quota, as a table on a terminal and as lines elsewhere."""

import math
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.quota.sharing import ClientUsage, QuotaStatus, WindowUsage
from opentoclose_async.cli.output import print_lines, tolerant

__all__ = ["PlainStatus", "StatusDisplay", "StatusTable", "lines_of"]

ROOM_FOR_A_TABLE = 76
"""Columns of the terminal; a narrower one shows lines."""
UNKNOWN = (
    "No client has used this quota lately: none runs, or they use another store, address or "
    "credential."
)


class StatusDisplay(Protocol):
    """Shows a status, or one after another while its context is active."""

    def show(self, status: QuotaStatus) -> None:
        """Show the status."""
        ...

    def show_problem(self, problem: str) -> None:
        """Show why there is no status."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


class PlainStatus:
    """
    The status as lines on stdout.

    Args:
        title: The account and the store.
    """

    def __init__(self, title: str) -> None:
        self._title = title

    def show(self, status: QuotaStatus) -> None:
        """Print the status."""
        now = datetime.now().astimezone()
        clients = [_line_of(each, status.windows) for each in status.clients]
        print_lines(f"{now:%H:%M:%S} {self._title}", *lines_of(status, now), *clients)

    def show_problem(self, problem: str) -> None:
        """Print the problem on stderr."""
        print_lines(f"error: {problem}", err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave what was printed."""


class StatusTable:
    """
    The status as a table on a terminal, drawn over the one before.

    Args:
        title: The account and the store.
        console: Where to draw; stdout by default.
    """

    def __init__(self, title: str, console: Console | None = None) -> None:
        self._title = title
        # Known to be a terminal; rich would consult FORCE_COLOR, which is about colours only.
        self._console = console or Console(file=tolerant(sys.stdout), force_terminal=True)
        self._live = Live(console=self._console, auto_refresh=False)

    def show(self, status: QuotaStatus) -> None:
        """Draw the status."""
        now = datetime.now().astimezone()
        parts: list[RenderableType] = [self._heading(now)]
        parts += [Text(printable(line)) for line in lines_of(status, now)]
        if self._console.width < ROOM_FOR_A_TABLE:
            texts = [_line_of(each, status.windows) for each in status.clients]
            parts += [Text(printable(text)) for text in texts]
        elif status.clients:
            parts.append(_table_of(status))
        self._live.update(Group(*parts), refresh=True)

    def show_problem(self, problem: str) -> None:
        """Draw the problem instead."""
        now = datetime.now().astimezone()
        text = Text(printable(problem), style="red")
        self._live.update(Group(self._heading(now), text), refresh=True)

    def _heading(self, now: datetime) -> Text:
        return Text(f"{now:%H:%M:%S} {printable(self._title)}", style="bold")

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


def lines_of(status: QuotaStatus, now: datetime) -> Iterator[str]:
    """
    Yield lines about a quota, except for its clients.

    Args:
        status: The state of the quota.
        now: The time, which future times are shown relative to.
    """
    for each in status.windows:
        room = f"free in {_seconds(each.free_in)}" if each.free_in > 0 else "free now"
        yield f"{each.used} of {counted(each.window.count, 'request')} {_length(each)}, {room}"
    if status.left is not None:
        yield (
            f"{status.left} left by the server's headers, "
            f"until {_clock(now, status.left_resets_in)}"
        )
    if status.paused_for > 0:
        until = _clock(now, status.paused_for)
        yield f"paused after a refusal until {until}, for {_seconds(status.paused_for)}"
    if status.rate is not None:
        yield f"at most {status.rate:.3g} requests a second after refusals"
    if not status.clients and not any(each.used for each in status.windows):
        yield UNKNOWN


def _line_of(client: ClientUsage, windows: tuple[WindowUsage, ...]) -> str:
    used = [f"{count} {_length(each)}" for count, each in zip(client.used, windows, strict=False)]
    waiting = "" if client.waiting is None else f", waiting for {_seconds(client.waiting)}"
    return (
        f"client {client.label}: {', '.join(used)}, {client.in_flight} in flight{waiting}, "
        f"seen {_seconds(client.seen)} ago"
    )


def _table_of(status: QuotaStatus) -> Table:
    table = Table("host", "process", "program", box=box.SIMPLE)
    numbers = [*(_length(each) for each in status.windows), "in flight", "waiting", "seen ago"]
    for heading in numbers:
        table.add_column(heading, justify="right")
    for client in status.clients:
        host, process, program = (*printable(client.label).split(" ", 2), "", "", "")[:3]
        used = [str(count) for count in client.used]
        waiting = "" if client.waiting is None else _seconds(client.waiting)
        cells = [host, process, program, *used, str(client.in_flight), waiting]
        table.add_row(*(Text(cell) for cell in [*cells, _seconds(client.seen)]))
    return table


def _length(each: WindowUsage) -> str:
    return f"in {each.window.seconds:g} s"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{math.ceil(seconds)} s"


def _clock(now: datetime, seconds: float) -> str:
    """Return the time of day after some seconds, rounded up."""
    moment = now + timedelta(seconds=seconds)
    if moment.microsecond:
        moment += timedelta(seconds=1)
    return moment.strftime("%H:%M:%S" if moment.date() == now.date() else "%Y-%m-%d %H:%M:%S")
