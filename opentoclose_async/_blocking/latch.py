"""
Something that happens once in a client's own thread, and is waited for in others.

Under gevent's monkey patching, who waits is a greenlet, and its thread has other greenlets to run
meanwhile: it waits for a watcher of its event loop there, which is what gevent has for being woken
from another thread.
"""

from collections.abc import Callable
from typing import Any, Protocol

from opentoclose_async._runtime.concurrency.real_threads import (
    allocate_lock,
    gevent_patches_threads,
)

__all__ = ["Latch"]


class _Waiter(Protocol):
    def wait(self, seconds: float | None) -> None:
        """Wait to be woken."""
        ...

    def wake(self) -> None:
        """Wake it, from any thread; may be called too late."""
        ...

    def end(self) -> None:
        """Take it apart."""
        ...


class Latch:
    """Tell those who wait that something has happened."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._wakers: set[Callable[[], None]] = set()
        self.happened = False

    def set(self) -> None:
        """Tell that it has happened."""
        with self._lock:
            self.happened = True
            for wake in self._wakers:
                wake()
            self._wakers.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """
        Wait until it has happened, at most so many seconds.

        Returns:
            Whether it has.
        """
        if self.happened:
            return True
        return self._wait(_Greenlet() if gevent_patches_threads() else _Thread(), seconds)

    def stand_still(self, seconds: float | None = None) -> bool:
        """Wait likewise, and let no other greenlet run meanwhile."""
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
    """A thread that waits."""

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
    """A greenlet that waits while its thread goes on; what kills it, or times it out, is raised."""

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
