"""Fixtures of the command line's tests."""

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
    """Serve 345 users in each API, without faults and with nothing counted yet."""
    _served.sandbox.reset()
    return _served


@pytest.fixture
def interruptible() -> Iterator[Callable[..., object]]:
    """
    Let processes that are started meanwhile be interrupted by Ctrl-C.

    A process that was told to ignore it, as shells do with what they run in the background, passes
    that on to those it starts.
    """
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.default_int_handler
    signal.signal(signal.SIGINT, before)
