"""
Close the sockets of connections whose event loop is closed.

A connection is properly closed by awaiting in its loop, and a client's connections are, when their
loop ends (``connection_pool``). A loop closed without shutting down its async generators leaves
them open. There is no public way to close those: asyncio's transport would schedule it in its loop.
"""

import contextlib
from typing import Any

__all__ = ["close_orphaned_sockets"]

LAYERS = (
    "_pool",  # of httpx's transport, and of the stand-in that adds the credential
    "_connections",  # of httpcore's pool
    "_connection",  # to a server, directly or through a proxy
    "_network_stream",
    "_stream",
    "transport_stream",  # beneath TLS
    "_transport",  # asyncio's
)


def close_orphaned_sockets(transport: Any) -> bool:
    """
    Close the sockets beneath one of httpx's transports. Never raises.

    Args:
        transport: The transport. Connections that others use in a loop that is not closed stay
            open.

    Returns:
        Whether there was anything to close.
    """
    if isinstance(transport, list):
        alive = [each for each in transport if not close_orphaned_sockets(each)]
        found = len(alive) < len(transport)
        transport[:] = alive
        return found
    close = getattr(transport, "_call_connection_lost", None)
    if close is not None:
        loop = getattr(transport, "_loop", None)
        if loop is not None and not loop.is_closed():
            return False
        with contextlib.suppress(Exception):  # no caller could handle an error
            close(None)
        return True
    below = next((each for layer in LAYERS if (each := getattr(transport, layer, None))), None)
    return below is not None and close_orphaned_sockets(below)
