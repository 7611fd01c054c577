"""What the displays show, with fake clocks."""

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from rich.console import Console

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.cli.progress.log_lines import LogLines, NoDisplay
from opentoclose_async.cli.progress.select_display import select_display
from opentoclose_async.cli.progress.state import ExportState
from opentoclose_async.cli.progress.terminal_bars import TerminalBars
from opentoclose_async.export import ExportReport, Progress

REPORT = ExportReport(
    path=Path("users.jsonl"),
    rows=1100,
    pages=11,
    requests=12,
    retries=0,
    seams=0,
    resumed=0,
    seconds=1.0,
    sha256="",
)
NOON = datetime(2026, 3, 5, 12, 0, 0).astimezone().timestamp()


class WaitingClient(AsyncOpenToClose):
    """A client whose quota makes it wait as the test says."""

    until: float | None = None

    @property
    def waiting_until(self) -> float | None:
        return self.until


@pytest.fixture
def client() -> WaitingClient:
    return WaitingClient("key", quota=None)


def test_rows_per_second(client: WaitingClient) -> None:
    seconds = [10.0]
    state = ExportState("users", client, clock=lambda: seconds[0])
    assert (state.rate, state.page_count) == (0.0, "0 pages")
    seconds[0] = 14.0
    state.take(Progress(rows=200, pages=1, total=None))
    assert (state.rate, state.page_count) == (50.0, "1 page")
    state.end()
    seconds[0] = 100.0
    assert (state.rate, state.ended) == (50.0, True)


def test_the_rate_counts_the_rows_of_this_run_only(client: WaitingClient) -> None:
    seconds = [10.0]
    state = ExportState("users", client, clock=lambda: seconds[0], rows=1000, earlier=1000)
    seconds[0] = 14.0
    assert state.rate == 0.0
    state.take(Progress(rows=1200, pages=12, total=None))
    assert state.rate == 50.0
    state.complete(evolve(REPORT, resumed=1000))
    assert (state.rows, state.rate) == (1100, 25.0)


@pytest.mark.parametrize(
    ("until", "held_up", "next_request"),
    [
        (None, False, ""),
        (NOON + 1.0, True, ""),
        (NOON + 30.0, True, "12:00:30"),
        (NOON + 29.2, True, "12:00:30"),
        (NOON + 86400.0, True, "2026-03-06 12:00:00"),
    ],
)
def test_waits(
    client: WaitingClient, until: float | None, held_up: bool, next_request: str
) -> None:
    client.until = until
    state = ExportState("users", client, wall_clock=lambda: NOON)
    assert (state.held_up, state.next_request) == (held_up, next_request)
    state.end()
    assert (state.held_up, state.next_request) == (False, "")


def test_lines(client: WaitingClient, capsys: pytest.CaptureFixture[str]) -> None:
    line = LogLines().add("rooms users", client)
    line.advance(Progress(rows=100, pages=1, total=2345))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("rooms users: 100 of 2345 rows, 1 page, ")

    line.advance(Progress(rows=200, pages=2, total=2345))
    assert capsys.readouterr().err == ""

    line.print_news()
    line.print_news()
    assert capsys.readouterr().err.count("200 of 2345 rows, 2 pages") == 1

    client.until = 4102444800.0
    line.print_news()
    assert "waiting for the quota: next request at 2" in capsys.readouterr().err

    line.complete(REPORT)
    line.advance(Progress(rows=300, pages=3, total=2345))
    line.print_news()
    assert capsys.readouterr().err == ""


def test_lines_of_a_resumed_export(
    client: WaitingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = LogLines()
    north, south = lines.add("north", client, earlier=700), lines.add("south", client)
    north.advance(Progress(rows=800, pages=8, total=None))
    south.advance(Progress(rows=100, pages=1, total=2000))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("north: 800 rows (700 from an earlier run), 8 pages, ")
    assert second.startswith("south: 100 of 2000 rows, 1 page, ")

    south.advance(Progress(rows=200, pages=2, total=2000))
    south.fail()
    south.print_news()
    assert capsys.readouterr().err == ""


def test_bars_of_several_exports(client: WaitingClient) -> None:
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=100, color_system=None)
    with TerminalBars(console) as bars:
        north, south = bars.add("north", client, earlier=700), bars.add("south", client)
        north.advance(Progress(rows=800, pages=8, total=None))
        south.advance(Progress(rows=100, pages=1, total=2000))
        south.fail()
        north.complete(evolve(REPORT, resumed=700))
    drawn = text.getvalue()
    assert re.search(r"north +━+ 1100 rows +11 pages, \d+ rows/s", drawn)
    assert re.search(r"south: failed .+ 100/2000 rows +1 page, \d+ rows/s", drawn)


def test_bars(client: WaitingClient) -> None:
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=80, color_system=None)
    bars = TerminalBars(console)
    known, unknown = bars.add("DocuSign Rooms", client), bars.add("Open To Close", client)
    known.advance(Progress(rows=1000, pages=10, total=2345))
    unknown.advance(Progress(rows=1100, pages=11, total=None))
    client.until = 4102444800.0
    with bars:
        client.until = None
        known.complete(REPORT)
        unknown.complete(REPORT)
    drawn = text.getvalue()
    assert "1000/2345 rows" in drawn
    assert "quota: next request 2" in drawn
    assert "1100 rows" in drawn
    assert "11 pages" in drawn


def test_plain_lines_without_a_terminal(
    client: WaitingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    with select_display() as display:
        assert isinstance(display, LogLines)
        display.add("users", client).advance(Progress(rows=5, pages=1, total=None))
    assert capsys.readouterr().err.startswith("users: 5 rows, 1 page, ")


def test_nothing_when_quiet(client: WaitingClient, capsys: pytest.CaptureFixture[str]) -> None:
    with select_display(quiet=True) as display:
        assert isinstance(display, NoDisplay)
        track = display.add("users", client)
        track.advance(Progress(rows=5, pages=1, total=None))
        track.complete(REPORT)
    assert capsys.readouterr() == ("", "")
