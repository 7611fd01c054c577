"""Waiting for the quota, on a clock that jumps ahead when all tasks wait."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import anyio
import pytest
import trio
from trio.testing import MockClock

from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.quota.throttle import Throttle
from opentoclose_async.exceptions import RateLimitError


def on_a_fast_clock(test: Callable[[], Awaitable[None]]) -> None:
    trio.run(test, clock=MockClock(autojump_threshold=0))


def test_requests_are_spaced_as_the_quota_says() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("2/1s"))
        sent = []
        for _ in range(7):
            permit = await throttle.acquire()
            sent.append(anyio.current_time())
            throttle.settle(permit, LimitSignals())
        assert [round(at - sent[0], 6) for at in sent] == [0, 0, 1, 1, 2, 2, 3]

    on_a_fast_clock(check)


def test_waiters_are_served_in_order() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1s"), max_wait=5)
        order: list[int] = []

        async def ask(number: int) -> None:
            throttle.settle(await throttle.acquire(), LimitSignals())
            order.append(number)

        async with anyio.create_task_group() as group:
            for number in range(100):  # the last one waits 99 s, 1 s of it at the head of the queue
                group.start_soon(ask, number)
                await anyio.wait_all_tasks_blocked()
        assert order == list(range(100))

    on_a_fast_clock(check)


def test_a_refusal_pauses_all_requests_as_long_as_it_says() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("100/1s"))
        refused = await throttle.acquire()
        throttle.settle(refused, LimitSignals(refused=True, retry_after=20.0))
        began = anyio.current_time()
        times: list[float] = []

        async def ask() -> None:
            throttle.settle(await throttle.acquire(), LimitSignals())
            times.append(anyio.current_time() - began)

        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(ask)
        assert min(times) == pytest.approx(20)
        assert max(times) < 21

    on_a_fast_clock(check)


def test_a_refusal_while_waiting_makes_the_wait_longer() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("2/1s"))
        first, second = await throttle.acquire(), await throttle.acquire()
        began = anyio.current_time()

        async def refuse() -> None:
            await anyio.sleep(0.5)
            throttle.settle(first, LimitSignals(refused=True, retry_after=10.0))
            throttle.settle(second, LimitSignals(refused=True, retry_after=3.0))

        async with anyio.create_task_group() as group:
            group.start_soon(refuse)
            await throttle.acquire()
        assert anyio.current_time() - began == pytest.approx(10.5)

    on_a_fast_clock(check)


def test_a_wait_longer_than_allowed_raises_with_the_time() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1h"), max_wait=60, wall_clock=lambda: 1_000_000.0)
        throttle.settle(await throttle.acquire(), LimitSignals())
        with pytest.raises(RateLimitError, match="max_wait is 60 s") as caught:
            await throttle.acquire()
        assert caught.value.retry_after == pytest.approx(3600)
        assert caught.value.resets_at is not None
        assert caught.value.resets_at == datetime.fromtimestamp(1_003_600, UTC)
        assert anyio.current_time() == pytest.approx(anyio.current_time())

    on_a_fast_clock(check)


def test_a_returned_permit_lets_the_next_request_go_at_once() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1h"), max_wait=4000)
        began = anyio.current_time()
        permit = await throttle.acquire()

        async def give_back() -> None:
            await anyio.sleep(1)
            throttle.cancel(permit)

        async with anyio.create_task_group() as group:
            group.start_soon(give_back)
            await throttle.acquire()
        assert anyio.current_time() - began == pytest.approx(1)

    on_a_fast_clock(check)


def test_cancelling_a_waiter_does_not_affect_others() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/1s"))
        throttle.settle(await throttle.acquire(), LimitSignals())
        began = anyio.current_time()
        with anyio.move_on_after(0.5):
            await throttle.acquire()
        throttle.settle(await throttle.acquire(), LimitSignals())
        assert anyio.current_time() - began == pytest.approx(1)

    on_a_fast_clock(check)


def test_it_reports_until_when_it_waits() -> None:
    async def check() -> None:
        throttle = Throttle(Quota.parse("1/10s"), wall_clock=lambda: 500.0)
        assert throttle.waiting_until is None
        throttle.settle(await throttle.acquire(), LimitSignals())
        async with anyio.create_task_group() as group:
            group.start_soon(throttle.acquire)
            await anyio.wait_all_tasks_blocked()
            assert throttle.waiting_until == pytest.approx(510)
        assert throttle.waiting_until is None
        assert throttle.waited == pytest.approx(10)

    on_a_fast_clock(check)


@pytest.mark.anyio
async def test_without_a_quota_there_is_no_wait() -> None:
    throttle = Throttle(None)
    for _ in range(1000):
        permit = await throttle.acquire()
        throttle.settle(permit, LimitSignals(refused=True, retry_after=1000.0))
    throttle.cancel(await throttle.acquire())
    assert not throttle.active
    assert throttle.waited == 0
