"""The state of a quota, as lines and as a table."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from opentoclose_async.cli.quota.status_display import PlainStatus, StatusTable, lines_of
from opentoclose_async.types import ClientUsage, QuotaStatus, Window, WindowUsage

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
WINDOWS = (WindowUsage(Window(500, 30.0), 500, 12.5), WindowUsage(Window(3000, 3600.0), 700, 0.0))
BUSY = QuotaStatus(
    WINDOWS,
    clients=(
        ClientUsage("web-1 4711 gunicorn", (300, 400), 3, 0.25, waiting=1.5),
        ClientUsage("cron-1 17 a\x1b[31mb [red]c", (200, 300), 0, 42.0),
    ),
    left=2250,
    left_resets_in=90.5,
    paused_for=30.0,
    rate=3.456,
)


def test_lines_say_what_is_used_and_until_when_nothing_is_sent() -> None:
    assert list(lines_of(BUSY, NOON)) == [
        "500 of 500 requests in 30 s, free in 13 s",
        "700 of 3000 requests in 3600 s, free now",
        "2250 left by the server's headers, until 12:01:31",
        "paused after a refusal until 12:00:30, for 30 s",
        "at most 3.46 requests a second after refusals",
    ]


def test_a_time_on_another_day_has_its_date() -> None:
    status = QuotaStatus((), clients=BUSY.clients, paused_for=86400.0)
    (line,) = lines_of(status, NOON)
    assert "until 2026-05-05 12:00:00" in line


def test_a_quota_that_nobody_uses_says_so() -> None:
    *_, line = lines_of(QuotaStatus((WindowUsage(Window(1, 1.0), 0, 0.0),)), NOON)
    assert line.startswith("No client has used this quota lately")


def test_plain_lines_name_every_client(capsys: pytest.CaptureFixture[str]) -> None:
    with PlainStatus("Open To Close") as display:
        display.show(BUSY)
        display.show_problem("gone")
    out, err = capsys.readouterr()
    assert out.splitlines()[0].endswith(" Open To Close")
    busy, idle = out.splitlines()[-2:]
    assert busy == (
        "client web-1 4711 gunicorn: 300 in 30 s, 400 in 3600 s, 3 in flight, waiting for 1.5 s, "
        "seen 0.2 s ago"
    )
    assert idle.startswith("client cron-1 17 a\\x1b[31mb [red]c: 200 in 30 s, 300 in 3600 s")
    assert err == "error: gone\n"


def test_a_table_has_a_row_for_each_client_and_escapes_their_names() -> None:
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=120, color_system=None)
    with StatusTable("DocuSign Rooms", console) as display:
        display.show(BUSY)
    lines = [line.split() for line in drawn.getvalue().splitlines()]
    assert ["web-1", "4711", "gunicorn", "300", "400", "3", "1.5", "s", "0.2", "s"] in lines
    assert ["cron-1", "17", "a\\x1b[31mb", "[red]c", "200", "300", "0", "42", "s"] in lines


def test_a_table_shows_a_problem_instead() -> None:
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=120)
    with StatusTable("DocuSign Rooms", console) as display:
        display.show_problem("The quota store cannot be used: refused.")
    assert "The quota store cannot be used: refused." in drawn.getvalue()
