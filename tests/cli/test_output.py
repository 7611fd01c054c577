"""Output never ends the work: streams that cannot be written, and unusual consoles."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from opentoclose_async.cli.output import print_lines, tolerant
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke_command, names_in, rows_in
from tests.cli.processes import COMMAND, TIME_LIMIT, credentials, environment, run
from tests.cli.shell import in_shell, needs_a_full_device, needs_a_shell
from tests.thoroughness import paired, scaled

WORST_PLACES = [
    "<&- >&- 2>&-",
    "2>&1 | true",
    pytest.param(">/dev/full 2>&1", marks=needs_a_full_device),
]
OTHER_PLACES = [
    ">&-",
    ">&- 2>&-",
    *(pytest.param(place, marks=needs_a_full_device) for place in ("2>/dev/full", ">/dev/full")),
]
PLACES = ["2>&-", *WORST_PLACES, *scaled([], OTHER_PLACES)]
C_LOCALE = {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CONSOLES = [
    {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"},
    {"PYTHONIOENCODING": "ascii:strict", "FORCE_COLOR": "1"},
    {"PYTHONIOENCODING": "cp1252", "TERM": "dumb", "COLUMNS": "40"},
    {**C_LOCALE, "COLUMNS": "1"},
    {"CI": "true", "GITHUB_ACTIONS": "true"},
]
SOME_CONSOLES = scaled(CONSOLES[1:4], CONSOLES)
STEERING = "\x1b[2J\r\n\x07\u202ebad\u2066"
ESCAPED = r"\x1b[2J\r\n\x07\u202ebad\u2066"


def all_users(running: RunningSandbox, *, output: str = "users.jsonl") -> list[str]:
    address = ["--base-url", running.otc_base_url]
    return ["export", "users", "--api", "otc", *address, "--quota", "off", "--output", output]


@needs_a_shell
@pytest.mark.parametrize("place", PLACES)
def test_the_file_is_complete_wherever_the_streams_go(
    running: RunningSandbox, tmp_path: Path, place: str
) -> None:
    variables = {**credentials(running), "OPENTOCLOSE_LOG": "debug"}
    done = in_shell(place, *all_users(running), folder=tmp_path, variables=variables)
    assert done.returncode == 0
    assert names_in(tmp_path) == ["users.jsonl"]
    assert rows_in(tmp_path / "users.jsonl") == running.sandbox.otc_rows("users")
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@needs_a_shell
@pytest.mark.parametrize("place", WORST_PLACES)
def test_a_failure_is_reported_wherever_the_streams_go(
    running: RunningSandbox, tmp_path: Path, place: str
) -> None:
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="status", status=400),
    ]
    done = in_shell(place, *all_users(running), folder=tmp_path, variables=credentials(running))
    assert done.returncode == 1
    assert "users.jsonl" not in names_in(tmp_path)
    assert b"Traceback" not in done.stderr


@needs_a_shell
@pytest.mark.parametrize(
    ("arguments", "status", "place"),
    [
        pytest.param(["--help"], 0, ">/dev/full 2>&1", marks=needs_a_full_device),
        (["--version"], 0, "2>&1 | true"),
        (["demo", "--users", "30", "--latency-ms", "0"], 0, ">&- 2>&-"),
        (["nothing"], 2, "2>&1 | true"),
        pytest.param(["whoami"], 1, ">/dev/full 2>&1", marks=needs_a_full_device),
        *scaled(
            [],
            [
                (["--help"], 0, ">&- 2>&-"),
                (["demo", "--users", "30", "--latency-ms", "0"], 0, "2>&1 | true"),
                (["nothing"], 2, ">&- 2>&-"),
            ],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_output_of_every_command_may_be_lost(
    tmp_path: Path, place: str, arguments: list[str], status: int
) -> None:
    done = in_shell(place, *arguments, folder=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@needs_a_shell
@pytest.mark.parametrize("place", ["2>&-", ">&-"])
def test_output_of_whoami_may_be_lost(running: RunningSandbox, tmp_path: Path, place: str) -> None:
    done = in_shell(
        place,
        "whoami",
        "--auth-url",
        running.auth_url,
        folder=tmp_path,
        variables=credentials(running),
    )
    assert (done.returncode, done.stderr) == (0, b"")


@needs_a_shell
def test_no_file_receives_output_for_a_closed_stream(
    running: RunningSandbox, tmp_path: Path
) -> None:
    # A file opened while stderr is closed could get its descriptor, and what others write to it.
    program = (
        "import os, sys; from opentoclose_async.cli.output import make_streams_tolerant; "
        "make_streams_tolerant(); "
        "opened = os.open('file', os.O_WRONLY | os.O_CREAT); print(opened > 2, flush=True); "
    )
    script = 'exec "$0" -c "$1" 2>&- <&-'
    done = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable, program],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"True\n")


@pytest.mark.parametrize("console", SOME_CONSOLES, ids=str)
def test_the_file_is_complete_on_every_console(
    running: RunningSandbox, tmp_path: Path, console: dict[str, str]
) -> None:
    folder = tmp_path / "Zoë ✓"
    folder.mkdir()
    done = subprocess.run(
        [*COMMAND, *all_users(running)],
        cwd=folder,
        env=environment({**credentials(running), **console}),
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert (done.returncode, names_in(folder)) == (0, ["users.jsonl"])
    assert b"\x1b" not in done.stderr
    assert done.stderr.startswith(b"otc users: ")


@pytest.mark.parametrize(
    ("console", "arguments"),
    paired(
        [CONSOLES[2], CONSOLES[3]],
        [["export", "--help"], ["demo", "--users", "3", "--latency-ms", "0"]],
    ),
    ids=str,
)
def test_every_console_shows_something(
    tmp_path: Path, console: dict[str, str], arguments: list[str]
) -> None:
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=tmp_path,
        env=environment(console),
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout
    assert b"Traceback" not in done.stderr


def test_a_name_that_the_console_cannot_show_is_escaped(
    running: RunningSandbox, tmp_path: Path
) -> None:
    done = run(
        *all_users(running, output="Zoë ✓.jsonl"),
        folder=tmp_path,
        variables={**credentials(running), "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert done.stdout.startswith(r"Zo\xeb \u2713.jsonl: 345 rows")


@needs_a_shell
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_works_when_output_is_not_read(running: RunningSandbox, tmp_path: Path) -> None:
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="hang", seconds=TIME_LIMIT),
    ]
    reads, writes = os.pipe()
    os.close(reads)
    with subprocess.Popen(
        [*COMMAND, *all_users(running)],
        cwd=tmp_path,
        env=environment(credentials(running)),
        stdout=writes,
        stderr=writes,
    ) as process:
        try:
            os.close(writes)
            while running.sandbox.stats.otc.requests < 2:
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.wait(TIME_LIMIT) == 130
        finally:
            process.kill()
    assert "users.jsonl" not in names_in(tmp_path)


def test_text_from_a_server_is_escaped(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    body = {"message": STEERING, "errors": {STEERING: [STEERING]}}
    running.sandbox.faults = [Fault(kind="status", status=400, body=body)]
    code, _, err = invoke_command(*all_users(running), **credentials(running))
    assert code == 1
    (line,) = err.splitlines()
    assert line.count(ESCAPED) == 3


def test_names_of_people_and_accounts_are_escaped(running: RunningSandbox) -> None:
    account = {"account_id": "5", "account_name": f"[red]{STEERING}[/red]", "is_default": True}
    who = {"sub": "7", "name": STEERING, "email": "a@b.test", "accounts": [account]}
    running.sandbox.faults = [Fault(kind="status", status=200, body=who)]
    address = ["--auth-url", running.auth_url]
    code, out, err = invoke_command("whoami", *address, **credentials(running))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{ESCAPED} <a@b.test>, user 7",
        f"account 5: [red]{ESCAPED}[/red] (production, default)",
    ]


def test_the_log_escapes_a_server_header(running: RunningSandbox, tmp_path: Path) -> None:
    running.sandbox.faults = [
        Fault(kind="status", status=400, headers={"X-DocuSign-TraceToken": "a\x1b[2Jb"})
    ]
    done = run(
        *all_users(running),
        folder=tmp_path,
        variables={**credentials(running), "OPENTOCLOSE_LOG": "info"},
    )
    assert r"request id a\x1b[2Jb" in done.stderr
    assert "\x1b" not in done.stderr


class Broken(io.RawIOBase):
    """A stream whose first writes fail in given ways."""

    name = "broken"

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.got = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # only bytes are written
        if self.failures:
            raise self.failures.pop(0)
        self.got += bytes(data)
        return len(data)


def test_a_failed_line_is_lost_and_later_ones_are_not() -> None:
    place = Broken(OSError(28, "full"), BrokenPipeError(), BlockingIOError(), ValueError("closed"))
    stream = tolerant(io.TextIOWrapper(place, "ascii"))
    for each in ("one", "two", "three", "four", "five é"):
        stream.write(f"{each}\n")
        stream.flush()
    assert place.got == b"five \\xe9\n"
    assert tolerant(stream) is stream


def test_ctrl_c_while_writing_a_line_is_not_swallowed() -> None:
    stream = tolerant(io.TextIOWrapper(Broken(KeyboardInterrupt()), "ascii"))
    with pytest.raises(KeyboardInterrupt):
        stream.write("one\n")


@pytest.mark.parametrize("err", [False, True])
def test_a_line_inside_another_program(monkeypatch: pytest.MonkeyPatch, err: bool) -> None:
    name = "stderr" if err else "stdout"
    for lost in (None, io.TextIOWrapper(Broken(BrokenPipeError()), "ascii"), closed_text()):
        monkeypatch.setattr(sys, name, lost)
        print_lines("lost", err=err)
    got = io.BytesIO()
    monkeypatch.setattr(sys, name, io.TextIOWrapper(got, "ascii"))
    print_lines("shown é", "\x1b\n", err=err)
    assert got.getvalue().split() == [b"shown", b"\\xe9", b"\\x1b\\n"]


def closed_text() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream
