"""``opentoclose export --accounts``: several accounts at once, over real sockets."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke, invoke_command, is_one_line, names_in, rows_in
from tests.cli.processes import run


def tables(running: RunningSandbox) -> dict[str, str]:
    """Return an account of each API, as in the file."""
    return {
        "north": '[[account]]\nname = "north"\napi = "otc"\napi_key_env = "NORTH_KEY"\n'
        f'base_url = "{running.otc_base_url}"\nquota = "off"\n',
        "south": '[[account]]\nname = "south"\napi = "rooms"\naccess_token_env = "SOUTH_TOKEN"\n'
        f'account_id = "{running.sandbox.config.account_id}"\n'
        f'base_url = "{running.rooms_base_url}"\nquota = "off"\n',
        "west": '[[account]]\nname = "west"\napi = "otc"\napi_key_env = "WEST_KEY"\n'
        f'base_url = "{running.otc_base_url}"\nquota = "off"\n',
    }


def secrets(running: RunningSandbox) -> dict[str, str]:
    config = running.sandbox.config
    return {
        "NORTH_KEY": config.otc_token,
        "SOUTH_TOKEN": config.rooms_token,
        "WEST_KEY": "mistaken-9f2c",
    }


def write_file(folder: Path, *parts: str) -> str:
    file = folder / "accounts.toml"
    file.write_text("\n".join(parts), "utf-8")
    return str(file)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_failed_account_does_not_stop_the_others(running: RunningSandbox, tmp_path: Path) -> None:
    each = tables(running)
    write_file(tmp_path, each["north"], each["west"], each["south"])
    result = run(
        *["export", "users", "--accounts", "accounts.toml"],
        folder=tmp_path,
        variables=secrets(running),
    )
    assert result.returncode == 1
    assert names_in(tmp_path) == [
        "accounts.toml",
        "otc-users-north.jsonl",
        "rooms-users-south.jsonl",
    ]
    users = running.sandbox.otc_rows("users"), running.sandbox.rooms_rows("users")
    assert rows_in(tmp_path / "otc-users-north.jsonl") == users[0]
    assert rows_in(tmp_path / "rooms-users-south.jsonl") == users[1]
    first, second = result.stdout.splitlines()
    assert first.startswith("north: otc-users-north.jsonl: 345 rows in ")
    assert second.startswith("south: rooms-users-south.jsonl: 345 rows in ")
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].startswith("error: west: ")
    assert errors[0].endswith("WEST_KEY.")
    # It read nothing that could be resumed.
    assert "resume with" not in result.stderr
    for secret in secrets(running).values():
        assert secret not in result.stdout + result.stderr
        assert all(secret.encode() not in path.read_bytes() for path in files_below(tmp_path))


def test_progress_names_the_accounts(running: RunningSandbox, tmp_path: Path) -> None:
    file = write_file(tmp_path, *[tables(running)[name] for name in ("north", "south")])
    arguments = ["users", "--accounts", file, "--output", str(tmp_path / "{name}.parquet")]
    code, _, err = invoke(*arguments, **secrets(running))
    assert code == 0
    for name in ("north", "south"):
        assert parquet.read_metadata(tmp_path / f"{name}.parquet").num_rows == 345
        assert sum(line.startswith(f"{name}: ") for line in err.splitlines()) >= 1
    code, _, err = invoke(*arguments, "--overwrite", "--quiet", **secrets(running))
    assert (code, err) == (0, "")


def test_files_named_by_the_accounts(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Relative to the accounts file, whatever the current folder.
    (tmp_path / "files" / "north").mkdir(parents=True)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    each = tables(running)
    write_file(
        tmp_path / "files",
        each["north"] + 'output = "north/users.csv"\nfilters = { status = "Active" }\n',
        each["south"] + "filters = { max_items = 150 }",
    )
    code, out, err = invoke(
        *["users", "--accounts", "../files/accounts.toml", "--quiet", "--format", "csv"],
        **secrets(running),
    )
    assert (code, err) == (0, "")
    assert names_in(tmp_path / "here") == ["rooms-users-south.csv"]
    path = tmp_path / "files" / "north" / "users.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        ids = [int(row["id"]) for row in csv.DictReader(file)]
    active = [row["id"] for row in running.sandbox.otc_rows("users") if row["status"] == "Active"]
    assert ids == active
    assert f"north: {Path('../files/north/users.csv')}: {len(active)} rows in " in out
    assert "south: rooms-users-south.csv: 150 rows in " in out


def test_filters_of_the_command_line_are_added(running: RunningSandbox, tmp_path: Path) -> None:
    each = tables(running)
    file = write_file(tmp_path, each["north"] + 'filters = { role = "Agent" }\n', each["south"])
    arguments = ["users", "--accounts", file, "--quiet", "--output", str(tmp_path / "{name}.jsonl")]
    code, _, err = invoke(*arguments, "--filter", "status=Active", **secrets(running))
    assert (code, err) == (0, "")
    north = rows_in(tmp_path / "north.jsonl")
    assert {(row["role"], row["status"]) for row in north} == {("Agent", "Active")}
    assert {row["status"] for row in rows_in(tmp_path / "south.jsonl")} == {"Active"}

    code, out, err = invoke(*arguments, "--filter", "role=Agent", **secrets(running))
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "account 'north': filter role is given twice" in err


def test_each_account_keeps_its_own_quota(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=60, otc_page_cap=5, rooms_page_cap=5, otc_quota=((20, 1.0),))
    each = {name: text.replace('quota = "off"\n', "") for name, text in tables(server).items()}
    file = write_file(tmp_path, each["north"] + 'quota = "20/1s"\n', each["south"])
    code, _, err = invoke(
        *["users", "--accounts", file, "--quiet", "--quota", "off"],
        *["--output", str(tmp_path / "{name}.jsonl")],
        **secrets(server),
    )
    assert (code, err) == (0, "")
    assert len(rows_in(tmp_path / "north.jsonl")) == len(rows_in(tmp_path / "south.jsonl")) == 60
    assert server.sandbox.stats.otc.rate_limited == 0
    assert server.sandbox.stats.rooms.requests > 12


@pytest.mark.parametrize(
    ("names", "extra", "options", "problem"),
    [
        (["north", "south"], "", ["--api", "otc"], "account 'south': its api is rooms, but --api"),
        (["north"], 'output = "accounts.toml"', [], "the accounts file has the same path"),
        (["west", "north"], 'output = "otc-users-west.jsonl"', [], "'west' has the same path"),
        (["north", "south"], "filters = { stauts = 'x' }", [], "did you mean 'status'?"),
        (["south"], "", ["--filter", "locked_only=yes"], "account 'south': locked_only must be"),
        (["south"], "filters = { locked_only = 'true' }", [], "account 'south': locked_only"),
        (["south"], 'environment = "nowhere"', [], "account 'south': environment must be"),
    ],
)
def test_refused_before_anything_is_sent(
    running: RunningSandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    extra: str,
    options: list[str],
    problem: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path, *[tables(running)[name] for name in names], extra)
    code, out, err = invoke(*["users", "--accounts", "accounts.toml", *options], **secrets(running))
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert err.startswith("error: accounts.toml: account '")
    assert problem in err
    assert names_in(tmp_path) == ["accounts.toml"]
    assert running.sandbox.stats.otc.requests == running.sandbox.stats.rooms.requests == 0


@pytest.mark.parametrize("command", ["export users", "archive", "people"])
def test_addresses_are_named_as_in_the_file(tmp_path: Path, command: str) -> None:
    account = '[[account]]\nname = "north"\napi = "otc"\napi_key_env = "NORTH_KEY"\n'
    file = write_file(tmp_path, f'{account}base_url = "http://a.example/v1"')
    output = ["--output", str(tmp_path / "{name}.csv")]
    line = [*command.split(), "--accounts", file, *output]
    status, _, err = invoke_command(*line, NORTH_KEY="key")
    assert status == 1
    assert "account 'north': base_url is plain http" in " ".join(err.split())


def test_missing_variables(running: RunningSandbox, tmp_path: Path) -> None:
    file = write_file(tmp_path, *tables(running).values())
    code, out, err = invoke("users", "--accounts", file, NORTH_KEY="x")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "SOUTH_TOKEN (south), WEST_KEY (west)" in err
    assert "NORTH_KEY" not in err


def test_a_list_that_an_account_does_not_have(running: RunningSandbox, tmp_path: Path) -> None:
    file = write_file(tmp_path, *tables(running).values())
    code, out, err = invoke("teams", "--accounts", file, **secrets(running))
    assert (code, out) == (1, "")
    assert "account 'south': rooms has no list teams, but otc has. Its lists: form-" in err


@pytest.mark.parametrize(
    "options",
    [
        ["--base-url", "https://otc.test/v1"],
        ["--output", "users.jsonl"],
        ["--quota", "many"],
        ["--filter", "status"],
    ],
)
def test_usage_errors(running: RunningSandbox, tmp_path: Path, options: list[str]) -> None:
    file = write_file(tmp_path, *tables(running).values())
    code, out, _ = invoke("users", "--accounts", file, *options, **secrets(running))
    assert (code, out) == (2, "")


def test_a_missing_file(tmp_path: Path) -> None:
    code, out, _ = invoke("users", "--accounts", str(tmp_path / "accounts.toml"))
    assert (code, out) == (2, "")


def test_an_interrupted_account_is_resumed(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # The first page of Rooms arrives; the next ones are refused once.
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1, api="rooms"),
        Fault(kind="status", status=403, api="rooms"),
    ]
    write_file(tmp_path, *[tables(running)[name] for name in ("north", "south")])
    arguments = ["users", "--accounts", "accounts.toml", "--quiet"]
    code, out, err = invoke(*arguments, **secrets(running))
    assert code == 1
    assert out.startswith("north: otc-users-north.jsonl: 345 rows in ")
    error, safe, command = err.splitlines()
    assert error.startswith("error: south: ")
    assert safe.endswith(" rows are safe in rooms-users-south.jsonl.part")
    kept = int(safe.split()[0])
    assert 0 < kept < 345
    assert command == (
        "resume with: opentoclose export users --accounts accounts.toml --quiet --resume"
    )
    running.sandbox.faults = []
    before = (tmp_path / "otc-users-north.jsonl").stat().st_mtime_ns
    code, out, err = invoke(*arguments, "--resume", **secrets(running))
    assert (code, err) == (0, "")
    assert (tmp_path / "otc-users-north.jsonl").stat().st_mtime_ns == before
    assert "north: otc-users-north.jsonl: 345 rows (345 from an earlier run) in " in out
    assert f"south: rooms-users-south.jsonl: 345 rows ({kept} from an earlier run) in " in out
    assert rows_in(tmp_path / "rooms-users-south.jsonl") == running.sandbox.rooms_rows("users")
