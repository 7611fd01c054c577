"""
"At most N requests in any T seconds", several windows together, refined by what the server says.

The time of every request is kept (a token bucket would let twice the quota through within one
window). What the server counts is when a request *arrives*, which lies between its sending and its
answer; a burst that had to open connections arrives later than it was sent. So a request occupies
its window from its sending plus however much longer it took than the quickest one, within limits.

No clock in here: every method is told the time, in seconds of any clock that never goes back.
"""

import re
from collections import deque

from attrs import Factory, define, frozen

from opentoclose_async._protocol.answers.rate_limits import LimitSignals
from opentoclose_async._protocol.arguments import is_number, misconfigured
from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Permit", "Quota", "QuotaLedger", "Window"]

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WINDOW = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,8}(?:\.\d{1,6})?)?\s*([smhd])\s*", re.ASCII)
MOST_REQUESTS = 1_000_000_000
LONGEST_WINDOW = 366 * 86400.0
"""Seconds."""


@frozen
class Window:
    """At most ``count`` requests in any ``seconds`` seconds."""

    count: int
    seconds: float

    def __attrs_post_init__(self) -> None:
        if type(self.count) is not int or not 0 < self.count <= MOST_REQUESTS:
            raise misconfigured(
                "count", self.count, f"a whole number of requests, from 1 to {MOST_REQUESTS:,}"
            )
        if not is_number(self.seconds) or not 0 < self.seconds <= LONGEST_WINDOW:
            raise misconfigured(
                "seconds", self.seconds, "a number of seconds, more than 0, at most 366 days"
            )

    def __str__(self) -> str:
        return f"{self.count}/{format(self.seconds, '.6f').rstrip('0').rstrip('.')}s"


@frozen
class Quota:
    """
    Windows that all hold at once, as ``Quota.parse("500/30s, 3000/1h")``.

    Attributes:
        windows: The windows, in any order.
    """

    windows: tuple[Window, ...]

    def __attrs_post_init__(self) -> None:
        windows: object = self.windows
        if not (isinstance(windows, tuple) and windows) or not all(
            isinstance(window, Window) for window in windows
        ):
            raise misconfigured(
                "windows", windows, "a tuple of at least one Window (quota=None switches it off)"
            )

    @classmethod
    def parse(cls, text: str) -> "Quota":
        """
        Read a quota as people write it: ``1/s``, ``20/2s``, ``500/30s, 3000/1h``.

        Raises:
            ConfigurationError: If the text is none.
        """
        if not isinstance(text, str):
            raise misconfigured("text", text, "a quota as 500/30s, 3000/1h")
        windows = []
        for part in text.split(","):
            match = _WINDOW.fullmatch(part)
            if match is None:
                raise ConfigurationError(
                    f"{shorten(part.strip())} is no quota window in the text; write it as 500/30s "
                    "or 3000/1h (units s, m, h, d), several separated by commas."
                )
            count, length, unit = match.groups()
            windows.append(Window(int(count), float(length or 1) * _UNITS[unit]))
        return cls(tuple(windows))

    def __str__(self) -> str:
        return ", ".join(map(str, self.windows))


@define(eq=False)
class Permit:
    """
    Leave to send one request; its time is what the windows count.

    Attributes:
        sent: When it was given.
        early: It was given before a normal round trip was known.
        round_trip: Seconds until the request ended; None while it has not.
    """

    sent: float
    early: bool = False
    round_trip: float | None = None


@define
class _WindowLog:
    """The requests that a window still counts, in the order of their sending."""

    window: Window
    permits: deque[Permit] = Factory(deque)

    @property
    def slack(self) -> float:
        """Seconds that a request may count as later than it was sent."""
        return min(MOST_SLACK, self.window.seconds * SLACK_SHARE)


SLACK_SHARE = 0.25
MOST_SLACK = 2.0
TRUSTED_ROUND_TRIPS = 10
"""
Answers before the quickest of them is believed to show what a round trip costs. Requests sent
before that count from their answers: they had to open connections, so that none of them is normal.
"""
MARGIN = 0.005
"""Seconds of a round trip that are never believed to be its same part every time; half at most."""
WIDENING = 0.05
MOST_WIDENING = 0.5
HOURLY_WAIT = 3600.0
"""Seconds to wait for an hourly limit of which no reset time is known."""
SAME_RESET = 2.0
"""Seconds that two reset times may differ by and be the same one: they come in whole seconds."""
LONGEST_GUESS = 60.0
"""Seconds; what the guessed waits for repeated refusals grow up to."""


class QuotaLedger:
    """
    Account for the requests of one client.

    Ask ``wait``; when it is zero, ``take`` a permit and send; then ``settle`` it with what came
    back, or ``cancel`` it if nothing was sent.

    Args:
        quota: The windows to keep.
    """

    def __init__(self, quota: Quota) -> None:
        self._logs = [_WindowLog(window) for window in quota.windows]
        self._shortest = min(window.seconds for window in quota.windows)
        self._quickest = float("inf")
        self._answers = 0
        self._outstanding = 0
        self._paused_until = float("-inf")
        self._paused_since = float("-inf")
        self._refusals = 0
        self._widening = 0.0
        # What the server's headers say is left of its long window, and until when that holds.
        self._left: int | None = None
        self._left_until = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until the next request may go; 0.0 if it may go now."""
        return max(0.0, self.free_at(now) - now)

    def free_at(self, now: float) -> float:
        """Tell when the next request may go, as things stand; not later than now if it may go."""
        free = self._paused_until
        if self._left is not None and now >= self._left_until:
            self._left = None
        if self._left is not None and self._left <= 0:
            free = max(free, self._left_until)
        for log in self._logs:
            length = log.window.seconds
            if length == self._shortest:
                length *= 1.0 + self._widening
            permits = log.permits
            while permits and self._arrival(permits[0], log) + length <= now:
                permits.popleft()
            if len(permits) >= log.window.count:
                oldest = permits[len(permits) - log.window.count]
                free = max(free, self._arrival(oldest, log) + length)
        return free

    def take(self, now: float) -> Permit:
        """Take leave to send one request now; only when ``wait`` is zero."""
        permit = Permit(now, early=self._answers < TRUSTED_ROUND_TRIPS)
        for log in self._logs:
            log.permits.append(permit)
        if self._left is not None:
            self._left -= 1
        self._outstanding += 1
        return permit

    def cancel(self, permit: Permit) -> None:
        """Give a permit back unused."""
        self._outstanding -= 1
        if self._left is not None:
            self._left += 1
        for log in self._logs:
            if permit in log.permits:
                log.permits.remove(permit)

    def give_up(self, permit: Permit) -> None:
        """Expect no end of a request any more; it may have been sent, so it counts."""
        self._outstanding -= permit.round_trip is None

    def settle(self, permit: Permit, now: float, signals: LimitSignals | None = None) -> None:
        """
        Account for the end of a request.

        Args:
            permit: What it was sent under.
            now: When it ended.
            signals: What its answer said about limits; None if there was no answer.
        """
        self._outstanding -= 1
        permit.round_trip = now - permit.sent
        if signals is None:
            return
        self._quickest = min(self._quickest, permit.round_trip)
        self._answers += 1
        self._heed_headers(now, signals)
        if signals.refused:
            self._heed_refusal(permit, now, signals)
        elif permit.sent > self._paused_since:
            self._refusals = 0

    def describe(self, now: float) -> str:
        """
        Say how things stand, for people.

        Returns:
            The requests that each window counts and allows, as ``3/500 in 30s, 40/3000 in 3600s``,
            and what the server's headers say is left, if they do.
        """
        self.free_at(now)  # drops what is over
        texts = [
            f"{len(log.permits)}/{log.window.count} in {str(log.window).partition('/')[2]}"
            for log in self._logs
        ]
        if self._left is not None:
            texts.append(f"{max(0, self._left)} left by the server's count")
        return ", ".join(texts)

    def _arrival(self, permit: Permit, log: _WindowLog) -> float:
        """Estimate the latest time at which the server may have counted the request."""
        if permit.round_trip is None:
            return permit.sent + log.slack
        late = permit.round_trip
        if not permit.early:
            late -= self._quickest - min(MARGIN, self._quickest / 2)
        return permit.sent + min(max(late, 0.0), log.slack)

    def _heed_headers(self, now: float, signals: LimitSignals) -> None:
        if signals.remaining is not None and signals.resets_in is not None:
            left = signals.remaining - self._outstanding
            resets_at = now + signals.resets_in
            if self._left is not None and abs(resets_at - self._left_until) < SAME_RESET:
                # Answers overtake each other; the lowest count of a window is the latest. The reset
                # time stays as first heard: of a sliding window, it moves with every answer.
                self._left = min(left, self._left)
            else:
                self._left, self._left_until = left, resets_at
        if signals.burst_remaining is not None and signals.burst_remaining <= self._outstanding:
            # There is no header for when it resets. A tenth of the window later some of it is free.
            self._pause(now + self._shortest / 10.0)

    def _heed_refusal(self, permit: Permit, now: float, signals: LimitSignals) -> None:
        # What was refused decides, not whichever header happens to be there: an hourly refusal
        # comes with burst headers that look as if all were well.
        long_window = signals.burst is False or (signals.burst is None and signals.remaining == 0)
        # A burst of refusals is one refusal; only one after the pause says "still too fast".
        if permit.sent > self._paused_since:
            self._refusals += 1
            self._paused_since = now
            if not long_window:
                self._widening = min(MOST_WIDENING, max(WIDENING, self._widening * 2.0))
        self._pause(now + self._told_or_sensible(signals, long_window=long_window))

    def _told_or_sensible(self, signals: LimitSignals, *, long_window: bool) -> float:
        if signals.retry_after is not None:
            return signals.retry_after
        if long_window:
            return signals.resets_in if signals.resets_in is not None else HOURLY_WAIT
        return min(LONGEST_GUESS, self._shortest * 2.0 ** max(0, self._refusals - 1))

    def _pause(self, until: float) -> None:
        self._paused_until = max(self._paused_until, until)
