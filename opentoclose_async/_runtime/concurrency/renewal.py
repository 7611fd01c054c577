"""Work that many wait for and that is done once, in the background."""

import copy
from collections.abc import Awaitable, Callable
from functools import partial

from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._runtime.concurrency.background import Background, Job
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError

__all__ = ["Renewal"]


class Renewal:
    """
    Do something once, however many tasks ask for it meanwhile; and again when asked later.

    It goes on when those who wait for it are cancelled: a refresh token that has been sent is used
    up, and the answer with the next one must not be lost. Who waits for one that fails gets its
    error, instead of trying again one after the other.

    Args:
        background: Where it is done.
        work: What to do.
        name: The task's name, for debuggers.
        grace: Seconds that it may take to come to its end when the client is closed.
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
        Wait until it is done.

        Raises:
            Exception: What it failed with.
        """
        run = self._running
        if run is None or run.job.done.is_set() or not run.job.is_here:
            run = self._running = _Run(self._work, self._start)
        await run.job.wait()
        raise_again(run.error)


class _Run:
    """One time that it is done."""

    def __init__(
        self,
        work: Callable[[], Awaitable[None]],
        start: Callable[[Callable[[], Awaitable[None]]], Job],
    ) -> None:
        self._work = work
        # Stays where the job is cancelled, maybe before its first step.
        self.error: Exception | None = ConfigurationError(
            "The client was closed while it was signing in."
        )
        self.job = start(self._run)

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:  # noqa: BLE001 - those who wait get it
            # Secrets lived in these frames, those of a token store of one's own included.
            forget_frames(error, None)
            self.error = error
        else:
            self.error = None


def raise_again(error: Exception | None) -> None:
    """Raise an error that others raise too: ours as a copy, for it will be added to."""
    if isinstance(error, OpenToCloseAPIError):
        own = copy.copy(error)
        own.__cause__ = error.__cause__
        own.__context__ = error.__context__
        raise own
    if error is not None:
        raise error
