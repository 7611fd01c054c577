"""Properties of clients that import and create a group of methods when it is first used."""

import os
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol, TypeVar

from opentoclose_async._runtime.concurrency.native_threads import allocate_reentrant_lock

__all__ = ["lazy_group"]

T = TypeVar("T")

# A child that is forked while another thread imports a module would wait for that import forever,
# as the thread does not exist there. So forking waits until no thread is importing a group. The
# lock is reentrant because a signal handler may use a group while its thread imports another.
_lock = allocate_reentrant_lock()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )


class _LazyGroup(cached_property[T]):
    """A cached property that runs its function once, whatever thread is first."""

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        with _lock:
            values = vars(instance)
            name = str(self.attrname)
            if name not in values:
                values[name] = self.func(instance)
            return values[name]


class Group(Protocol[T]):
    """Types of a lazy group. jedi would also offer the attributes of ``cached_property``."""

    def __get__(self, instance: object, owner: type | None = None) -> T: ...

    def __set__(self, instance: object, value: T) -> None:
        """Allow a replacement, as tests use."""


def lazy_group(make: Callable[[Any], T]) -> Group[T]:
    """Decorate a method that imports and creates a group, to make it a cached property."""
    return _LazyGroup(make)
