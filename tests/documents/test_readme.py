"""The README's examples run as printed, against the sandbox."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.sandbox import RunningSandbox
from tests.documents.examples import (
    ROOT,
    blocks_of,
    commands_of,
    run_command,
    run_unchanged,
    set_credentials,
)
from tests.legacy.options import set_options

README = ROOT / "README.md"
BLOCKS = blocks_of(README)
AWAITED, EXPORT, DROP_IN = [block for block in BLOCKS if block.language == "python"]
INSTALL, DEMO, TESTS, EXPORT_COMMANDS = [block for block in BLOCKS if block.language == "sh"]
DEMO_OUTPUT, AWAITED_OUTPUT, EXPORT_OUTPUT, DROP_IN_OUTPUT = [
    block.text for block in BLOCKS if block.language == "text"
]
USERS = 150
"""As in the README's command for a sandbox."""
MOST_LINES = 130
MOST_LINES_OF_AN_EXAMPLE = 12


@pytest.fixture
def server(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> RunningSandbox:
    """Serve a sandbox whose credentials are in the environment, from an empty folder."""
    set_options(monkeypatch)  # the drop-in's quota allows one request a second
    server = start_server(users=USERS, teams=3, properties=3)
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


def test_its_sandbox_is_that_of_these_tests() -> None:
    assert f"opentoclose sandbox --env --users {USERS}" in README.read_text("utf-8")


def test_its_links_work_on_pypi() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    text = README.read_text("utf-8")
    relative = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [path for path in relative if not (ROOT / path).exists()] == []
    shown = text
    for each in project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        shown = re.sub(each["pattern"], each["replacement"], shown)
    assert len(relative) > 15
    assert re.findall(r"\]\((?!https?:)([^)]+)", shown) == []
    files = project["project"]["urls"]["Repository"] + "/blob/main/"
    images = files.replace("github.com", "raw.githubusercontent.com").replace("blob/", "")
    for path in relative:
        is_image = path.endswith((".svg", ".png"))
        assert f"]({images if is_image else files}{path})" in shown


def test_code_fits_the_column() -> None:
    commands = (DEMO, TESTS)  # each is one line, to be pasted
    others = [block for block in BLOCKS if block not in commands]
    assert [line for block in others for line in block.text.splitlines() if len(line) > 80] == []


def test_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["demo", "--quiet", "--latency-ms", "0"])
    assert result.exit_code == 0

    def shape(text: str) -> list[str]:
        lines = (re.sub(r"[\d.]+|─+", "0", line.strip()) for line in text.splitlines())
        return [" ".join(line.split()) for line in lines if line]

    assert shape(result.stdout)[-len(shape(DEMO_OUTPUT)) :] == shape(DEMO_OUTPUT)


def test_awaiting_calls(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_unchanged(AWAITED)
    assert capsys.readouterr().out == AWAITED_OUTPUT


def test_exporting_from_the_shell(server: RunningSandbox) -> None:
    for words in commands_of(EXPORT_COMMANDS):
        run_command(words, server)
    assert len(Path("users.jsonl").read_text("utf-8").splitlines()) == USERS
    assert len(Path("users.csv").read_text("utf-8").splitlines()) == 1 + USERS
    rooms = server.sandbox.rooms_rows("rooms")
    assert len(list(Path("archive").glob("rooms/*/*/room.json"))) == len(rooms)


def test_exporting_from_code(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_unchanged(EXPORT)
    active = [row for row in server.sandbox.rooms_rows("users") if row["status"] == "Active"]
    assert parquet.read_metadata("members.parquet").num_rows == len(active)
    assert capsys.readouterr().out == EXPORT_OUTPUT


def test_replacing_open_to_close(
    server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    run_unchanged(DROP_IN)["client"].close()
    assert capsys.readouterr().out == DROP_IN_OUTPUT
