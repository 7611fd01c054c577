"""One client's side of a quota store: it takes permits in batches and reports their outcomes."""

import logging
import os
import secrets
import socket
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import PurePath

import anyio

from opentoclose_async._protocol.quota.client_ledger import Ending
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.sharing import (
    EndedRequest,
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    lease,
)
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop
from opentoclose_async._runtime.quota.store import QuotaStore
from opentoclose_async.exceptions import NetworkError

__all__ = ["SharedQuota"]

logger = logging.getLogger("opentoclose_async")

MOST_AT_ONCE = 16
SOON = 0.05
"""Seconds; a client that needs the next permit sooner takes twice as many."""
FIRST_RETRY = 1.0
LONGEST_RETRY = 5.0
"""Seconds until a store that failed is tried again."""
SECONDS_TO_CLOSE = 1.0
SECONDS_TO_REPLY = 5.0
"""Seconds after which a store that does not reply is one that cannot be used."""


class SharedQuota:
    """
    The permits that one client has from a store, and its reports to it.

    Args:
        store: The store.
        account: Return the account's digest, once it is known.
        quota: The account's windows.
        loops: The client's event loops.
        draw: Return a random number from 0 to 1.
    """

    def __init__(
        self,
        store: QuotaStore,
        account: Callable[[], str],
        quota: Quota,
        loops: EventLoops,
        draw: Callable[[], float],
    ) -> None:
        self._store = store
        self._account = account
        self._windows = quota.windows
        self._lease = lease(self._windows)
        self._loops = loops
        self._draw = draw
        self._background = Background(loops)
        self._changed: PerLoop[_Reporter] = PerLoop(loops, _Reporter)
        self._client = ""
        self._label = ""
        self._process = 0
        self._pocket: deque[tuple[int, float]] = deque()
        self._held: dict[int, float] = {}
        self._ended: list[EndedRequest] = []
        self._returned: list[int] = []
        self._at_once = 1
        self._asked_at = float("-inf")
        self._failures = 0
        self._retry_at = float("-inf")
        self.missed_until = float("-inf")
        """Until when the windows count requests that the store does not know of."""
        self.on_problem: Callable[[str, float], Awaitable[None]] | None = None
        """Called once with each problem of the store, and the seconds until it is tried again."""

    def take(self) -> tuple[int, float] | None:
        """Return a permit in the pocket and when it was taken; None if there is none."""
        now = self._loops.now()
        self._begin()
        while self._pocket:
            number, at = self._pocket.popleft()
            if now - at <= self._lease / 2:
                return number, at
            self._return(number)
        return None

    async def ask(self, waiting: int) -> QuotaReply | None:
        """
        Ask the store for permits, which go into the pocket, and report.

        Args:
            waiting: Requests that wait for one.

        Returns:
            The reply; None if the store cannot be used, so that the client keeps its own quota.
        """
        now = self._loops.now()
        self._at_once = (
            min(MOST_AT_ONCE, 2 * self._at_once)
            if now - self._asked_at < SOON
            else max(1, self._at_once // 2)
        )
        self._asked_at = now
        return await self._exchange(max(waiting, self._at_once))

    async def status(self) -> QuotaStatus:
        """
        Return the state of the account's quota.

        Raises:
            NetworkError: If the store cannot be used.
        """
        try:
            return await self._store.status(self._account(), self._windows)
        except Exception as error:
            problem = str(error) or type(error).__name__
            raise NetworkError(f"The quota store cannot be used: {problem}") from error

    def miss(self) -> None:
        """Note that a request is sent which the store does not know of."""
        self.missed_until = self._loops.now() + max(each.seconds for each in self._windows)

    def settle(self, permit: Permit, ending: Ending) -> None:
        """Report the end of a request, soon."""
        if permit.shared is not None and self._held.pop(permit.shared, None) is not None:
            late = permit.sent - permit.taken + ending.late
            self._ended.append(EndedRequest(permit.shared, late, ending.signals))
            self._report_soon()

    def cancel(self, permit: Permit) -> None:
        """Return a permit that was not used."""
        if permit.shared is not None and permit.shared in self._held:
            self._return(permit.shared)
            self._report_soon()

    async def aclose(self) -> None:
        """Return what is left, and stop reporting."""
        await self._background.aclose()
        for number, _ in self._pocket:
            self._return(number)
        self._pocket.clear()
        if self._ended or self._returned:
            with anyio.move_on_after(SECONDS_TO_CLOSE):
                await self._exchange(0)

    async def _exchange(self, wanted: int) -> QuotaReply | None:
        began = self._loops.now()
        self._begin()
        if began < self._retry_at:
            return None
        ended, self._ended = self._ended, []
        returned, self._returned = self._returned, []
        renewed = [
            number for number, since in self._held.items() if began - since > self._lease / 4
        ]
        request = QuotaRequest(
            self._client,
            self._label,
            wanted,
            tuple(ended),
            tuple(returned),
            tuple(renewed),
            self._draw(),
        )
        try:
            with anyio.fail_after(SECONDS_TO_REPLY):
                reply = await self._store.exchange(self._account(), self._windows, request)
        except Exception as error:  # noqa: BLE001 - a store of the caller's may raise anything
            self._ended = [each for each in ended if each.signals and each.signals.refused]
            await self._failed(error)
            return None
        except BaseException:  # it may not have been carried out; a report twice does no harm
            self._ended = ended + self._ended
            self._returned = returned + self._returned
            raise
        if self._failures:
            self._failures = 0
            logger.warning("The quota store can be used again: the quota is shared.")
        for number in renewed:
            if number in self._held:
                self._held[number] = began
        for number in reply.permits:
            self._held[number] = began
            self._pocket.append((number, began))
        if reply.permits:
            self._report_soon()
        return reply

    async def _failed(self, error: Exception) -> None:
        # What the store knows of this client expires by itself.
        self._held.clear()
        self._pocket.clear()
        seconds = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(self._failures, 10))
        self._failures += 1
        self._retry_at = self._loops.now() + seconds
        if self._failures > 1:
            return
        problem = (
            f"The quota store cannot be used: {str(error) or type(error).__name__} Until it can, "
            "this client keeps the quota on its own, without knowing of others."
        )
        if self.on_problem is not None:
            await self.on_problem(problem, seconds)

    def _begin(self) -> None:
        """Begin as a client of its own, in a forked process too."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        self._client = secrets.token_hex(8)
        self._label = _label()
        self._pocket.clear()
        self._held.clear()
        self._ended.clear()
        self._returned.clear()

    def _return(self, number: int) -> None:
        if self._held.pop(number, None) is not None:
            self._returned.append(number)

    def _report_soon(self) -> None:
        reporter = self._changed.here()
        if reporter.changed is not None:
            reporter.changed.set()
        else:
            reporter.changed = anyio.Event()
            reporter.changed.set()
            self._background.start(self._report, "opentoclose_async quota")

    async def _report(self) -> None:
        """Report what ends, and renew the leases of what is still held, until nothing is."""
        reporter = self._changed.here()
        try:
            while self._held or self._ended or self._returned:
                assert reporter.changed is not None
                with anyio.move_on_after(self._lease / 4):
                    await reporter.changed.wait()
                reporter.changed = anyio.Event()
                now = self._loops.now()
                while self._pocket and now - self._pocket[0][1] > self._lease / 4:
                    self._return(self._pocket.popleft()[0])
                old = any(now - since > self._lease / 4 for since in self._held.values())
                if self._ended or self._returned or old:
                    await self._exchange(0)
                    if self._failures:
                        return
        finally:
            reporter.changed = None


class _Reporter:
    """The background job of one event loop."""

    def __init__(self) -> None:
        self.changed: anyio.Event | None = None


def _label() -> str:
    """Name this process for people: host, process and program."""
    path = PurePath(sys.argv[0] if sys.argv else "")
    program = path.parent.name if path.name == "__main__.py" else path.name  # python -m uvicorn
    return f"{socket.gethostname()} {os.getpid()} {program or 'python'}"
