"""What all tests share: both event loops, and the sandbox in process and over real sockets."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from opentoclose_async.sandbox import RunningSandbox
from tests.servers import ServerPool
from tests.thoroughness import THOROUGH, repeatable

settings.register_profile("repeatable", repeatable(50))
settings.load_profile("repeatable")

if sys.dont_write_bytecode:
    # Processes that tests start would compile the package again, each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    cache = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"
    os.environ["PYTHONPYCACHEPREFIX"] = str(cache)

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"  # of dlt, which reads it once

ENVIRONMENT = (
    "OPEN_TO_CLOSE_API_KEY",
    "OPEN_TO_CLOSE_BASE_URL",
    "DOCUSIGN_ACCESS_TOKEN",
    "DOCUSIGN_ACCOUNT_ID",
    "DOCUSIGN_AUTH_URL",
    "DOCUSIGN_BASE_URL",
    "DOCUSIGN_ENVIRONMENT",
    "DOCUSIGN_INTEGRATION_KEY",
    "DOCUSIGN_PRIVATE_KEY",
    "DOCUSIGN_USER_ID",
    "OPENTOCLOSE_QUOTA_STORE",
    "OPENTOCLOSE_TRACING",
)


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    backend: str = request.param
    return backend


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "loops_in_turn: run one test on asyncio and the next on trio; when thorough, all on both. "
        "For rules that no event loop affects, and for long tables of cases.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the other event loop where tests run ``loops_in_turn``."""
    if THOROUGH:
        return
    turns: dict[Path, dict[str, list[pytest.Item]]] = {}
    for item in items:
        if item.get_closest_marker("loops_in_turn"):
            same_but_for_loop = re.sub(r"\b(asyncio|trio)\b", "", item.nodeid, count=1)
            turns.setdefault(item.path, {}).setdefault(same_but_for_loop, []).append(item)
    left_out = {
        item
        for tests in turns.values()
        for number, pair in enumerate(tests.values())
        for place, item in enumerate(pair)
        if len(pair) == 2 and place != number % 2
    }
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    # The command line shares quotas in a file by default; tests do so where they say it.
    monkeypatch.setenv("OPENTOCLOSE_QUOTA_STORE", "off")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture(scope="session")
def _servers() -> Iterator[ServerPool]:
    # Under gevent the event loops of servers share a thread, where only one may run at a time.
    servers = ServerPool(keeps=not os.environ.get("TESTS_UNDER_GEVENT"))
    yield servers
    servers.close()


@pytest.fixture
def start_server(_servers: ServerPool) -> Iterator[Callable[..., RunningSandbox]]:
    """Serve sandboxes in their initial state over real sockets."""
    with _servers.lend() as start:
        yield start


def pytest_xdist_auto_num_workers() -> int:
    """Start two workers a core: many tests wait for a socket."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 2 * (cores or 1)
