"""The names of the ``open_to_close`` module of this name."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from opentoclose_async.legacy.resources import PropertyEmailsAPI

__all__ = ["PropertyEmailsAPI"]
