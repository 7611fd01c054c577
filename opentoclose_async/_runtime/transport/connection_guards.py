"""
What may refuse a connection before it is opened.

The pytest plugin refuses real hosts here, also behind proxies and with uvloop, where nothing looks
a name up through Python. It imports this module in every run of pytest, so this imports little.
"""

from collections.abc import Callable

__all__ = ["check_connection", "guards"]

guards: tuple[Callable[[str], None], ...] = ()
"""Called with the host that a connection leads to, maybe through a proxy; each may raise."""


def check_connection(host: str) -> None:
    """Raise if a guard refuses a connection to a host."""
    for guard in guards:
        guard(host)
