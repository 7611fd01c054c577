"""
Enforce "at most N requests in any T seconds", in several windows, refined by what the server says.

The time of every request is kept (a token bucket would allow twice the quota within one window).
The server counts a request when it *arrives*, which is between its sending and its response; a
burst that had to open connections arrives later than it was sent. So a request occupies its window
from when it was sent plus however much longer it took than the fastest one. One that is still
unanswered may arrive at any moment, so its window has not begun to pass.

There is no clock here: every method takes the time, in seconds of any monotonic clock.
"""

from array import array
from bisect import bisect_right

from attrs import define

from opentoclose_async._protocol.quota.pace import Pace
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

__all__ = ["SLACK", "QuotaLedger"]

SLACK = 5.0
"""Seconds; the most that a request is counted later than it was sent, however long it takes."""
HOURLY_WAIT = 3600.0
"""Seconds to wait for an hourly limit without a known reset time."""
SAME_RESET = 2.0
"""Seconds by which two reset times may differ and still be the same: they have whole seconds."""
SLOWEST = 4.0
SLOWEST_SHARE = 4.0
"""
Requests a second below which the pace never falls, nor below the short window's rate divided by the
share. Pauses keep a limit below that.
"""
LONGEST_PAUSE = 50.0
"""Seconds; less than clients wait by default. Twice the short window is long enough, too."""
ENOUGH = 10.0
"""The pace ends at the short window's rate times this: there, the windows limit requests."""
TENTH = 0.1
"""Share of the short window after which some of it is free again; no header says when."""


@define
class InFlight:
    """
    A request whose end is not known.

    Attributes:
        taken: When its permit was taken.
        until: When it counts as arrived if nothing is heard of it.
        owner: Who took it, as a number.
    """

    taken: float
    until: float
    owner: int = 0


class QuotaLedger:
    """
    Account for the requests to one account.

    Take a permit once ``free_at`` has come, and send. Then settle it with the outcome, or cancel it
    if nothing was sent.

    Args:
        windows: The windows to keep.
    """

    def __init__(self, windows: tuple[Window, ...]) -> None:
        self.windows = windows
        self.in_flight: dict[int, InFlight] = {}
        # When the requests that have ended count, in order, and who sent them.
        self.counted = array("d")
        self.owners = array("l")
        # What is left of the server's long window by its headers, and until when that applies.
        self.left: int | None = None
        self.left_until = float("-inf")
        self.last_permit = 0
        self._shortest = min((window.seconds for window in windows), default=0.0)
        self._longest = max((window.seconds for window in windows), default=0.0)
        shortest = [each for each in windows if each.seconds == self._shortest]
        fastest = min((each.count / each.seconds for each in shortest), default=1e9)
        self._enough = ENOUGH * fastest
        self.pace = Pace(
            slowest=min(SLOWEST, fastest / SLOWEST_SHARE),
            longest_pause=max(1.0, min(LONGEST_PAUSE, 2.0 * self._shortest)),
        )

    def free_at(self, now: float, ahead: int = 0) -> float:
        """
        Return when the next request may be sent if nothing is heard until then; now if it may.

        Args:
            now: The time.
            ahead: Requests of others that go first.
        """
        self._forget(now)
        return self._free_at(now, ahead, [each.until for each in self.in_flight.values()])

    def free_soonest(self, now: float, ahead: int = 0) -> float:
        """Return the same, should the requests in flight turn out to have arrived at once."""
        self._forget(now)
        return self._free_at(now, ahead, [each.taken for each in self.in_flight.values()])

    def room_at(self, now: float) -> float:
        """Return when all windows have room, whatever the pace and the server's headers; or now."""
        self._forget(now)
        return max([now, *(self.window_free_at(each, now) for each in self.windows)])

    def permits(self, now: float) -> int:
        """Return how many requests may be sent at once; 0 while paused or slowed by refusals."""
        if self.pace.rate is not None or now < self.pace.paused_until:
            return 0
        pairs = zip(self.windows, self.used(now), strict=True)
        free = [window.count - used for window, used in pairs]
        if self.left is not None and now < self.left_until:
            free.append(self.left)
        return max(0, min(free, default=0))

    def take(self, now: float, chance: float, *, keep: float = SLACK, owner: int = 0) -> int:
        """
        Take a permit to send one request now.

        Args:
            now: The time, which ``free_at`` has returned.
            chance: A random number from 0 to 1, for the space to the next request.
            keep: Seconds after which the request counts as arrived if nothing is heard of it.
            owner: Who takes it, as a number.

        Returns:
            The permit's number.
        """
        self.last_permit += 1
        self.in_flight[self.last_permit] = InFlight(now, now + keep, owner)
        self.pace.took(now, chance)
        if self.left is not None:
            self.left -= 1
        return self.last_permit

    def cancel(self, permit: int) -> None:
        """Return a permit unused."""
        if self.in_flight.pop(permit, None) is not None and self.left is not None:
            self.left += 1

    def hold(self, permit: int, until: float) -> None:
        """Count a request, which is still in flight, as arrived no sooner than at a time."""
        request = self.in_flight.get(permit)
        if request is not None:
            request.until = min(max(request.until, until), request.taken + SLACK)

    def settle(
        self,
        permit: int,
        now: float,
        late: float,
        signals: LimitSignals | None = None,
        chance: float = 0.5,
        sent: float = float("-inf"),
    ) -> None:
        """
        Account for the end of a request.

        Args:
            permit: Its permit.
            now: When it ended.
            late: Seconds after the permit was taken at which the server may have counted it.
            signals: What its response said about limits; None if there was no response.
            chance: A random number from 0 to 1, for the length of a pause.
            sent: When it was sent, should the permit not be known any more: it was given up, or has
                been reported before. By default, it then decides nothing about the pace.
        """
        request = self.in_flight.pop(permit, None)
        if request is not None:
            self._count(request.taken + min(late, SLACK), request.owner)
        if signals is None:
            return
        self._heed_headers(now, signals)
        sent = sent if request is None else request.taken
        if signals.refused:
            self._heed_refusal(sent, now, signals, chance)
        else:
            self.pace.accepted(sent, now, self._enough)

    def used(self, now: float) -> list[int]:
        """Return how many requests each window counts."""
        self._forget(now)
        return [
            len(self.counted)
            - bisect_right(self.counted, now - window.seconds)
            + len(self.in_flight)
            for window in self.windows
        ]

    def counted_of(self, owner: int, now: float) -> list[int]:
        """Return how many requests of an owner each window counts, without those in flight."""
        return [
            self.owners[bisect_right(self.counted, now - window.seconds) :].count(owner)
            for window in self.windows
        ]

    def remembers(self, owner: int) -> bool:
        """Return whether a request of an owner still counts."""
        return owner in self.owners or any(e.owner == owner for e in self.in_flight.values())

    def window_free_at(self, window: Window, now: float) -> float:
        """Return when a window has room if nothing is heard until then; now if it has."""
        in_flight = [each.until for each in self.in_flight.values()]
        return max(now, self._room_at(window, now, 0, in_flight))

    def _free_at(self, now: float, ahead: int, in_flight: list[float]) -> float:
        free = max(now, self.pace.free_at())
        if self.left is not None:
            if now >= self.left_until:
                self.left = None
            elif self.left <= ahead:
                free = max(free, self.left_until)
        for window in self.windows:
            free = max(free, self._room_at(window, now, ahead, in_flight))
        return free

    def _room_at(self, window: Window, now: float, ahead: int, in_flight: list[float]) -> float:
        count, seconds = window.count, window.seconds
        recent = len(self.counted) - bisect_right(self.counted, now - seconds)
        if recent + len(in_flight) + ahead < count:
            return now
        newest = sorted([*self.counted[-count:], *in_flight])
        # The request that has to leave the window first; for those far behind, whole windows.
        rounds, behind = divmod(ahead, count)
        place = len(newest) - count + behind
        return newest[place] + seconds * (rounds + 1) if place >= 0 else now

    def _forget(self, now: float) -> None:
        """Count requests that nothing was heard of, and drop those that have left all windows."""
        if self.in_flight:
            lost = [number for number, each in self.in_flight.items() if each.until <= now]
            for number in lost:
                request = self.in_flight.pop(number)
                self._count(request.until, request.owner)
        counted = self.counted
        if counted and counted[0] <= now - self._longest:
            gone = bisect_right(counted, now - self._longest)
            del counted[:gone], self.owners[:gone]

    def _count(self, at: float, owner: int) -> None:
        if self.windows:
            place = bisect_right(self.counted, at)
            self.counted.insert(place, at)
            self.owners.insert(place, owner)

    def _heed_headers(self, now: float, signals: LimitSignals) -> None:
        if signals.remaining is not None and signals.resets_in is not None:
            left = signals.remaining - len(self.in_flight)
            resets_at = now + signals.resets_in
            if self.left is not None and abs(resets_at - self.left_until) < SAME_RESET:
                # Responses overtake each other; the lowest count of a window is the latest. Keep
                # the first reset time: in a sliding window it moves with every response.
                self.left = min(left, self.left)
            else:
                self.left, self.left_until = left, resets_at
        burst_left = signals.burst_remaining
        if self.windows and burst_left is not None and burst_left <= len(self.in_flight):
            self.pace.pause(now + self._shortest * TENTH)

    def _heed_refusal(self, sent: float, now: float, signals: LimitSignals, chance: float) -> None:
        # What was refused decides, not which headers are present: an hourly refusal comes with
        # burst headers that look normal.
        long_window = signals.burst is False or (signals.burst is None and signals.remaining == 0)
        wait = signals.retry_after
        if long_window:
            if wait is None:
                wait = HOURLY_WAIT if signals.resets_in is None else signals.resets_in
            self.pace.pause(now + wait)
        else:
            least = self._shortest * TENTH if signals.burst else 0.0
            self.pace.refused(sent, now, wait=wait, least=least, chance=chance)
