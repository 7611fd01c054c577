"""
Operating-system threads and locks, even where gevent has replaced them with greenlets.

gevent's monkey patching turns ``threading.Thread`` into a greenlet, and locks into greenlet locks.
Native ones come from Python's ``_thread`` module, whose originals gevent keeps.
"""

import _thread
import sys
from collections.abc import Callable
from typing import Any

__all__ = [
    "allocate_lock",
    "allocate_reentrant_lock",
    "gevent_patches_threads",
    "start_thread",
    "thread_id",
]


def gevent_patches_threads() -> bool:
    """Return whether gevent has replaced threads with greenlets in this process."""
    monkey = sys.modules.get("gevent.monkey")  # not imported means not patched
    return monkey is not None and bool(monkey.is_module_patched("threading"))


def allocate_lock() -> "_thread.LockType":
    """Return a native lock. Its holder must not let another greenlet run."""
    lock: _thread.LockType = _original("allocate_lock")()
    return lock


def allocate_reentrant_lock() -> "_thread.RLock":
    """Return a native lock that the thread that holds it can acquire again."""
    lock: _thread.RLock = _original("RLock")()
    return lock


def start_thread(function: Callable[[], object]) -> None:
    """Run a function in a native thread that does not delay the interpreter's exit."""
    _original("start_new_thread")(function, ())


def thread_id() -> int:
    """Return the identifier of the current native thread."""
    ident: int = _original("get_ident")()
    return ident


def _original(name: str) -> Any:
    monkey = sys.modules.get("gevent.monkey")
    return getattr(_thread, name) if monkey is None else monkey.get_original("_thread", name)
