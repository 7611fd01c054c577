"""
Background jobs that outlive the call that started them.

A task group or cancel scope entered by the caller breaks when it is exited in another task, as
happens with pytest-asyncio fixtures and with generators that move between tasks. So each job is a
separate task, spawned through asyncio or trio directly, with its cancel scope inside.
"""

import contextlib
import sys
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel

from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop, running_loop
from opentoclose_async._runtime.concurrency.native_threads import allocate_lock, start_thread

if TYPE_CHECKING:  # slow to import, and not needed on trio
    import asyncio

__all__ = ["Background", "Job"]

MOST_AWAITS = 100
"""How often the clean-up of an abandoned task may await something."""
SECONDS_TO_CLOSE_TASKS = 5.0


class Job:
    """
    A background task.

    Args:
        work: The coroutine function to run. It must not raise.
        grace: Seconds to let it finish before it is cancelled on close.
    """

    def __init__(self, work: Callable[[], Awaitable[None]], grace: float = 0.0) -> None:
        self._work = work
        self.grace = grace
        self._scope = anyio.CancelScope()
        self.ended = False
        self._awaited: anyio.Event | None = None  # made late: most jobs are awaited by nothing
        self._loop: Any = running_loop()

    @property
    def is_here(self) -> bool:
        """Whether the job belongs to the running event loop."""
        try:
            return self._loop is running_loop()
        except RuntimeError:  # no loop is running, as in the garbage collector
            return False

    async def run(self) -> None:
        """Do the work in the calling task."""
        with self._scope:
            await self._work()

    def cancel(self) -> None:
        """Cancel the job, from within an event loop."""
        if self.is_here:
            self._scope.cancel()
        else:
            self.cancel_from_anywhere()

    def cancel_from_anywhere(self) -> None:
        """Cancel the job from any thread or from the garbage collector. Never raises."""
        loop = self._loop
        with contextlib.suppress(Exception):  # the loop is closed, so the job has ended
            soon = loop.call_soon_threadsafe if _is_asyncio(loop) else loop.run_sync_soon
            soon(self._scope.cancel)

    async def wait(self) -> None:
        """Wait until the job has ended. In another loop, return at once: it cannot progress."""
        if not self.is_here:
            return
        if self.ended:
            await anyio.lowlevel.checkpoint()
        else:
            self._awaited = self._awaited or anyio.Event()
            await self._awaited.wait()

    def end(self) -> None:
        """Wake what waits for the job, which has ended."""
        self.ended = True
        if self._awaited is not None:
            self._awaited.set()


class _Jobs:
    """The jobs of one event loop."""

    def __init__(self) -> None:
        self.jobs: set[Job] = set()
        # asyncio keeps only weak references to tasks.
        self.tasks: dict[asyncio.Task[None], Job] = {}

    async def run(self, job: Job) -> None:
        try:
            await job.run()
        finally:
            self.forget(job)

    def task_done(self, task: "asyncio.Task[None]") -> None:
        job = self.tasks.pop(task, None)
        if job is not None:
            self.forget(job)

    def forget(self, job: Job) -> None:
        self.jobs.discard(job)
        job.end()

    def drop(self) -> None:
        """
        Close the tasks that were still pending when their loop was closed.

        Otherwise each writes a warning to standard error when it is collected. They are closed in
        a thread without an event loop, so that their clean-up cannot use an unrelated one.
        """
        tasks, self.tasks = list(self.tasks), {}
        if not tasks:
            return
        done = allocate_lock()
        done.acquire()

        def close_all() -> None:
            for task in tasks:
                _close(task)
            done.release()

        start_thread(close_all)
        done.acquire(timeout=SECONDS_TO_CLOSE_TASKS)


class Background:
    """
    The background jobs of one client.

    Args:
        loops: The client's event loops.
    """

    def __init__(self, loops: EventLoops | None = None) -> None:
        self._jobs = PerLoop(loops or EventLoops(), _Jobs, _Jobs.drop)

    @property
    def jobs(self) -> frozenset[Job]:
        """The jobs of the running event loop."""
        return frozenset(self._jobs.here().jobs)

    def start(self, work: Callable[[], Awaitable[None]], name: str, *, grace: float = 0.0) -> Job:
        """
        Start a job in the running event loop.

        Args:
            work: The coroutine function to run. It must not raise.
            name: The task's name, for debuggers.
            grace: Seconds to let it finish before it is cancelled on close.

        Raises:
            ConfigurationError: If the client is in use in another running event loop.
        """
        here = self._jobs.here()
        job = Job(work, grace)
        here.jobs.add(job)
        loop: Any = running_loop()
        if _is_asyncio(loop):
            task: asyncio.Task[None] = loop.create_task(here.run(job), name=name)
            here.tasks[task] = job
            # A task cancelled before its first step never runs its finally block.
            task.add_done_callback(here.task_done)
        else:
            sys.modules["trio"].lowlevel.spawn_system_task(
                here.run,
                job,
                name=name,
                context=copy_context(),  # as asyncio does
            )
        return job

    async def aclose(self) -> None:
        """
        Cancel all jobs and wait until they have ended.

        Jobs of a paused event loop end when it resumes.
        """
        for each in self._jobs.elsewhere():
            for job in list(each.jobs):
                job.cancel_from_anywhere()
        here = self._jobs.here()
        while here.jobs:  # a job that is ending may have started another
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


def _close(task: Any) -> None:
    """Close a task whose loop is closed."""
    with contextlib.suppress(AttributeError):
        task._log_destroy_pending = False  # noqa: SLF001 - as asyncio does; no public way
    for _ in range(MOST_AWAITS):
        try:
            task.get_coro().close()
        except RuntimeError as error:
            if "ignored GeneratorExit" in str(error):
                continue  # its clean-up awaits something
        except BaseException:  # noqa: BLE001, S110 - nothing waits for its error
            pass
        return
