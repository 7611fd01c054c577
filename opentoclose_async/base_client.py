"""What the ``open_to_close`` package has in a module of this name."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

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
