"""The wall clock jumps: quotas and pauses run on the clock that does not."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime

import anyio
import httpx
import pytest
import trio
from trio.testing import MockClock

from opentoclose_async import Quota
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.observer import Hooks, Observer
from opentoclose_async._runtime.quota.throttle import Throttle
from opentoclose_async._runtime.session import SendOptions, Session
from opentoclose_async._runtime.transport.credentials import NoCredential
from opentoclose_async._runtime.transport.exchange import Exchange
from opentoclose_async._runtime.transport.httpx_sender import HTTPXSender
from opentoclose_async.otc.dialect import DIALECT
from tests.faults.harness import QUICK

NOON = 1_800_000_000.0
TWO_HOURS = 7200.0


class WallClock:
    """A clock that can be set."""

    now = NOON

    def __call__(self) -> float:
        return self.now


def in_no_time(test: Callable[[], Awaitable[None]]) -> None:
    trio.run(test, clock=MockClock(autojump_threshold=0))


def session_of(transport: httpx.AsyncBaseTransport, wall_clock: WallClock) -> Session:
    throttle = Throttle(Quota.parse("100/1s"), wall_clock=wall_clock)
    server = httpx.URL("http://api.test")
    return Session(
        exchange=Exchange(server, HTTPXSender(transport, server), "tests", 1_000_000),
        credential=NoCredential(),
        dialect=DIALECT,
        defaults=SendOptions(5, QUICK),
        throttle=throttle,
        observer=Observer(Hooks(), throttle.describe),
        max_connections=4,
        wall_clock=wall_clock,
        draw=lambda shortest, _: shortest,
    )


@pytest.mark.parametrize("jump", [-TWO_HOURS, TWO_HOURS])
@pytest.mark.parametrize(
    ("heard", "wait"),
    [(LimitSignals(), 10.0), (LimitSignals(refused=True, retry_after=30.0), 30.0)],
    ids=["for the quota", "after a refusal"],
)
def test_a_wall_clock_that_jumps_during_a_wait_moves_no_request(
    heard: LimitSignals, wait: float, jump: float
) -> None:
    async def check() -> None:
        wall_clock = WallClock()
        throttle = Throttle(Quota.parse("1/10s"), wall_clock=wall_clock)
        permit = await throttle.acquire()
        began = anyio.current_time()
        throttle.settle(permit, heard)

        async def set_it() -> None:
            await anyio.sleep(5)
            wall_clock.now += jump

        async with anyio.create_task_group() as group:
            group.start_soon(set_it)
            await throttle.acquire()
        assert anyio.current_time() - began == pytest.approx(wait)

    in_no_time(check)


@pytest.mark.parametrize("wrong_by", [-TWO_HOURS, 0.0, TWO_HOURS])
@pytest.mark.parametrize("header", ["Retry-After", "X-RateLimit-Reset"])
def test_times_in_a_response_are_relative_to_its_date(header: str, wrong_by: float) -> None:
    moment = datetime.fromtimestamp(NOON + 40, UTC)
    headers = {
        "Date": format_datetime(datetime.fromtimestamp(NOON, UTC), usegmt=True),
        header: format_datetime(moment, usegmt=True)
        if header == "Retry-After"
        else f"{NOON + 40:.0f}",
    }

    async def check() -> None:
        asked: list[float] = []

        def answer(_: httpx.Request) -> httpx.Response:
            asked.append(anyio.current_time())
            if len(asked) > 1:
                return httpx.Response(200, json=[])
            return httpx.Response(429, headers={**headers, "X-RateLimit-Remaining": "0"}, json={})

        wall_clock = WallClock()
        wall_clock.now += wrong_by
        session = session_of(httpx.MockTransport(answer), wall_clock)
        await session.send(Operation(Request("GET", "/users"), lambda value: value))
        await session.aclose()
        assert [round(at - asked[0]) for at in asked] == [0, 40]

    in_no_time(check)
