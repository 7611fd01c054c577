"""
An event that is set once in a client's thread and waited for in others.

Under gevent's monkey patching the waiter is a greenlet, whose thread has other greenlets to run. It
waits for an async watcher of its hub, which gevent lets another thread wake.
"""

from collections.abc import Callable
from typing import Any, Protocol

from opentoclose_async._runtime.concurrency.native_threads import (
    allocate_lock,
    gevent_patches_threads,
)

__all__ = ["Latch"]


class _Waiter(Protocol):
    def wait(self, seconds: float | None) -> None:
        """Wait until woken, or for this many seconds."""
        ...

    def wake(self) -> None:
        """Wake the waiter, from any thread; has no effect afterwards."""
        ...

    def end(self) -> None:
        """Release its resources."""
        ...


class Latch:
    """A one-shot event between threads."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._wakers: set[Callable[[], None]] = set()
        self.happened = False

    def set(self) -> None:
        """Set the event and wake all waiters."""
        with self._lock:
            self.happened = True
            for wake in self._wakers:
                wake()
            self._wakers.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """
        Wait until the event is set, or for this many seconds.

        Returns:
            Whether the event is set.
        """
        if self.happened:
            return True
        return self._wait(_Greenlet() if gevent_patches_threads() else _Thread(), seconds)

    def wait_blocking_thread(self, seconds: float | None = None) -> bool:
        """Wait like ``wait``, but block the whole thread: no other greenlet runs meanwhile."""
        return self._wait(_Thread(), seconds)

    def _wait(self, waiter: _Waiter, seconds: float | None) -> bool:
        try:
            with self._lock:
                if not self.happened:
                    self._wakers.add(waiter.wake)
            if not self.happened:
                waiter.wait(seconds)
        finally:
            with self._lock:
                self._wakers.discard(waiter.wake)
            waiter.end()
        return self.happened


class _Thread:
    """A waiting thread."""

    def __init__(self) -> None:
        self._asleep = allocate_lock()
        self._asleep.acquire()

    def wait(self, seconds: float | None) -> None:
        self._asleep.acquire(timeout=-1 if seconds is None else seconds)

    def wake(self) -> None:
        self._asleep.release()

    def end(self) -> None:
        pass


class _Greenlet:
    """A waiting greenlet, whose thread runs others; being killed or timed out raises in it."""

    def __init__(self) -> None:
        import gevent
        import gevent.event

        self._woken = gevent.event.Event()
        self._watcher: Any = gevent.get_hub().loop.async_()
        self._watcher.start(self._woken.set)

    def wait(self, seconds: float | None) -> None:
        self._woken.wait(seconds)

    def wake(self) -> None:
        self._watcher.send()

    def end(self) -> None:
        self._watcher.stop()
        self._watcher.close()
