"""
Let an event loop run other tasks while the responses of many requests are ready at once.

In each round, an event loop runs every task that is ready before it looks at timers and sockets
again. If 50 clients have a response at that moment, all other tasks wait for the work on 50
responses. So before such work, the tasks of all clients in the loop pass here. After some
milliseconds of work they queue, and a few of them continue in each of the loop's next rounds.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import anyio

from opentoclose_async._runtime.concurrency.event_loops import running_loop
from opentoclose_async._runtime.concurrency.loop_value import LoopValue

__all__ = ["Turnstile", "turnstile_here"]

SECONDS_WITHOUT_QUEUE = 0.005
"""Seconds of a round after which tasks queue."""

MOST_AT_ONCE = 4
"""Maximum number of queued tasks to continue in one round."""


class Turnstile:
    """The queue of one event loop."""

    def __init__(self) -> None:
        self._queue: deque[anyio.Event] = deque()
        self._open_until = 0.0
        self._round_is_due = False

    async def enter(self) -> None:
        """Return at once, or in a later round if much was done in this one."""
        if not self._queue and time.monotonic() < self._open_until:
            return
        if not self._round_is_due:  # and so this is the first of a round, or a lone task
            # Not stored: anyio keeps this object as long as the loop, which must not be forever.
            loop: Any = running_loop()
            self._begin_round(getattr(loop, "call_soon", None) or loop.run_sync_soon)
            return
        turn = anyio.Event()
        self._queue.append(turn)
        await turn.wait()

    def _begin_round(self, soon: Callable[..., object]) -> None:
        self._open_until = time.monotonic() + SECONDS_WITHOUT_QUEUE
        self._round_is_due = True
        soon(self._next_round, soon)

    def _next_round(self, soon: Callable[..., object]) -> None:
        self._round_is_due = False
        if self._queue:
            self._begin_round(soon)
        for _ in range(min(MOST_AT_ONCE, len(self._queue))):
            self._queue.popleft().set()


_turnstile = LoopValue("turnstile", Turnstile)


def turnstile_here() -> Turnstile:
    """Return the turnstile of the running event loop."""
    return _turnstile.here()
