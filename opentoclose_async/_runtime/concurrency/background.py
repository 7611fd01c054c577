"""
Work that outlives the call that began it, without a task group held in anybody's task.

A task group or cancel scope held by the caller breaks as soon as set-up and tear-down are two
tasks, as in a pytest-asyncio fixture, or a generator's body moves between tasks. So each job is a
task of its own, begun natively; whatever scopes it needs live inside it.
"""

import contextlib
import sys
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import anyio

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop, running_loop
from opentoclose_async._runtime.concurrency.real_threads import allocate_lock, start_thread

if TYPE_CHECKING:  # who runs on trio, or not at all, should not wait for its import
    import asyncio

__all__ = ["Background", "Job"]

MOST_TURNS = 100
"""Times that an abandoned task may wait for something in its clean-up."""
SECONDS_TO_BURY = 5.0


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
        self._loop: Any = running_loop()

    @property
    def is_here(self) -> bool:
        """It belongs to the event loop that runs here."""
        try:
            return self._loop is running_loop()
        except RuntimeError:  # none runs, where something is collected
            return False

    async def run(self) -> None:
        """Do the work, in the task that calls this."""
        with self._scope:
            await self._work()

    def cancel(self) -> None:
        """Ask the work to stop; from within an event loop."""
        if self.is_here:
            self._scope.cancel()
        else:
            self.cancel_from_anywhere()

    def cancel_from_anywhere(self) -> None:
        """Ask the work to stop, from any thread and from the garbage collector; never raises."""
        loop = self._loop
        with contextlib.suppress(Exception):  # the loop is over, and the work with it
            soon = loop.call_soon_threadsafe if _is_asyncio(loop) else loop.run_sync_soon
            soon(self._scope.cancel)

    async def wait(self) -> None:
        """Wait until the work has stopped; not from another loop, where it cannot go on."""
        if self.is_here:
            await self.done.wait()


class _Jobs:
    """The jobs in one event loop."""

    def __init__(self) -> None:
        self.jobs: set[Job] = set()
        # asyncio itself holds tasks weakly.
        self.tasks: set[asyncio.Task[None]] = set()

    def forget(self, job: Job) -> None:
        self.jobs.discard(job)
        job.done.set()

    def drop(self) -> None:
        """
        End the tasks of a loop that was closed while they waited, as nobody else will.

        Left alone, each complains on standard error when it is collected. Their clean-up must not
        take the loop of somebody else for their own; in a thread by themselves they find none.
        """
        tasks, self.tasks = list(self.tasks), set()
        if not tasks:
            return
        over = allocate_lock()
        over.acquire()

        def bury() -> None:
            for task in tasks:
                _bury(task)
            over.release()

        start_thread(bury)
        over.acquire(timeout=SECONDS_TO_BURY)


class Background:
    """
    The jobs of one client; closing it stops them all and waits until they have stopped.

    Args:
        loops: The event loops of the client.
    """

    def __init__(self, loops: EventLoops | None = None) -> None:
        self._jobs = OfLoop(loops or EventLoops(), _Jobs, _Jobs.drop)

    @property
    def jobs(self) -> frozenset[Job]:
        """What there is to do in the running event loop."""
        return frozenset(self._jobs.here().jobs)

    def start(self, work: Callable[[], Awaitable[None]], name: str, *, grace: float = 0.0) -> Job:
        """
        Begin a job on the running event loop.

        Args:
            work: What to do; it must keep its exceptions to itself.
            name: The task's name, for debuggers.
            grace: Seconds that it may take to come to its end when the client is closed.

        Raises:
            ConfigurationError: If the client is in use in another loop that runs, too.
        """
        here = self._jobs.here()
        job = Job(work, grace)
        here.jobs.add(job)

        async def run() -> None:
            try:
                await job.run()
            finally:
                here.forget(job)

        loop: Any = running_loop()
        if _is_asyncio(loop):
            task: asyncio.Task[None] = loop.create_task(run(), name=name)
            here.tasks.add(task)
            task.add_done_callback(here.tasks.discard)
            # A task that is cancelled before its first step never runs its own clean-up.
            task.add_done_callback(lambda _: here.forget(job))
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(
                run,
                name=name,
                context=copy_context(),  # as asyncio's tasks have it
            )
        return job

    async def aclose(self) -> None:
        """
        Stop all jobs and wait until they have stopped.

        Those in a loop that stands still stop when it goes on.
        """
        for each in self._jobs.elsewhere():
            for job in list(each.jobs):
                job.cancel_from_anywhere()
        here = self._jobs.here()
        while here.jobs:  # one that is stopping may have begun another
            jobs = list(here.jobs)
            for job in sorted(jobs, key=lambda each: each.grace):
                if job.grace:
                    with anyio.move_on_after(job.grace):
                        await job.wait()
                job.cancel()
            for job in jobs:
                await job.wait()


def _is_asyncio(loop: Any) -> bool:
    return hasattr(loop, "call_soon_threadsafe")


def _bury(task: Any) -> None:
    """End a task whose loop is closed."""
    # As asyncio does itself with what it ends by other means; there is no public way.
    with contextlib.suppress(AttributeError):
        task._log_destroy_pending = False  # noqa: SLF001 - as said above
    for _ in range(MOST_TURNS):
        try:
            task.get_coro().close()
        except RuntimeError as error:
            if "ignored GeneratorExit" in str(error):
                continue  # it waits for something else now
        except BaseException:  # noqa: BLE001, S110 - what it had to say, nobody waits for
            pass
        return
