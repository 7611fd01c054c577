"""What shells offer, without loading a client."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.cli.shell_words import joined
from tests.cli.processes import TIME_LIMIT, environment


def offered(line: str, shell: str = "fish") -> list[str]:
    """Return what a shell offers at the end of a line."""
    variables = {
        "_OPENTOCLOSE_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    result = CliRunner().invoke(app, [], env=variables, prog_name="opentoclose")
    assert result.exit_code == 0, result.output
    return [each.partition("\t")[0] for each in result.stdout.splitlines() if each]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("opentoclose ex", ["export"]),
        ("opentoclose export us", ["users"]),
        ("opentoclose export users --api ", ["otc", "rooms"]),
        ("opentoclose export --api otc te", ["teams"]),
        ("opentoclose export users --format js", ["jsonl", "jsonl.gz", "json", "json.gz"]),
        ("opentoclose people --format cs", ["csv", "csv.gz"]),
        ("opentoclose export users --quota d", ["documented"]),
        ("opentoclose export users --quota-store ", ["file", "off", "redis://127.0.0.1:6379/0"]),
        ("opentoclose diff a b --format ", ["table", "json", "csv"]),
        ("opentoclose sandbox --environment ", ["production", "demo"]),
        ("opentoclose whoami --environment d", ["demo"]),
        (
            "opentoclose archive --api rooms --only users,ro",
            [
                "users,roles",
                "users,room-documents",
                "users,room-folders",
                "users,room-task-lists",
                "users,room-templates",
                "users,room-users",
                "users,rooms",
            ],
        ),
        ("opentoclose export users --api otc --filter ", ["role=", "status=", "sort="]),
        (
            "opentoclose export users --api rooms --filter sta",
            ["status=", "status=Active", "status=Pending"],
        ),
        ("opentoclose export users --api rooms --filter status=A", ["status=Active"]),
        ("opentoclose export agents --api otc --filter ema", ["email=", "email=TEXT"]),
        ("opentoclose export agents --api otc --filter email=", []),
        (
            "opentoclose export users --filter locked_only=true --api rooms --filter locked_only=",
            ["locked_only=true", "locked_only=false"],
        ),
        (
            "opentoclose export room-users --api rooms --filter room_s",
            [
                *("room_status=", "room_status=active", "room_status=pending"),
                *("room_status=open", "room_status=closed", "room_status=open,closed"),
            ],
        ),
    ],
)
def test_what_is_offered(line: str, offers: list[str]) -> None:
    assert offered(line) == offers


def test_accounts_files_are_toml_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("north.toml", "notes.txt", "deeper"):
        (tmp_path / name).mkdir() if name == "deeper" else (tmp_path / name).touch()
    (tmp_path / "deeper" / "south.toml").touch()
    assert offered("opentoclose export users --accounts n") == ["north.toml"]
    assert offered("opentoclose people --accounts deeper/") == ["deeper/south.toml"]


def test_zsh_gets_its_own_form() -> None:
    (line,) = offered("opentoclose export users --api ", "zsh")[:1]
    assert '"otc"' in line


@pytest.mark.parametrize(
    ("words", "current", "expected"),
    [
        (["opentoclose", "--filter", "a", "=", "b"], 4, (["opentoclose", "--filter", "a=b"], 2)),
        (["opentoclose", "--filter", "a", "="], 3, (["opentoclose", "--filter", "a="], 2)),
        (["opentoclose", "--filter", "a", "="], 4, (["opentoclose", "--filter", "a="], 2)),
        (["opentoclose", "export", ""], 2, (["opentoclose", "export", ""], 2)),
        (["opentoclose", "export"], 2, (["opentoclose", "export"], 2)),
        (["opentoclose", "a", "=", "b", "c"], 4, (["opentoclose", "a=b", "c"], 2)),
    ],
)
def test_words_that_bash_separates(
    words: list[str], current: int, expected: tuple[list[str], int]
) -> None:
    assert joined(words, current) == expected


def test_completion_loads_no_client() -> None:
    program = (
        "import json, sys; from opentoclose_async.cli import main; sys.argv = ['opentoclose']\n"
        "try: main()\n"
        "except SystemExit: print(json.dumps(sorted(sys.modules)))"
    )
    words = "opentoclose\nexport\nusers\n--api\nrooms\n--filter\n"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(
            {"_OPENTOCLOSE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "6"}
        ),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=True,
    )
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    assert "status=" in done.stdout
    assert {"attrs", "anyio", "httpx", "orjson", "rich"} & modules == set()
