"""
Threads and locks of the operating system, also where gevent has put greenlets in their place.

gevent's monkey patching turns ``threading.Thread`` into a greenlet, of which all run in one thread,
and locks into those of greenlets. What is meant to be a thread has to be begun by what Python's own
module has for that; gevent keeps it.
"""

import _thread
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["allocate_lock", "gevent_patches_threads", "start_thread", "thread_id"]


def gevent_patches_threads() -> bool:
    """Tell whether threads are greenlets in this process."""
    monkey = sys.modules.get("gevent.monkey")  # who has not imported it has not patched either
    return monkey is not None and bool(monkey.is_module_patched("threading"))


def allocate_lock() -> "_thread.LockType":
    """Make a lock for what never lets another greenlet run while it is held."""
    lock: _thread.LockType = _original("allocate_lock")()
    return lock


def start_thread(function: Callable[[], object]) -> None:
    """Run a function in a thread that the exit of the interpreter does not wait for."""
    _original("start_new_thread")(function, ())


def thread_id() -> int:
    """Tell the running thread from others."""
    ident: int = _original("get_ident")()
    return ident


def _original(name: str) -> Any:
    monkey = sys.modules.get("gevent.monkey")
    return getattr(_thread, name) if monkey is None else monkey.get_original("_thread", name)
