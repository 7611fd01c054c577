"""Sliding-window quotas: at most N requests in any T seconds, for several windows."""

import math
from collections import deque

import attrs

from opentoclose_async.sandbox.config import Quota


@attrs.frozen
class WindowState:
    """
    The state of a window after a request.

    Args:
        limit: Requests allowed in any `seconds`.
        seconds: Length of the window.
        remaining: Requests it would allow now.
        resets_in: Seconds until its oldest request leaves it; 0 if it holds none.
    """

    limit: int
    seconds: float
    remaining: int
    resets_in: float


@attrs.frozen
class Verdict:
    """Whether a request is admitted; if not, `refused_by` is the full window that resets last."""

    windows: tuple[WindowState, ...] = ()
    refused_by: WindowState | None = None

    def headers(self) -> dict[str, str]:
        """Return Retry-After for a refused request, else nothing."""
        if self.refused_by is None:
            return {}
        return {"retry-after": str(max(1, math.ceil(self.refused_by.resets_in)))}


class SlidingWindows:
    """
    The quota windows of one API.

    A refused request does not count. A request leaves a window of T seconds exactly T seconds
    after it arrived.
    """

    def __init__(self, quota: Quota) -> None:
        self._windows = [(limit, seconds, deque[float]()) for limit, seconds in quota]

    def admit(self, now: float) -> Verdict:
        """
        Admit and count a request, or refuse it.

        Args:
            now: Its arrival, in seconds of a monotonic clock.
        """
        for _, seconds, passed in self._windows:
            while passed and passed[0] <= now - seconds:
                passed.popleft()
        full = [window for window in self._windows if len(window[2]) >= window[0]]
        if not full:
            for _, _, passed in self._windows:
                passed.append(now)
        states = tuple(
            WindowState(
                limit=limit,
                seconds=seconds,
                remaining=limit - len(passed),
                resets_in=passed[0] + seconds - now if passed else 0.0,
            )
            for limit, seconds, passed in self._windows
        )
        refused = [state for state in states if state.remaining == 0] if full else []
        return Verdict(states, max(refused, key=lambda state: state.resets_in, default=None))

    def reset(self) -> None:
        """Forget all requests."""
        for _, _, passed in self._windows:
            passed.clear()
