"""The stores that processes can share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.redis_server import MAY_TEST, RedisServer, run_redis

collect_ignore = [] if MAY_TEST else ["test_redis_rules.py", "test_redis_store.py"]


STORES = ["file", "redis"] if MAY_TEST else ["file"]


@pytest.fixture(scope="package")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """Return a server that tests of this folder share."""
    with run_redis(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a store that is used by this test only."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if request.param == "file":
        return "file"
    server: RedisServer = request.getfixturevalue("redis_server")
    with server.client() as client:
        client.flushall()
    return server.url
