"""What is not used is not imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from opentoclose_async._extras import install_command

HEAVY = {
    "asyncio",
    "cryptography",
    "dotenv",
    "httpcore",
    "importlib.metadata",
    "jwt",
    "opentelemetry",
    "pandas",
    "pyarrow",
    "redis",
    "rich",
    "sqlite3",
    "starlette",
    "trio",
    "typer",
    "uvicorn",
}
BROUGHT_BY_HTTPX = {"rich"}  # by its command line, where it is installed
BROUGHT_BY_HTTPCORE = {"trio"}  # where it is installed
RUNS_CLIENTS = {"anyio", "asyncio", "attrs", "httpx", "orjson"}
RUNS_BLOCKING_CLIENTS = tuple(
    f"_blocking.{module}" for module in ("caller", "client", "latch", "loop_thread", "pager")
)


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has after a statement."""
    program = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


def test_the_package_alone_is_next_to_nothing() -> None:
    loaded = loaded_by("import opentoclose_async")
    assert (RUNS_CLIENTS | HEAVY) & loaded == set()
    assert {name for name in loaded if name.startswith("opentoclose_async.")} == set()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        (
            "AsyncOpenToClose",
            ("rooms", *RUNS_BLOCKING_CLIENTS, "legacy", "export", "sandbox", "cli"),
        ),
        ("AsyncRooms", ("otc", *RUNS_BLOCKING_CLIENTS, "legacy", "export", "sandbox", "cli")),
        ("OpenToClose", ("rooms", "legacy", "export", "sandbox", "cli")),
        ("Rooms", ("otc", "legacy", "export", "sandbox", "cli")),
        ("OpenToCloseAPI", ("rooms", "export", "sandbox", "cli")),
    ],
)
def test_a_client_loads_no_more_than_it_needs(name: str, others: tuple[str, ...]) -> None:
    loaded = loaded_by(f"from opentoclose_async import {name}")
    # Old releases of httpx load their engine at once.
    assert HEAVY & loaded == HEAVY & loaded_by("import httpx")
    for part in others:
        assert f"opentoclose_async.{part}" not in loaded


def test_who_brings_a_token_does_not_load_how_others_sign_in() -> None:
    loaded = loaded_by("import opentoclose_async\nopentoclose_async.AsyncRooms(access_token='t')")
    parts = ("jwt_tokens", "refresh_tokens", "sign_in", "signing_key", "token_source")
    assert {f"opentoclose_async._docusign.{part}" for part in parts} & loaded == set()


@pytest.mark.parametrize(
    "client",
    [
        "AsyncOpenToClose('key')",
        "AsyncRooms(account_id='4f2c', access_token='token')",
        "AsyncRooms(auth=opentoclose_async.JWTGrant('key', 'user', 'key.pem'))",
        "AsyncRooms(auth=opentoclose_async.RefreshToken('key', refresh_token='token'))",
    ],
)
def test_making_an_async_client_loads_its_engine_and_nothing_else(client: str) -> None:
    loaded = loaded_by(f"import opentoclose_async\nopentoclose_async.{client}")
    brought = BROUGHT_BY_HTTPX | BROUGHT_BY_HTTPCORE
    assert HEAVY & loaded - brought == {"httpcore", "importlib.metadata"}


COMMANDS = ("export", "archive", "people", "diff", "demo", "sandbox", "quota", "login", "whoami")
SHOWS_HELP = [["--help"], *([command, "--help"] for command in COMMANDS)]
USED_WRONGLY = [
    *([], ["--nonsense"], ["nonsense"]),
    *([command, "--nonsense"] for command in COMMANDS),
    *(["export"], ["archive"], ["people"], ["diff"], ["quota"]),
    *(["export", "nonsense"], ["export", "users", "--api", "nonsense"]),
    *(["diff", "old", "new", "--format", "nonsense"], ["quota", "--api", "nonsense"]),
    ["sandbox", "--quota", "nonsense"],
]
RUN = """
import contextlib, io, json, sys
from opentoclose_async.cli import main
loaded_by, before = {}, set()
sink = lambda: io.TextIOWrapper(io.BytesIO(), write_through=True)
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["opentoclose", *arguments]
    with contextlib.redirect_stdout(sink()), contextlib.redirect_stderr(sink()):
        try:
            main()
        except SystemExit as exit:
            assert exit.code in (0, 1, 2), (arguments, exit.code)
    loaded_by[" ".join(sys.argv)] = sorted(set(sys.modules) - before)
    before = set(sys.modules)
json.dump(loaded_by, sys.stdout)
"""


def needless_of(*commands: list[str]) -> dict[str, set[str]]:
    """Return the heavy modules that are loaded by commands, run one after another."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded: dict[str, list[str]] = json.loads(done.stdout)
    assert len(loaded) == len(commands)
    brought_by_typer = {"asyncio", "importlib.metadata", "rich", "typer"}
    heavy = (RUNS_CLIENTS | HEAVY) - brought_by_typer
    return {command: heavy & set(modules) for command, modules in loaded.items()}


@pytest.mark.parametrize("commands", [[["--version"]], SHOWS_HELP, USED_WRONGLY])
def test_the_command_loads_no_client_before_it_needs_one(commands: list[list[str]]) -> None:
    found = needless_of(*commands)
    assert not any(found.values()), found


def test_comparing_exports_loads_no_client(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.jsonl").write_text(f'{{"id": "{name}"}}\n')
    files = [str(tmp_path / "old.jsonl"), str(tmp_path / "new.jsonl")]
    (found,) = needless_of(["diff", *files, "--key", "id"]).values()
    assert found == {"attrs", "orjson"}


def test_the_sandbox_says_which_extra_it_needs() -> None:
    program = "import sys; sys.modules['starlette'] = None; import opentoclose_async.sandbox"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert "ModuleNotFoundError: starlette is not installed" in done.stderr
    assert install_command("sandbox") in done.stderr
