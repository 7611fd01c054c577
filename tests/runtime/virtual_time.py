"""Both event loops on a clock that stops while there is work, then jumps to the next deadline."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import trio._core._run
import trio.testing
from hypothesis import register_random

__all__ = ["run_in_virtual_time"]

LONGEST_RUN = 1_000_000.0
"""Virtual seconds until a test that waits for something that never comes fails, at once."""

# trio runs ready tasks in random order; this makes examples repeatable.
trio._core._run._ALLOW_DETERMINISTIC_SCHEDULING = True  # type: ignore[misc]  # for such tests
register_random(trio._core._run._r)


class _JumpingSelector(selectors.SelectSelector):
    """Never wait: add the wait to the clock instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events and timeout is not None:
            self.now += max(0.0, timeout)
        return events


class _JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def run_in_virtual_time(backend: str, main: Callable[..., Awaitable[None]], *args: Any) -> None:
    """
    Run a function without outside I/O, and without any waiting.

    Args:
        backend: "asyncio" or "trio".
        main: The function.
        *args: Its arguments.

    Raises:
        TimeoutError: If it waits for something that never comes.
    """

    async def bounded() -> None:
        with anyio.fail_after(LONGEST_RUN):
            await main(*args)

    if backend == "trio":
        # Directly: the oldest supported anyio does not pass options on to it.
        trio.run(bounded, clock=trio.testing.MockClock(autojump_threshold=0))
    else:
        anyio.run(bounded, backend=backend, backend_options={"loop_factory": _JumpingLoop})
