"""The base class of the blocking clients."""

from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

# Loaded before threads use ``twins.reads``: a child forked during its import would hang.
import opentoclose_async._blocking.pager  # noqa: F401
from opentoclose_async._blocking.caller import Caller
from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._runtime.caller_line import at_caller_line
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.group_display import client_html
from opentoclose_async._runtime.session import Counters

__all__ = ["BlockingClient", "call_with_client"]

R = TypeVar("R")
S = TypeVar("S", bound="BlockingClient[Any]")
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

    def __enter__(self: S) -> S:  # jedi takes Self for the class that this stands in
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

    def _repr_html_(self) -> str | None:
        """Return a table of its groups, for notebooks."""
        return client_html(repr(self), type(self))

    if not TYPE_CHECKING:  # type checkers report this mistake by themselves

        async def __aenter__(self) -> None:
            """Refuse ``async with``."""
            name = type(self).__name__
            raise TypeError(
                f"{name} is entered with 'with', not 'async with': write 'with {name}() as "
                "client'. In async code use AsyncOpenToClose or AsyncRooms."
            )

        async def __aexit__(self, *_: object) -> None: ...


def call_with_client(
    client: BlockingClient[Any], function: Callable[[Any], Coroutine[Any, Any, R]]
) -> R:
    """Call a coroutine function with the async client of a blocking one."""
    caller = client._caller  # noqa: SLF001 - its own module
    return caller.call(at_caller_line(lambda: function(caller.client)))
