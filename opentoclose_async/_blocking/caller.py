"""Call an async client from any thread, also after a fork."""

import functools
import os
import threading
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from opentoclose_async._blocking.loop_thread import AsyncClient, LoopThread
from opentoclose_async._blocking.short_tracebacks import shortened
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Caller"]

C = TypeVar("C", bound=AsyncClient)
T = TypeVar("T")

_callers: "weakref.WeakSet[Caller[Any]]" = weakref.WeakSet()
_from_parent: list[object] = []
"""Objects copied by a fork, which the child must neither use nor close."""


class Caller(Generic[C]):
    """
    Own an async client and the event loop it runs in, which starts with the first call.

    A blocking client and its resources share one. The loop stops when the last one is collected.

    Args:
        make: Make the async client. Called again in a forked child, which cannot use the parent's
            connections and loop.
    """

    def __init__(self, make: Callable[[], C]) -> None:
        self._make = Hidden(make)  # its arguments include the credential
        self._client: C | None = make()
        self._loop_thread: LoopThread | None = None
        self._lock = threading.Lock()
        self._closed = False
        _callers.add(self)

    @property
    def client(self) -> C:
        """The async client of this process."""
        with self._lock:
            return self._own_client()

    def call(
        self, function: Callable[..., Coroutine[Any, Any, T]], *arguments: Any, **keywords: Any
    ) -> T:
        """
        Call a coroutine function of the client or its resources, and return its result.

        An interruption, such as Ctrl-C, cancels the call.
        """
        try:
            return self._running().call(functools.partial(function, *arguments, **keywords))
        except BaseException as error:  # noqa: BLE001 - raised again
            raise shortened(error)  # noqa: B904 - it is the same error

    def close(self) -> None:
        """Cancel all calls and close all connections, for good."""
        with self._lock:
            self._closed = True
            loop_thread, self._loop_thread = self._loop_thread, None
        if loop_thread is not None:
            loop_thread.close()

    def _running(self) -> LoopThread:
        with self._lock:
            if self._closed:
                raise ConfigurationError("The client is closed; make a new one.")
            if self._loop_thread is not None and self._loop_thread.ended:
                self._loop_thread = self._client = None
            if self._loop_thread is None:
                self._loop_thread = LoopThread(self._own_client())
                weakref.finalize(self, self._loop_thread.stop_soon).atexit = False
            return self._loop_thread

    def _own_client(self) -> C:
        if self._client is None:
            self._client = self._make.reveal()()
        return self._client

    def forget_parent(self) -> None:
        """Start from scratch in a forked child."""
        self._lock = threading.Lock()
        if self._loop_thread is not None:
            _from_parent.append((self._loop_thread, self._client))
            self._loop_thread = self._client = None


def _after_fork() -> None:
    for caller in list(_callers):
        caller.forget_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
