"""Estimate when a server counted a request, from how long its response took."""

from attrs import define

__all__ = ["RoundTrips"]

TRUSTED_ROUND_TRIPS = 10
"""
Responses before the fastest of them is trusted as a normal round trip. Requests sent before that
count from their responses: they had to open connections, so none of them is normal.
"""
MARGIN = 0.005
"""Seconds of a round trip that are never treated as constant; half of it at most."""


@define
class RoundTrips:
    """The round trips of one client."""

    _quickest: float = float("inf")
    _responses: int = 0

    @property
    def early(self) -> bool:
        """Whether no normal round trip is known yet."""
        return self._responses < TRUSTED_ROUND_TRIPS

    def ended(self, seconds: float, *, early: bool, answered: bool) -> float:
        """
        Account for the end of a request.

        Args:
            seconds: How long it took.
            early: Whether no normal round trip was known when it was sent.
            answered: Whether there was a response.

        Returns:
            The most seconds after sending at which the server may have counted it.
        """
        if answered:
            self._quickest = min(self._quickest, seconds)
            self._responses += 1
        if early or self._quickest == float("inf"):
            return max(0.0, seconds)
        return max(0.0, seconds - self._quickest + min(MARGIN, self._quickest / 2))
