"""
The event loops that a client is used in, one after another, and the state it keeps in each.

A connection, lock or background task works only in the event loop it was created in. Elsewhere it
raises obscure errors or hangs. So everything that outlives a call is kept per loop (``PerLoop``)
and created again for the next one. The state of a closed loop is dropped when the client enters
another loop. The state of a paused loop is kept, since it may resume.

Two loops that run at the same time cannot share a client: neither could wait for the other.
"""

import atexit
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

import anyio
from anyio.lowlevel import current_token

from opentoclose_async._runtime.concurrency.native_threads import allocate_lock
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["BoundToLoop", "EventLoops", "PerLoop", "clock_here", "running_loop", "status_of"]

T = TypeVar("T")

_library: Any = None
"""Where trio says that it is running: sniffio comes with it."""
with contextlib.suppress(ImportError):
    from sniffio import thread_local

    _library = thread_local

LAG = 5.0
"""Seconds by which a loop's clock may lag: uvloop updates its clock only between steps."""

_lock = allocate_lock()
_from_parent: list["LoopState"] = []
"""State copied by a fork, which the child must neither use nor close."""
_paused: list["LoopState"] = []
"""State that closed clients left in paused loops."""


def running_loop() -> object:
    """
    Return the running event loop: asyncio's loop, or trio's token.

    Raises:
        RuntimeError: If no event loop is running.
    """
    # anyio's way takes a microsecond, and this is asked many times for each request.
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None and (_library is None or _library.name is None):
        loop: object = asyncio.get_running_loop()
        return loop
    return current_token().native_token


def clock_here() -> Callable[[], float]:
    """Return the running event loop's clock, whose times are those of ``anyio.current_time``."""
    return _clock_of(running_loop())


def _clock_of(loop: object) -> Callable[[], float]:
    asyncio = sys.modules.get("asyncio")
    own: Any = getattr(type(loop), "time", None)
    if asyncio is not None and own is asyncio.BaseEventLoop.time:
        return time.monotonic  # what that method calls
    clock: Callable[[], float] = getattr(loop, "time", anyio.current_time)
    return clock


def status_of(loop: Any) -> Literal["running", "paused", "closed"]:
    """Return whether a loop is running (in any thread), may resume, or is closed."""
    if hasattr(loop, "is_closed"):
        if loop.is_closed():
            return "closed"
        return "running" if loop.is_running() else "paused"
    try:
        loop.run_sync_soon(_do_nothing)
    except RuntimeError:  # trio.RunFinishedError
        return "closed"
    return "running"


class LoopState:
    """
    The state that a client keeps in one event loop.

    Args:
        loop: The event loop.
        ahead: Seconds by which the client's clock is ahead of the loop's.
    """

    def __init__(self, loop: object, ahead: float) -> None:
        self.loop = loop
        self.clock = _clock_of(loop)
        self.ahead = ahead
        self.process = os.getpid()
        self.thread = threading.current_thread().name
        # Values and their drop functions. Neither may refer to the client: that would be a cycle.
        self.values: dict[object, tuple[Any, Callable[[Any], None] | None]] = {}

    @property
    def status(self) -> Literal["running", "paused", "closed", "copied"]:
        """The loop's status; "copied" if a fork copied it from the parent process."""
        return "copied" if self.process != os.getpid() else status_of(self.loop)

    def drop(self) -> None:
        """Release the values of a closed loop."""
        for value, drop in self.values.values():
            with contextlib.suppress(Exception):  # so that the others are dropped too
                if drop is not None:
                    drop(value)
        self.values.clear()


class EventLoops:
    """The event loops of one client."""

    def __init__(self) -> None:
        self._states: list[LoopState] = []
        self._here: LoopState | None = None
        self._began: tuple[float, float] | None = None  # the client's time, the system's
        self._latest = float("-inf")
        self.moved = False
        """Whether the client has been used in more than one loop."""

    def enter(self) -> LoopState:
        """
        Return the running loop's state, to start something in it.

        Raises:
            ConfigurationError: If the client is in use in another running event loop.
        """
        loop = running_loop()
        state = self._here
        if state is not None and state.loop is loop:
            return state
        return self._arrive(loop)

    def here(self) -> LoopState:
        """Return the running loop's state, also to finish what was started in it."""
        loop = running_loop()
        state = self._here
        if state is not None and state.loop is loop:
            return state
        known = next((each for each in self._states if each.loop is loop), None)
        return known or self._arrive(loop)

    def now(self) -> float:
        """
        Return the time, in seconds of a clock that runs on from one loop to the next.

        Every loop has its own clock, and trio's starts at an arbitrary time with each run, but the
        quota has to count requests sent from earlier loops.
        """
        here = self.here()
        now = self._latest = here.clock() + here.ahead
        return now

    def leave_all(self) -> None:
        """Drop the state of all loops, because the client is closed."""
        with _lock:
            states, self._states, self._here = self._states, [], None
        _drop_closed()
        for state in states:
            status = state.status
            if status == "closed":
                state.drop()
            elif status == "paused":
                _paused.append(state)
            elif status == "copied":
                _from_parent.append(state)

    def elsewhere(self) -> list[LoopState]:
        """Return the state of the other loops, none of which is running."""
        here = self.here()
        return [each for each in self._states if each is not here]

    def not_closed(self) -> list[object]:
        """Return the loops that the client was used in, without those that are closed."""
        return [each.loop for each in self._states if each.status in ("running", "paused")]

    def _arrive(self, loop: object) -> LoopState:
        closed: list[LoopState] = []
        with _lock:
            kept: list[LoopState] = []
            for state in self._states:
                status = state.status
                if status == "copied":
                    _from_parent.append(state)
                elif status == "closed":
                    closed.append(state)
                elif status == "running" and state.loop is not loop:
                    raise ConfigurationError(
                        "This client is in use in another event loop, which is still running (in "
                        f"thread {state.thread}) and owns its connections. Make one client per "
                        "event loop, or share a blocking client (OpenToClose, Rooms), which any "
                        "number of threads may use."
                    )
                else:
                    kept.append(state)
            here = next((each for each in kept if each.loop is loop), None)
            if here is None:
                here = LoopState(loop, self._ahead_of_loop())
                kept.append(here)
            self.moved = self.moved or bool(self._states)
            self._states, self._here = kept, here
        for state in closed:
            state.drop()
        return here

    def _ahead_of_loop(self) -> float:
        now, system = anyio.current_time(), time.monotonic()
        if self._began is None:
            self._began = now, system
            return 0.0
        began, at = self._began
        ahead = max(self._latest, began + system - at) - now
        return 0.0 if 0.0 < ahead < LAG else ahead


class PerLoop(Generic[T]):
    """
    A value that exists once per event loop.

    Args:
        loops: The client's event loops.
        make: Create the value, when a loop first asks for it.
        drop: Release the value after its loop was closed; nothing can be awaited then.
    """

    def __init__(
        self, loops: EventLoops, make: Callable[[], T], drop: Callable[[T], None] | None = None
    ) -> None:
        self._loops = loops
        self._make = make
        self._drop = drop
        self._key = object()

    def here(self) -> T:
        """
        Return the running loop's value.

        Raises:
            ConfigurationError: If the client is in use in another running event loop.
        """
        values = self._loops.here().values
        try:
            value: T = values[self._key][0]
        except KeyError:
            value = self._make()
            values[self._key] = value, self._drop
        return value

    def elsewhere(self) -> list[T]:
        """Return the values of the other loops, none of which is running."""
        states = self._loops.elsewhere()
        return [state.values[self._key][0] for state in states if self._key in state.values]


class BoundToLoop:
    """
    A check that something is used only in the event loop it was first used in.

    Args:
        what: Its name, for the error.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._loop: object = None

    def check(self, start: int | None = None) -> None:
        """
        Check the running event loop.

        Args:
            start: Position of the row to resume from, for the error.

        Raises:
            ConfigurationError: If it is another one.
        """
        loop = running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise ConfigurationError(
                f"{self._what} was started in another event loop and can only be resumed in that "
                "one. Start a new one here" + ("." if start is None else f", with start={start}."),
                start=start,
            )


def _do_nothing() -> None:
    pass


def _renew_lock() -> None:
    """Replace the lock in a forked child: a thread of the parent may have held it."""
    global _lock
    _lock = allocate_lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


@atexit.register
def _drop_closed() -> None:
    """Drop what closed clients left in loops since closed, which would cause warnings."""
    with _lock:
        closed = [state for state in _paused if state.status == "closed"]
        for state in closed:
            _paused.remove(state)
    for state in closed:
        state.drop()
