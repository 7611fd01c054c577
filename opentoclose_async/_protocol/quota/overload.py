"""
Recognize a limit behind responses of 503.

A limiter in front of an API, such as nginx's limit_req, refuses with 503 unless told otherwise. An
API that is down answers 503 as well. It is a limit if several come in a burst while other requests
are accepted.
"""

from attrs import define

__all__ = ["OverloadDetector"]

BURST = 1.0
"""Seconds within which two responses of 503 are a burst."""
ACCEPTED_LATELY = 10.0
"""Seconds; if nothing was accepted for longer, the API is down."""
REMEMBERED = 60.0
"""Seconds after a burst for which a single 503 is the limit's."""


@define
class OverloadDetector:
    """What a client remembers to tell a limiter from an outage."""

    _accepted_at: float = float("-inf")
    _unavailable_at: float = float("-inf")
    _burst_at: float = float("-inf")

    def is_limit(self, now: float, status: int) -> bool:
        """Account for a response, and return whether it is a limiter's refusal."""
        if status != 503:
            if status < 500 and status != 429:
                self._accepted_at = now
            return False
        if now - self._unavailable_at <= BURST or now - self._burst_at <= REMEMBERED:
            self._burst_at = now
        self._unavailable_at = now
        return self._burst_at == now and now - self._accepted_at <= ACCEPTED_LATELY
