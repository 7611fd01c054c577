"""Make the requests of one client wait for the quota, in turn."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import random

import anyio

from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.sharing import QuotaStatus
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop
from opentoclose_async._runtime.quota.shared import SharedQuota
from opentoclose_async._runtime.quota.store import QuotaStore
from opentoclose_async._runtime.quota.turns import Turns
from opentoclose_async.exceptions import ConfigurationError, RateLimitError

__all__ = ["Throttle"]

CALLS = "calls"
"""The lane of requests that belong to no list."""


class Throttle:
    """
    Hand out permits to send, no faster than the quota allows.

    A refusal by the server pauses all requests; after the pause they are sent one by one, at a pace
    that grows while they are accepted.

    Args:
        quota: The quota to keep; with None, permits are given at once.
        max_wait: Maximum seconds that the next request in the queue may have to wait before
            RateLimitError. Time in the queue does not count.
        wall_clock: Return the seconds since the epoch, to report when a limit resets.
        loops: The client's event loops. Each has its own queue; requests count for all of them.
        store: Shares the quota with other clients.
        account: Return the account's digest, for the store.
        draw: Return a random number from 0 to 1.

    Attributes:
        on_wait: Called for each wait, with its seconds and its end in seconds since the epoch.
        waited: Seconds that requests have waited so far.
        waiting_until: Seconds since the epoch until which the next request waits; None if it does
            not.
        shared: The permits from the store; None without a store.
    """

    def __init__(
        self,
        quota: Quota | None,
        *,
        max_wait: float = 60.0,
        wall_clock: Callable[[], float] = time.time,
        loops: EventLoops | None = None,
        store: QuotaStore | None = None,
        account: Callable[[], str] = str,
        draw: Callable[[], float] = random,
    ) -> None:
        self._ledger = None if quota is None else ClientLedger(quota)
        self._max_wait = max_wait
        self._wall_clock = wall_clock
        self._loops = loops or EventLoops()
        self._queues = PerLoop(self._loops, partial(_Queue, self._ledger), _Queue.drop)
        self._draw = draw
        self.shared: SharedQuota | None = None
        if store is not None and quota is not None:
            self.shared = SharedQuota(store, account, quota, self._loops, draw)
        self.waited = 0.0
        self.waiting_until: float | None = None
        self.on_wait: Callable[[float, float], Awaitable[None]] | None = None

    async def acquire(self, lane: object = CALLS) -> Permit:
        """
        Wait for a permit to send one request.

        Args:
            lane: The list that the request belongs to. Lists, and all calls together, take turns.

        Returns:
            A permit, to pass to ``settle`` or ``cancel`` afterwards.

        Raises:
            RateLimitError: If the wait would be longer than ``max_wait``.
        """
        if self._ledger is None:
            return Permit(0, self._loops.now())
        queue = self._queues.here()
        queued = self._loops.now() if queue.turns.taken else None
        await queue.turns.take(lane)
        try:
            permit = await self._permit(self._ledger, queue)
        finally:
            queue.turns.pass_on()
        if queued is not None:
            permit.waited = permit.sent - queued
        queue.out.add(permit)
        return permit

    async def _permit(self, ledger: ClientLedger, queue: "_Queue") -> Permit:
        began = self._loops.now()
        reported = self.on_wait is None
        try:
            while True:
                granted = await self._next(ledger, queue)
                if isinstance(granted, Permit):
                    granted.waited = granted.sent - began
                    return granted
                wait = granted
                if wait > self._max_wait or (
                    self.shared is not None and self._loops.now() - began > self._max_wait
                ):
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

    async def _next(self, ledger: ClientLedger, queue: "_Queue") -> Permit | float:
        """Return a permit, or the seconds until it is worth asking again."""
        if self.shared is not None:
            granted = await self._shared_permit(ledger, self.shared, queue.turns.waiting)
            if granted is not None:
                return granted
        now = self._loops.now()
        wait = ledger.wait(now)
        if wait > 0:
            return wait
        if self.shared is not None:
            self.shared.miss()
        return ledger.take(now, self._draw())

    async def _shared_permit(
        self, ledger: ClientLedger, shared: SharedQuota, waiting: int
    ) -> Permit | float | None:
        """Return the same from the store; None if it cannot be asked."""
        if shared.missed_until > self._loops.now():
            wait = ledger.room(self._loops.now())
            if wait > 0:  # the store does not know what was sent while it was down
                return wait
        taken = shared.take()
        if taken is None:
            reply = await shared.ask(1 + waiting)
            if reply is None:
                return None
            taken = shared.take()
            if taken is None:
                return max(reply.wait, 0.001)
        permit = ledger.take(self._loops.now(), self._draw())
        permit.shared, permit.taken = taken
        return permit

    def room(self) -> int | None:
        """
        Return how many requests the quota permits at once.

        Returns:
            The number, 0 if others share the quota; None without a quota.
        """
        if self._ledger is None:
            return None
        return 0 if self.shared is not None else self._ledger.permits(self._loops.now())

    @property
    def active(self) -> bool:
        """Whether there is a quota to keep."""
        return self._ledger is not None

    @property
    def on_store_problem(self) -> Callable[[str, float], Awaitable[None]] | None:
        """Called when the store fails, with the problem and the seconds until it is tried again."""
        return None if self.shared is None else self.shared.on_problem

    @on_store_problem.setter
    def on_store_problem(self, report: Callable[[str, float], Awaitable[None]] | None) -> None:
        if self.shared is not None:
            self.shared.on_problem = report

    def describe(self) -> str:
        """Return the requests counted and allowed in each window, such as ``3/500 in 30s``."""
        return "off" if self._ledger is None else self._ledger.describe(self._loops.now())

    def settle(self, permit: Permit, signals: LimitSignals | None = None) -> bool:
        """
        Account for the end of a request and for what its response said about limits.

        Returns:
            Whether a limit refused it.
        """
        if self._ledger is None or not self._take_back(permit):
            return False
        ending = self._ledger.settle(permit, self._loops.now(), signals, self._draw())
        if self.shared is not None:
            self.shared.settle(permit, ending)
        self._wake()
        return ending.refused

    def cancel(self, permit: Permit) -> None:
        """Return a permit under which nothing was sent."""
        if self._ledger is not None and self._take_back(permit):
            self._ledger.cancel(permit)
            if self.shared is not None:
                self.shared.cancel(permit)
            self._wake()

    async def status(self) -> QuotaStatus:
        """
        Return the state of the account's quota, from the store.

        Raises:
            ConfigurationError: If there is no store, or no quota.
            NetworkError: If the store cannot be used.
        """
        if self.shared is None:
            missing = "quota" if self._ledger is None else "quota store"
            raise ConfigurationError(
                f"This client has no {missing}: nothing is shared with others. Pass quota_store "
                '("file" or a redis:// URL) or set OPENTOCLOSE_QUOTA_STORE, and keep a quota.'
            )
        return await self.shared.status()

    async def aclose(self) -> None:
        """Return permits to the store."""
        if self.shared is not None:
            await self.shared.aclose()

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

    def __init__(self, ledger: ClientLedger | None) -> None:
        self._ledger = ledger
        self.out: set[Permit] = set()
        self.turns = Turns()
        self.changed: anyio.Event | None = None

    def drop(self) -> None:
        """Account for requests in flight when the loop was closed; their outcome is unknown."""
        if self._ledger is not None:
            for permit in self.out:
                self._ledger.give_up(permit)
