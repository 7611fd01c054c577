"""Fixtures for the tests of the command line."""

import signal
from collections.abc import Callable, Iterator

import pytest

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve


@pytest.fixture(scope="module")
def _served() -> Iterator[RunningSandbox]:
    with serve(Sandbox(users=345, teams=12, latency=0.005)) as running:
        yield running


@pytest.fixture
def running(_served: RunningSandbox) -> RunningSandbox:
    """Serve 345 users in each API, without faults and with fresh counters."""
    _served.sandbox.reset()
    return _served


@pytest.fixture
def interruptible() -> Iterator[Callable[..., object]]:
    """
    Allow processes started meanwhile to be interrupted by Ctrl-C.

    A process that ignores it, as shells make background jobs do, passes that on to its children.
    """
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.default_int_handler
    signal.signal(signal.SIGINT, before)
