"""What the ``open_to_close`` package has in a module of this name."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from opentoclose_async.legacy.resources import ContactsAPI

__all__ = ["ContactsAPI"]
