"""
How fast to send after the server refused: slower at once, and gradually faster again.

A limit that nobody documented, such as a proxy's, is found as TCP finds a network's: a refusal cuts
the rate to a share of what the server accepted, and every second without one adds to it. Requests
are then spaced, so that callers that were paused together do not resume together; the spaces vary,
so that two clients which refuse each other fall out of step.

There is no clock and no chance here: every method takes the time, in seconds of any monotonic
clock, and what is random.
"""

from math import exp

from attrs import define

__all__ = ["Pace"]

CUT = 0.85
"""Share of the rate that is kept after a refusal."""
CYCLE = 6.0
"""Seconds after which the rate is again what it was when a request was refused."""
CYCLE_REQUESTS = 8.0
"""Requests that such a cycle has at least."""
MEMORY = 1.0
"""Seconds over which the accepted rate is averaged."""
FIRST = 4.0
"""Requests a second after a refusal, if hardly anything was accepted before it."""
FIRST_PAUSE = 0.25
"""Seconds, of pauses whose length the server does not say."""
JITTER = 0.1
"""Share by which spaces vary."""


@define
class Pace:
    """
    The rate of requests, and the pauses, of those who share a limit.

    Attributes:
        slowest: Requests a second that no refusal makes it go below. A limit below that is kept by
            pauses, so that refusals without a system do not bring everything to a halt.
        longest_pause: Seconds, of pauses whose length the server does not say.
        rate: Requests a second; None if nothing was refused lately.
        paused_until: When the last pause ends.
        refusals: Cuts since a request was last accepted.
    """

    slowest: float
    longest_pause: float
    rate: float | None = None
    paused_until: float = float("-inf")
    refusals: int = 0
    _next_at: float = float("-inf")
    _cut_at: float = float("-inf")
    _top: float = FIRST  # the rate that was refused
    _exploring: bool = False  # nothing is known: the rate doubles every second
    _flow: float = 0.0
    _flow_at: float = float("-inf")

    def free_at(self) -> float:
        """Return when the next request may be sent."""
        return self.paused_until if self.rate is None else max(self.paused_until, self._next_at)

    def took(self, now: float, chance: float) -> None:
        """
        Account for a request sent now.

        Args:
            now: The time.
            chance: A random number from 0 to 1.
        """
        if self.rate is not None:
            space = (1.0 + JITTER * (chance - 0.5)) / self.rate
            self._next_at = now + space

    def accepted(self, sent: float, now: float, enough: float) -> None:
        """
        Account for a request that was not refused.

        Args:
            sent: When it was sent.
            now: The time.
            enough: Requests a second that the quota keeps to anyway; pacing ends there.
        """
        self._flow = self._flow_before(now) + 1.0 / MEMORY
        self._flow_at = now
        if sent <= self._cut_at:
            return
        self.refusals = 0
        if self.rate is None:
            return
        since = max(0.0, now - self._cut_at)
        if self._exploring:
            rate = self._top * CUT * 2.0 ** min(since, 10.0)
        else:
            # A cubic: soon near the rate that was refused, slow around it, then ever faster.
            cycle = max(CYCLE, CYCLE_REQUESTS / self._top)
            cycles = min(since / cycle, 10.0)
            rate = self._top * (1.0 + (1.0 - CUT) * (cycles - 1.0) ** 3)
        self.rate = None if rate >= enough else rate

    def refused(
        self, sent: float, now: float, *, wait: float | None, least: float, chance: float
    ) -> None:
        """
        Account for a refusal.

        Args:
            sent: When the request was sent.
            now: The time.
            wait: Seconds that the server asked to wait, if it did.
            least: Seconds that the first pause should take at least.
            chance: A random number from 0 to 1.
        """
        if wait == 0.0:
            return  # the server wants it again at once
        if sent > self._cut_at:  # otherwise it belongs to a burst that was already accounted for
            self.refusals += 1
            self._cut(now)
        if wait is None:
            first = FIRST_PAUSE if self.rate is None else min(FIRST_PAUSE, 2.0 / self.rate)
            pause = max(first, least) * 2.0 ** min(max(0, self.refusals - 1), 20)
            wait = min(self.longest_pause, pause * (0.75 + chance / 2.0))
        self.pause(now + wait)

    def pause(self, until: float) -> None:
        """Send nothing before a time."""
        self.paused_until = max(self.paused_until, until)

    def shift(self, seconds: float) -> None:
        """Add seconds to all times."""
        self.paused_until += seconds
        self._next_at += seconds
        self._cut_at += seconds
        self._flow_at += seconds

    def _cut(self, now: float) -> None:
        if self.rate is None:
            self._top = max(self._flow_before(now), FIRST)
            self._exploring = True  # a burst says little about the rate
        elif self.refusals == 1:
            reached = max(1.5 * self._flow_before(now), self.rate / 2.0)
            self._top = max(min(self.rate, reached), self.slowest / CUT)
            self._exploring = False
        # Otherwise the pause was too short, which says nothing about the rate.
        self.rate = max(self._top * CUT, self.slowest)
        self._cut_at = self._next_at = now

    def _flow_before(self, now: float) -> float:
        """Return the accepted requests a second, averaged with recent ones weighing most."""
        return self._flow * exp(min(0.0, self._flow_at - now) / MEMORY) if self._flow else 0.0
