"""
A drop-in for the ``open_to_close`` package: the same client and names, plain dicts and lists.

To migrate, replace ``open_to_close`` with ``opentoclose_async`` in the imports.
"""

from opentoclose_async.legacy.client import OpenToCloseAPI

__all__ = ["OpenToCloseAPI"]
