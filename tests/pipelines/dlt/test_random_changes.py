"""Whatever changes between runs, and whichever runs fail, DuckDB has what the accounts have."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest
from dlt.pipeline.exceptions import PipelineStepFailed

from opentoclose_async.pipelines.dlt import rooms
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.pipelines.dlt.conftest import TwoAccounts
from tests.pipelines.dlt.loads import loaded, query

Name = Literal["users", "offices"]

STEPS = 5
LISTS: tuple[Name, ...] = ("users", "offices")
IDS = {"users": "userId", "offices": "officeId"}
NAMES = {"users": "firstName", "offices": "name"}
COLUMNS = {"users": "user_id, first_name", "offices": "office_id, name"}


def rows_of(sandbox: Sandbox, name: Name) -> dict[int, str]:
    """Return the names in a list of an account, by id."""
    return {row[IDS[name]]: row[NAMES[name]] for row in sandbox.rooms_rows(name)}


def change(random: Random, sandbox: Sandbox, name: Name) -> None:
    """Change, delete, insert, or replace a row."""
    row = random.choice(sandbox.rooms_rows(name))
    kind = random.choice(("change", "delete", "insert", "replace"))
    if kind == "change":
        changes = {NAMES[name]: f"Changed {random.random()}"}
        sandbox.update("rooms", name, row[IDS[name]], changes)
    if kind in ("delete", "replace"):
        sandbox.delete("rooms", name, row[IDS[name]])
    if kind == "replace":
        sandbox.insert("rooms", name, row)
    if kind == "insert":
        new = {IDS[name]: random.randrange(10**6, 10**9), NAMES[name]: "New"}
        sandbox.insert("rooms", name, new)


@pytest.mark.parametrize("seed", [1, 2])
def test_duckdb_has_the_rows_of_every_run_that_succeeded(
    two_accounts: TwoAccounts, make_pipeline: Callable[..., Any], tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    servers: dict[str, RunningSandbox] = {"north": two_accounts.north, "south": two_accounts.south}
    both = two_accounts.path.read_text("utf-8")
    south_only = tmp_path / "south.toml"
    south_only.write_text(both[both.index('[[account]]\nname = "south"') :], encoding="utf-8")
    pipeline = make_pipeline()
    expected: dict[tuple[Name, str], dict[int, str]] = {}
    for _ in range(STEPS):
        for _ in range(random.randrange(6)):
            server = servers[random.choice(("north", "south"))]
            change(random, server.sandbox, random.choice(LISTS))
        lists = random.choice((LISTS, LISTS[:1], LISTS[1:]))
        read = random.choice((["south"], ["north", "south"], ["north", "south"]))
        source = rooms(two_accounts.path if "north" in read else south_only, lists)
        south = servers["south"].sandbox
        if random.random() < 0.3:
            path = f"/restapi/v2/accounts/{south.config.account_id}/{lists[-1]}"
            south.faults = [Fault(kind="status", status=401, path=path)]
            with pytest.raises(PipelineStepFailed, match="401"):
                loaded(pipeline, source)
            south.faults = []
        else:
            loaded(pipeline, source)
            for name in lists:
                for account in read:
                    expected[name, account] = rows_of(servers[account].sandbox, name)
        for name in {name for name, _ in expected}:
            rows = [
                (account, *row)
                for (each, account), known in expected.items()
                for row in known.items()
                if each == name
            ]
            found = query(pipeline, f"SELECT account, {COLUMNS[name]} FROM {name}")
            assert found == sorted(rows, key=repr)
