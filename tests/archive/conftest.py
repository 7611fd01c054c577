"""An account of Rooms, a model server of it, and a way to archive it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import AsyncRooms, RetryPolicy
from opentoclose_async.archive import ArchiveReport, archive
from tests.archive.rooms_account import small_account
from tests.archive.rooms_server import TOKEN, Server, Transport
from tests.thoroughness import THOROUGH

LOOPS = ["asyncio", "trio"] if THOROUGH else ["asyncio"]
"""The event loops of tests that have little to do with them."""

Run = Callable[..., Awaitable[ArchiveReport]]


@pytest.fixture
def server() -> Server:
    return Server(small_account())


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return where to archive; everything next to it is outside."""
    return tmp_path / "outside" / "archive"


@pytest.fixture
def run(server: Server, directory: Path) -> Run:
    """Return a function that archives the account, after clearing the log of requests."""

    async def run(into: Path = directory, **options: Any) -> ArchiveReport:
        server.log.clear()
        async with AsyncRooms(
            server.account.guid,
            access_token=TOKEN,
            base_url="http://model.test/restapi",
            transport=Transport(server),
            quota=None,
            retry=RetryPolicy(attempts=3, first_delay=0.001, longest_delay=0.001),
        ) as client:
            return await archive(client, into, **options)

    return run
