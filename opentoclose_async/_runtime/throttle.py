"""Make the requests of one client wait for their quota, first come first served."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import anyio

from opentoclose_async._protocol.answers.rate_limits import LimitSignals
from opentoclose_async._protocol.quota import Permit, Quota, QuotaLedger
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop
from opentoclose_async.exceptions import RateLimitError

__all__ = ["Throttle"]


class Throttle:
    """
    Hand out permits to send, no faster than the quota allows.

    A refusal by the server pauses everybody: nobody gets a permit before the pause is over.

    Args:
        quota: The windows to keep; None lets everything through at once.
        max_wait: Seconds that the next request in line may have to wait; if it would be longer,
            RateLimitError. Standing in line behind others does not count.
        wall_clock: Seconds since the epoch, for telling when a limit resets.
        loops: The event loops of the client. Each has a line of its own; what was sent counts for
            all of them.

    Attributes:
        on_wait: What to tell of each wait: its seconds, and its end in seconds since the epoch.
        waited: Seconds that requests have waited so far.
        waiting_until: Seconds since the epoch until when the next request has to wait; None if it
            has not.
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
        self._lines = OfLoop(self._loops, partial(_Line, self._ledger), _Line.drop)
        self.waited = 0.0
        self.waiting_until: float | None = None
        self.on_wait: Callable[[float, float], Awaitable[None]] | None = None

    @property
    def active(self) -> bool:
        """Tell whether there is a quota to keep."""
        return self._ledger is not None

    async def acquire(self) -> Permit:
        """
        Wait for leave to send one request.

        Returns:
            A permit, to be given to ``settle`` or ``cancel`` afterwards.

        Raises:
            RateLimitError: If the wait would be longer than ``max_wait``.
        """
        if self._ledger is None:
            return Permit(self._loops.now())
        line = self._lines.here()
        async with line.turn:
            began = self._loops.now()
            told = self.on_wait is None
            try:
                while (wait := self._ledger.wait(self._loops.now())) > 0:
                    if wait > self._max_wait:
                        raise self._too_long(wait)
                    self.waiting_until = self._wall_clock() + wait
                    if not told and self.on_wait is not None:
                        told = True
                        await self.on_wait(wait, self.waiting_until)
                        continue  # it may have taken its time
                    # An answer may show meanwhile that the wait is shorter, or longer.
                    changed = line.changed = anyio.Event()
                    with anyio.move_on_after(wait):
                        await changed.wait()
            finally:
                self.waiting_until = None
                self.waited += self._loops.now() - began
            permit = self._ledger.take(self._loops.now())
            line.out.add(permit)
            return permit

    def describe(self) -> str:
        """Say how many requests each window counts and allows, as ``3/500 in 30s``."""
        return "off" if self._ledger is None else self._ledger.describe(self._loops.now())

    def settle(self, permit: Permit, signals: LimitSignals | None = None) -> None:
        """Account for the end of a request and for what its answer said about limits."""
        if self._ledger is not None and self._back(permit):
            self._ledger.settle(permit, self._loops.now(), signals)
            self._wake()

    def cancel(self, permit: Permit) -> None:
        """Give a permit back under which nothing was sent."""
        if self._ledger is not None and self._back(permit):
            self._ledger.cancel(permit)
            self._wake()

    def _back(self, permit: Permit) -> bool:
        """Take a permit back, unless its loop was closed meanwhile."""
        out = self._lines.here().out
        known = permit in out
        out.discard(permit)
        return known

    def _wake(self) -> None:
        changed = self._lines.here().changed
        if changed is not None:
            changed.set()

    def _too_long(self, wait: float) -> RateLimitError:
        resets_at = datetime.fromtimestamp(self._wall_clock(), UTC) + timedelta(seconds=wait)
        return RateLimitError(
            f"The quota is used up: the next request is possible in {wait:.0f} s, at "
            f"{resets_at:%Y-%m-%d %H:%M:%S} UTC, and max_wait is {self._max_wait:g} s. Nothing was "
            "sent. Go on then, or allow a longer max_wait.",
            retry_after=wait,
            resets_at=resets_at,
        )


class _Line:
    """
    Those who wait in one event loop, and those who have leave.

    Args:
        ledger: What accounts for them.
    """

    def __init__(self, ledger: QuotaLedger | None) -> None:
        self._ledger = ledger
        self.out: set[Permit] = set()
        self.turn = anyio.Lock(fast_acquire=True)
        self.changed: anyio.Event | None = None

    def drop(self) -> None:
        """Account for what was on its way when the loop was closed; nobody tells how it ended."""
        if self._ledger is not None:
            for permit in self.out:
                self._ledger.give_up(permit)
