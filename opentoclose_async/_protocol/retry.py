"""Whether to send a request again, and when: section by section of the HTTP methods' safety."""

from collections.abc import Callable
from enum import Enum, auto

from attrs import frozen

from opentoclose_async._protocol.arguments import LARGEST_ID, is_number, misconfigured

__all__ = ["Outcome", "RetryPolicy", "next_delay", "outcome_is_unknown"]

SAFE_TO_REPEAT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
WORTH_REPEATING = frozenset({408, 429, 500, 502, 503, 504})
LONGEST_DELAY = 86400.0
"""Seconds."""


class Outcome(Enum):
    """How far a request that failed got."""

    NOT_SENT = auto()
    """No connection: the server cannot have seen it."""
    LOST = auto()
    """Sent, at least in part, and no whole answer came."""
    REFUSED = auto()
    """Turned down for a limit: not carried out."""
    ANSWERED = auto()
    """Any other answer that says it failed."""


@frozen
class RetryPolicy:
    """
    How often and how patiently a failed request is sent again.

    A delay is drawn evenly between zero and a ceiling that doubles from ``first_delay`` with every
    attempt (full jitter); what the server tells us to wait is always waited.

    Attributes:
        attempts: Requests at most, the first included.
        max_wait: Seconds that one wait told by the server may take; a longer one raises.
        first_delay: Seconds; the ceiling of the first delay.
        longest_delay: Seconds; the ceiling that the doubling ends at.
    """

    attempts: int = 5
    max_wait: float = 60.0
    first_delay: float = 0.5
    longest_delay: float = 8.0

    def __attrs_post_init__(self) -> None:
        if type(self.attempts) is not int or not 0 < self.attempts <= LARGEST_ID:
            raise misconfigured("attempts", self.attempts, "a whole number from 1 on")
        if not is_number(self.max_wait) or self.max_wait < 0:
            raise misconfigured("max_wait", self.max_wait, "a number of seconds, from 0 on")
        for name in ("first_delay", "longest_delay"):
            seconds = getattr(self, name)
            if not is_number(seconds) or not 0 <= seconds <= LONGEST_DELAY:
                raise misconfigured(name, seconds, "a number of seconds, from 0 to a day")


def outcome_is_unknown(
    method: str, outcome: Outcome, *, status: int | None = None, told: float | None = None
) -> bool:
    """Tell whether a failed request may have been carried out and must not be repeated blindly."""
    if method in SAFE_TO_REPEAT or outcome in (Outcome.NOT_SENT, Outcome.REFUSED):
        return False
    if _turned_away(status, told):
        return False
    return outcome is Outcome.LOST or status == 408 or (status is not None and status >= 500)


def _turned_away(status: int | None, told: float | None) -> bool:
    """Tell whether the server said "later" before it did anything: 503 with Retry-After."""
    return status == 503 and told is not None


def next_delay(
    policy: RetryPolicy,
    method: str,
    attempt: int,
    outcome: Outcome,
    *,
    status: int | None = None,
    told: float | None = None,
    draw: Callable[[float, float], float],
) -> float | None:
    """
    Decide about the next attempt.

    Args:
        policy: The limits.
        method: HTTP method in capitals.
        attempt: Which attempt failed, from 1.
        outcome: How far it got.
        status: The answer's status, if one came.
        told: Seconds that the server said to wait, if it did.
        draw: ``random.uniform`` or a stand-in.

    Returns:
        Seconds to wait before the next attempt; None to give up.
    """
    if attempt >= policy.attempts or (told is not None and told > policy.max_wait):
        return None
    if outcome is Outcome.ANSWERED and status not in WORTH_REPEATING:
        return None
    surely_not_done = outcome in (Outcome.NOT_SENT, Outcome.REFUSED) or _turned_away(status, told)
    if method not in SAFE_TO_REPEAT and not surely_not_done:
        return None
    ceiling = min(policy.longest_delay, policy.first_delay * 2.0 ** min(attempt - 1, 60))
    return max(told or 0.0, draw(0.0, ceiling))
