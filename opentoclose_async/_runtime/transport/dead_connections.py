"""
Connections whose event loop is over: close their sockets without it.

Closing a connection properly means awaiting in its loop, which is why a client's connections are
closed when their loop ends (``slots``). Who closes a loop without ending its generators leaves them
behind. Nobody has a public way to close these: asyncio's transport asks its loop to do it later.
"""

import contextlib
from typing import Any

__all__ = ["close_dead"]

LAYERS = (
    "_pool",  # of httpx's transport, and of what adds the credential beneath it
    "_connections",  # of httpcore's pool
    "_connection",  # of one to a server, maybe by a proxy
    "_network_stream",
    "_stream",
    "transport_stream",  # beneath TLS
    "_transport",  # asyncio's, at last
)


def close_dead(transport: Any) -> bool:
    """
    Close the sockets of one of httpx's transports; never raises.

    Args:
        transport: The transport. Of what it sends through, others may use a part, in a loop that is
            not over; that part stays.

    Returns:
        Whether there was something to close.
    """
    if isinstance(transport, list):
        alive = [each for each in transport if not close_dead(each)]
        found = len(alive) < len(transport)
        transport[:] = alive
        return found
    close = getattr(transport, "_call_connection_lost", None)
    if close is not None:
        loop = getattr(transport, "_loop", None)
        if loop is not None and not loop.is_closed():
            return False
        with contextlib.suppress(Exception):  # who waited for it cannot be told
            close(None)
        return True
    below = next((each for layer in LAYERS if (each := getattr(transport, layer, None))), None)
    return below is not None and close_dead(below)
