"""Public names of groups of methods, such as ``otc.users``, for traces."""

import re

__all__ = ["public_name"]

CLIENTS = frozenset({"otc", "rooms"})
"""The packages of clients, which the documentation names its variables after."""


def public_name(group: type) -> str:
    """
    Return the name that users know a group of methods by.

    Args:
        group: Its class, or a subclass that adapts it, such as the drop-in's.

    Returns:
        A client and its group; only the client for a private class; for a class of neither client
        its package, such as ``docusign``.
    """
    for each in group.__mro__:
        package = each.__module__.split(".")[1:2]
        if package and package[0] in CLIENTS:
            if each.__name__.startswith("_"):
                return package[0]
            words = each.__name__.removesuffix("Resource")
            return f"{package[0]}.{re.sub('(?<=[a-z])(?=[A-Z])', '_', words).lower()}"
    return group.__module__.split(".")[:2][-1].strip("_")
