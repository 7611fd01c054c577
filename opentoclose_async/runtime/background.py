"""
Work that outlives the call that began it, without a task group held in anybody's task.

A task group or cancel scope held by the caller breaks as soon as set-up and tear-down are two
tasks, as in a pytest-asyncio fixture, or a generator's body moves between tasks. So each job is a
task of its own, begun natively; whatever scopes it needs live inside it.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import anyio
from anyio.lowlevel import EventLoopToken, current_token

if TYPE_CHECKING:  # who runs on trio, or not at all, should not wait for its import
    import asyncio

__all__ = ["Background", "Job"]


class Job:
    """
    One piece of work in the background.

    Args:
        work: What to do; it must keep its exceptions to itself.
        grace: Seconds that it may take to come to its end when it should stop.
    """

    def __init__(self, work: Callable[[], Awaitable[None]], grace: float = 0.0) -> None:
        self._work = work
        self.grace = grace
        self._scope = anyio.CancelScope()
        self.done = anyio.Event()
        self._token: EventLoopToken = current_token()

    async def run(self) -> None:
        """Do the work, in the task that calls this."""
        with self._scope:
            await self._work()

    def cancel(self) -> None:
        """Ask the work to stop; from within its event loop only."""
        self._scope.cancel()

    def cancel_from_anywhere(self) -> None:
        """Ask the work to stop, from any thread and from the garbage collector; never raises."""
        try:
            loop = _asyncio_loop(self._token)
            if loop is not None:
                loop.call_soon_threadsafe(self._scope.cancel)
            else:
                trio_token: Any = self._token.native_token
                trio_token.run_sync_soon(self._scope.cancel)
        except Exception:  # noqa: BLE001, S110 - the loop is gone, and the work with it
            pass

    async def wait(self) -> None:
        """Wait until the work has stopped."""
        await self.done.wait()


class Background:
    """The jobs of one client; closing it stops them all and waits until they have stopped."""

    def __init__(self) -> None:
        self._jobs: set[Job] = set()
        # asyncio itself holds tasks weakly.
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Callable[[], Awaitable[None]], name: str, *, grace: float = 0.0) -> Job:
        """
        Begin a job on the running event loop.

        Args:
            work: What to do; it must keep its exceptions to itself.
            name: The task's name, for debuggers.
            grace: Seconds that it may take to come to its end when the client is closed.
        """
        job = Job(work, grace)
        self._jobs.add(job)

        async def run() -> None:
            try:
                await job.run()
            finally:
                self._forget(job)

        loop = _asyncio_loop(current_token())
        if loop is not None:
            task = loop.create_task(run(), name=name)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            # A task that is cancelled before its first step never runs its own clean-up.
            task.add_done_callback(lambda _: self._forget(job))
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(run, name=name)
        return job

    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        job.done.set()

    async def aclose(self) -> None:
        """Stop all jobs and wait until they have stopped."""
        while self._jobs:  # one that is stopping may have begun another
            jobs = list(self._jobs)
            for job in sorted(jobs, key=lambda each: each.grace):
                if job.grace:
                    with anyio.move_on_after(job.grace):
                        await job.wait()
                job.cancel()
            for job in jobs:
                await job.wait()


def _asyncio_loop(token: EventLoopToken) -> "asyncio.AbstractEventLoop | None":
    """Give asyncio's loop; None on trio."""
    import asyncio

    loop = token.native_token
    return loop if isinstance(loop, asyncio.AbstractEventLoop) else None
