"""Accounts on two sandboxes, and pipelines that leave nothing behind."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dlt
import pytest
from attrs import frozen

from opentoclose_async.sandbox import RunningSandbox
from tests.postgresql_server import PostgreSQLServer, run_postgresql


@frozen
class TwoAccounts:
    """
    Accounts that an accounts file names.

    Attributes:
        path: The file.
        north: The server of one.
        south: The server of the other.
    """

    path: Path
    north: RunningSandbox
    south: RunningSandbox

    @property
    def secrets(self) -> list[str]:
        """What must not be anywhere."""
        config = self.north.sandbox.config
        return [config.otc_token, config.rooms_token]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))


@pytest.fixture
def two_accounts(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> TwoAccounts:
    """Serve two sandboxes, and write an accounts file with an account of each API on both."""
    servers = {
        "north": start_server(users=120, rooms=12),
        "south": start_server(users=30, rooms=3, seed=8),
    }
    text = ""
    for name, server in servers.items():
        config = server.sandbox.config
        monkeypatch.setenv(f"{name.upper()}_TOKEN", config.rooms_token)
        monkeypatch.setenv(f"{name.upper()}_KEY", config.otc_token)
        text += f"""
[[account]]
name = "{name}"
api = "rooms"
account_id = "{config.account_id}"
access_token_env = "{name.upper()}_TOKEN"
base_url = "{server.rooms_base_url}"
quota = "off"

[[account]]
name = "{name}-otc"
api = "otc"
api_key_env = "{name.upper()}_KEY"
base_url = "{server.otc_base_url}"
quota = "off"
"""
    path = tmp_path / "accounts.toml"
    path.write_text(text, encoding="utf-8")
    return TwoAccounts(path, **servers)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQLServer]:
    """Run a PostgreSQL server."""
    with run_postgresql() as server:
        yield server


@pytest.fixture
def make_pipeline(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that makes a pipeline into DuckDB, or into the destination at a URL."""

    def make(url: str | None = None, **settings: Any) -> Any:
        destination = (
            dlt.destinations.duckdb(str(tmp_path / "loaded.duckdb"))
            if url is None
            else dlt.destinations.postgres(url)
        )
        name = re.sub(r"\W", "_", request.node.name)[:40]
        pipeline = dlt.pipeline(name, destination=destination, dataset_name="brokerage", **settings)
        made.append(pipeline)
        return pipeline

    made: list[Any] = []
    yield make
    for pipeline in made[-1:]:
        pipeline.deactivate()  # otherwise sources of other tests see its state
