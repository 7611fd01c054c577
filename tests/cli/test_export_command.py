"""``opentoclose export`` over real sockets."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.processes import TIME_LIMIT, base_url, credentials, run, start

APIS = ["otc", "rooms"]


def invoke(*arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run a command in this process: its exit code and what it wrote to stdout and stderr."""
    result = CliRunner(env=variables).invoke(app, ["export", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def rows_in(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


@pytest.mark.parametrize("api", APIS)
def test_exports_all_users(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    arguments = ["export", "users", "--api", api, "--base-url", base_url(running, api)]
    result = run(*arguments, "--quota", "off", folder=tmp_path, variables=credentials(running))
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"{api}-users.jsonl"]
    expected = {"otc": running.sandbox.otc_rows, "rooms": running.sandbox.rooms_rows}[api]
    assert rows_in(tmp_path / f"{api}-users.jsonl") == expected("users")
    assert is_one_line(result.stdout)
    assert result.stdout.startswith(f"{api}-users.jsonl: 345 rows in ")
    assert "retries" in result.stdout
    out_of = " of 345" if api == "rooms" else ""
    assert result.stderr.startswith(f"{api} users: 100{out_of} rows, 1 page, ")
    for token in credentials(running).values():
        assert token not in result.stdout + result.stderr


def test_exports_teams_to_a_chosen_file(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "all teams.jsonl"
    code, out, err = invoke(
        *["teams", "--api", "otc", "--output", str(path), "--quiet"],
        **credentials(running),
        OPEN_TO_CLOSE_BASE_URL=running.otc_base_url,
    )
    assert (code, err) == (0, "")
    assert out.startswith(f"{path}: 12 rows")
    assert rows_in(path) == running.sandbox.otc_rows("teams")


@pytest.mark.parametrize(
    ("api", "missing"),
    [
        ("otc", "OPEN_TO_CLOSE_API_KEY"),
        ("rooms", "DOCUSIGN_ACCESS_TOKEN"),
        ("rooms", "DOCUSIGN_ACCOUNT_ID"),
    ],
)
def test_missing_credentials(
    running: RunningSandbox, tmp_path: Path, api: str, missing: str
) -> None:
    variables = {name: value for name, value in credentials(running).items() if name != missing}
    code, out, err = invoke(
        *["users", "--api", api, "--base-url", base_url(running, api)],
        *["--output", str(tmp_path / "users.jsonl")],
        **variables,
    )
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert missing in err
    assert is_one_line(err)
    assert list(tmp_path.iterdir()) == []


def test_missing_credentials_in_a_process_of_its_own(tmp_path: Path) -> None:
    result = run("export", "users", "--api", "otc", folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("error: No API key")
    assert is_one_line(result.stderr)


@pytest.mark.parametrize("api", APIS)
def test_wrong_credentials(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    wrong = dict.fromkeys(("OPEN_TO_CLOSE_API_KEY", "DOCUSIGN_ACCESS_TOKEN"), "mistaken")
    code, out, err = invoke(
        *["users", "--api", api, "--base-url", base_url(running, api)],
        *["--output", str(tmp_path / "users.jsonl")],
        **{**credentials(running), **wrong},
    )
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert is_one_line(err)
    assert "mistaken" not in err
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_wrong(running: RunningSandbox, tmp_path: Path) -> None:
    code, out, err = invoke(
        *["users", "--api", "rooms", "--output", str(tmp_path / "users.jsonl")],
        *["--base-url", f"{running.base_url}/nothing"],
        **credentials(running),
    )
    assert (code, out) == (1, "")
    assert "404" in err
    assert is_one_line(err)


def test_a_file_that_is_there(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text("mine")
    arguments = ["users", "--api", "rooms", "--base-url", running.rooms_base_url]
    arguments += ["--output", str(path), "--quiet"]
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, out) == (1, "")
    assert err.startswith(f"error: {path} is there already")
    assert is_one_line(err)
    assert path.read_text() == "mine"
    assert running.sandbox.stats.rooms.requests == 0

    code, out, err = invoke(*arguments, "--overwrite", **credentials(running))
    assert (code, err) == (0, "")
    assert len(rows_in(path)) == 345


def test_keeps_to_a_quota_of_ones_own(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=300, otc_page_cap=5, otc_quota=((50, 1.0),))
    code, _, err = invoke(
        *["users", "--api", "otc", "--base-url", server.otc_base_url, "--quota", "50/1s"],
        *["--output", str(tmp_path / "users.jsonl"), "--quiet"],
        **credentials(server),
    )
    assert (code, err) == (0, "")
    assert len(rows_in(tmp_path / "users.jsonl")) == 300
    assert server.sandbox.stats.otc.requests > 50
    assert server.sandbox.stats.otc.rate_limited == 0


def test_goes_on_after_the_server_refused(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=101, otc_quota=((1, 1.0),))
    code, out, err = invoke(
        *["users", "--api", "otc", "--base-url", server.otc_base_url, "--quota", "100/1s"],
        *["--output", str(tmp_path / "users.jsonl"), "--quiet"],
        **credentials(server),
    )
    assert (code, err) == (0, "")
    assert len(rows_in(tmp_path / "users.jsonl")) == 101
    stats = server.sandbox.stats.otc
    assert stats.rate_limited > 0
    assert f"{stats.requests} requests ({stats.rate_limited} retries)" in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["users"],
        ["users", "--api", "zillow"],
        ["offices", "--api", "rooms"],
        ["teams", "--api", "rooms"],
        ["users", "--api", "otc", "--format", "csv"],
        ["users", "--api", "otc", "--quota", "many"],
        ["users", "--api", "otc", "--quota", "5/x"],
        ["users", "--api", "otc", "--base-url", ""],
        ["users", "--api", "otc", "--api-key", "secret"],
    ],
)
def test_usage_errors(arguments: list[str]) -> None:
    code, out, err = invoke(*arguments, OPEN_TO_CLOSE_API_KEY="x")
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_an_unknown_suffix(tmp_path: Path) -> None:
    code, out, err = invoke(
        *["users", "--api", "otc", "--output", str(tmp_path / "users.csv")],
        OPEN_TO_CLOSE_API_KEY="x",
    )
    assert (code, out) == (1, "")
    assert "jsonl" in err
    assert is_one_line(err)


@pytest.mark.skipif(os.name != "posix", reason="SIGINT cannot be sent to another process here")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("api", APIS)
def test_ctrl_c_stops_cleanly(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    # The first page arrives, the next ones do not.
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="hang", seconds=TIME_LIMIT),
    ]
    arguments = ["export", "users", "--api", api, "--base-url", base_url(running, api)]
    with start(
        *arguments, "--quota", "off", folder=tmp_path, variables=credentials(running)
    ) as process:
        try:
            assert process.stderr is not None
            first = process.stderr.readline()
            assert first.startswith(f"{api} users: 100")
            assert [path.name for path in tmp_path.iterdir()] == [f"{api}-users.jsonl.part"]
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted"
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []
