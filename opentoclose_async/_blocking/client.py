"""What both blocking clients share."""

from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.session import Counters

__all__ = ["BlockingClient"]

C_co = TypeVar("C_co", bound=BaseClient, covariant=True)


class BlockingClient(BlockingResource[C_co], Generic[C_co]):
    """
    The blocking face of an async client.

    It may be used from any number of threads, inside a running event loop (which it blocks), and in
    forked children. Closing it is good manners; without, its thread stops when the client is gone
    or the interpreter exits.

    Args:
        make: Make the async client.
    """

    def __init__(self, make: Callable[[], C_co]) -> None:
        super().__init__(Caller(make), lambda client: client)

    request = calls(BaseClient.request)

    @property
    def counters(self) -> Counters:
        """What the client has done so far in this process: requests and retries."""
        return self._original().counters

    @property
    def waiting_until(self) -> float | None:
        """Epoch seconds until when the quota makes the next request wait; None if it does not."""
        return self._original().waiting_until

    def close(self) -> None:
        """Stop what is being done and close all connections. Calling it again does nothing."""
        if "_caller" in vars(self):  # its constructor has not failed
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
            return f"<{type(self).__name__} (half made)>"
        return repr(self._original()).replace("<Async", "<", 1)
