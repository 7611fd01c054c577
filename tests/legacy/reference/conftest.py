"""
Fixtures that run a block against a sandbox.

The tests are collected only where the reference documents are next to the project.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.legacy.options import set_options
from tests.legacy.reference.blocks import Names, Run, migrated
from tests.legacy.reference.document_blocks import REFERENCE

collect_ignore_glob = [] if REFERENCE.is_dir() else ["test_*.py"]


@pytest.fixture(scope="session")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests: starting and stopping it takes longer than any of them."""
    with serve(Sandbox(users=200, teams=130)) as running:
        yield running


@pytest.fixture
def server(running: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> RunningSandbox:
    """The server, reset, where `OpenToCloseAPI()` finds it; it has a user 123 and a team 123."""
    running.sandbox.reset()
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", running.sandbox.config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", running.otc_base_url)
    set_options(monkeypatch)
    return running


@pytest.fixture
def run(server: RunningSandbox) -> Iterator[Run]:
    """Run a block and return the names that it defines; clients are closed after the test."""
    with ExitStack() as clients:

        def run(document: str, number: int) -> Names:
            client = clients.enter_context(OpenToCloseAPI())
            names: Names = {"__name__": "block", "client": client, "datetime": datetime}
            exec(compile(migrated(document, number), f"{document}, block {number}", "exec"), names)
            clients.callback(names["client"].close)
            return names

        yield run
