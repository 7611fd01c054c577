"""
Refuse connections to the vendors' real hosts.

Names are refused where they are looked up, which httpx, aiohttp, requests and most other libraries
do through `socket.getaddrinfo`. An audit hook would see more, but slows down whatever else raises
audit events: `copy.deepcopy` takes three times as long. Our own clients also ask before they
connect, which covers proxies and uvloop. Nothing is looked up for a mocked request.

pytest imports this module in every run, so it imports little.
"""

import socket
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from opentoclose_async._runtime.transport import connection_guards

if TYPE_CHECKING:
    import pytest

__all__ = ["REAL_DOMAINS", "RealHostError", "refuse_real_hosts"]

REAL_DOMAINS: Final = ("docusign.com", "docusign.net", "opentoclose.com")
"""Open To Close, DocuSign Rooms and DocuSign's sign-in are on hosts of these domains."""


class RealHostError(RuntimeError):
    """
    A test tried to connect to a real host of Open To Close or DocuSign.

    It is no OSError and none of the clients' errors: they would retry, and the code under test
    could treat it as an outage.
    """


def refuse_real_hosts(patch: "pytest.MonkeyPatch") -> None:
    """
    Refuse real hosts in this process.

    Args:
        patch: What replaces functions, and restores them later.
    """
    for name in ("getaddrinfo", "gethostbyname"):
        patch.setattr(socket, name, _checked(getattr(socket, name)))
    patch.setattr(connection_guards, "guards", (*connection_guards.guards, _check))


def _checked(look_up: Any) -> Any:
    """Return a function that looks up a name unless it is a real host's."""

    @wraps(look_up)
    def checked(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check(host)
        return look_up(host, *args, **kwargs)

    return checked


def _check(host: object) -> None:
    """
    Check a host, as text or bytes; anything else is left to whoever looks it up.

    Raises:
        RealHostError: If it is a vendor's.
    """
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return
    name = host.lower().removesuffix(".")
    if any(name == domain or name.endswith(f".{domain}") for domain in REAL_DOMAINS):
        raise RealHostError(
            f"a connection to {host} was refused: the pytest plugin of opentoclose-async keeps "
            "tests away from the real APIs. Use its fixtures (opentoclose_sandbox, otc, rooms, "
            "async_otc, async_rooms), or mock the request. To allow it, with the credentials of "
            "the environment: pytest -o opentoclose_live=true, or -p no:opentoclose."
        )
