"""Clients of a sandbox, whether in process or served."""

from functools import cached_property
from typing import Any

import httpx

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async.sandbox import RunningSandbox, Sandbox


def otc_client(server: RunningSandbox | Sandbox, **options: Any) -> AsyncOpenToClose:
    """Return a client of a sandbox, without a quota by default."""
    return AsyncOpenToClose(**_otc_options(server, options))


def rooms_client(server: RunningSandbox | Sandbox, **options: Any) -> AsyncRooms:
    """Return a client of a sandbox, without a quota by default."""
    return AsyncRooms(**_rooms_options(server, options))


def blocking_otc_client(server: RunningSandbox | Sandbox, **options: Any) -> OpenToClose:
    """Return the blocking counterpart of ``otc_client``."""
    return OpenToClose(**_otc_options(server, options))


def blocking_rooms_client(server: RunningSandbox | Sandbox, **options: Any) -> Rooms:
    """Return the blocking counterpart of ``rooms_client``."""
    return Rooms(**_rooms_options(server, options))


def groups_of(client: object) -> dict[str, Any]:
    """Return a client's groups of methods by name, including those not used yet."""
    kinds = type(client).__mro__
    lazy = [
        name
        for kind in kinds
        for name, value in vars(kind).items()
        if isinstance(value, cached_property)
    ]
    groups = {**vars(client), **{name: getattr(client, name) for name in lazy}}
    return {
        name: value
        for name, value in sorted(groups.items())
        if not name.startswith("_") and type(value).__module__.startswith("opentoclose_async")
    }


def _otc_options(server: RunningSandbox | Sandbox, options: dict[str, Any]) -> dict[str, Any]:
    if isinstance(server, Sandbox):
        known = {
            "api_key": server.config.otc_token,
            "base_url": "http://sandbox.test/v1",
            "transport": httpx.ASGITransport(server),
        }
    else:
        known = {"api_key": server.sandbox.config.otc_token, "base_url": server.otc_base_url}
    return {"quota": None, **known, **options}


def _rooms_options(server: RunningSandbox | Sandbox, options: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any]
    if isinstance(server, Sandbox):
        config = server.config
        known = {
            "base_url": "http://sandbox.test/restapi",
            "transport": httpx.ASGITransport(server),
        }
    else:
        config = server.sandbox.config
        known = {"base_url": server.rooms_base_url}
    account = {"account_id": config.account_id, "access_token": config.rooms_token}
    return {"quota": None, **known, **account, **options}
