"""The names of the ``open_to_close`` module of this name."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from opentoclose_async.legacy.base_client import (
    DEFAULT_BASE_URL,
    DEFAULT_TIMEOUT,
    MAX_RETRIES,
    RETRY_BACKOFF_FACTOR,
    BaseClient,
)

__all__ = [
    "DEFAULT_BASE_URL",
    "DEFAULT_TIMEOUT",
    "MAX_RETRIES",
    "RETRY_BACKOFF_FACTOR",
    "BaseClient",
]
