"""
An event loop whose clock only advances when nothing else can run, so that hangs show immediately.

A reading's transport is in the same process: if no task is ready, either something waits for a
timer or the reading hangs. Then the loop sets its clock to the next timer instead of waiting. A
limit on the loop's turns catches a task that runs without progress, and a limit on CPU time catches
one that never yields to the loop.
"""

import asyncio
import selectors
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

_MOST_TURNS = 20_000  # of the loop, between two requests
_FAR = 1e6  # seconds, beyond every timer


class SpinningError(RuntimeError):
    """Raised in code that never yields to the event loop."""


class _IdleSelector(selectors.SelectSelector):
    """Report how long the loop would have waited, without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.turns = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; otherwise advance the clock."""
        self.turns += 1
        if self.turns > _MOST_TURNS:
            self.turns = 0
            self.now += _FAR
        if timeout == 0 and self.turns % 64:
            return []
        ready = super().select(1.0 if timeout is None else 0)
        if not ready and timeout:
            self.now += max(timeout, 1e-6)
        return ready


class ImpatientLoop(asyncio.SelectorEventLoop):
    """An event loop for readings whose server is in the same process."""

    def __init__(self) -> None:
        self._idle = _IdleSelector()
        super().__init__(self._idle)

    def time(self) -> float:
        """Return the loop's own time in seconds."""
        return self._idle.now

    def made_progress(self) -> None:
        """Restart the count of turns."""
        self._idle.turns = 0


def made_progress() -> None:
    """Tell the loop, if it is an ImpatientLoop, that the reading made progress."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # trio
        return
    if isinstance(loop, ImpatientLoop):
        loop.made_progress()


def _stop_spinning(_number: int, _frame: FrameType | None) -> None:
    raise SpinningError("the reading never yields to the loop")


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise SpinningError in code that takes more CPU time than this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop_spinning)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


ASYNCIO: Mapping[str, object] = {"loop_factory": ImpatientLoop}
