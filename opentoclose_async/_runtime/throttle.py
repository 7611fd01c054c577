"""Make the requests of one client wait for the quota, first come, first served."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import anyio

from opentoclose_async._protocol.quota import Permit, Quota, QuotaLedger
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop
from opentoclose_async.exceptions import RateLimitError

__all__ = ["Throttle"]


class Throttle:
    """
    Hand out permits to send, no faster than the quota allows.

    A refusal by the server pauses all requests: no permit is granted until the pause is over.

    Args:
        quota: The quota to keep; None grants permits at once.
        max_wait: Maximum seconds that the next request in the queue may have to wait before
            RateLimitError. Time in the queue does not count.
        wall_clock: Return the seconds since the epoch, to report when a limit resets.
        loops: The client's event loops. Each has its own queue; requests count for all of them.

    Attributes:
        on_wait: Called for each wait, with its seconds and its end in seconds since the epoch.
        waited: Seconds that requests have waited so far.
        waiting_until: Seconds since the epoch until which the next request waits; None if it does
            not.
    """

    def __init__(
        self,
        quota: Quota | None,
        *,
        max_wait: float = 60.0,
        wall_clock: Callable[[], float] = time.time,
        loops: EventLoops | None = None,
    ) -> None:
        self._ledger = None if quota is None else QuotaLedger(quota)
        self._max_wait = max_wait
        self._wall_clock = wall_clock
        self._loops = loops or EventLoops()
        self._queues = PerLoop(self._loops, partial(_Queue, self._ledger), _Queue.drop)
        self.waited = 0.0
        self.waiting_until: float | None = None
        self.on_wait: Callable[[float, float], Awaitable[None]] | None = None

    @property
    def active(self) -> bool:
        """Whether there is a quota to keep."""
        return self._ledger is not None

    async def acquire(self) -> Permit:
        """
        Wait for a permit to send one request.

        Returns:
            A permit, to pass to ``settle`` or ``cancel`` afterwards.

        Raises:
            RateLimitError: If the wait would be longer than ``max_wait``.
        """
        if self._ledger is None:
            return Permit(self._loops.now())
        queue = self._queues.here()
        async with queue.turn:
            began = self._loops.now()
            reported = self.on_wait is None
            try:
                while (wait := self._ledger.wait(self._loops.now())) > 0:
                    if wait > self._max_wait:
                        raise self._too_long(wait)
                    self.waiting_until = self._wall_clock() + wait
                    if not reported and self.on_wait is not None:
                        reported = True
                        await self.on_wait(wait, self.waiting_until)
                        continue  # the hook may have taken a while
                    # A response may change the wait.
                    changed = queue.changed = anyio.Event()
                    with anyio.move_on_after(wait):
                        await changed.wait()
            finally:
                self.waiting_until = None
                self.waited += self._loops.now() - began
            permit = self._ledger.take(self._loops.now())
            queue.out.add(permit)
            return permit

    def describe(self) -> str:
        """Return the requests counted and allowed in each window, such as ``3/500 in 30s``."""
        return "off" if self._ledger is None else self._ledger.describe(self._loops.now())

    def settle(self, permit: Permit, signals: LimitSignals | None = None) -> None:
        """Account for the end of a request and for what its response said about limits."""
        if self._ledger is not None and self._take_back(permit):
            self._ledger.settle(permit, self._loops.now(), signals)
            self._wake()

    def cancel(self, permit: Permit) -> None:
        """Return a permit under which nothing was sent."""
        if self._ledger is not None and self._take_back(permit):
            self._ledger.cancel(permit)
            self._wake()

    def _take_back(self, permit: Permit) -> bool:
        """Take a permit back. Return False if its loop has been closed."""
        out = self._queues.here().out
        known = permit in out
        out.discard(permit)
        return known

    def _wake(self) -> None:
        changed = self._queues.here().changed
        if changed is not None:
            changed.set()

    def _too_long(self, wait: float) -> RateLimitError:
        resets_at = datetime.fromtimestamp(self._wall_clock(), UTC) + timedelta(seconds=wait)
        return RateLimitError(
            f"The quota is used up: the next request is possible in {wait:.0f} s, at "
            f"{resets_at:%Y-%m-%d %H:%M:%S} UTC, and max_wait is {self._max_wait:g} s. Nothing was "
            "sent. Try again then, or allow a longer max_wait.",
            retry_after=wait,
            resets_at=resets_at,
        )


class _Queue:
    """
    The requests that wait in one event loop, and the permits in use.

    Args:
        ledger: Accounts for the permits.
    """

    def __init__(self, ledger: QuotaLedger | None) -> None:
        self._ledger = ledger
        self.out: set[Permit] = set()
        self.turn = anyio.Lock(fast_acquire=True)
        self.changed: anyio.Event | None = None

    def drop(self) -> None:
        """Account for requests in flight when the loop was closed; their outcome is unknown."""
        if self._ledger is not None:
            for permit in self.out:
                self._ledger.give_up(permit)
