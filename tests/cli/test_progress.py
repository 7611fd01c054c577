"""What the displays say, with clocks of our own."""

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from rich.console import Console

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.cli.progress.bars_on_terminal import Bars
from opentoclose_async.cli.progress.display import open_display
from opentoclose_async.cli.progress.log_lines import Lines, Silence
from opentoclose_async.cli.progress.tracking import Tally
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


def test_rows_a_second(client: WaitingClient) -> None:
    seconds = [10.0]
    tally = Tally("users", client, clock=lambda: seconds[0])
    assert (tally.rate, tally.page_count) == (0.0, "0 pages")
    seconds[0] = 14.0
    tally.take(Progress(rows=200, pages=1, total=None))
    assert (tally.rate, tally.page_count) == (50.0, "1 page")
    tally.end()
    seconds[0] = 100.0
    assert (tally.rate, tally.ended) == (50.0, True)


def test_the_rate_counts_the_rows_of_this_run_only(client: WaitingClient) -> None:
    seconds = [10.0]
    tally = Tally("users", client, clock=lambda: seconds[0], rows=1000, earlier=1000)
    seconds[0] = 14.0
    assert tally.rate == 0.0
    tally.take(Progress(rows=1200, pages=12, total=None))
    assert tally.rate == 50.0
    tally.complete(evolve(REPORT, resumed=1000))
    assert (tally.rows, tally.rate) == (1100, 25.0)


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
    tally = Tally("users", client, wall_clock=lambda: NOON)
    assert (tally.held_up, tally.next_request) == (held_up, next_request)
    tally.end()
    assert (tally.held_up, tally.next_request) == (False, "")


def test_lines(client: WaitingClient, capsys: pytest.CaptureFixture[str]) -> None:
    line = Lines().add("rooms users", client)
    line.advance(Progress(rows=100, pages=1, total=2345))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("rooms users: 100 of 2345 rows, 1 page, ")

    line.advance(Progress(rows=200, pages=2, total=2345))
    assert capsys.readouterr().err == ""

    line.tell_news()
    line.tell_news()
    assert capsys.readouterr().err.count("200 of 2345 rows, 2 pages") == 1

    client.until = 4102444800.0
    line.tell_news()
    assert "waiting for the quota: next request at 2" in capsys.readouterr().err

    line.complete(REPORT)
    line.advance(Progress(rows=300, pages=3, total=2345))
    line.tell_news()
    assert capsys.readouterr().err == ""


def test_lines_of_what_is_gone_on_with(
    client: WaitingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Lines()
    north, south = lines.add("north", client, earlier=700), lines.add("south", client)
    north.advance(Progress(rows=800, pages=8, total=None))
    south.advance(Progress(rows=100, pages=1, total=2000))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("north: 800 rows (700 from before), 8 pages, ")
    assert second.startswith("south: 100 of 2000 rows, 1 page, ")

    south.advance(Progress(rows=200, pages=2, total=2000))
    south.give_up()
    south.tell_news()
    assert capsys.readouterr().err == ""


def test_bars_of_several_exports(client: WaitingClient) -> None:
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=100, color_system=None)
    with Bars(console) as bars:
        north, south = bars.add("north", client, earlier=700), bars.add("south", client)
        north.advance(Progress(rows=800, pages=8, total=None))
        south.advance(Progress(rows=100, pages=1, total=2000))
        south.give_up()
        north.complete(evolve(REPORT, resumed=700))
    drawn = text.getvalue()
    assert re.search(r"north +━+ 1100 rows +11 pages, \d+ rows/s", drawn)
    assert re.search(r"south: failed .+ 100/2000 rows +1 page, \d+ rows/s", drawn)


def test_bars(client: WaitingClient) -> None:
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=80, color_system=None)
    bars = Bars(console)
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


def test_plain_lines_where_there_is_no_terminal(
    client: WaitingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_display() as display:
        assert isinstance(display, Lines)
        display.add("users", client).advance(Progress(rows=5, pages=1, total=None))
    assert capsys.readouterr().err.startswith("users: 5 rows, 1 page, ")


def test_nothing_when_quiet(client: WaitingClient, capsys: pytest.CaptureFixture[str]) -> None:
    with open_display(quiet=True) as display:
        assert isinstance(display, Silence)
        track = display.add("users", client)
        track.advance(Progress(rows=5, pages=1, total=None))
        track.complete(REPORT)
    assert capsys.readouterr() == ("", "")
