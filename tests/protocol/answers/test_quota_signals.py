"""What the ledger makes of an answer's headers and of refusals."""

from itertools import pairwise

import pytest

from opentoclose_async._protocol.answers.rate_limits import LimitSignals
from opentoclose_async._protocol.quota import Quota, QuotaLedger

WIDE = Quota.parse("1000/1s")


def exchange(ledger: QuotaLedger, now: float, signals: LimitSignals | None = None) -> None:
    """Send one request and have its answer at once."""
    ledger.settle(ledger.take(now), now, signals or LimitSignals())


def refuse(ledger: QuotaLedger, now: float, signals: LimitSignals) -> float:
    """Have one request refused; give the wait that follows."""
    exchange(ledger, now, signals)
    return ledger.wait(now)


def left(remaining: int, resets_in: float = 30.0) -> LimitSignals:
    return LimitSignals(remaining=remaining, resets_in=resets_in)


BURST = LimitSignals(refused=True, burst=True)
HOURLY = LimitSignals(refused=True, burst=False)
UNSAID = LimitSignals(refused=True)


def test_nothing_left_is_waited_for_until_the_reset() -> None:
    ledger = QuotaLedger(WIDE)
    exchange(ledger, 0.0, left(0))
    assert ledger.wait(0.0) == 30.0
    assert ledger.wait(20.0) == 10.0
    assert ledger.wait(30.0) == 0.0
    for _ in range(100):
        exchange(ledger, 30.0)
    assert ledger.wait(30.0) == 0.0


def test_what_is_left_is_used_up_and_no_more() -> None:
    ledger = QuotaLedger(WIDE)
    exchange(ledger, 0.0, left(2))
    exchange(ledger, 1.0)
    assert ledger.wait(1.0) == 0.0
    exchange(ledger, 1.0)
    assert ledger.wait(1.0) == 29.0


def test_requests_on_the_way_are_taken_from_what_is_left() -> None:
    ledger = QuotaLedger(WIDE)
    first, _, _ = (ledger.take(0.0) for _ in range(3))
    ledger.settle(first, 1.0, left(3))
    assert ledger.wait(1.0) == 0.0
    ledger.take(1.0)
    assert ledger.wait(1.0) == 30.0


def test_of_answers_that_overtake_each_other_the_lowest_count_holds() -> None:
    ledger = QuotaLedger(WIDE)
    earlier, later = ledger.take(0.0), ledger.take(0.0)
    ledger.settle(later, 1.0, left(1, 30.0))
    ledger.settle(earlier, 1.5, left(2, 29.5))
    # The later answer counted one left with one on the way: nothing.
    assert ledger.wait(1.5) > 29.0


def test_a_new_window_starts_with_what_it_says() -> None:
    ledger = QuotaLedger(WIDE)
    exchange(ledger, 0.0, left(1, 5.0))
    exchange(ledger, 1.0, left(0, 4.0))
    assert ledger.wait(1.0) == 4.0
    exchange(ledger, 5.0, left(100, 3600.0))
    assert ledger.wait(5.0) == 0.0


def test_a_reset_that_moves_with_the_clock_does_not_count_down_what_is_left() -> None:
    """A server may count a sliding window: each answer says the same, and there is always room."""
    ledger = QuotaLedger(WIDE)
    for number in range(200):
        now = number / 10
        assert ledger.wait(now) == 0.0
        exchange(ledger, now, left(99, 3600.0))


def test_a_count_without_a_reset_time_and_a_reset_time_without_a_count_say_nothing() -> None:
    ledger = QuotaLedger(WIDE)
    exchange(ledger, 0.0, LimitSignals(remaining=0))
    exchange(ledger, 0.0, LimitSignals(resets_in=100.0))
    assert ledger.wait(0.0) == 0.0


def test_an_exhausted_burst_is_waited_for_a_little() -> None:
    ledger = QuotaLedger(Quota.parse("500/30s"))
    exchange(ledger, 0.0, LimitSignals(burst_remaining=1))
    assert ledger.wait(0.0) == 0.0
    exchange(ledger, 0.0, LimitSignals(burst_remaining=0))
    assert ledger.wait(0.0) == 3.0
    assert ledger.wait(3.0) == 0.0


def test_a_burst_that_the_requests_on_the_way_use_up_is_waited_for_too() -> None:
    ledger = QuotaLedger(Quota.parse("500/30s"))
    first, _, _ = (ledger.take(0.0) for _ in range(3))
    ledger.settle(first, 0.0, LimitSignals(burst_remaining=2))
    assert ledger.wait(0.0) == 3.0


def test_a_permit_given_back_is_left_again() -> None:
    ledger = QuotaLedger(WIDE)
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
        (LimitSignals(refused=True, burst=True, remaining=2000, resets_in=700.0), 30.0),
        (LimitSignals(refused=True, remaining=2000, resets_in=700.0), 30.0),
        (BURST, 30.0),
        (UNSAID, 30.0),
        (HOURLY, 3600.0),
    ],
)
def test_a_refusal_pauses_everybody_until_told_or_for_a_sensible_time(
    signals: LimitSignals, wait: float
) -> None:
    ledger = QuotaLedger(Quota.parse("500/30s, 3000/1h"))
    assert refuse(ledger, 100.0, signals) == wait
    assert ledger.wait(100.0 + wait / 2) == wait / 2
    assert ledger.wait(100.0 + wait) == 0.0


def test_an_hourly_refusal_is_not_taken_for_a_burst_by_the_burst_headers_beside_it() -> None:
    ledger = QuotaLedger(Quota.parse("500/30s"))
    signals = LimitSignals(refused=True, burst=False, resets_in=900.0, burst_remaining=499)
    assert refuse(ledger, 0.0, signals) == 900.0


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    ledger = QuotaLedger(WIDE)
    one, other = ledger.take(0.0), ledger.take(0.0)
    ledger.settle(one, 0.0, LimitSignals(refused=True, retry_after=20.0))
    ledger.settle(other, 0.0, LimitSignals(refused=True, retry_after=5.0))
    assert ledger.wait(0.0) == 20.0


def test_a_burst_of_refusals_counts_once() -> None:
    ledger = QuotaLedger(WIDE)
    permits = [ledger.take(0.0) for _ in range(8)]
    for permit in permits:
        ledger.settle(permit, 0.5, UNSAID)
    assert ledger.wait(0.5) == 1.0


def test_refusals_again_after_the_wait_make_it_longer_up_to_a_minute() -> None:
    ledger, now, waits = QuotaLedger(WIDE), 0.0, []
    for _ in range(9):
        waits.append(refuse(ledger, now, UNSAID))
        now += waits[-1]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


def test_a_success_makes_the_next_wait_short_again() -> None:
    ledger = QuotaLedger(WIDE)
    assert refuse(ledger, 0.0, UNSAID) == 1.0
    assert refuse(ledger, 1.0, UNSAID) == 2.0
    exchange(ledger, 3.0)
    assert refuse(ledger, 4.0, UNSAID) == 1.0


def test_a_success_from_before_the_refusal_says_nothing() -> None:
    ledger = QuotaLedger(WIDE)
    early = ledger.take(0.0)
    assert refuse(ledger, 0.5, UNSAID) == 1.0
    ledger.settle(early, 1.0, LimitSignals())
    assert refuse(ledger, 1.5, UNSAID) == 2.0


def spacing_after(refusals: int, signals: LimitSignals) -> float:
    """Give the seconds between requests once so many were refused."""
    ledger, now = QuotaLedger(Quota.parse("1/10s, 1000/1h")), 0.0
    for _ in range(refusals):
        now += refuse(ledger, now, signals)
        exchange(ledger, now)
        now += ledger.wait(now)
    exchange(ledger, now)
    return ledger.wait(now)


def test_each_refusal_widens_the_spacing_up_to_a_half_more() -> None:
    spacings = [spacing_after(refusals, BURST) for refusals in range(7)]
    assert spacings[0] == 10.0
    assert all(later > earlier for earlier, later in pairwise(spacings[:5]))
    assert max(spacings) <= 15.0 + 1e-9


def test_an_hourly_refusal_says_nothing_about_the_spacing() -> None:
    assert spacing_after(3, HOURLY) == 10.0


def test_a_request_that_got_no_answer_still_counts() -> None:
    ledger = QuotaLedger(Quota.parse("1/10s"))
    ledger.settle(ledger.take(0.0), 0.0)
    assert ledger.wait(0.0) == 10.0
