"""What all tests share: both event loops, and the sandbox in process and over real sockets."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import settings

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.protocol.paging.repeatable import repeatable

settings.register_profile("repeatable", repeatable(100))
settings.load_profile("repeatable")

ENVIRONMENT = (
    "OPEN_TO_CLOSE_API_KEY",
    "OPEN_TO_CLOSE_BASE_URL",
    "DOCUSIGN_ACCESS_TOKEN",
    "DOCUSIGN_ACCOUNT_ID",
    "DOCUSIGN_ENVIRONMENT",
    "DOCUSIGN_INTEGRATION_KEY",
    "DOCUSIGN_PRIVATE_KEY",
    "DOCUSIGN_USER_ID",
)


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    backend: str = request.param
    return backend


@pytest.fixture(autouse=True)
def _no_credentials_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def start_server() -> Iterator[Callable[..., RunningSandbox]]:
    """Serve sandboxes over real sockets; they end with the test."""
    with ExitStack() as servers:

        def start(**config: Any) -> RunningSandbox:
            return servers.enter_context(serve(Sandbox(**config)))

        yield start
