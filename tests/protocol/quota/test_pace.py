"""Refused clients slow down, and get from an unknown limit about what it allows."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.pace import JITTER, Pace
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from tests.protocol.quota.crowd import Crowd
from tests.protocol.quota.limits import Limit, leaky_bucket, sliding_window
from tests.thoroughness import repeatable, scaled

SEEDS = range(scaled(5, 100))
REFUSED = LimitSignals(refused=True, status=429)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("limit", "requests", "bound"),
    [
        (lambda: leaky_bucket(8, 5), 200, 194 / 8),
        (lambda: leaky_bucket(8, 0), 200, 199 / 8),
        (lambda: leaky_bucket(50, 20), 400, 379 / 50),  # more than the documented quota allows
        (lambda: sliding_window(20, 2), 300, 28.0),
    ],
    ids=["8/s", "8/s without a burst", "50/s", "20 in 2 s"],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_unknown_limit_costs_little_more_than_it_must(
    limit: Callable[[], Limit], requests: int, bound: float, status: int, seed: int
) -> None:
    crowd = Crowd(limit(), status, random=Random(seed))
    crowd.run(requests=requests)
    assert crowd.now <= 1.4 * bound
    assert sum(crowd.refused) <= 16 + requests / 3


@pytest.mark.parametrize("clients", [2, 4])
@pytest.mark.parametrize("seed", SEEDS)
def test_clients_that_do_not_know_of_each_other_each_get_a_share(clients: int, seed: int) -> None:
    crowd = Crowd(leaky_bucket(8, 5), clients=clients, random=Random(seed))
    crowd.run(seconds=120)
    assert sum(crowd.accepted) >= 0.7 * 8 * 120
    assert min(crowd.accepted) >= 0.25 * sum(crowd.accepted) / clients


@given(
    rate=st.floats(5.0, 60.0),
    burst=st.integers(0, 30),
    clients=st.integers(1, 3),
    workers=st.integers(1, 16),
    seed=st.integers(0, 2**32),
)
@repeatable(20)
def test_whatever_the_limit_most_of_it_is_used(
    rate: float, burst: int, clients: int, workers: int, seed: int
) -> None:
    quota = Quota.parse("100000/30s")
    crowd = Crowd(leaky_bucket(rate, burst), 429, clients, workers, quota, Random(seed))
    crowd.run(seconds=60)
    possible = min(rate * 60 + burst, clients * workers * 60 / 0.02)
    assert sum(crowd.accepted) >= 0.3 * possible


def test_callers_that_were_paused_together_resume_one_by_one() -> None:
    ledger = ClientLedger(Quota.parse("500/30s"))
    for permit in [ledger.take(0.0) for _ in range(16)]:
        ledger.settle(permit, 0.1, REFUSED)
    now, times = 0.1, list[float]()
    for _ in range(16):
        now += ledger.wait(now)
        ledger.take(now)
        times.append(now)
    assert times[0] > 0.1
    assert all(later - earlier > 0.2 for earlier, later in pairwise(times))


def test_spaces_vary_so_that_clients_fall_out_of_step() -> None:
    pace = Pace(slowest=1.0, longest_pause=50.0)
    pace.refused(0.0, 0.0, wait=0.1, least=0.0, chance=0.5)
    spaces = set[float]()
    for chance in (0.0, 0.5, 1.0):
        pace.took(10.0, chance)
        spaces.add(pace.free_at() - 10.0)
    assert len(spaces) == 3
    assert max(spaces) / min(spaces) == pytest.approx((1 + JITTER / 2) / (1 - JITTER / 2))


def test_the_pace_grows_back_and_ends() -> None:
    crowd = Crowd(lambda now: not 1.0 < now < 3.0)  # an outage of two seconds
    crowd.run(seconds=90)
    late = [at for at in crowd.times[0] if at > 60.0]
    assert len(late) >= 0.9 * 500 * 30 / 30 / 2


@given(seconds=st.lists(st.floats(0.0, 100.0), min_size=1, max_size=40), chance=st.floats(0, 1))
@repeatable(100)
def test_no_pause_is_longer_than_the_server_says_or_than_a_limit(
    seconds: list[float], chance: float
) -> None:
    pace, now = Pace(slowest=0.25, longest_pause=50.0), 0.0
    for pause in seconds:
        now += pause
        pace.refused(now, now, wait=None, least=0.0, chance=chance)
        assert now <= pace.paused_until <= now + 50.0
