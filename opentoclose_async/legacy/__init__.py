"""
A drop-in for the ``open_to_close`` package: its client, its names, plain dicts and lists.

To migrate, replace ``open_to_close`` by ``opentoclose_async`` in the imports.
"""

from opentoclose_async.legacy.client import OpenToCloseAPI

__all__ = ["OpenToCloseAPI"]
