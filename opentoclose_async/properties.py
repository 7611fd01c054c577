"""The names of the ``open_to_close`` module of this name."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from opentoclose_async.legacy.properties import PropertiesAPI

__all__ = ["PropertiesAPI"]
