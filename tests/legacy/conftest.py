"""A fixture for drop-in clients whose requests a test answers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import httpx
import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.legacy import engine

Answer = Callable[[httpx.Request], httpx.Response]
ClientOf = Callable[[Answer], OpenToCloseAPI]


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[ClientOf]:
    """Return a function that creates a client whose requests another function answers."""
    with ExitStack() as clients:

        def make(answer: Answer) -> OpenToCloseAPI:
            # The class has no arguments for transport and quota.
            ways = {"transport": httpx.MockTransport(answer), "quota": None}
            quick = partial(engine.PlainOpenToClose, **ways)
            monkeypatch.setattr(engine, "PlainOpenToClose", quick)
            return clients.enter_context(OpenToCloseAPI("key=", "https://otc.test/v1"))

        yield make
