"""
An event that is set once in a client's thread and waited for in others.

Under gevent's monkey patching the waiter is a greenlet, whose thread has other greenlets to run. It
waits for an async watcher of its hub, which gevent lets another thread wake.
"""

from typing import Any

from opentoclose_async._runtime.concurrency.native_threads import (
    allocate_lock,
    gevent_patches_threads,
)

__all__ = ["Latch"]


class Latch:
    """A one-shot event between threads."""

    def __init__(self) -> None:
        self._closed = allocate_lock()  # held until the event is set: threads wait to acquire it
        self._closed.acquire()
        self._lock = allocate_lock()
        self._greenlets: set[_Greenlet] = set()
        self.happened = False

    def set(self) -> None:
        """Set the event and wake all waiters. Setting it again has no effect."""
        with self._lock:
            if self.happened:
                return
            self.happened = True
            self._closed.release()
            for greenlet in self._greenlets:
                greenlet.wake()

    def wait(self, seconds: float | None = None) -> bool:
        """
        Wait until the event is set, or for this many seconds.

        Returns:
            Whether the event is set.
        """
        if self.happened:
            return True
        if gevent_patches_threads():
            return self._wait_in_greenlet(seconds)
        return self.wait_blocking_thread(seconds)

    def wait_blocking_thread(self, seconds: float | None = None) -> bool:
        """Wait like ``wait``, but block the whole thread: no other greenlet runs meanwhile."""
        if not self.happened and self._closed.acquire(timeout=-1 if seconds is None else seconds):
            self._closed.release()  # for the next one that waits
        return self.happened

    def _wait_in_greenlet(self, seconds: float | None) -> bool:
        greenlet = _Greenlet()
        try:
            with self._lock:
                if not self.happened:
                    self._greenlets.add(greenlet)
            if not self.happened:
                greenlet.wait(seconds)
        finally:
            with self._lock:
                self._greenlets.discard(greenlet)
            greenlet.end()
        return self.happened


class _Greenlet:
    """A waiting greenlet, whose thread runs others; being killed or timed out raises in it."""

    def __init__(self) -> None:
        import gevent
        import gevent.event

        self._woken = gevent.event.Event()
        self._watcher: Any = gevent.get_hub().loop.async_()
        self._watcher.start(self._woken.set)

    def wait(self, seconds: float | None) -> None:
        """Wait until woken, or for this many seconds."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """Wake the greenlet, from any thread."""
        self._watcher.send()

    def end(self) -> None:
        """Release the watcher, which must not be woken afterwards."""
        self._watcher.stop()
        self._watcher.close()
