"""How the ledger responds to headers and refusals."""

import pytest

from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

WIDE = Quota.parse("1000/1s")
DOCUMENTED = Quota.parse("500/30s, 3000/1h")


def exchange(ledger: ClientLedger, now: float, signals: LimitSignals | None = None) -> None:
    """Send one request and receive its response immediately."""
    ledger.settle(ledger.take(now), now, signals or LimitSignals())


def refuse(ledger: ClientLedger, now: float, signals: LimitSignals) -> float:
    """Have one request refused, and return the wait that follows."""
    exchange(ledger, now, signals)
    return ledger.wait(now)


def left(remaining: int, resets_in: float = 30.0) -> LimitSignals:
    return LimitSignals(remaining=remaining, resets_in=resets_in)


BURST = LimitSignals(refused=True, burst=True)
HOURLY = LimitSignals(refused=True, burst=False)
UNSAID = LimitSignals(refused=True)


def test_an_exhausted_window_is_waited_for_until_its_reset() -> None:
    ledger = ClientLedger(WIDE)
    exchange(ledger, 0.0, left(0))
    assert ledger.wait(0.0) == 30.0
    assert ledger.wait(20.0) == 10.0
    assert ledger.wait(30.0) == 0.0
    for _ in range(100):
        exchange(ledger, 30.0)
    assert ledger.wait(30.0) == 0.0


def test_the_remaining_requests_are_used_and_no_more() -> None:
    ledger = ClientLedger(WIDE)
    exchange(ledger, 0.0, left(2))
    exchange(ledger, 1.0)
    assert ledger.wait(1.0) == 0.0
    exchange(ledger, 1.0)
    assert ledger.wait(1.0) == 29.0


def test_requests_in_flight_are_subtracted_from_the_remaining() -> None:
    ledger = ClientLedger(WIDE)
    first, _, _ = (ledger.take(0.0) for _ in range(3))
    ledger.settle(first, 1.0, left(3))
    assert ledger.wait(1.0) == 0.0
    ledger.take(1.0)
    assert ledger.wait(1.0) == 30.0


def test_the_lowest_count_of_overtaking_responses_applies() -> None:
    ledger = ClientLedger(WIDE)
    earlier, later = ledger.take(0.0), ledger.take(0.0)
    ledger.settle(later, 1.0, left(1, 30.0))
    ledger.settle(earlier, 1.5, left(2, 29.5))
    # The later answer counted one left while one was in flight: so nothing is left.
    assert ledger.wait(1.5) > 29.0


def test_a_new_window_starts_with_its_own_count() -> None:
    ledger = ClientLedger(WIDE)
    exchange(ledger, 0.0, left(1, 5.0))
    exchange(ledger, 1.0, left(0, 4.0))
    assert ledger.wait(1.0) == 4.0
    exchange(ledger, 5.0, left(100, 3600.0))
    assert ledger.wait(5.0) == 0.0


def test_a_reset_that_moves_with_the_clock_does_not_count_down_what_is_left() -> None:
    """A server may use a sliding window: each response says the same, and there is always room."""
    ledger = ClientLedger(WIDE)
    for number in range(200):
        now = number / 10
        assert ledger.wait(now) == 0.0
        exchange(ledger, now, left(99, 3600.0))


def test_a_count_and_a_reset_time_only_apply_together() -> None:
    ledger = ClientLedger(WIDE)
    exchange(ledger, 0.0, LimitSignals(remaining=0))
    exchange(ledger, 0.0, LimitSignals(resets_in=100.0))
    assert ledger.wait(0.0) == 0.0


def test_an_exhausted_burst_causes_a_short_wait() -> None:
    ledger = ClientLedger(Quota.parse("500/30s"))
    exchange(ledger, 0.0, LimitSignals(burst_remaining=1))
    assert ledger.wait(0.0) == 0.0
    exchange(ledger, 0.0, LimitSignals(burst_remaining=0))
    assert ledger.wait(0.0) == 3.0
    assert ledger.wait(3.0) == 0.0


def test_a_burst_used_up_by_requests_in_flight_causes_a_wait() -> None:
    ledger = ClientLedger(Quota.parse("500/30s"))
    first, _, _ = (ledger.take(0.0) for _ in range(3))
    ledger.settle(first, 0.0, LimitSignals(burst_remaining=2))
    assert ledger.wait(0.0) == 3.0


def test_a_returned_permit_is_available_again() -> None:
    ledger = ClientLedger(WIDE)
    exchange(ledger, 0.0, left(1))
    permit = ledger.take(0.0)
    assert ledger.wait(0.0) == 30.0
    ledger.cancel(permit)
    assert ledger.wait(0.0) == 0.0


@pytest.mark.parametrize(
    ("signals", "wait"),
    [
        (LimitSignals(refused=True, burst=True, retry_after=7.0), 7.0),
        (LimitSignals(refused=True, burst=False, retry_after=7.0), 7.0),
        (LimitSignals(refused=True, retry_after=700.0), 700.0),
        (LimitSignals(refused=True, burst=False, resets_in=700.0), 700.0),
        (LimitSignals(refused=True, remaining=0, resets_in=700.0), 700.0),
        (LimitSignals(refused=True, burst=True, remaining=2000, resets_in=700.0), 3.0),
        (LimitSignals(refused=True, remaining=2000, resets_in=700.0), 0.25),
        (BURST, 3.0),
        (UNSAID, 0.25),
        (HOURLY, 3600.0),
    ],
)
def test_a_refusal_pauses_all_requests_as_stated_or_for_a_default_time(
    signals: LimitSignals, wait: float
) -> None:
    ledger = ClientLedger(Quota.parse("500/30s, 3000/1h"))
    assert refuse(ledger, 100.0, signals) == wait
    assert ledger.wait(100.0 + wait / 2) == wait / 2
    assert ledger.wait(100.0 + wait) == 0.0


def test_an_hourly_refusal_with_burst_headers_is_not_a_burst() -> None:
    ledger = ClientLedger(Quota.parse("500/30s"))
    signals = LimitSignals(refused=True, burst=False, resets_in=900.0, burst_remaining=499)
    assert refuse(ledger, 0.0, signals) == 900.0


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    ledger = ClientLedger(WIDE)
    one, other = ledger.take(0.0), ledger.take(0.0)
    ledger.settle(one, 0.0, LimitSignals(refused=True, retry_after=20.0))
    ledger.settle(other, 0.0, LimitSignals(refused=True, retry_after=5.0))
    assert ledger.wait(0.0) == 20.0


def test_a_burst_of_refusals_counts_once() -> None:
    ledger = ClientLedger(DOCUMENTED)
    permits = [ledger.take(0.0) for _ in range(8)]
    for permit in permits:
        ledger.settle(permit, 0.5, UNSAID)
    assert ledger.wait(0.5) == 0.25


def test_repeated_refusals_lengthen_the_wait_up_to_a_limit() -> None:
    ledger, now, waits = ClientLedger(DOCUMENTED), 0.0, []
    for _ in range(10):
        waits.append(refuse(ledger, now, UNSAID))
        now += waits[-1]
    assert waits == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 50.0, 50.0]


def test_a_success_resets_the_wait() -> None:
    ledger = ClientLedger(DOCUMENTED)
    assert refuse(ledger, 0.0, UNSAID) == 0.25
    assert refuse(ledger, 1.0, UNSAID) == 0.5
    exchange(ledger, 3.0)
    assert refuse(ledger, 4.0, UNSAID) == 0.25


def test_a_success_sent_before_the_refusal_is_ignored() -> None:
    ledger = ClientLedger(DOCUMENTED)
    early = ledger.take(0.0)
    assert refuse(ledger, 0.5, UNSAID) == 0.25
    ledger.settle(early, 1.0, LimitSignals())
    assert refuse(ledger, 1.5, UNSAID) == 0.5


def test_an_hourly_refusal_leaves_the_pace_unchanged() -> None:
    ledger = ClientLedger(WIDE)
    refuse(ledger, 0.0, HOURLY)
    for _ in range(20):
        assert ledger.wait(3600.0) == 0.0
        ledger.take(3600.0)


def test_a_request_without_a_response_still_counts() -> None:
    ledger = ClientLedger(Quota.parse("1/10s"))
    ledger.settle(ledger.take(0.0), 0.0)
    assert ledger.wait(0.0) == 10.0


def test_refusals_that_come_late_count_as_the_burst_they_belong_to() -> None:
    ledger = ClientLedger(DOCUMENTED)
    permits = [ledger.take(0.0) for _ in range(16)]
    assert ledger.wait(5.5) == 0.0  # they are given up
    for number, permit in enumerate(permits):
        ledger.settle(permit, 6.0 + number / 1000, UNSAID)
    assert ledger.wait(6.1) < 0.5
