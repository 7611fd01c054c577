"""What one client knows of its quota: its own requests, and when each of them counts."""

from attrs import evolve, frozen

from opentoclose_async._protocol.quota.ledger import SLACK, QuotaLedger
from opentoclose_async._protocol.quota.overload import OverloadDetector
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.round_trips import RoundTrips
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

__all__ = ["ClientLedger", "Ending"]


@frozen
class Ending:
    """
    The end of a request.

    Attributes:
        late: Seconds after sending at which the server may have counted it.
        signals: What the response said about limits; None if there was none.
    """

    late: float
    signals: LimitSignals | None

    @property
    def refused(self) -> bool:
        """Whether a limit refused it."""
        return self.signals is not None and self.signals.refused


class ClientLedger:
    """
    Account for the requests of one client.

    Ask ``wait``. Once it is zero, ``take`` a permit and send; then ``settle`` it with the outcome,
    or ``cancel`` it if nothing was sent. Times are in seconds of any monotonic clock.

    Args:
        quota: The windows to keep.
    """

    def __init__(self, quota: Quota) -> None:
        self._ledger = QuotaLedger(quota.windows)
        self._round_trips = RoundTrips()
        self._overload = OverloadDetector()

    def wait(self, now: float) -> float:
        """Return the seconds until the next request may be sent; 0.0 if it may be sent now."""
        return self._ledger.free_at(now) - now

    def room(self, now: float) -> float:
        """Return the seconds until the windows alone have room for a request."""
        return self._ledger.room_at(now) - now

    def permits(self, now: float) -> int:
        """Return how many requests may be sent at once."""
        return self._ledger.permits(now)

    def take(self, now: float, chance: float = 0.5) -> Permit:
        """
        Take a permit to send one request now; only when ``wait`` is zero.

        Args:
            now: The time.
            chance: A random number from 0 to 1, for the space to the next request.
        """
        return Permit(self._ledger.take(now, chance), now, self._round_trips.early)

    def cancel(self, permit: Permit) -> None:
        """Return a permit unused."""
        self._ledger.cancel(permit.number)

    def give_up(self, permit: Permit) -> None:
        """Stop expecting the end of a request; it may have been sent, so it counts."""
        self._ledger.settle(permit.number, permit.sent, SLACK)

    def settle(
        self, permit: Permit, now: float, signals: LimitSignals | None = None, chance: float = 0.5
    ) -> Ending:
        """
        Account for the end of a request.

        Args:
            permit: Its permit.
            now: When it ended.
            signals: What its response said about limits; None if there was no response.
            chance: A random number from 0 to 1, for the length of a pause.

        Returns:
            What it means for the quota.
        """
        late = self._round_trips.ended(
            now - permit.sent, early=permit.early, answered=signals is not None
        )
        if signals is not None and self._overload.is_limit(now, signals.status):
            signals = evolve(signals, refused=True)
        self._ledger.settle(permit.number, now, late, signals, chance, permit.sent)
        return Ending(late, signals)

    def describe(self, now: float) -> str:
        """
        Describe the current state, for people.

        Returns:
            The requests that each window counts and allows, e.g. ``3/500 in 30s, 40/3000 in
            3600s``, what is left by the server's headers, if they say so, and the pace, if refusals
            have slowed it down.
        """
        ledger = self._ledger
        texts = [
            f"{used}/{window.count} in {str(window).partition('/')[2]}"
            for window, used in zip(ledger.windows, ledger.used(now), strict=True)
        ]
        if ledger.left is not None and now < ledger.left_until:
            texts.append(f"{max(0, ledger.left)} left by the server's count")
        if ledger.pace.rate is not None:
            texts.append(f"at most {ledger.pace.rate:.3g} a second after a refusal")
        return ", ".join(texts)
