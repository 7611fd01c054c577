"""
A client in an event loop of its own, in a thread of its own.

The thread is a daemon, because nobody may be left to close it; when the interpreter exits, loops
that still run are stopped in an orderly way first, so that nothing complains. While the process
forks, they stand still between two steps: a lock that a thread holds at that moment, as that of an
import, would stay locked in the child for ever.
"""

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import anyio

from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:  # who does not block should not wait for their import
    import asyncio

    from anyio.from_thread import BlockingPortal

__all__ = ["AsyncClient", "LoopThread"]

T = TypeVar("T")

SECONDS_TO_CLOSE = 5.0
"""How long closing a client's connections may take."""
SECONDS_TO_EXIT = 3.0
"""How long the interpreter's exit waits for all loops together."""
SECONDS_TO_PAUSE = 2.0
"""How long a fork waits for a loop to stand still."""

_running: set["LoopThread"] = set()


class AsyncClient(Protocol):
    """What an async client has to have, to be run here."""

    async def aclose(self) -> None:
        """Stop what is being fetched and close all connections."""
        ...


class LoopThread:
    """
    Run an event loop until stopped, and close the client in it at the end.

    Args:
        client: The client.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self.process = os.getpid()
        self._portal: Future[BlockingPortal] = Future()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        # Whoever begins a call holds this, so that no call is begun on a loop that has ended: it
        # would wait for ever.
        self._gate = threading.Lock()
        self._stopping = False
        self._resumed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="opentoclose_async", daemon=True)
        _running.add(self)
        self._thread.start()
        self._portal.result()

    @property
    def ended(self) -> bool:
        """The loop takes no more calls."""
        return self._stopping or not self._thread.is_alive()

    def call(self, function: Callable[[], Awaitable[T]]) -> T:
        """
        Call a coroutine function in the loop and wait for what it gives.

        Whatever interrupts the waiting, as Ctrl-C does, cancels the call.

        Raises:
            ConfigurationError: If the loop takes no more calls, or from within the loop itself.
        """
        if threading.current_thread() is self._thread:
            raise ConfigurationError(
                "A blocking client was called from its own event loop, which would wait for itself "
                "for ever; use the async client there."
            )
        call = _Call(function)
        try:
            with self._gate:
                if self.ended:
                    raise ConfigurationError("The client is closed; make a new one.")
                future = self._portal.result().start_task_soon(call.run)
            return future.result()
        except CancelledError:
            raise ConfigurationError(
                "The client was closed while a call was on its way; whether the server has carried "
                "it out is not known.",
                outcome_unknown=True,
            ) from None
        except BaseException:
            self._in_loop(call.cancel)
            raise

    def stop_soon(self) -> None:
        """Ask the loop to stop; from any thread and from the garbage collector."""
        self._stopping = True
        if self._stop is not None:
            self._in_loop(self._stop.set)

    def close(self) -> None:
        """Stop the loop and wait until it has ended."""
        with self._gate:
            self.stop_soon()
        self.join(2 * SECONDS_TO_CLOSE)

    def join(self, seconds: float) -> None:
        """Wait for the loop to end, at most so many seconds."""
        if threading.current_thread() is not self._thread:
            self._thread.join(seconds)

    def pause(self) -> None:
        """Let the loop stand still until ``resume``; it may take too long a step for that."""
        if threading.current_thread() is self._thread:
            return
        with contextlib.suppress(Exception):  # it did not come up, so it does nothing
            self._portal.result(SECONDS_TO_PAUSE)
        self._resumed.clear()
        paused = threading.Event()

        def stand_still() -> None:
            paused.set()
            self._resumed.wait()

        if self._in_loop(stand_still):
            paused.wait(SECONDS_TO_PAUSE)

    def resume(self) -> None:
        """Let the loop go on."""
        self._resumed.set()

    def _in_loop(self, function: Callable[[], None]) -> bool:
        """Run a function in the loop soon, if there is a loop of this process."""
        # In a forked child, the loop and what would wake it are the parent's.
        if self.process != os.getpid() or self._loop is None:
            return False
        try:
            self._loop.call_soon_threadsafe(function)
        except RuntimeError:  # it has ended
            return False
        return True

    def _run(self) -> None:
        try:
            anyio.run(self._serve)
        except BaseException as error:
            if not self._portal.done():
                self._portal.set_exception(error)
                return
            raise
        finally:
            self._stopping = True
            _running.discard(self)

    async def _serve(self) -> None:
        import asyncio

        from anyio.from_thread import BlockingPortal

        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        try:
            async with BlockingPortal() as portal:
                self._portal.set_result(portal)
                await self._stop.wait()
                await portal.stop(cancel_remaining=True)
        finally:
            with anyio.CancelScope(shield=True), anyio.move_on_after(SECONDS_TO_CLOSE):
                await self._client.aclose()


class _Call(Generic[T]):
    """A call that may be cancelled before it has begun."""

    def __init__(self, function: Callable[[], Awaitable[T]]) -> None:
        self._function = function
        self._scope: anyio.CancelScope | None = None
        self._cancelled = False

    async def run(self) -> T:
        with anyio.CancelScope() as self._scope:
            if self._cancelled:
                self._scope.cancel()
            return await self._function()
        raise CancelledError

    def cancel(self) -> None:
        self._cancelled = True
        if self._scope is not None:
            self._scope.cancel()


def _loops() -> list[LoopThread]:
    return [each for each in list(_running) if each.process == os.getpid()]


@atexit.register
def _stop_all() -> None:
    """Stop all loops, before the interpreter takes away what they need to end quietly."""
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
    os.register_at_fork(before=_pause_all, after_in_parent=_resume_all)
