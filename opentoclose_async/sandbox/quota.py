"""Count requests as "at most N in any T seconds", several windows at once."""

import math
from collections import deque

import attrs

from opentoclose_async.sandbox.config import Quota


@attrs.frozen
class WindowState:
    """
    One window as it stands after a request.

    Args:
        limit: Requests that it lets through in any `seconds`.
        seconds: Its length.
        remaining: Requests that it would let through now.
        resets_in: Seconds until the oldest request that it counts leaves it; 0 if it counts none.
    """

    limit: int
    seconds: float
    remaining: int
    resets_in: float


@attrs.frozen
class Verdict:
    """Whether a request may pass: if not, `refused_by` is the window to wait for longest."""

    windows: tuple[WindowState, ...] = ()
    refused_by: WindowState | None = None

    def headers(self) -> dict[str, str]:
        """Say by Retry-After when to come back; nothing if the request passed."""
        if self.refused_by is None:
            return {}
        return {"retry-after": str(max(1, math.ceil(self.refused_by.resets_in)))}


class SlidingWindows:
    """
    The windows of one API.

    A refused request takes no place in them, and a request leaves a window of T seconds exactly T
    seconds after it arrived.
    """

    def __init__(self, quota: Quota) -> None:
        self._windows = [(limit, seconds, deque[float]()) for limit, seconds in quota]

    def admit(self, now: float) -> Verdict:
        """
        Let a request pass and count it, or refuse it.

        Args:
            now: When it arrived, in seconds of any clock that does not go back.
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
