"""Limits of servers that the package knows nothing of, for simulations without a clock."""

from collections import deque
from collections.abc import Callable

Limit = Callable[[float], bool]
"""Whether a request that arrives at a time is accepted; times never go back."""


def leaky_bucket(rate: float, burst: int) -> Limit:
    """Accept ``rate`` requests a second and a burst, as nginx's limit_req does."""
    last, excess = 0.0, 0.0

    def accept(now: float) -> bool:
        nonlocal last, excess
        more = max(excess - rate * (now - last), 0.0) + 1.0
        if more > burst + 1.0:
            return False
        last, excess = now, more
        return True

    return accept


def sliding_window(count: int, seconds: float) -> Limit:
    """Accept ``count`` requests in any ``seconds`` seconds."""
    accepted = deque[float]()

    def accept(now: float) -> bool:
        while accepted and accepted[0] <= now - seconds:
            accepted.popleft()
        if len(accepted) >= count:
            return False
        accepted.append(now)
        return True

    return accept
