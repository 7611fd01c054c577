"""What a store is that shares the quota of an account."""

from typing import Protocol, runtime_checkable

from opentoclose_async._protocol.quota.sharing import QuotaReply, QuotaRequest, QuotaStatus
from opentoclose_async._protocol.quota.windows import Window

__all__ = ["QuotaStore", "QuotaStoreError"]


class QuotaStoreError(Exception):
    """A store cannot be used now. Its message names the store and the reason, and no secret."""


@runtime_checkable
class QuotaStore(Protocol):
    """
    Keeps the quota of accounts for several clients, processes or hosts.

    A store may raise anything: the client then warns once, keeps its own quota, and tries the store
    again after a while. It must not block the event loop for long.
    """

    async def exchange(
        self, key: str, windows: tuple[Window, ...], request: QuotaRequest
    ) -> QuotaReply:
        """
        Carry out one exchange with a client, alone and by the store's own clock.

        Args:
            key: The account: a digest, in which no secret is.
            windows: The account's windows. Those of the latest exchange apply.
            request: What the client reports and asks.
        """
        ...

    async def status(self, key: str, windows: tuple[Window, ...]) -> QuotaStatus:
        """Return the state of an account's quota."""
        ...

    async def aclose(self) -> None:
        """Close connections and files. The store may be used again, and opens them again."""
        ...
