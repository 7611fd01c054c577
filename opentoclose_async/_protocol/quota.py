"""
Enforce "at most N requests in any T seconds", in several windows, refined by what the server says.

The time of every request is kept (a token bucket would allow twice the quota within one window).
The server counts a request when it *arrives*, which is between its sending and its response; a
burst that had to open connections arrives later than it was sent. So a request occupies its window
from when it was sent plus however much longer it took than the fastest one. One that is still
unanswered may arrive at any moment, so its window has not begun to pass.

There is no clock here: every method takes the time, in seconds of any monotonic clock.
"""

import re
from collections import deque

from attrs import Factory, define, frozen

from opentoclose_async._protocol.arguments import is_number, misconfigured
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._protocol.shortening import shorten
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
    Windows that all apply at once, e.g. ``Quota.parse("500/30s, 3000/1h")``.

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
                "windows", windows, "a tuple of at least one Window (quota=None disables it)"
            )

    @classmethod
    def parse(cls, text: str) -> "Quota":
        """
        Parse a quota such as ``1/s``, ``20/2s`` or ``500/30s, 3000/1h``.

        Raises:
            ConfigurationError: If the text is not a valid quota.
        """
        if not isinstance(text, str):
            raise misconfigured("text", text, "a quota such as 500/30s, 3000/1h")
        windows = []
        for part in text.split(","):
            match = _WINDOW.fullmatch(part)
            if match is None:
                raise ConfigurationError(
                    f"{shorten(part.strip())} is not a valid quota window in text. Write it as "
                    "500/30s or 3000/1h (units s, m, h, d), several separated by commas."
                )
            count, length, unit = match.groups()
            windows.append(Window(int(count), float(length or 1) * _UNITS[unit]))
        return cls(tuple(windows))

    def __str__(self) -> str:
        return ", ".join(map(str, self.windows))


@define(eq=False)
class Permit:
    """
    Permission to send one request. Its time is what the windows count.

    Attributes:
        sent: When it was granted.
        early: It was granted before a normal round trip was known.
        round_trip: Seconds until the request ended; None until then.
    """

    sent: float
    early: bool = False
    round_trip: float | None = None


@define
class _WindowLog:
    """The requests that a window still counts, in the order they were sent."""

    window: Window
    permits: deque[Permit] = Factory(deque)


SLACK = 5.0
"""Seconds; the most that a request is counted later than it was sent, however long it takes."""
TRUSTED_ROUND_TRIPS = 10
"""
Responses before the fastest of them is trusted as a normal round trip. Requests sent before that
count from their responses: they had to open connections, so none of them is normal.
"""
MARGIN = 0.005
"""Seconds of a round trip that are never treated as constant; half of it at most."""
WIDENING = 0.05
MOST_WIDENING = 0.5
HOURLY_WAIT = 3600.0
"""Seconds to wait for an hourly limit without a known reset time."""
SAME_RESET = 2.0
"""Seconds by which two reset times may differ and still be the same: they have whole seconds."""
LONGEST_GUESS = 60.0
"""Seconds; upper bound of the guessed waits for repeated refusals."""


class QuotaLedger:
    """
    Account for the requests of one client.

    Ask ``wait``. Once it is zero, ``take`` a permit and send; then ``settle`` it with the outcome,
    or ``cancel`` it if nothing was sent.

    Args:
        quota: The windows to enforce.
    """

    def __init__(self, quota: Quota) -> None:
        self._logs = [_WindowLog(window) for window in quota.windows]
        self._shortest = min(window.seconds for window in quota.windows)
        self._quickest = float("inf")
        self._responses = 0
        self._outstanding = 0
        self._paused_until = float("-inf")
        self._paused_since = float("-inf")
        self._refusals = 0
        self._widening = 0.0
        # What is left of the server's long window by its headers, and until when that applies.
        self._left: int | None = None
        self._left_until = float("-inf")

    def wait(self, now: float) -> float:
        """Return the seconds until the next request may be sent; 0.0 if it may be sent now."""
        return max(0.0, self.free_at(now) - now)

    def free_at(self, now: float) -> float:
        """Return when the next request may be sent, as far as known; past times mean now."""
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
            while permits and self._arrival(permits[0]) + length <= now:
                permits.popleft()
            if len(permits) >= log.window.count:
                oldest = permits[len(permits) - log.window.count]
                free = max(free, self._arrival(oldest) + length)
        return free

    def take(self, now: float) -> Permit:
        """Take a permit to send one request now; only when ``wait`` is zero."""
        permit = Permit(now, early=self._responses < TRUSTED_ROUND_TRIPS)
        for log in self._logs:
            log.permits.append(permit)
        if self._left is not None:
            self._left -= 1
        self._outstanding += 1
        return permit

    def cancel(self, permit: Permit) -> None:
        """Return a permit unused."""
        self._outstanding -= 1
        if self._left is not None:
            self._left += 1
        for log in self._logs:
            if permit in log.permits:
                log.permits.remove(permit)

    def give_up(self, permit: Permit) -> None:
        """Stop expecting the end of a request; it may have been sent, so it counts."""
        self._outstanding -= permit.round_trip is None

    def settle(self, permit: Permit, now: float, signals: LimitSignals | None = None) -> None:
        """
        Account for the end of a request.

        Args:
            permit: Its permit.
            now: When it ended.
            signals: What its response said about limits; None if there was no response.
        """
        self._outstanding -= 1
        permit.round_trip = now - permit.sent
        if signals is None:
            return
        self._quickest = min(self._quickest, permit.round_trip)
        self._responses += 1
        self._heed_headers(now, signals)
        if signals.refused:
            self._heed_refusal(permit, now, signals)
        elif permit.sent > self._paused_since:
            self._refusals = 0

    def describe(self, now: float) -> str:
        """
        Describe the current state, for people.

        Returns:
            The requests that each window counts and allows, e.g. ``3/500 in 30s, 40/3000 in
            3600s``, and what is left by the server's headers, if they say so.
        """
        self.free_at(now)  # drops what has expired
        texts = [
            f"{len(log.permits)}/{log.window.count} in {str(log.window).partition('/')[2]}"
            for log in self._logs
        ]
        if self._left is not None:
            texts.append(f"{max(0, self._left)} left by the server's count")
        return ", ".join(texts)

    def _arrival(self, permit: Permit) -> float:
        """Estimate the latest time at which the server may have counted the request."""
        if permit.round_trip is None:
            return permit.sent + SLACK
        late = permit.round_trip
        if not permit.early:
            late -= self._quickest - min(MARGIN, self._quickest / 2)
        return permit.sent + min(max(late, 0.0), SLACK)

    def _heed_headers(self, now: float, signals: LimitSignals) -> None:
        if signals.remaining is not None and signals.resets_in is not None:
            left = signals.remaining - self._outstanding
            resets_at = now + signals.resets_in
            if self._left is not None and abs(resets_at - self._left_until) < SAME_RESET:
                # Responses overtake each other; the lowest count of a window is the latest. Keep
                # the first reset time: in a sliding window it moves with every response.
                self._left = min(left, self._left)
            else:
                self._left, self._left_until = left, resets_at
        if signals.burst_remaining is not None and signals.burst_remaining <= self._outstanding:
            # No header says when it resets. After a tenth of the window some of it is free.
            self._pause(now + self._shortest / 10.0)

    def _heed_refusal(self, permit: Permit, now: float, signals: LimitSignals) -> None:
        # What was refused decides, not which headers are present: an hourly refusal comes with
        # burst headers that look normal.
        long_window = signals.burst is False or (signals.burst is None and signals.remaining == 0)
        # A burst of refusals counts as one; only one after the pause means "still too fast".
        if permit.sent > self._paused_since:
            self._refusals += 1
            self._paused_since = now
            if not long_window:
                self._widening = min(MOST_WIDENING, max(WIDENING, self._widening * 2.0))
        self._pause(now + self._pause_length(signals, long_window=long_window))

    def _pause_length(self, signals: LimitSignals, *, long_window: bool) -> float:
        if signals.retry_after is not None:
            return signals.retry_after
        if long_window:
            return signals.resets_in if signals.resets_in is not None else HOURLY_WAIT
        return min(LONGEST_GUESS, self._shortest * 2.0 ** max(0, self._refusals - 1))

    def _pause(self, until: float) -> None:
        self._paused_until = max(self._paused_until, until)
