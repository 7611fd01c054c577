"""
Work that many tasks wait for, done once in the background.

It cannot share an implementation with ``CachedValue``, whose fetch must be cancelled with the call
that asked for it and be retried by the next waiter. This work must survive its waiters: a refresh
token that has been sent is used up, and the response with the next one must not be lost.
"""

import copy
from collections.abc import Awaitable, Callable
from functools import partial

from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.concurrency.background import Background, Job
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError

__all__ = ["SingleFlight"]


class SingleFlight:
    """
    Run work once for all tasks that ask during the run, and again when asked later.

    Cancelling the waiters does not cancel the run. If it fails, all its waiters raise its error,
    instead of retrying one after another.

    Args:
        background: Where to run it.
        work: The work.
        name: The task's name, for debuggers.
        grace: Seconds to let it finish when the client is closed.
    """

    def __init__(
        self,
        background: Background,
        work: Callable[[], Awaitable[None]],
        name: str,
        *,
        grace: float = 0.0,
    ) -> None:
        self._start = partial(background.start, name=name, grace=grace)
        self._work = work
        self._running: _Run | None = None

    async def join(self) -> None:
        """
        Join the current run, or start one, and wait until it is done.

        Raises:
            Exception: The error of the run.
        """
        run = self._running
        if run is None or run.job.ended or not run.job.is_here:
            run = self._running = _Run(self._work, self._start)
        await run.job.wait()
        _raise_copy(run.error)


class _Run:
    """One run of the work."""

    def __init__(
        self,
        work: Callable[[], Awaitable[None]],
        start: Callable[[Callable[[], Awaitable[None]]], Job],
    ) -> None:
        self._work = work
        # Remains if the job is cancelled, maybe before its first step.
        self.error: Exception | None = ConfigurationError(
            "The client was closed while it was signing in."
        )
        self.job = start(self._run)

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:  # noqa: BLE001 - raised to the waiters
            # The frames held secrets, including those of a custom token store.
            forget_frames(error, None)
            self.error = error
        else:
            self.error = None


def _raise_copy(error: Exception | None) -> None:
    """Raise an error that other tasks raise too; ours as a copy, since notes will be added."""
    if isinstance(error, OpenToCloseAPIError):
        own = copy.copy(error)
        own.__cause__ = error.__cause__
        own.__context__ = error.__context__
        raise own
    if error is not None:
        raise error
