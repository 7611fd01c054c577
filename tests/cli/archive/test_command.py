"""``opentoclose archive`` over real sockets."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import is_one_line
from tests.cli.processes import TIME_LIMIT, base_url, credentials, run, start
from tests.cli.shell import in_shell, needs_a_shell
from tests.cli.terminal import at_terminal, needs_a_terminal

ROOM = "7001"


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=12, rooms=4, documents=8, properties=2, offices=2, regions=1)


def arguments(server: RunningSandbox, *more: str, api: str = "rooms") -> list[str]:
    address = ["--base-url", base_url(server, api), "--quota", "off", "--output", "kept"]
    return ["archive", "--api", api, *address, *more]


def invoke(*words: str, **variables: str) -> tuple[int, str, str]:
    """Run the command in this process; return its exit status, stdout and stderr."""
    result = CliRunner(env=variables).invoke(app, words)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def entries(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_bytes().splitlines()]


def path_of(server: RunningSandbox, below: str) -> str:
    return f"/restapi/v2/accounts/{server.sandbox.config.account_id}/{below}"


def requests_for_documents(server: RunningSandbox) -> int:
    return sum("/documents/" in each.path for each in server.sandbox.stats.rooms.log)


def assert_no_secrets(folder: Path, *texts: str, server: RunningSandbox) -> None:
    config = server.sandbox.config
    for secret in (config.rooms_token, config.otc_token):
        assert not any(secret in text for text in texts)
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files
        assert all(secret.encode() not in path.read_bytes() for path in files)


def test_plan_run_and_second_run(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    variables = credentials(server)
    code, out, err = invoke(*arguments(server, "--plan"), **variables)
    assert (code, err) == (0, "")
    first, *table = out.splitlines()
    assert first.startswith("4 rooms, 8 documents: ")
    kinds = {line[:18].strip(): int(line.split()[-1]) for line in table}
    assert kinds["rooms"] == 4
    assert kinds["documents"] == 8
    assert kinds.pop("in all") == sum(kinds.values())
    assert list(tmp_path.iterdir()) == []
    assert requests_for_documents(server) == 0

    code, out, err = invoke(*arguments(server), **variables)
    assert code == 0
    assert err == f"rooms archive: {first}\n"
    summary, index = out.splitlines()
    assert summary.startswith("kept: 4 rooms, 8 documents, 8 of them new (")
    assert index == f"open {Path('kept') / 'index.html'}"
    assert Path("kept", "index.html").is_file()
    assert requests_for_documents(server) == 8
    assert_no_secrets(tmp_path, out, err, server=server)

    code, out, err = invoke(*arguments(server), **variables)
    assert code == 0
    assert err.startswith("rooms archive: bringing the archive up to date: 4 rooms, 0 documents: ")
    assert "8 documents, 0 of them new" in out
    assert requests_for_documents(server) == 8


def test_what_is_missing_is_reported_and_tried_again(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.sandbox.faults = [
        Fault(kind="status", status=404, api="rooms", path=path_of(server, f"rooms/{ROOM}/users"))
    ]
    command = arguments(server, "--room", ROOM, "--quiet")
    code, out, err = invoke(*command, **credentials(server))
    assert (code, err) == (1, "")
    assert "1 missing:\n  room users  7001  404 " in out
    assert out.endswith("\nrun the same command again to try just those\n")

    server.sandbox.faults = []
    before = server.sandbox.stats.rooms.requests
    command.remove("--quiet")
    code, out, err = invoke(*command, "--plan", **credentials(server))
    assert (code, out.splitlines()[0]) == (0, "1 room, 0 documents: 1 request")
    assert server.sandbox.stats.rooms.requests == before
    code, out, err = invoke(*command, **credentials(server))
    assert code == 0
    assert "trying only what is missing: " in err
    assert "missing" not in out
    assert server.sandbox.stats.rooms.requests == before + 1


def test_limits_stop_it_cleanly(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for limit in (["--max-requests", "3"], ["--max-requests", "15"], ["--max-hours", "1e-9"]):
        code, out, _ = invoke(*arguments(server, *limit), **credentials(server))
        assert code == 0
        last = out.splitlines()[-1]
        assert last.startswith(f"stopped by {limit[0]}")
        assert last.endswith("run the same command again to continue")
    code, out, err = invoke(*arguments(server), **credentials(server))
    assert code == 0
    assert "resuming an interrupted run: " in err
    assert "4 rooms, 8 documents" in out


@pytest.mark.skipif(os.name != "posix", reason="signals cannot be sent to another process here")
def test_after_sigterm_the_same_command_continues(server: RunningSandbox, tmp_path: Path) -> None:
    server.sandbox.faults = [
        Fault(kind="hang", seconds=TIME_LIMIT, api="rooms", path=path_of(server, "documents")),
    ]
    command = arguments(server)
    process = start(*command, folder=tmp_path, variables=credentials(server))
    with process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("rooms archive: 4 rooms, ")
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    assert (process.returncode, out) == (143, "")
    lines = err.splitlines()
    assert lines[0] == "interrupted"
    assert lines[-1] == "run the same command again to continue"
    server.sandbox.faults = []
    done = run(*command, folder=tmp_path, variables=credentials(server))
    assert done.returncode == 0, done.stderr
    assert "resuming an interrupted run: " in done.stderr
    assert sum(entry["what"] == "document" for entry in entries(tmp_path / "kept")) == 8
    assert_no_secrets(tmp_path, out, err, done.stdout, done.stderr, server=server)


def accounts_file(folder: Path, server: RunningSandbox, extra: str = "") -> list[str]:
    """Write a file of three accounts, of which one has the wrong key."""
    otc = f'api = "otc"\nbase_url = "{server.otc_base_url}"\nquota = "off"\n'
    rooms = f'api = "rooms"\nbase_url = "{server.rooms_base_url}"\nquota = "off"\n'
    identity = f'account_id = "{server.sandbox.config.account_id}"\n'
    (folder / "accounts.toml").write_text(
        f'[[account]]\nname = "west"\n{otc}api_key_env = "WEST"\n'
        f'[[account]]\nname = "south"\n{rooms}{identity}access_token_env = "SOUTH"\n'
        f'[[account]]\nname = "north"\n{otc}api_key_env = "NORTH"\n{extra}',
        "utf-8",
    )
    return ["archive", "--accounts", "accounts.toml", "--output", "kept"]


def test_accounts_are_archived_at_the_same_time(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = server.sandbox.config
    secrets = {"NORTH": config.otc_token, "SOUTH": config.rooms_token, "WEST": "mistaken-9f2c"}
    command = [*accounts_file(tmp_path, server), "--only", "users"]
    code, out, err = invoke(*command, **secrets)
    assert code == 1
    assert sum(line.startswith("error: west: ") for line in err.splitlines()) == 1
    assert "WEST" in err
    assert err.endswith("\nrun the same command again to continue\n")
    for name in ("north", "south"):
        assert f"{name}: {Path('kept', name)}: " in out
        rows = Path("kept", name, "lists", "users.jsonl").read_bytes().splitlines()
        assert len(rows) == 12
    assert "mistaken-9f2c" not in out + err
    assert_no_secrets(tmp_path, out, err, server=server)


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ('output = "x.csv"\n', "account 'north': output is for exports"),
        ('filters = { status = "Active" }\n', "account 'north': filters are for exports"),
        ('[[account]]\nname = "CON"\napi = "otc"\napi_key_env = "WEST"\n', "name of a folder"),
    ],
)
def test_what_does_not_apply_to_archives_is_refused(
    server: RunningSandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    extra: str,
    problem: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    command = accounts_file(tmp_path, server, extra)
    code, out, err = invoke(*command, NORTH="x", SOUTH="x", WEST="x")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert problem in err
    assert not Path("kept").exists()


def test_folders_of_others_are_refused(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kept").mkdir()
    Path("kept", "mine.txt").write_text("mine")
    for more in ([], ["--plan"]):
        code, out, err = invoke(*arguments(server, *more), **credentials(server))
        assert (code, out) == (1, "")
        assert is_one_line(err)
        assert "is not empty, and not an archive" in err
    assert [path.name for path in Path("kept").iterdir()] == ["mine.txt"]

    Path("kept", "mine.txt").unlink()
    only = ["--only", "regions", "--quiet"]
    assert invoke(*arguments(server, *only), **credentials(server))[0] == 0
    for more in (["--only", "tags", "--quiet"], ["--only", "tags", "--plan"]):
        code, out, err = invoke(*arguments(server, *more, api="otc"), **credentials(server))
        assert (code, out) == (1, "")
        assert is_one_line(err)
        assert "is the archive of another account" in err
    code, out, err = invoke(*accounts_file(tmp_path, server))
    assert (code, out) == (1, "")
    assert "is the archive of one account" in err or "environment variables" in err
    assert server.sandbox.stats.otc.requests == 0


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([], "--api"),
        (["--api", "rooms", "--output", ""], "folder"),
        (["--api", "rooms", "--since", "soon"], "--since must be a date"),
        (["--api", "rooms", "--since", "2026-02-01", "--until", "2026-01-01"], "--until"),
        (["--api", "rooms", "--only", "usrs"], "did you mean users?"),
        (["--api", "rooms", "--property", "5"], "--property is for --api otc"),
        (["--api", "otc", "--room", "5"], "--room is for --api rooms"),
        (["--api", "rooms", "--follow-links"], "--follow-links is for"),
        (["--api", "rooms", "--max-hours", "0"], "--max-hours 0: it must be"),
        (["--api", "rooms", "--max-requests", "0"], "--max-requests 0: it must be"),
        (["--api", "otc", "--auth-url", "http://x"], "--auth-url is for rooms only"),
        (["--accounts", __file__, "--room", "5"], "--room is for one account"),
        (["--accounts", __file__, "--base-url", "http://x"], "has its own base_url"),
        (["--api", "rooms", "--resume"], "there is no option --resume"),
    ],
)
def test_invalid_options(options: list[str], problem: str) -> None:
    output = [] if "--output" in options else ["--output", "nowhere"]
    code, out, err = invoke("archive", *output, *options, COLUMNS="300", TERM="dumb")
    assert (code, out) == (2, "")
    assert problem in " ".join(err.split())


@needs_a_shell
@pytest.mark.parametrize("place", [">&- 2>&-", "2>&1 | true"])
def test_the_archive_is_complete_wherever_the_streams_go(
    server: RunningSandbox, tmp_path: Path, place: str
) -> None:
    command = arguments(server, "--only", "users")
    done = in_shell(place, *command, folder=tmp_path, variables=credentials(server))
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert [entry["id"] for entry in entries(tmp_path / "kept")] == ["users"]


@needs_a_terminal
def test_it_is_drawn_on_a_terminal(server: RunningSandbox, tmp_path: Path) -> None:
    command = arguments(server, "--room", ROOM)
    screen = at_terminal(*command, folder=tmp_path, variables=credentials(server), columns=60)
    assert (screen.status, screen.has_bars) == (0, True)
    assert b"1 of 1 rooms" in screen.drawn
    assert screen.out.startswith(b"kept: 1 room, ")
