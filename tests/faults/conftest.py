"""One sandbox for all tests of a process, because starting it takes longer than a test."""

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
    """Return the sandbox in its initial state, on a real socket."""
    _server.sandbox.reset()
    return _server
