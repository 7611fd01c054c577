"""
Run a client in its own event loop in its own thread.

The thread is a daemon, because clients may never be closed. When the interpreter exits, loops that
still run are stopped in an orderly way first, to avoid warnings. While the process forks, they are
paused between two steps: a lock that a thread holds at that moment, such as the import lock, would
stay locked in the child forever.

It is a native thread even where gevent has replaced threads with greenlets. In a greenlet, the loop
would be the running loop of all other greenlets, and none of them could run one.
"""

import atexit
import concurrent.futures.thread
import contextvars
import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import anyio

from opentoclose_async._blocking.latch import Latch
from opentoclose_async._runtime.concurrency.native_threads import (
    allocate_lock,
    gevent_patches_threads,
    start_thread,
    thread_id,
)
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:  # slow to import; loaded with the first call
    import asyncio

__all__ = ["AsyncClient", "LoopThread"]

T = TypeVar("T")

SECONDS_TO_CLOSE = 5.0
"""Time limit for closing a client's connections."""
SECONDS_TO_EXIT = 3.0
"""How long the interpreter's exit waits for all loops together."""
SECONDS_TO_PAUSE = 10.0
"""How long a fork waits for a loop to pause."""
NAME = "opentoclose_async"

_running: set["LoopThread"] = set()


class AsyncClient(Protocol):
    """A client that can be run by ``LoopThread``."""

    async def aclose(self) -> None:
        """Stop all work and close all connections."""
        ...


class LoopThread:
    """
    Run an event loop until stopped, then close the client in it.

    Args:
        client: The client.

    Raises:
        ConfigurationError: If eventlet has replaced threads with greenlets.
    """

    def __init__(self, client: AsyncClient) -> None:
        _refuse_eventlet()
        self._client = client
        self.process = os.getpid()
        self._up = Latch()
        self._over = Latch()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._calls: set[_Call[Any]] = set()  # those whose threads wait
        self._ready: deque[_Call[Any]] = deque()  # those to start
        self._waking = False  # whether the loop is about to start the ready calls
        self._started: set[_Call[Any]] | None = None  # those with a task; None: start no more
        self._thread_id: int | None = None
        # Held while a call is started, so that none is started on a loop that has ended: it would
        # wait forever. Under gevent, its holder lets no other greenlet run.
        self._gate = allocate_lock()
        self._stopping = False
        self._resumed = Latch()
        self._thread: threading.Thread | None = None
        _running.add(self)
        if gevent_patches_threads():
            start_thread(self._run)
        else:
            self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
            self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether the loop accepts no more calls."""
        return self._stopping or self._over.happened

    def call(self, function: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """
        Call a coroutine function in the loop and return its result.

        An exception while waiting, such as Ctrl-C, cancels the call.

        Raises:
            ConfigurationError: If the loop accepts no more calls, or if called from within it.
        """
        if thread_id() == self._thread_id:
            raise ConfigurationError(
                "A blocking client was called from its own event loop, which would wait for itself "
                "forever. Use the async client there."
            )
        self._up.wait()
        if self._failure is not None:
            raise self._failure
        call = _Call(function, _own_context())
        try:
            with self._gate:
                if self.ended or not self._wake(call):
                    raise ConfigurationError("The client is closed; make a new one.")
                self._calls.add(call)
            call.over.wait()
        except BaseException:
            self._in_loop(call.cancel)
            raise
        finally:
            self._calls.discard(call)
        return call.result()

    def _wake(self, call: "_Call[Any]") -> bool:
        """Let the loop start a call. One wake-up starts all calls that are ready by then."""
        self._ready.append(call)
        if self._waking:
            return True
        try:
            self._waking = True  # before the loop resets it
            return self._in_loop(self._start_ready)
        except BaseException:  # an interruption, maybe before the loop was told
            self._waking = False
            raise

    def _start_ready(self) -> None:
        """Start the ready calls, in the loop, each in the context of its own caller."""
        self._waking = False  # a call that is added from now on wakes the loop again
        while self._ready:
            call = self._ready.popleft()
            if self._loop is not None and self._started is not None:
                self._started.add(call)
                call.task = self._loop.create_task(call.run(self._started), context=call.context)

    def stop_soon(self) -> None:
        """Ask the loop to stop, from any thread or from the garbage collector."""
        self._stopping = True
        if self._stop is not None:
            self._in_loop(self._stop.set)

    def close(self) -> None:
        """Stop the loop and wait until it has ended."""
        with self._gate:
            self.stop_soon()
        self.join(2 * SECONDS_TO_CLOSE)

    def join(self, seconds: float) -> None:
        """Wait for the loop to end, or for this many seconds."""
        if thread_id() == self._thread_id:
            return
        if self._over.wait(seconds) and self._thread is not None:
            self._thread.join(seconds)

    def pause(self) -> None:
        """Pause the loop until ``resume``, unless its current step takes too long."""
        if thread_id() == self._thread_id:
            return
        self._up.wait_blocking_thread(SECONDS_TO_PAUSE)
        self._resumed = resumed = Latch()
        paused = Latch()

        def wait_for_resume() -> None:
            paused.set()
            resumed.wait_blocking_thread()

        if self._in_loop(wait_for_resume):
            paused.wait_blocking_thread(SECONDS_TO_PAUSE)

    def resume(self) -> None:
        """Resume the loop."""
        self._resumed.set()

    def _in_loop(
        self, function: Callable[[], object], context: contextvars.Context | None = None
    ) -> bool:
        """Schedule a function in the loop. Return False if this process has no such loop."""
        # In a forked child, the loop and its wake-up socket are the parent's.
        if self.process != os.getpid() or self._loop is None:
            return False
        try:
            self._loop.call_soon_threadsafe(function, context=context)
        except RuntimeError:  # it has ended
            return False
        return True

    def _run(self) -> None:
        self._thread_id = thread_id()
        options: dict[str, Any] = {}
        green = gevent_patches_threads()
        if green:
            from opentoclose_async._blocking.gevent_loop import new_loop

            options["loop_factory"] = new_loop
        try:
            anyio.run(self._serve, backend_options=options)
        except BaseException as error:
            if self._up.happened:
                raise
            self._failure = error
        finally:
            with self._gate:
                self._stopping = True
            if green:
                from opentoclose_async._blocking.gevent_loop import leave_hub

                leave_hub()
            _running.discard(self)
            self._up.set()
            self._over.set()
            for call in list(self._calls):  # those that the loop did not finish
                call.over.set()

    async def _serve(self) -> None:
        import asyncio

        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        if self._stopping:  # requested before there was an event to set
            self._stop.set()
        self._started = started = set[_Call[Any]]()
        try:
            self._up.set()
            await self._stop.wait()
        finally:
            self._started = None
            for call in list(started):
                call.cancel()
            if started:
                await asyncio.wait([call.task for call in started if call.task is not None])
            with anyio.CancelScope(shield=True), anyio.move_on_after(SECONDS_TO_CLOSE):
                await self._client.aclose()


class _Call(Generic[T]):
    """A call in the loop, which may be cancelled before it has started."""

    def __init__(
        self, function: Callable[[], Coroutine[Any, Any, T]], context: contextvars.Context
    ) -> None:
        self.over = Latch()
        self.context = context
        self.task: asyncio.Task[None] | None = None
        self._function = function
        self._scope: anyio.CancelScope | None = None
        self._cancelled = False
        self._given: tuple[T] | None = None
        self._error: BaseException | None = None

    async def run(self, started: "set[_Call[Any]]") -> None:
        """Make the call, in the loop, and remove it from those that were started."""
        try:
            with anyio.CancelScope() as self._scope:
                if self._cancelled:
                    self._scope.cancel()
                self._given = (await self._function(),)
        except anyio.get_cancelled_exc_class():
            raise
        except BaseException as error:
            self._error = error
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise  # they end the loop
        finally:
            self.task = None
            started.discard(self)
            self.over.set()

    def cancel(self) -> None:
        """Cancel the call, in the loop."""
        self._cancelled = True
        if self._scope is not None:
            self._scope.cancel()

    def result(self) -> T:
        """
        Return the result of the call.

        Raises:
            BaseException: The exception of the call.
            ConfigurationError: If the call was not finished.
        """
        error, self._error = self._error, None
        if error is not None:
            try:
                raise error
            finally:
                del error  # otherwise a cycle through this frame
        if self._given is None:
            raise ConfigurationError(
                "The client was closed during a call. Whether the server has carried it out is "
                "unknown.",
                outcome_unknown=True,
            )
        return self._given[0]


def _own_context() -> contextvars.Context:
    """Copy the caller's context, for tracing, without its note of the running event loop."""
    context = contextvars.copy_context()
    sniffio = sys.modules.get("sniffio")
    if sniffio is not None:
        context.run(sniffio.current_async_library_cvar.set, "asyncio")
    return context


def _refuse_eventlet() -> None:
    patcher = sys.modules.get("eventlet.patcher")
    if patcher is not None and patcher.is_monkey_patched("thread"):
        raise ConfigurationError(
            "The blocking clients do not work under eventlet's monkey patching, which leaves no "
            "way to run an event loop alongside it. Use threads or gevent workers, or the async "
            "clients."
        )


def _loops() -> list[LoopThread]:
    return [each for each in list(_running) if each.process == os.getpid()]


@atexit.register
def _stop_all() -> None:
    """Stop all loops while the interpreter still has what they need to end cleanly."""
    loops = _loops()
    for each in loops:
        each.stop_soon()
    deadline = time.monotonic() + SECONDS_TO_EXIT
    for each in loops:
        each.join(max(0.0, deadline - time.monotonic()))


def _pause_all() -> None:
    for each in _loops():
        each.pause()


def _resume_all() -> None:
    for each in _loops():
        each.resume()


if hasattr(os, "register_at_fork"):
    # Modules that take their own locks before a fork must be loaded by now: hooks run in reverse
    # order of registration, and a loop that waits for such a lock would never pause.
    _ = concurrent.futures.thread, logging
    os.register_at_fork(before=_pause_all, after_in_parent=_resume_all)
