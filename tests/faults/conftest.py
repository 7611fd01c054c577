"""One sandbox for all tests of a process; starting and stopping it takes longer than they do."""

from collections.abc import Iterator

import pytest

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.faults.harness import ROWS


@pytest.fixture(scope="session")
def _server() -> Iterator[RunningSandbox]:
    with serve(Sandbox(users=ROWS)) as server:
        yield server


@pytest.fixture
def server(_server: RunningSandbox) -> RunningSandbox:
    """Give the sandbox as it was at its start, on a real socket."""
    _server.sandbox.reset()
    return _server
