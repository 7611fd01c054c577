"""Clients that share a quota through a store, on a clock that jumps ahead when all tasks wait."""

import logging
from collections.abc import Awaitable, Callable

import anyio
import pytest
import trio
from trio.testing import MockClock

from opentoclose_async._protocol.quota.sharing import EndedRequest, QuotaRequest, SharedLedger
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.quota.throttle import Throttle
from opentoclose_async.exceptions import RateLimitError
from tests.runtime.quota.memory_store import MemoryQuotaStore

ACCEPTED = LimitSignals()


def on_a_fast_clock(test: Callable[[], Awaitable[None]]) -> None:
    trio.run(test, clock=MockClock(autojump_threshold=0))


def sharing(store: MemoryQuotaStore, quota: str, account: str = "account") -> Throttle:
    return Throttle(Quota.parse(quota), store=store, account=lambda: account, draw=lambda: 0.5)


async def send(throttle: Throttle, times: list[float], seconds: float = 0.01) -> None:
    """Send one request that takes a while, and note when."""
    permit = await throttle.acquire()
    times.append(anyio.current_time())
    await anyio.sleep(seconds)
    throttle.settle(permit, ACCEPTED)


async def keep_sending(throttle: Throttle, times: list[float], seconds: float = 0.01) -> None:
    while True:
        await send(throttle, times, seconds)


def most_in(times: list[float], seconds: float) -> int:
    """Return the largest number of times within so many seconds."""
    return max(sum(at <= each < at + seconds for each in times) for at in times)


@pytest.mark.parametrize("clients", [1, 2, 4])
@pytest.mark.parametrize(
    ("quota", "count", "seconds"),
    [("1/1s", 1, 1.0), ("20/1s", 20, 1.0), ("50/3s, 400/60s", 50, 3.0)],
)
def test_together_they_use_the_quota_and_no_more(
    clients: int, quota: str, count: int, seconds: float
) -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        throttles = [sharing(store, quota) for _ in range(clients)]
        times: list[list[float]] = [[] for _ in throttles]
        with anyio.move_on_after(20.0):
            async with anyio.create_task_group() as group:
                for throttle, sent in zip(throttles, times, strict=True):
                    for _ in range(4):
                        group.start_soon(keep_sending, throttle, sent)
        together = sorted(at for sent in times for at in sent)
        assert most_in(together, seconds - 0.01) <= count
        assert len(together) >= 0.9 * count * 20.0 / seconds
        assert min(map(len, times)) >= 0.5 * len(together) / clients
        for throttle in throttles:
            await throttle.aclose()

    on_a_fast_clock(check)


def test_a_look_up_beside_an_export_waits_for_its_turn_only() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        export, service = sharing(store, "1/1s"), sharing(store, "1/1s")
        waits: list[float] = []
        async with anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(keep_sending, export, [])
            await anyio.sleep(2.3)
            for _ in range(5):
                began = anyio.current_time()
                await send(service, [])
                waits.append(anyio.current_time() - began)
                await anyio.sleep(0.7)
            group.cancel_scope.cancel()
        assert max(waits) < 2.2
        await export.aclose()
        await service.aclose()

    on_a_fast_clock(check)


def test_lists_and_calls_of_one_client_take_turns() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1s"))
        order: list[str] = []

        async def ask(lane: str) -> None:
            permit = await throttle.acquire(lane)
            order.append(lane)
            throttle.settle(permit, ACCEPTED)

        async with anyio.create_task_group() as group:
            for lane in ["list"] * 6 + ["other list"] * 2 + ["calls"] * 3:
                group.start_soon(ask, lane)
                await anyio.wait_all_tasks_blocked()
        assert order[:7] == ["list", "list", "other list", "calls", "list", "other list", "calls"]
        assert sorted(order[7:]) == ["calls", "list", "list", "list"]

    on_a_fast_clock(check)


def test_a_cancelled_turn_is_passed_on() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1s"))
        times: list[float] = []
        async with anyio.create_task_group() as group:
            group.start_soon(send, throttle, times)
            await anyio.wait_all_tasks_blocked()
            with anyio.move_on_after(0.5):
                async with anyio.create_task_group() as cancelled:
                    for _ in range(3):
                        cancelled.start_soon(send, throttle, times)
            group.start_soon(send, throttle, times)
        assert len(times) == 2

    on_a_fast_clock(check)


def test_permits_that_were_not_used_go_back() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        hasty, other = sharing(store, "40/1h"), sharing(store, "40/1h")
        for _ in range(10):
            await send(hasty, [], 0.0)  # which makes it take several at once
        await anyio.sleep(2.0)
        times: list[float] = []
        for _ in range(30):
            await send(other, times)
        assert len(times) == 30
        with pytest.raises(RateLimitError):
            await other.acquire()
        await hasty.aclose()
        await other.aclose()

    on_a_fast_clock(check)


def test_a_client_that_vanishes_blocks_nobody_for_longer_than_a_window() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        of_the_killed = MemoryQuotaStore(ledgers=store.ledgers)
        other, killed = sharing(store, "1/1s"), sharing(of_the_killed, "1/1s")
        async with anyio.create_task_group() as group:
            await killed.acquire()
            group.start_soon(killed.acquire)  # which waits for its turn
            await anyio.sleep(0.2)
            of_the_killed.frozen = True
            began = anyio.current_time()
            await send(other, [])
            assert anyio.current_time() - began < 2.0
            group.cancel_scope.cancel()
        await other.aclose()

    on_a_fast_clock(check)


def test_a_slow_response_to_one_lets_no_other_send_early() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        slow, quick = sharing(store, "1/1s"), sharing(store, "1/1s")
        times: list[float] = []
        async with anyio.create_task_group() as group:
            group.start_soon(send, slow, times, 3.0)
            await anyio.sleep(0.1)
            await send(quick, times)
        assert times[1] - times[0] >= 4.0  # it may have arrived just before it was answered

    on_a_fast_clock(check)


def test_a_refusal_of_one_pauses_all() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        one, other = sharing(store, "100/1s"), sharing(store, "100/1s")
        one.settle(await one.acquire(), LimitSignals(refused=True, retry_after=20.0))
        await anyio.sleep(0.1)
        began = anyio.current_time()
        await send(other, [])
        assert anyio.current_time() - began >= 19.8
        await one.aclose()
        await other.aclose()

    on_a_fast_clock(check)


def test_accounts_do_not_affect_each_other() -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        for account in ("one", "other"):
            throttle = sharing(store, "1/1h", account)
            await send(throttle, [])
            await throttle.aclose()

    on_a_fast_clock(check)


def test_an_outage_of_the_store_is_reported_once_and_the_own_quota_is_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def check() -> None:
        store = MemoryQuotaStore()
        throttle = sharing(store, "2/1s")
        problems: list[str] = []

        async def report(problem: str, seconds: float) -> None:
            problems.append(problem)

        throttle.on_store_problem = report
        times: list[float] = []
        await send(throttle, times)
        store.problem = OSError("the disk is full.")
        for _ in range(9):
            await send(throttle, times)
        assert most_in(times, 0.99) <= 2
        assert len(problems) == 1
        assert "the disk is full" in problems[0]
        assert len([each for each in store.requests if each.wanted]) < 10  # it is tried rarely

        store.problem = None
        await anyio.sleep(6)
        asked = len(store.requests)
        for _ in range(4):
            await send(throttle, times)
        assert len(store.requests) > asked
        assert len(problems) == 1
        await throttle.aclose()

    caplog.set_level(logging.WARNING)
    on_a_fast_clock(check)
    assert [record.getMessage() for record in caplog.records] == [
        "The quota store can be used again: the quota is shared."
    ]


def test_after_an_outage_the_client_still_counts_what_it_sent_meanwhile() -> None:
    async def check() -> None:
        store = MemoryQuotaStore(problem=OSError("unreachable"))
        throttle = sharing(store, "20/8s")
        times: list[float] = []
        for _ in range(20):
            await send(throttle, times)
        await anyio.sleep(5.5)
        store.problem = None
        for _ in range(20):
            await send(throttle, times)
        assert most_in(times, 7.9) <= 20
        await throttle.aclose()

    on_a_fast_clock(check)


def test_a_store_that_hangs_is_one_that_cannot_be_used() -> None:
    async def check() -> None:
        store = MemoryQuotaStore(frozen=True)
        throttle = sharing(store, "20/1s")
        began = anyio.current_time()
        await send(throttle, [])
        assert anyio.current_time() - began < 6.0
        await throttle.aclose()

    on_a_fast_clock(check)


def test_a_refusal_that_is_reported_twice_is_one() -> None:
    ledger = SharedLedger(Quota.parse("500/30s").windows)
    (permit,) = ledger.exchange(QuotaRequest("client", wanted=1), 0.0).permits
    refused = EndedRequest(permit, 0.1, LimitSignals(refused=True))
    for _ in range(3):
        ledger.exchange(QuotaRequest("client", ended=(refused,)), 0.2)
    assert ledger.ledger.pace.refusals == 1
    assert ledger.status(0.2).paused_for <= 0.3
