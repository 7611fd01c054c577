"""Clients of a sandbox, in process or served."""

from typing import Any

import httpx

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.sandbox import RunningSandbox, Sandbox


def otc_client(server: RunningSandbox | Sandbox, **options: Any) -> AsyncOpenToClose:
    """Make a client of a served sandbox, or of one in process; without a quota unless given."""
    options.setdefault("quota", None)
    if isinstance(server, Sandbox):
        options.setdefault("transport", httpx.ASGITransport(server))
        return AsyncOpenToClose(
            server.config.otc_token, base_url="http://sandbox.test/v1", **options
        )
    token = server.sandbox.config.otc_token
    return AsyncOpenToClose(token, base_url=server.otc_base_url, **options)


def rooms_client(server: RunningSandbox | Sandbox, **options: Any) -> AsyncRooms:
    """Make a client of a served sandbox, or of one in process; without a quota unless given."""
    options.setdefault("quota", None)
    if isinstance(server, Sandbox):
        options.setdefault("transport", httpx.ASGITransport(server))
        options.setdefault("base_url", "http://sandbox.test/restapi")
        config = server.config
    else:
        options.setdefault("base_url", server.rooms_base_url)
        config = server.sandbox.config
    return AsyncRooms(config.account_id, access_token=config.rooms_token, **options)
