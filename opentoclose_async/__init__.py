"""
Open To Close and DocuSign Rooms, async first and typed.

``AsyncOpenToClose`` and ``AsyncRooms`` are awaited, ``OpenToClose`` and ``Rooms`` block;
``OpenToCloseAPI`` takes the place of the ``open_to_close`` package.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentoclose_async.blocking.otc import OpenToClose
    from opentoclose_async.blocking.rooms import Rooms
    from opentoclose_async.exceptions import OpenToCloseAPIError
    from opentoclose_async.legacy import OpenToCloseAPI
    from opentoclose_async.otc.client import AsyncOpenToClose
    from opentoclose_async.protocol.backoff import RetryPolicy
    from opentoclose_async.protocol.consent import authorization_url, code_challenge
    from opentoclose_async.protocol.paging import Page
    from opentoclose_async.protocol.quota import Quota
    from opentoclose_async.rooms.client import AsyncRooms
    from opentoclose_async.runtime.auth import (
        AccessToken,
        FileTokenStore,
        JWTGrant,
        MemoryTokenStore,
        RefreshToken,
        TokenStore,
    )
    from opentoclose_async.runtime.pages import Pager

__all__ = [
    "AccessToken",
    "AsyncOpenToClose",
    "AsyncRooms",
    "FileTokenStore",
    "JWTGrant",
    "MemoryTokenStore",
    "OpenToClose",
    "OpenToCloseAPI",
    "OpenToCloseAPIError",
    "Page",
    "Pager",
    "Quota",
    "RefreshToken",
    "RetryPolicy",
    "Rooms",
    "TokenStore",
    "authorization_url",
    "code_challenge",
]

_MODULES = {
    "AccessToken": "runtime.auth",
    "AsyncOpenToClose": "otc.client",
    "AsyncRooms": "rooms.client",
    "FileTokenStore": "runtime.token_store",
    "JWTGrant": "runtime.auth",
    "MemoryTokenStore": "runtime.token_store",
    "OpenToClose": "blocking.otc",
    "OpenToCloseAPI": "legacy",
    "OpenToCloseAPIError": "exceptions",
    "Page": "protocol.paging",
    "Pager": "runtime.pages",
    "Quota": "protocol.quota",
    "RefreshToken": "runtime.auth",
    "RetryPolicy": "protocol.backoff",
    "Rooms": "blocking.rooms",
    "TokenStore": "runtime.token_store",
    "authorization_url": "protocol.consent",
    "code_challenge": "protocol.consent",
}


def __getattr__(name: str) -> object:
    """Import a name when it is asked for: nobody waits for the API that they do not use."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
