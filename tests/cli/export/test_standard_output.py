"""``--output -``: rows to standard output, and nothing else."""

import csv
import gzip
import io
import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke, invoke_command, names_in
from tests.cli.processes import COMMAND, TIME_LIMIT, base_url, credentials, environment, start
from tests.cli.shell import in_shell, needs_a_full_device, needs_a_shell

APIS = ["otc", "rooms"]


def all_users(running: RunningSandbox, *options: str, api: str = "otc") -> list[str]:
    address = ["--base-url", base_url(running, api), "--quota", "off"]
    return ["export", "users", "--api", api, *address, "--output", "-", *options]


def stream(
    running: RunningSandbox, folder: Path, *options: str, api: str = "otc", status: int = 0
) -> tuple[bytes, str]:
    """Run the command; return its stdout and stderr."""
    done = subprocess.run(
        [*COMMAND, *all_users(running, *options, api=api)],
        cwd=folder,
        env=environment(credentials(running)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert names_in(folder) == []
    return done.stdout, done.stderr.decode()


def streamed(
    running: RunningSandbox, *options: str, api: str = "otc", status: int = 0
) -> tuple[bytes, str]:
    """Run the same command in this process, which is faster."""
    code, out, err = invoke(*all_users(running, *options, api=api)[1:], **credentials(running))
    assert code == status, err
    return out.encode(), err


def rows_of(running: RunningSandbox, api: str = "otc") -> list[dict[str, Any]]:
    return {"otc": running.sandbox.otc_rows, "rooms": running.sandbox.rooms_rows}[api]("users")


def lines_of(rows: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in rows.splitlines()]


def fail_after_the_first_page(running: RunningSandbox, kind: str = "status") -> None:
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="status", status=400)
        if kind == "status"
        else Fault(kind="hang", seconds=TIME_LIMIT),
    ]


@pytest.mark.parametrize("api", APIS)
def test_all_rows_on_stdout_and_the_summary_on_stderr(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, api: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for out, err in (
        stream(running, tmp_path, api=api),
        streamed(running, "--format", "jsonl", api=api),
        streamed(running, "--no-verify", api=api),
    ):
        assert lines_of(out) == rows_of(running, api)
        progress, summary = err.splitlines()
        assert progress.startswith(f"{api} users: ")
        assert summary.startswith("standard output: 345 rows in ")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "csv"])
def test_the_bytes_are_those_of_a_file(running: RunningSandbox, tmp_path: Path, form: str) -> None:
    options = ("--format", form, "--quiet")
    is_text = form != "jsonl.gz"
    rows, _ = streamed(running, *options) if is_text else stream(running, tmp_path, *options)
    file = tmp_path / f"users.{form}"
    arguments = [each if each != "-" else str(file) for each in all_users(running)]
    code, _, err = invoke(*arguments[1:], "--quiet", **credentials(running))
    assert (code, err) == (0, "")
    if form == "jsonl.gz":  # compressed page by page instead of batch by batch
        assert gzip.decompress(rows) == gzip.decompress(file.read_bytes())
    else:
        assert rows == file.read_bytes()


def test_a_table_has_one_header(running: RunningSandbox) -> None:
    out, _ = streamed(running, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
    assert [int(row["id"]) for row in rows] == [row["id"] for row in rows_of(running)]


@pytest.mark.parametrize(("form", "lines"), [("jsonl", 0), ("csv", 1)])
def test_a_list_without_rows(
    start_server: Callable[..., RunningSandbox], form: str, lines: int
) -> None:
    out, err = streamed(start_server(users=0), "--format", form)
    assert out.count(b"\n") == lines
    assert err.startswith("standard output: 0 rows in ")


def test_a_list_of_one_property(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=1, properties=2)
    arguments = ["property-notes", "--api", "otc", "--base-url", server.otc_base_url]
    code, out, _ = invoke(
        *arguments, "--quota", "off", "--property", "1", "--output", "-", **credentials(server)
    )
    assert code == 0
    assert {row["property_id"] for row in lines_of(out.encode())} == {1}
    code, out, err = invoke(*arguments, "--output", "-", **credentials(server))
    assert (code, out) == (2, "")
    assert "--property" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "status", "named"),
    [
        (["--resume"], 2, "--resume"),
        (["--format", "parquet"], 1, "row by row"),
        (["--format", "xml"], 2, "jsonl"),
    ],
)
def test_incompatible_options(
    running: RunningSandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    status: int,
    named: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    out, err = streamed(running, *options, status=status)
    assert (out, names_in(tmp_path)) == (b"", [])
    assert named in err
    assert "Traceback" not in err
    assert running.sandbox.stats.otc.requests == 0


def test_several_accounts_cannot_share_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "accounts.toml"
    account = '[[account]]\nname = "north"\napi = "otc"\napi_key_env = "KEY"\n'
    file.write_text(account)
    code, out, err = invoke("users", "--accounts", str(file), "--output", "-", KEY="k")
    assert (code, out) == (2, "")
    assert "--accounts" in err
    file.write_text(f'{account}output = "-"\n')
    code, out, err = invoke("users", "--accounts", str(file), KEY="k")
    assert (code, out) == (1, "")
    assert "output" in err
    assert names_in(tmp_path) == ["accounts.toml"]


def test_a_file_may_still_have_that_name(
    running: RunningSandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [each if each != "-" else "./-" for each in all_users(running)]
    code, out, _ = invoke(*arguments[1:], "--format", "jsonl", **credentials(running))
    assert code == 0
    assert ": 345 rows in " in out
    assert names_in(tmp_path) == ["-"]


@pytest.mark.parametrize(
    "arguments", [["demo", "--output", "-"], ["sandbox", "--private-key", "-"]]
)
def test_other_commands_create_no_file_with_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, _ = invoke_command(*arguments)
    assert code == 2
    assert names_in(tmp_path) == []


def test_a_failure_in_the_middle_is_reported_as_incomplete(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fail_after_the_first_page(running)
    out, err = streamed(running, "--quiet", status=1)
    rows = lines_of(out)
    assert 0 < len(rows) < 345
    assert rows == rows_of(running)[: len(rows)]
    error, warning = err.splitlines()
    assert error.startswith("error: GET /users answered 400")
    assert warning == f"standard output has {len(rows)} rows, not the whole list"
    assert names_in(tmp_path) == []


def test_a_failure_before_the_first_row_writes_nothing(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    running.sandbox.faults = [Fault(kind="status", status=400)]
    out, err = streamed(running, "--format", "csv", status=1)
    assert out == b""
    assert len(err.splitlines()) == 1
    assert names_in(tmp_path) == []


@needs_a_shell
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=str
)
@pytest.mark.usefixtures("interruptible")
def test_rows_arrive_page_by_page_and_a_signal_ends_them(
    running: RunningSandbox, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    fail_after_the_first_page(running, "hang")
    with start(*all_users(running), folder=tmp_path, variables=credentials(running)) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            first = process.stdout.readline()  # the second page never comes
            process.send_signal(number)
            rows = first + process.stdout.read()
            err = process.stderr.read()
            assert process.wait(TIME_LIMIT) == status
        finally:
            process.kill()
    count = rows.count("\n")
    assert lines_of(rows.encode()) == rows_of(running)[:count]
    assert err.splitlines()[-2:] == [
        "interrupted",
        f"standard output has {count} rows, not the whole list",
    ]


@needs_a_shell
@pytest.mark.usefixtures("interruptible")
def test_a_signal_ends_it_while_the_reader_reads_nothing(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=5_000)  # more than fits in a pipe
    with start(*all_users(server), folder=tmp_path, variables=credentials(server)) as process:
        try:
            assert process.stderr is not None
            assert " 1 page, " in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(TIME_LIMIT) == 130
        finally:
            process.kill()


@needs_a_shell
def test_a_reader_that_leaves_ends_the_command(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=5_000)
    done = in_shell(
        "| head -1", *all_users(server, "--quiet"), folder=tmp_path, variables=credentials(server)
    )
    assert (done.returncode, done.stderr) == (141, b"")
    assert lines_of(done.stdout) == rows_of(server)[:1]
    assert server.sandbox.stats.otc.requests < 50


@needs_a_shell
def test_a_reader_that_leaves_is_noticed_while_waiting(
    running: RunningSandbox, tmp_path: Path
) -> None:
    fail_after_the_first_page(running, "hang")  # so that nothing more is written
    done = in_shell(
        "| head -1", *all_users(running, "--quiet"), folder=tmp_path, variables=credentials(running)
    )
    assert (done.returncode, done.stderr) == (141, b"")
    assert lines_of(done.stdout) == rows_of(running)[:1]


@needs_a_shell
def test_a_pipe_without_a_reader(running: RunningSandbox, tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        [*COMMAND, *all_users(running)],
        cwd=tmp_path,
        env=environment(credentials(running)),
        stdout=writes,
        stderr=subprocess.PIPE,
        timeout=TIME_LIMIT,
        check=False,
    )
    os.close(writes)
    assert done.returncode == 141
    assert b"rror" not in done.stderr
    assert running.sandbox.stats.otc.requests < 3


@needs_a_shell
@pytest.mark.parametrize(
    ("place", "named"),
    [
        (">&-", b"error: Standard output is closed. Nothing was sent.\n"),
        pytest.param(">/dev/full", b"Standard output could not", marks=needs_a_full_device),
    ],
)
def test_rows_that_cannot_be_written_are_a_failure(
    running: RunningSandbox, tmp_path: Path, place: str, named: bytes
) -> None:
    done = in_shell(place, *all_users(running), folder=tmp_path, variables=credentials(running))
    assert done.returncode == 1
    assert named in done.stderr
    assert done.stderr.count(b"\n") == 1


@needs_a_shell
@pytest.mark.parametrize("place", ["2>&-", pytest.param("2>/dev/full", marks=needs_a_full_device)])
def test_rows_are_written_when_stderr_cannot_be(
    running: RunningSandbox, tmp_path: Path, place: str
) -> None:
    done = in_shell(place, *all_users(running), folder=tmp_path, variables=credentials(running))
    assert done.returncode == 0
    assert lines_of(done.stdout) == rows_of(running)


@needs_a_shell
@pytest.mark.parametrize("kind", ["pipe that does not block", "socket", "file"])
def test_no_row_is_lost_in_flight(running: RunningSandbox, tmp_path: Path, kind: str) -> None:
    command = [*COMMAND, *all_users(running)]
    variables = environment(credentials(running))
    if kind == "file":
        with (tmp_path / "rows").open("wb") as file:
            subprocess.run(command, env=variables, stdout=file, timeout=TIME_LIMIT, check=True)
        assert lines_of((tmp_path / "rows").read_bytes()) == rows_of(running)
        return
    if kind == "socket":
        ours, theirs = socket.socketpair()
        reads, writes = ours.detach(), theirs.detach()
    else:
        reads, writes = os.pipe()
        os.set_blocking(writes, False)
    with subprocess.Popen(command, env=variables, stdout=writes) as process:
        try:
            os.close(writes)
            with os.fdopen(reads, "rb", buffering=0) as pipe:
                rows = b"".join(iter(lambda: pipe.read(999), b""))
            assert process.wait(TIME_LIMIT) == 0
        finally:
            process.kill()
    assert lines_of(rows) == rows_of(running)
