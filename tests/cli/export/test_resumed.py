"""Interrupted exports, and the printed command that resumes them."""

import os
import shlex
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any, Literal

import pytest

from opentoclose_async.cli.export.resuming import resume_command
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke, is_one_line, names_in, rows_in
from tests.cli.processes import TIME_LIMIT, base_url, credentials, run, start
from tests.thoroughness import paired

APIS = ["otc", "rooms"]
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]

signals_can_be_sent = pytest.mark.skipif(
    os.name != "posix", reason="signals cannot be sent to another process here"
)


def hang_after_the_first_page(
    running: RunningSandbox, api: Literal["otc", "rooms"] | None = None
) -> None:
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1, api=api),
        Fault(kind="hang", seconds=TIME_LIMIT, api=api),
    ]


def all_users(running: RunningSandbox, api: str) -> list[dict[str, Any]]:
    rows = running.sandbox.otc_rows if api == "otc" else running.sandbox.rooms_rows
    return rows("users")


@contextmanager
def stopped_by(number: int, process: Popen[str]) -> Iterator[tuple[str, list[str]]]:
    """Stop a process once it reports its first page; return its stdout and the rest of stderr."""
    with process:
        try:
            assert process.stderr is not None
            while " 1 page, " not in (line := process.stderr.readline()):
                assert line  # it has not ended
            process.send_signal(number)
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    yield out, err.splitlines()


@signals_can_be_sent
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("api", "ending"), paired(APIS, SIGNALS))
def test_the_printed_command_resumes(
    running: RunningSandbox, tmp_path: Path, api: str, ending: tuple[int, int]
) -> None:
    number, code = ending
    hang_after_the_first_page(running)
    name = "all users.jsonl"
    process = start(
        *["export", "users", "--api", api, "--base-url", base_url(running, api)],
        *["--quota", "off", "--output", name],
        folder=tmp_path,
        variables=credentials(running),
    )
    with stopped_by(number, process) as (out, err):
        assert (process.returncode, out) == (code, "")
    interrupted, safe, hint = err[-3:]
    assert interrupted == "interrupted"
    kept = int(safe.split()[0])
    assert 0 < kept < 345
    assert safe == f"{kept} rows are safe in {name}.part"
    assert names_in(tmp_path) == [f"{name}.{end}" for end in ("checkpoint", "delivered", "part")]
    assert len(rows_in(tmp_path / f"{name}.part")) == kept

    running.sandbox.faults = []
    said, _, command = hint.partition(": ")
    assert said == "resume with"
    assert command.startswith(shlex.join([sys.executable, "-m", "opentoclose_async.cli", "export"]))
    result = run(folder=tmp_path, variables=credentials(running), command=shlex.split(command))
    assert result.returncode == 0, result.stderr
    assert is_one_line(result.stdout)
    assert result.stdout.startswith(f"{name}: 345 rows ({kept} from an earlier run) in ")
    assert f" rows ({kept} from an earlier run), 2 pages, " in result.stderr
    assert names_in(tmp_path) == [name]
    assert rows_in(tmp_path / name) == all_users(running, api)


@signals_can_be_sent
@pytest.mark.usefixtures("interruptible")
def test_several_accounts(running: RunningSandbox, tmp_path: Path) -> None:
    hang_after_the_first_page(running, "rooms")
    config = running.sandbox.config
    (tmp_path / "accounts.toml").write_text(
        '[[account]]\nname = "north"\napi = "otc"\napi_key_env = "OPEN_TO_CLOSE_API_KEY"\n'
        f'base_url = "{running.otc_base_url}"\nquota = "off"\nfilters = {{ limit = 0 }}\n'
        '[[account]]\nname = "south"\napi = "rooms"\naccess_token_env = "DOCUSIGN_ACCESS_TOKEN"\n'
        f'account_id = "{config.account_id}"\nbase_url = "{running.rooms_base_url}"\n'
        'quota = "off"\n',
        "utf-8",
    )
    process = start(
        *["export", "users", "--accounts", "accounts.toml", "--format", "csv"],
        folder=tmp_path,
        variables=credentials(running),
    )
    with stopped_by(signal.SIGINT, process) as (_, err):
        assert process.returncode == 130
    assert "rows are safe in rooms-users-south.csv.part" in err[-2]
    running.sandbox.faults = []
    command = shlex.split(err[-1].partition(": ")[2])
    result = run(folder=tmp_path, variables=credentials(running), command=command)
    assert result.returncode == 0, result.stderr
    assert names_in(tmp_path) == ["accounts.toml", "otc-users-north.csv", "rooms-users-south.csv"]
    for token in (config.otc_token, config.rooms_token):
        assert token not in "".join([*err, result.stdout, result.stderr])


@signals_can_be_sent
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_before_the_first_row(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(TIME_LIMIT)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        process = start(
            *["export", "users", "--api", "otc", "--base-url", address],
            folder=tmp_path,
            variables={"OPEN_TO_CLOSE_API_KEY": "x"},
        )
        with process:
            try:
                connection, _ = server.accept()
                with connection:
                    assert connection.recv(4).startswith(b"GET")
                    # The server got a request and does not respond.
                    process.send_signal(signal.SIGINT)
                    out, err = process.communicate(timeout=TIME_LIMIT)
            finally:
                process.kill()
    # A busy machine may take long enough to be told what the command waits for.
    err = err.removeprefix("otc users: waiting for the first rows\n")
    assert (process.returncode, out, err) == (130, "", "interrupted\n")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("api", APIS)
def test_a_failure_in_the_middle(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="status", status=403),
    ]
    output = tmp_path / "users.jsonl"
    arguments = ["users", "--api", api, "--base-url", base_url(running, api), "--quota", "off"]
    arguments += ["--output", str(output), "--quiet"]
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, out) == (1, "")
    error, safe, command = err.splitlines()
    assert error.startswith("error: ")
    kept = int(safe.split()[0])
    assert safe == f"{kept} rows are safe in {output}.part"
    assert command == f"resume with: {shlex.join(['opentoclose', 'export', *arguments])} --resume"

    # It fails again: the same message, and --resume only once.
    assert invoke(*arguments, "--resume", **credentials(running)) == (1, "", err)

    running.sandbox.faults = []
    # Without --resume, the error says how to resume.
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, out) == (1, "")
    assert err.splitlines()[1:] == [safe, command]

    # The existing files belong to another list.
    code, out, err = invoke(
        *[*arguments, "--filter", "status=Active", "--resume"], **credentials(running)
    )
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "differs in filters" in err

    code, out, err = invoke(*arguments, "--resume", **credentials(running))
    assert (code, err) == (0, "")
    assert out.startswith(f"{output}: 345 rows ({kept} from an earlier run) in ")
    assert rows_in(output) == all_users(running, api)


def test_nothing_to_resume(running: RunningSandbox, tmp_path: Path) -> None:
    arguments = ["users", "--api", "otc", "--base-url", running.otc_base_url, "--quota", "off"]
    arguments += ["--output", str(tmp_path / "users.jsonl"), "--resume", "--quiet"]
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, err) == (0, "")
    assert ": 345 rows in " in out
    requests = running.sandbox.stats.otc.requests
    # It is complete, and stays as it is.
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, err) == (0, "")
    assert ": 345 rows (345 from an earlier run) in " in out
    assert running.sandbox.stats.otc.requests == requests


def test_a_checkpoint_that_cannot_be_read(running: RunningSandbox, tmp_path: Path) -> None:
    (tmp_path / "users.jsonl.checkpoint").write_text("{")
    code, out, err = invoke(
        *["users", "--api", "otc", "--base-url", running.otc_base_url, "--resume"],
        *["--output", str(tmp_path / "users.jsonl")],
        **credentials(running),
    )
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "cannot be read" in err


class _Context:
    """A command's context."""

    info_name = "export"

    def __init__(self, *arguments: str) -> None:
        self.meta = {"opentoclose_async arguments": arguments}


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["users", "--output", "a b"], "opentoclose export users --output 'a b' --resume"),
        (["users", "--resume", "--quiet"], "opentoclose export users --resume --quiet"),
        (["--quiet", "--", "users"], "opentoclose export --quiet --resume -- users"),
    ],
)
def test_the_command(arguments: list[str], command: str) -> None:
    assert resume_command(_Context(*arguments)) == command


def test_the_command_names_the_started_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "opentoclose"
    script.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", "")
    assert resume_command(_Context("users")) == f"{script} export users --resume"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert resume_command(_Context("users")) == "opentoclose export users --resume"
