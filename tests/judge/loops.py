"""An event loop whose clock runs only when nothing else does, so that a hang shows at once.

The transport of a reading is in the same process: whenever no task is ready, either somebody waits
for a timer or nobody will ever go on. The loop then sets its clock to the next timer instead of
waiting for it. A task that turns without getting on meets a bound on the turns of the loop, and one
that never lets go of the loop a bound on the processor's time.
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
    """Raised inside code that does not let go of the event loop."""


class _IdleSelector(selectors.SelectSelector):
    """Tells how long the loop would have waited, and does not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.turns = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Look whether something is there, and set the clock on otherwise."""
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
        """Give the time by the loop's own clock, in seconds."""
        return self._idle.now

    def got_on(self) -> None:
        """Count the turns of the loop anew, as something has happened."""
        self._idle.turns = 0


def got_on() -> None:
    """Tell the loop that the reading got on, if it is one that asks."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # trio
        return
    if isinstance(loop, ImpatientLoop):
        loop.got_on()


def _stop_spinning(_number: int, _frame: FrameType | None) -> None:
    raise SpinningError("the reading computes for ever")


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise SpinningError inside what takes more of the processor's time than that."""
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
