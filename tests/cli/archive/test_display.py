"""What displays of archives show, with fake clocks."""

import io
from datetime import datetime

import pytest
from rich.console import Console

from opentoclose_async import AsyncRooms
from opentoclose_async.archive import ArchivePlan, ArchiveProgress
from opentoclose_async.cli.archive.display import ArchiveLines, DrawnArchives
from opentoclose_async.cli.archive.state import ArchiveState

NOON = datetime(2026, 3, 5, 12, 0, 0).astimezone().timestamp()
PLAN = ArchivePlan(places=8_214, documents=41_000, requests={"documents": 41_000}, seconds=0.0)


class WaitingClient(AsyncRooms):
    """A client whose quota makes it wait as the test says."""

    until: float | None = None

    @property
    def waiting_until(self) -> float | None:
        return self.until


@pytest.fixture
def client() -> WaitingClient:
    return WaitingClient("account", access_token="token", quota=None)


def progress(left: float | None = None, plan: ArchivePlan | None = PLAN) -> ArchiveProgress:
    return ArchiveProgress(
        plan=plan,
        places=1_204,
        places_total=8_214,
        documents=16_020,
        documents_total=41_000,
        bytes=1_234_000_000,
        requests=20_000,
        requests_left=60_000,
        missing=3,
        seconds_left=left,
    )


@pytest.mark.parametrize(
    ("left", "until", "times"),
    [
        (None, None, ""),
        (34_790.0, None, "ends about 21:40"),
        (54_600.0, NOON + 1.0, "ends about tomorrow 03:10"),
        (3 * 86_400.0, NOON + 29.2, "quota: next request 12:00:30, ends about 2026-03-08 12:00"),
        (5.0, NOON + 3_000.0, "quota: next request 12:50:00, ends about 12:50"),
    ],
)
def test_times(client: WaitingClient, left: float | None, until: float | None, times: str) -> None:
    client.until = until
    state = ArchiveState("a", "rooms", client, lambda _: None, wall_clock=lambda: NOON)
    state.advance(progress(left))
    assert state.times == times
    state.finish()
    assert state.times == ""


def test_lines(client: WaitingClient, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ArchiveLines()
    state = lines.add("south", "rooms", client)
    lines.print_news()
    state.advance(progress(plan=None))
    lines.print_news()
    state.advance(progress())
    state.advance(progress())
    lines.print_news()
    lines.print_news()
    assert capsys.readouterr().err.splitlines() == [
        "south: reading lists, 0 requests",
        "south: 8,214 rooms, 41,000 documents: 41,000 requests",
        "south: 1,204 of 8,214 rooms, 16,020 of about 41,000 documents, 1.2 GB, 3 missing",
    ]


@pytest.mark.parametrize("columns", [60, 100])
def test_drawn_within_the_width(client: WaitingClient, columns: int) -> None:
    text = io.StringIO()
    console = Console(file=text, width=columns, color_system=None)
    display = DrawnArchives(console)
    first, second = (display.add(name, "rooms", client) for name in ("north", "rooms archive"))
    client.until = 4102444800.0
    first.advance(progress(1e6))
    second.advance(progress(1e6))
    second.finish(failed=True)
    text.truncate(0)
    console.print(display.draw())
    drawn = [line.rstrip("\x00 ").lstrip("\x00") for line in text.getvalue().splitlines()]
    assert max(map(len, drawn)) <= columns
    assert drawn[0].endswith(" 1,204 of 8,214 rooms")
    assert drawn[1] == "  16,020 of about 41,000 documents, 1.2 GB, 3 missing"
    assert "quota: next request 2" in drawn[2]
    assert any(line.endswith("failed") for line in drawn)
