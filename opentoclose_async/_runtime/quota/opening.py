"""Open the quota store that a client names."""

import os
from hashlib import sha256

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._runtime.quota.store import QuotaStore

__all__ = ["REDIS_SCHEMES", "VARIABLE", "account_digest", "open_store"]

VARIABLE = "OPENTOCLOSE_QUOTA_STORE"
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


def open_store(choice: object) -> QuotaStore | None:
    """
    Return a store.

    Args:
        choice: "file", a Redis URL, a store, "off", or None for what the environment says.

    Raises:
        ValidationError: If it is none of these.
        ConfigurationError: If the URL is invalid, or the extra for it is missing.
    """
    name = "quota_store"
    if choice is None:
        choice = os.environ.get(VARIABLE, "").strip() or "off"
        name = VARIABLE
    if isinstance(choice, str):
        if choice == "off":
            return None
        if choice == "file":
            from opentoclose_async._runtime.quota.file_store import FileQuotaStore

            return FileQuotaStore()
        if choice.startswith(REDIS_SCHEMES):
            from opentoclose_async._runtime.quota.redis_store import RedisQuotaStore

            return RedisQuotaStore(choice)
    elif isinstance(choice, QuotaStore) and not isinstance(choice, type):
        return choice
    # A URL may contain a password.
    shown = type(choice).__name__ if isinstance(choice, str) and ":" in choice else choice
    raise refuse(name, shown, '"file", a redis:// URL, a QuotaStore, "off", or None')


def account_digest(host: str, identity: str) -> str:
    """
    Return the name of an account in a store, which reveals neither a secret nor the account.

    Args:
        host: The server's host and port.
        identity: The account's id, or its key if it has no other.
    """
    return sha256(f"opentoclose_async quota\n{host}\n{identity}".encode()).hexdigest()[:32]
