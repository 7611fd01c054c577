"""A fixture for drop-in clients whose requests a test answers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from opentoclose_async import OpenToCloseAPI
from tests.legacy.options import set_options

Answer = Callable[[httpx.Request], httpx.Response]
ClientOf = Callable[[Answer], OpenToCloseAPI]


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[ClientOf]:
    """Return a function that creates a client whose requests another function answers."""
    with ExitStack() as clients:

        def make(answer: Answer) -> OpenToCloseAPI:
            set_options(monkeypatch, transport=httpx.MockTransport(answer))
            return clients.enter_context(OpenToCloseAPI("key=", "https://otc.test/v1"))

        yield make
