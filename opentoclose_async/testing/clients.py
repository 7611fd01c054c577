"""Clients of a sandbox: those that fixtures yield, and the defaults of all others in a test."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, RetryPolicy, Rooms
from opentoclose_async._runtime.options import DEFAULTS
from opentoclose_async.testing.server import ServedSandbox

if TYPE_CHECKING:
    import pytest

__all__ = ["closed_afterwards", "otc_options", "rooms_options", "set_defaults"]

C = TypeVar("C", OpenToClose, Rooms, AsyncOpenToClose, AsyncRooms)

QUICK = RetryPolicy(first_delay=0.01, longest_delay=0.05)
CLOSING_TIME = 5.0
"""Seconds to wait for a loop in another thread to close a client."""


def set_defaults(patch: "pytest.MonkeyPatch", quota: Any) -> None:
    """
    Set what clients do unless they are told otherwise, so that none slows a test down.

    Args:
        patch: What changes the defaults, and restores them later.
        quota: The quota; None for no limit.
    """
    defaults = cast("dict[str, Any]", DEFAULTS)
    patch.setitem(defaults, "quota", quota)
    patch.setitem(defaults, "retry", QUICK)


def otc_options(sandbox: ServedSandbox) -> dict[str, Any]:
    """Return the arguments of an Open To Close client of a sandbox."""
    return {"api_key": sandbox.config.otc_token, "base_url": sandbox.otc_base_url}


def rooms_options(sandbox: ServedSandbox) -> dict[str, Any]:
    """Return the arguments of a Rooms client of a sandbox."""
    return {
        "account_id": sandbox.config.account_id,
        "access_token": sandbox.config.rooms_token,
        "environment": sandbox.config.environment,
        "base_url": sandbox.rooms_base_url,
        "auth_url": sandbox.auth_url,
    }


def closed_afterwards(client: C) -> Iterator[C]:
    """
    Yield a client, then close it, wherever it was used.

    An async client is yielded outside an event loop, and works in the one that the test runs in:
    an async fixture would belong to one of the plugins that run async tests.
    """
    try:
        yield client
    finally:
        if isinstance(client, (OpenToClose, Rooms)):
            client.close()
        else:
            _close(client)


def _close(client: AsyncOpenToClose | AsyncRooms) -> None:
    """Close an async client from outside the event loops that it was used in."""
    loops = client._connections.loops  # noqa: SLF001 - in public it is closed inside a loop
    used = loops.not_closed()
    for loop in used:
        with contextlib.suppress(Exception):  # a loop that ends meanwhile closes the connections
            _close_in(loop, client)
    if not used:
        loops.leave_all()


def _close_in(loop: Any, client: AsyncOpenToClose | AsyncRooms) -> None:
    if not isinstance(loop, asyncio.AbstractEventLoop):
        # Done when trio resumes, with the next test of its runner or to end.
        loop.run_sync_soon(sys.modules["trio"].lowlevel.spawn_system_task, _close_quietly, client)
    elif loop.is_running():
        done = asyncio.run_coroutine_threadsafe(_close_quietly(client), loop)
        done.result(CLOSING_TIME)
    else:
        loop.run_until_complete(_close_quietly(client))


async def _close_quietly(client: AsyncOpenToClose | AsyncRooms) -> None:
    with contextlib.suppress(Exception):  # the loop may be ending, which closes connections, too
        await client.aclose()
