"""Values that all clients in an event loop share."""

from collections.abc import Callable
from typing import Generic, TypeVar

from anyio.lowlevel import RunVar

__all__ = ["LoopValue"]

T = TypeVar("T")


class LoopValue(Generic[T]):
    """
    A value that exists once per event loop; ``PerLoop`` is for those of one client.

    Args:
        name: Its name, for debuggers.
        make: Create the value, when a loop first asks for it. anyio keeps it as long as the loop,
            so it must not refer to the loop.
    """

    def __init__(self, name: str, make: Callable[[], T]) -> None:
        self._value: RunVar[T] = RunVar(f"opentoclose_async {name}")
        self._make = make

    def here(self) -> T:
        """Return the value of the running event loop."""
        try:
            return self._value.get()
        except LookupError:
            value = self._make()
            self._value.set(value)
            return value
