"""
The event loops that a client is used in, one after the other, and what belongs to each.

A connection, a lock, a background task works in the event loop that it was made in, and in no
other: used elsewhere it raises errors that nobody understands, or waits for ever. So all that is
kept for longer than a call is kept for each loop apart (``OfLoop``), and made anew for another one.
What belongs to a loop that is over is dropped when the client comes to the next one; what belongs
to one that merely stands still stays, since it may go on.

Two loops that run at the same time cannot share a client: neither could wait for the other.
"""

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

import anyio
from anyio.lowlevel import current_token

from opentoclose_async._runtime.concurrency.real_threads import allocate_lock
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["EventLoops", "OfLoop", "OneLoop", "running_loop", "state_of"]

T = TypeVar("T")

LAG = 5.0
"""Seconds that a loop's clock may be behind: uvloop's stands still during a step."""

_lock = allocate_lock()
_left_behind: list["Stay"] = []
"""What a fork copied, and the child must neither use nor take apart."""
_standing_still: list["Stay"] = []
"""What closed clients had in loops that stood still."""


def running_loop() -> object:
    """
    Give the event loop that runs here: asyncio's loop, or trio's token.

    Raises:
        RuntimeError: If none does.
    """
    return current_token().native_token


def state_of(loop: Any) -> Literal["running", "standing still", "over"]:
    """Tell whether a loop runs, in whatever thread, whether it may go on, or whether it is over."""
    if hasattr(loop, "is_closed"):
        if loop.is_closed():
            return "over"
        return "running" if loop.is_running() else "standing still"
    try:
        loop.run_sync_soon(_do_nothing)
    except RuntimeError:  # trio.RunFinishedError
        return "over"
    return "running"


class Stay:
    """
    What a client has in one event loop.

    Args:
        loop: The loop.
        ahead: Seconds that the client's clock is ahead of the loop's.
    """

    def __init__(self, loop: object, ahead: float) -> None:
        self.loop = loop
        self.ahead = ahead
        self.process = os.getpid()
        self.thread = threading.current_thread().name
        # With what drops it; neither may refer to the client, or it would refer to itself.
        self.values: dict[object, tuple[Any, Callable[[Any], None] | None]] = {}

    @property
    def state(self) -> Literal["running", "standing still", "over", "copied"]:
        """Whether the loop runs; "copied" is what a fork has copied from the parent."""
        return "copied" if self.process != os.getpid() else state_of(self.loop)

    def drop(self) -> None:
        """Let go of what belonged to a loop that is over."""
        for value, drop in self.values.values():
            with contextlib.suppress(Exception):  # one must not keep the others
                if drop is not None:
                    drop(value)
        self.values.clear()


class EventLoops:
    """The event loops of one client."""

    def __init__(self) -> None:
        self._stays: list[Stay] = []
        self._here: Stay | None = None
        self._began: tuple[float, float] | None = None  # the client's time, the system's
        self._latest = float("-inf")
        self.moved = False
        """There was more than one loop so far."""

    def enter(self) -> Stay:
        """
        Come to the running loop, for something that begins here.

        Raises:
            ConfigurationError: If the client is in use in another loop that runs, too.
        """
        loop = running_loop()
        stay = self._here
        if stay is not None and stay.loop is loop:
            return stay
        return self._arrive(loop)

    def here(self) -> Stay:
        """Give what belongs to the running loop; what has begun here may end here."""
        loop = running_loop()
        stay = self._here
        if stay is not None and stay.loop is loop:
            return stay
        known = next((each for each in self._stays if each.loop is loop), None)
        return known or self._arrive(loop)

    def now(self) -> float:
        """
        Tell the time, in seconds of a clock that goes on from one loop to the next.

        Each loop has a clock of its own, and trio's begins anew with each run, anywhere; while the
        quota counts what was sent from the loop before.
        """
        now = self._latest = anyio.current_time() + self.here().ahead
        return now

    def leave_all(self) -> None:
        """Drop what there is, here and in loops that are over; the client is closed."""
        with _lock:
            stays, self._stays, self._here = self._stays, [], None
        _drop_those_over()
        for stay in stays:
            state = stay.state
            if state == "over":
                stay.drop()
            elif state == "standing still":
                _standing_still.append(stay)
            elif state == "copied":
                _left_behind.append(stay)

    def elsewhere(self) -> list[Stay]:
        """Give what belongs to loops of this process that do not run now."""
        here = self.here()
        return [each for each in self._stays if each is not here]

    def _arrive(self, loop: object) -> Stay:
        over: list[Stay] = []
        with _lock:
            kept: list[Stay] = []
            for stay in self._stays:
                state = stay.state
                if state == "copied":
                    _left_behind.append(stay)
                elif state == "over":
                    over.append(stay)
                elif state == "running" and stay.loop is not loop:
                    raise ConfigurationError(
                        "This client is in use in another event loop, which still runs (in the "
                        f"thread {stay.thread}), and its connections belong to that one. Make a "
                        "client for each event loop; or share a blocking client (OpenToClose, "
                        "Rooms), which any number of threads may use."
                    )
                else:
                    kept.append(stay)
            here = next((each for each in kept if each.loop is loop), None)
            if here is None:
                here = Stay(loop, self._ahead_of_loop())
                kept.append(here)
            self.moved = self.moved or bool(self._stays)
            self._stays, self._here = kept, here
        for stay in over:
            stay.drop()
        return here

    def _ahead_of_loop(self) -> float:
        now, system = anyio.current_time(), time.monotonic()
        if self._began is None:
            self._began = now, system
            return 0.0
        began, at = self._began
        ahead = max(self._latest, began + system - at) - now
        return 0.0 if 0.0 < ahead < LAG else ahead


class OfLoop(Generic[T]):
    """
    A value that each event loop has one of.

    Args:
        loops: The event loops of the client.
        make: Make it, when it is first asked for in a loop.
        drop: Let go of it without its loop, which is over; nothing awaited in it goes on.
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
        Give that of the running loop.

        Raises:
            ConfigurationError: If the client is in use in another loop that runs, too.
        """
        values = self._loops.here().values
        try:
            value: T = values[self._key][0]
        except KeyError:
            value = self._make()
            values[self._key] = value, self._drop
        return value

    def elsewhere(self) -> list[T]:
        """Give those of loops that do not run now."""
        stays = self._loops.elsewhere()
        return [stay.values[self._key][0] for stay in stays if self._key in stay.values]


class OneLoop:
    """
    The only event loop that something may be used in: the one of its first use.

    Args:
        what: What it is, for the error.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._loop: object = None

    def check(self, start: int | None = None) -> None:
        """
        Check that this is it.

        Args:
            start: Position of the row to go on from, for the error.

        Raises:
            ConfigurationError: If it is not.
        """
        loop = running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise ConfigurationError(
                f"{self._what} was begun in another event loop, and can be gone on with in that "
                "one only. Begin a new one here"
                + ("." if start is None else f", with start={start}."),
                start=start,
            )


def _do_nothing() -> None:
    pass


def _renew_lock() -> None:
    """Begin anew in a forked child: a thread of the parent may have held it."""
    global _lock
    _lock = allocate_lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


@atexit.register
def _drop_those_over() -> None:
    """Take apart what closed clients had in loops that are over by now; it would complain."""
    with _lock:
        over = [stay for stay in _standing_still if stay.state == "over"]
        for stay in over:
            _standing_still.remove(stay)
    for stay in over:
        stay.drop()
