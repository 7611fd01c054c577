"""The README's examples run as printed, against the sandbox."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from opentoclose_async.sandbox import RunningSandbox
from tests.documents.examples import (
    ROOT,
    blocks_of,
    commands_of,
    run_command,
    run_python,
    set_credentials,
)
from tests.legacy.options import set_options

README = ROOT / "README.md"
BLOCKS = blocks_of(README)
AWAITED, EXPORT, DROP_IN = [block for block in BLOCKS if block.language == "python"]
INSTALL, DEMO, TESTS, EXPORT_COMMANDS = [block for block in BLOCKS if block.language == "sh"]
MOST_LINES = 130
MOST_LINES_OF_AN_EXAMPLE = 12


@pytest.fixture
def server(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> RunningSandbox:
    """Serve a sandbox whose credentials are in the environment, from an empty folder."""
    set_options(monkeypatch)  # the drop-in's quota allows one request a second
    server = start_server(users=150, teams=3, properties=3)
    set_credentials(server, monkeypatch)
    monkeypatch.chdir(tmp_path)
    return server


def test_it_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= MOST_LINES
    for block in (AWAITED, EXPORT, DROP_IN):
        assert block.text.count("\n") <= MOST_LINES_OF_AN_EXAMPLE, str(block)


def test_two_commands_need_nothing_but_python() -> None:
    for block, end in ((DEMO, "opentoclose demo\n"), (TESTS, "pytest\n")):
        assert block.text.count("\n") == 1
        assert block.text.startswith("python3 -m venv")
        assert block.text.endswith(end)


def test_users_install_it_by_its_name() -> None:
    for _pip, install, package in commands_of(INSTALL):
        assert install == "install"
        assert package.startswith("opentoclose-async[")


def test_awaiting_calls(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_python(AWAITED, server)
    first, *names = capsys.readouterr().out.splitlines()
    agents = [row for row in server.sandbox.otc_rows("users") if row["role"] == "Agent"]
    assert first == str(len(agents))
    users = sorted(server.sandbox.rooms_rows("users"), key=lambda row: row["email"])
    assert names == [f"{row['firstName']} {row['lastName']}" for row in users]


def test_exporting_from_the_shell(server: RunningSandbox) -> None:
    for words in commands_of(EXPORT_COMMANDS):
        run_command(words, server)
    assert len(Path("users.jsonl").read_text("utf-8").splitlines()) == 150
    assert len(Path("users.csv").read_text("utf-8").splitlines()) == 1 + 150
    rooms = server.sandbox.rooms_rows("rooms")
    assert len(list(Path("archive").glob("rooms/*/*/room.json"))) == len(rooms)


def test_exporting_from_code(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_python(EXPORT, server)
    active = [row for row in server.sandbox.rooms_rows("users") if row["status"] == "Active"]
    assert parquet.read_metadata("members.parquet").num_rows == len(active)
    assert capsys.readouterr().out.startswith(f"{len(active)} rows, sha256 ")


def test_replacing_open_to_close(
    server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    run_python(DROP_IN, server)["client"].close()
    rows = server.sandbox.otc_rows("users")
    assert capsys.readouterr().out.split() == [
        row["email"] for row in rows if row["role"] == "Agent"
    ]
