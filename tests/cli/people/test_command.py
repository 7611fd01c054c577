"""``opentoclose people``: everyone in accounts of both APIs, over real sockets."""

import csv
import gzip
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke_command, is_one_line, names_in, rows_in
from tests.cli.processes import TIME_LIMIT, start

SECRETS = "NORTH_KEY", "SOUTH_TOKEN", "WEST_KEY"
USERS, AGENTS = 130, 7


@pytest.fixture
def running(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    """Serve accounts that share one person, and have one without an e-mail."""
    server = start_server(users=USERS, agents=AGENTS)
    rooms = server.sandbox.rooms_rows("users")
    server.sandbox.update("rooms", "users", rooms[0]["userId"], {"email": " Jane@Example.COM "})
    server.sandbox.update("otc", "agents", 3, {"email": "jane@example.com"})
    server.sandbox.update("otc", "users", 2, {"email": None})
    return server


def tables(running: RunningSandbox) -> dict[str, str]:
    otc = f'api = "otc"\nbase_url = "{running.otc_base_url}"\nquota = "off"\n'
    return {
        "south": '[[account]]\nname = "south"\napi = "rooms"\naccess_token_env = "SOUTH_TOKEN"\n'
        f'account_id = "{running.sandbox.config.account_id}"\n'
        f'base_url = "{running.rooms_base_url}"\nquota = "off"\n',
        "north": f'[[account]]\nname = "north"\napi_key_env = "NORTH_KEY"\n{otc}',
        "west": f'[[account]]\nname = "west"\napi_key_env = "WEST_KEY"\n{otc}',
    }


def secrets_of(running: RunningSandbox) -> dict[str, str]:
    config = running.sandbox.config
    values = config.otc_token, config.rooms_token, "mistaken-9f2c"
    return dict(zip(SECRETS, values, strict=True))


def write_accounts(running: RunningSandbox, folder: Path, *names: str) -> str:
    file = folder / "accounts.toml"
    file.write_text("\n".join(tables(running)[name] for name in names))
    return str(file)


def people(
    running: RunningSandbox, output: Path, *arguments: str, accounts: tuple[str, ...] = ()
) -> tuple[int, str, str]:
    """Run the command for accounts, in this order; nothing it says or writes has a secret."""
    secrets = secrets_of(running)
    file = write_accounts(running, output.parent, *(accounts or ("south", "north")))
    given = ["people", "--accounts", file, "--output", str(output), *arguments]
    code, out, err = invoke_command(*given, **secrets)
    written = b"".join(path.read_bytes() for path in output.parent.iterdir())
    for secret in secrets.values():
        assert secret not in out + err
        assert secret.encode() not in written
    return code, out, err


def test_everyone_is_listed_in_a_fixed_order(running: RunningSandbox, tmp_path: Path) -> None:
    code, out, err = people(running, tmp_path / "people.jsonl")
    assert code == 0
    assert out == (
        f"{2 * USERS + AGENTS} memberships of {2 * USERS + AGENTS - 2} people in 2 accounts, "
        "1 in more than one; 1 without an e-mail\n"
    )
    assert {line.split(":")[0] for line in err.splitlines()} == {"north", "south"}
    rows = rows_in(tmp_path / "people.jsonl")
    sandbox = running.sandbox
    assert [(row["account"], row["api"], row["kind"], row["id"]) for row in rows] == [
        *(("south", "rooms", "user", str(row["userId"])) for row in sandbox.rooms_rows("users")),
        *(("north", "otc", "user", str(row["id"])) for row in sandbox.otc_rows("users")),
        *(("north", "otc", "agent", str(row["id"])) for row in sandbox.otc_rows("agents")),
    ]
    jane = [row for row in rows if row["person"] == "jane@example.com"]
    assert [row["email"] for row in jane] == [" Jane@Example.COM ", "jane@example.com"]
    roles = {row["roleId"]: row["name"] for row in sandbox.rooms_rows("roles")}
    users = sandbox.rooms_rows("users")
    assert [row["role"] for row in rows[:USERS]] == [roles[row["roleId"]] for row in users]
    assert {row["status"] for row in rows} == {"Active", "Pending", "Locked", "Inactive", None}


def read_back(path: Path, name: str) -> list[dict[str, Any]]:
    if name == "parquet":
        table: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return table
    data = path.read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    if name.startswith("csv"):
        rows = csv.DictReader(text.splitlines())
        return [{key: value or None for key, value in row.items()} for row in rows]
    if name.startswith("jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_all_formats_hold_the_same(running: RunningSandbox, tmp_path: Path) -> None:
    held = {}
    for name in FORMATS:
        path = tmp_path / f"people.{name}"
        assert people(running, path, "--quiet")[::2] == (0, ""), name
        held[name] = read_back(path, name)
    assert len(held["json"]) == 2 * USERS + AGENTS
    assert all(rows == held["json"] for rows in held.values())
    assert len(names_in(tmp_path)) == len(FORMATS) + 1


def test_a_failed_account_leaves_no_file(running: RunningSandbox, tmp_path: Path) -> None:
    output = tmp_path / "people.csv"
    code, out, err = people(running, output, accounts=("west", "south", "north"))
    assert (code, out) == (1, "")
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].startswith("error: west: ")
    assert errors[0].endswith("WEST_KEY.")
    assert err.endswith("\nno file was written\n")
    assert names_in(tmp_path) == ["accounts.toml"]
    # The others were read to the end.
    assert running.sandbox.stats.rooms.requests >= 3
    output.write_text("old")
    code, _, _ = people(running, output, "--overwrite", accounts=("west", "south"))
    assert (code, output.read_text()) == (1, "old")


def test_roles_that_may_not_be_read_show_as_ids(running: RunningSandbox, tmp_path: Path) -> None:
    path = f"/restapi/v2/accounts/{running.sandbox.config.account_id}/roles"
    running.sandbox.faults = [Fault(kind="status", status=403, path=path)]
    code, _, _ = people(running, tmp_path / "people.jsonl", accounts=("south",))
    assert code == 0
    ids = [str(row["roleId"]) for row in running.sandbox.rooms_rows("users")]
    assert [row["role"] for row in rows_in(tmp_path / "people.jsonl")] == ids


@pytest.mark.usefixtures("interruptible")
def test_a_stopped_command_leaves_no_file(running: RunningSandbox, tmp_path: Path) -> None:
    running.sandbox.faults = [Fault(kind="hang", seconds=60.0, path="/v1/agents")]
    write_accounts(running, tmp_path, "north")
    arguments = ["people", "--accounts", "accounts.toml", "--output", "people.jsonl"]
    with start(*arguments, folder=tmp_path, variables=secrets_of(running)) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("north: ")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=TIME_LIMIT)
    assert (process.returncode, out) == (143, "")
    assert err == "interrupted; no file was written\n"
    assert names_in(tmp_path) == ["accounts.toml"]


def test_files_that_stay_as_they_are(running: RunningSandbox, tmp_path: Path) -> None:
    output = tmp_path / "people.jsonl"
    output.write_text("old")
    code, _, err = people(running, output)
    assert (code, output.read_text()) == (1, "old")
    assert is_one_line(err)
    assert "exists already" in err
    assert "--overwrite" in err
    output.rename(tmp_path / "people.jsonl.part")
    code, _, err = people(running, output)
    assert code == 1
    assert "people.jsonl.part exists: " in err
    assert "--resume" not in err
    code, _, err = people(running, tmp_path / "accounts.toml", "--overwrite", "--format", "csv")
    assert code == 1
    assert "is the accounts file" in err
    assert running.sandbox.stats.otc.requests == running.sandbox.stats.rooms.requests == 0
    assert people(running, output, "--overwrite", "--quiet")[::2] == (0, "")
    assert names_in(tmp_path) == ["accounts.toml", "people.jsonl"]


def test_settings_for_exports_are_refused(running: RunningSandbox, tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    for key, value in {"output": '"a.csv"', "filters": '{ status = "Active" }'}.items():
        file.write_text(f"{tables(running)['north']}{key} = {value}\n")
        given = ["people", "--accounts", str(file), "--output", str(tmp_path / "people.csv")]
        code, _, err = invoke_command(*given, NORTH_KEY="unused")
        assert code == 1
        assert f"account 'north': {key} is for exports" in err
    assert running.sandbox.stats.otc.requests == 0


@pytest.mark.parametrize(
    "arguments",
    [["--output", "-"], ["--output", " "], ["--format", "xlsx"], ["--quota", "often"]],
)
def test_invalid_command_lines(arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.touch()
    given = ["people", "--accounts", str(file), "--output", str(tmp_path / "people.csv")]
    code, out, _ = invoke_command(*given, *arguments)
    assert (code, out) == (2, "")
    assert names_in(tmp_path) == ["accounts.toml"]


def test_help_says_how_people_are_matched() -> None:
    code, out, _ = invoke_command("people", "--help", COLUMNS="200")
    assert code == 0
    assert "matches people across accounts: it is the e-mail without case" in " ".join(out.split())
