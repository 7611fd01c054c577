"""Decide whether and when to send a request again, by the safety of its HTTP method."""

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
    """How far a failed request got."""

    NOT_SENT = auto()
    """No connection, so the server cannot have seen it."""
    LOST = auto()
    """Sent, at least in part, without a complete response."""
    REFUSED = auto()
    """Rejected because of a limit, so not carried out."""
    ANSWERED = auto()
    """Any other response that reports a failure."""


@frozen
class RetryPolicy:
    """
    How often and how long to retry a failed request.

    Each delay is drawn uniformly between zero and a ceiling, which starts at ``first_delay`` and
    doubles with every attempt (full jitter). A wait that the server asks for is always observed.

    Attributes:
        attempts: Maximum number of requests, including the first.
        max_wait: Longest single wait in seconds that the server may ask for; a longer one raises.
        first_delay: Ceiling of the first delay, in seconds.
        longest_delay: Upper bound of the ceiling, in seconds.
    """

    attempts: int = 5
    max_wait: float = 60.0
    first_delay: float = 0.5
    longest_delay: float = 8.0

    def __attrs_post_init__(self) -> None:
        if type(self.attempts) is not int or not 0 < self.attempts <= LARGEST_ID:
            raise misconfigured("attempts", self.attempts, "a whole number, at least 1")
        if not is_number(self.max_wait) or self.max_wait < 0:
            raise misconfigured("max_wait", self.max_wait, "a number of seconds, at least 0")
        for name in ("first_delay", "longest_delay"):
            seconds = getattr(self, name)
            if not is_number(seconds) or not 0 <= seconds <= LONGEST_DELAY:
                raise misconfigured(name, seconds, "a number of seconds, from 0 to a day")


def outcome_is_unknown(
    method: str, outcome: Outcome, *, status: int | None = None, requested_wait: float | None = None
) -> bool:
    """Return whether a failed request may have been carried out: a retry could repeat it."""
    if method in SAFE_TO_REPEAT or outcome in (Outcome.NOT_SENT, Outcome.REFUSED):
        return False
    if _turned_away(status, requested_wait):
        return False
    return outcome is Outcome.LOST or status == 408 or (status is not None and status >= 500)


def _turned_away(status: int | None, requested_wait: float | None) -> bool:
    """Return whether the server refused before doing anything: 503 with Retry-After."""
    return status == 503 and requested_wait is not None


def next_delay(
    policy: RetryPolicy,
    method: str,
    attempt: int,
    outcome: Outcome,
    *,
    status: int | None = None,
    requested_wait: float | None = None,
    limit_waited: float | None = None,
    draw: Callable[[float, float], float],
) -> float | None:
    """
    Decide whether and when to make the next attempt.

    Args:
        policy: The limits.
        method: HTTP method, upper case.
        attempt: The attempt that failed, from 1.
        outcome: How far it got.
        status: The response's status, if there was a response.
        requested_wait: Seconds that the server asked to wait, if it did.
        limit_waited: If a limit refused it, the seconds waited so far because of such refusals,
            which count instead of attempts.
        draw: ``random.uniform`` or a substitute.

    Returns:
        Seconds to wait before the next attempt; None to give up.
    """
    if limit_waited is not None and policy.attempts > 1:
        if limit_waited >= policy.max_wait:
            return None
    elif attempt >= policy.attempts:
        return None
    if requested_wait is not None and requested_wait > policy.max_wait:
        return None
    if outcome is Outcome.ANSWERED and status not in WORTH_REPEATING:
        return None
    not_done = outcome in (Outcome.NOT_SENT, Outcome.REFUSED) or _turned_away(
        status, requested_wait
    )
    if method not in SAFE_TO_REPEAT and not not_done:
        return None
    ceiling = min(policy.longest_delay, policy.first_delay * 2.0 ** min(attempt - 1, 60))
    return max(requested_wait or 0.0, draw(0.0, ceiling))
