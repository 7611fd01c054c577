"""The base class of the blocking clients."""

from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

# Loaded before threads use ``twins.reads``: a child forked during its import would hang.
import opentoclose_async._blocking.pager  # noqa: F401
from opentoclose_async._blocking.caller import Caller
from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.session import Counters

__all__ = ["BlockingClient", "call_with_client"]

R = TypeVar("R")
C_co = TypeVar("C_co", bound=BaseClient, covariant=True)


class BlockingClient(BlockingResource[C_co], Generic[C_co]):
    """
    The blocking twin of an async client.

    It may be used from any number of threads, inside a running event loop (which it blocks), and in
    forked children. If it is not closed, its thread stops when the client is collected or the
    interpreter exits.

    Args:
        make: Make the async client.
    """

    def __init__(self, make: Callable[[], C_co]) -> None:
        super().__init__(Caller(make), lambda client: client)

    request = calls(BaseClient.request)
    quota_status = calls(BaseClient.quota_status)

    @property
    def quota(self) -> Quota | None:
        """The quota that the client keeps; None for no limit."""
        return self._original().quota

    @property
    def counters(self) -> Counters:
        """Requests and retries of the client so far, in this process."""
        return self._original().counters

    @property
    def waiting_until(self) -> float | None:
        """When the quota lets the next request go, in seconds since the epoch; None if now."""
        return self._original().waiting_until

    def close(self) -> None:
        """Cancel all calls and close all connections. Calling it again has no effect."""
        if "_caller" in vars(self):  # the constructor did not fail
            self._caller.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if "_caller" not in vars(self):
            return f"<{type(self).__name__} (not constructed)>"
        return repr(self._original()).replace("<Async", "<", 1)


def call_with_client(
    client: BlockingClient[Any], function: Callable[[Any], Coroutine[Any, Any, R]]
) -> R:
    """Call a coroutine function with the async client of a blocking one."""
    caller = client._caller  # noqa: SLF001 - its own module
    return caller.call(lambda: function(caller.client))
