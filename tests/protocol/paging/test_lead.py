"""How many requests are made ahead of a list without a total, as the quota permits."""

import heapq
from itertools import count

import pytest
from attrs import frozen

from opentoclose_async._protocol.paging.pages import Extent, PageRange
from opentoclose_async._protocol.paging.plan import PagePlan
from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

LENGTHS = (0, 30, 100, 130, 200, 500, 1_999, 3_100)
"""Rows, in pages of 100."""


@frozen
class Cost:
    """What a reading took."""

    requests: int
    seconds: float


def read(rows: int, quota: str | None, *, latency: float = 0.1, concurrency: int = 32) -> Cost:
    """Read a list without a total from a server that takes a while for each response."""
    ledger = None if quota is None else ClientLedger(Quota.parse(quota))
    now = 0.0
    plan = PagePlan(
        page_size=100,
        concurrency=concurrency,
        room=lambda: None if ledger is None else ledger.permits(now),
    )
    numbers, in_flight = count(), list[tuple[float, int, PageRange, Permit]]()
    while not plan.finished:
        wait = 0.0 if ledger is None else ledger.wait(now)
        if plan.ready and not (in_flight and in_flight[0][0] <= now + wait):
            now += wait
            permit = Permit(0, now) if ledger is None else ledger.take(now)
            page_range = plan.take()
            assert page_range is not None
            heapq.heappush(in_flight, (now + latency, next(numbers), page_range, permit))
            continue
        now, _, page_range, permit = heapq.heappop(in_flight)
        if ledger is not None:
            ledger.settle(permit, now, LimitSignals())
        plan.arrived(page_range, Extent(max(0, min(100, rows - page_range.start))))
        for _ in plan.deliver():
            plan.consumed()
    return Cost(next(numbers), now)


def fewest(rows: int) -> int:
    """The requests of a reader with one connection: one shows the end, two after a short page."""
    return read(rows, None, concurrency=1).requests


@pytest.mark.parametrize(("quota", "wasted"), [("1/1s", 0), ("1/1s, 500/30m", 0), ("2/1s", 1)])
@pytest.mark.parametrize("rows", LENGTHS)
def test_a_quota_without_room_takes_the_fewest_requests(rows: int, quota: str, wasted: int) -> None:
    assert read(rows, quota).requests <= fewest(rows) + wasted


@pytest.mark.parametrize("rows", LENGTHS)
def test_a_small_part_of_the_quota_is_wasted(rows: int) -> None:
    for permits in (20, 160, 500, 3_000):
        wasted = read(rows, f"{permits}/30s").requests - fewest(rows)
        pages = -(-rows // 100)
        assert wasted <= max(pages, permits // 16)
        assert wasted <= 32


def test_a_long_list_takes_few_round_trips_if_the_quota_has_plenty_of_room() -> None:
    trips = {quota: read(3_100, quota).seconds / 0.1 for quota in (None, "3000/30s", "20/1s")}
    assert trips[None] == pytest.approx(3)
    assert trips["3000/30s"] == pytest.approx(3)
    assert trips["20/1s"] > 15


def test_the_lead_grows_fast_if_the_quota_has_plenty_of_room_and_doubles_otherwise() -> None:
    assert rounds(None) == [1, 4, 32, 32, 32]
    assert rounds(10_000) == [1, 4, 32, 32, 32]
    assert rounds(160) == [1, 4, 10, 16, 32]
    assert rounds(16) == [1, 2, 4, 8, 16]
    assert rounds(0) == [1, 2, 4, 8, 16]


def rounds(room: int | None) -> list[int]:
    """Return how many requests are in flight in each round trip of an endless list."""
    plan = PagePlan(page_size=100, concurrency=32, room=lambda: room)
    leads = []
    for _ in range(5):
        page_ranges = list(iter(plan.take, None))
        leads.append(len(page_ranges))
        for page_range in page_ranges:
            plan.arrived(page_range, Extent(100))
        for _ in plan.deliver():
            plan.consumed()
    return leads
