"""Bars on a terminal, lines elsewhere."""

from pathlib import Path

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import rows_in
from tests.cli.processes import credentials, run
from tests.cli.terminal import at_terminal, needs_a_terminal
from tests.thoroughness import scaled


def all_users(running: RunningSandbox, output: str = "users.jsonl") -> list[str]:
    address = ["--base-url", running.otc_base_url]
    return ["export", "users", "--api", "otc", *address, "--quota", "off", "--output", output]


@needs_a_terminal
@pytest.mark.parametrize(
    ("columns", "variables", "bars", "colours"),
    [
        (10, {"NO_COLOR": "1"}, True, False),
        (80, {"PYTHONIOENCODING": "ascii"}, True, True),
        (1, {}, True, False),  # no room for anything in colour
        (40, {"TERM": "dumb", "FORCE_COLOR": "1"}, False, False),
        (80, {"CI": "true"}, False, False),
        *scaled(
            [],
            [
                (80, {}, True, True),
                (40, {"FORCE_COLOR": "1"}, True, True),
                (80, {"FORCE_COLOR": ""}, True, True),
                (80, {"TERM": "dumb"}, False, False),
                (0, {"CI": "false"}, True, True),
                (80, {"TTY_INTERACTIVE": "0"}, False, False),
            ],
        ),
    ],
    ids=str,
)
def test_bars_on_a_terminal_of_any_width_and_settings(
    running: RunningSandbox,
    tmp_path: Path,
    columns: int,
    variables: dict[str, str],
    bars: bool,
    colours: bool,
) -> None:
    screen = at_terminal(
        *all_users(running),
        folder=tmp_path,
        variables={**credentials(running), **variables},
        columns=columns,
    )
    assert (screen.status, screen.has_bars, b"\x1b[3" in screen.drawn) == (0, bars, colours)
    assert screen.out.startswith(b"users.jsonl: 345 rows")
    assert len(rows_in(tmp_path / "users.jsonl")) == 345


@pytest.mark.parametrize(
    "names", [("FORCE_COLOR", "GITHUB_ACTIONS"), ("CLICOLOR_FORCE", "PY_COLORS")], ids=str
)
def test_forcing_colors_does_not_make_it_a_terminal(
    running: RunningSandbox, tmp_path: Path, names: tuple[str, ...]
) -> None:
    done = run(
        *all_users(running),
        folder=tmp_path,
        variables={**credentials(running), **dict.fromkeys(names, "1"), "TERM": "xterm"},
    )
    assert done.returncode == 0
    assert done.stderr.startswith("otc users: ")
    assert "\x1b" not in done.stderr


@needs_a_terminal
def test_a_terminal_that_goes_away(running: RunningSandbox, tmp_path: Path) -> None:
    screen = at_terminal(
        *all_users(running),
        folder=tmp_path,
        variables=credentials(running),
        gone_when=lambda drawn: b"otc users" in drawn,
    )
    assert screen.status == 0
    assert len(rows_in(tmp_path / "users.jsonl")) == 345


@needs_a_terminal
def test_no_bars_over_rows(running: RunningSandbox, tmp_path: Path) -> None:
    both = at_terminal(
        *all_users(running, "-"),
        folder=tmp_path,
        variables=credentials(running),
        stdout_too=True,
    )
    assert (both.status, both.has_bars) == (0, False)
    assert both.drawn.count(b'{"') >= 345

    rows_elsewhere = at_terminal(
        *all_users(running, "-"), folder=tmp_path, variables=credentials(running)
    )
    assert (rows_elsewhere.status, rows_elsewhere.has_bars) == (0, True)
    assert len(rows_elsewhere.out.splitlines()) == 345
    assert b"standard output: 345 rows" in rows_elsewhere.drawn
