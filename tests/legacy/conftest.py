"""Drop-in clients of a server that answers as a test says."""

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
    """Make a client whose requests are answered by a function."""
    with ExitStack() as clients:

        def make(answer: Answer) -> OpenToCloseAPI:
            # The class has no argument for transport and quota.
            ways = {"transport": httpx.MockTransport(answer), "quota": None}
            quick = partial(engine.PlainOpenToClose, **ways)
            monkeypatch.setattr(engine, "PlainOpenToClose", quick)
            return clients.enter_context(OpenToCloseAPI("key=", "https://otc.test/v1"))

        yield make
