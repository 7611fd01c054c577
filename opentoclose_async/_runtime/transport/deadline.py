"""The time that one exchange may take, as a whole and for each step on the network."""

import math

import anyio

from opentoclose_async._runtime.concurrency.event_loops import clock_here

__all__ = ["Deadline"]

SLACK = 1.01
"""A step may take this multiple of its timeout, so that one timer does for several steps."""


class Deadline:
    """
    A cancel scope for an exchange, with a total time and a time for each step.

    A scope for every step would cost more than the step: an exchange has a handful.

    Args:
        timeout: Seconds for each step.
        total: Seconds for all steps together.
        stepwise: Whether ``begin_step`` is called before each step; otherwise only the total time
            counts.

    Attributes:
        scope: The cancel scope to run the exchange in.
        timeout: Seconds for each step.
        of_step: Whether the scope's deadline is that of a step, not of the exchange.
    """

    def __init__(self, timeout: float, total: float, *, stepwise: bool) -> None:
        self._clock = clock_here()
        now = self._clock()
        self.timeout = timeout
        self._total = total
        self._ends = now + total
        self._step_ends = now + timeout * SLACK if stepwise else math.inf
        self.of_step = self._step_ends < self._ends
        self.scope = anyio.CancelScope(deadline=min(self._ends, self._step_ends))

    def begin_step(self) -> None:
        """Start the time of a step."""
        now = self._clock()
        left = self._step_ends - now
        if left < self.timeout or left == math.inf:
            self._step_ends = now + self.timeout * SLACK
            self._apply()

    def end_steps(self) -> None:
        """Leave just the total time, as what follows is no step on the network."""
        self._step_ends = math.inf
        self._apply()

    def restart(self) -> None:
        """Start the total time again."""
        self._set_end(self._clock() + self._total)

    def extend(self, seconds: float) -> None:
        """Lengthen the total time."""
        self._set_end(self._ends + seconds)

    def pause(self) -> float:
        """Stop the clock, and return the seconds left for ``resume``."""
        left = self._ends - self._clock()
        self._ends = math.inf
        self.end_steps()
        return left

    def resume(self, left: float) -> None:
        """Start the clock again."""
        self._set_end(self._clock() + left)

    def _set_end(self, ends: float) -> None:
        self._ends = ends
        if not self.of_step:
            self._apply()

    def _apply(self) -> None:
        self.of_step = self._step_ends < self._ends
        self.scope.deadline = min(self._step_ends, self._ends)
