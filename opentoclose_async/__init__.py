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
    from opentoclose_async.protocol.paging import Page
    from opentoclose_async.protocol.quota import Quota
    from opentoclose_async.rooms.client import AsyncRooms
    from opentoclose_async.runtime.pages import Pager

__all__ = [
    "AsyncOpenToClose",
    "AsyncRooms",
    "OpenToClose",
    "OpenToCloseAPI",
    "OpenToCloseAPIError",
    "Page",
    "Pager",
    "Quota",
    "RetryPolicy",
    "Rooms",
]

_MODULES = {
    "AsyncOpenToClose": "otc.client",
    "AsyncRooms": "rooms.client",
    "OpenToClose": "blocking.otc",
    "OpenToCloseAPI": "legacy",
    "OpenToCloseAPIError": "exceptions",
    "Page": "protocol.paging",
    "Pager": "runtime.pages",
    "Quota": "protocol.quota",
    "RetryPolicy": "protocol.backoff",
    "Rooms": "blocking.rooms",
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
