"""Clients that keep a quota that the server counts independently, over real sockets."""

from collections.abc import Callable
from typing import Any

import anyio
import pytest

from opentoclose_async import Pager, Quota
from opentoclose_async.exceptions import RateLimitError
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import otc_client, rooms_client

pytestmark = pytest.mark.anyio
Start = Callable[..., RunningSandbox]


async def test_a_client_that_knows_the_quota_never_exceeds_it(start_server: Start) -> None:
    server = start_server(users=4100, otc_quota=[(20, 1.0)], rooms_quota=[(20, 1.0)])
    quota = Quota.parse("20/1s")
    read: list[int] = []

    async def read_all(pager: Pager[Any]) -> None:
        read.append(len(await pager.raw().collect()))

    async with (
        otc_client(server, quota=quota) as otc,
        rooms_client(server, quota=quota) as rooms,
        anyio.create_task_group() as group,
    ):
        group.start_soon(read_all, otc.users.iter_users())
        group.start_soon(read_all, rooms.users.iter_users())
    assert read == [4100, 4100]
    stats = server.sandbox.stats
    # None, unless the machine is so busy that requests arrive late and in a bunch. That there are
    # never more in a window is a property test of the ledger, and the benchmark counts on the wire.
    assert max(stats.otc.rate_limited, stats.rooms.rate_limited) <= 2


@pytest.mark.parametrize(("users", "needed"), [(0, 1), (1, 1), (250, 3), (300, 3), (301, 4)])
async def test_a_slow_quota_costs_at_most_one_request_past_the_end(
    start_server: Start, users: int, needed: int
) -> None:
    server = start_server(users=users)
    async with otc_client(server, quota=Quota.parse("1/0.1s")) as otc:
        assert len(await otc.users.iter_users().raw().collect()) == users
    assert server.sandbox.stats.otc.requests <= needed + 1


@pytest.mark.parametrize("status", [429, 400])
async def test_a_quota_that_is_stricter_than_we_thought_costs_no_row(
    start_server: Start, status: int
) -> None:
    server = start_server(
        users=1500, rooms_quota=[(5, 0.3)], rate_limit_status=status, retry_after=True
    )
    async with rooms_client(server, quota=Quota.parse("1000/0.3s")) as rooms:
        rows = await rooms.users.iter_users(concurrency=4).raw().collect()
    assert rows == server.sandbox.rooms_rows("users")


async def test_after_a_refusal_nobody_asks_early(start_server: Start) -> None:
    server = start_server(users=5)
    server.sandbox.faults = [
        Fault(kind="status", status=429, headers={"Retry-After": "1"}, times=1)
    ]
    async with (
        otc_client(server, quota=Quota.parse("100/1s"), max_connections=1) as otc,
        anyio.create_task_group() as group,
    ):
        for _ in range(6):
            group.start_soon(otc.users.retrieve_user, 1)
    first, *rest = server.sandbox.stats.otc.log
    assert first.status == 429
    assert len(rest) == 6
    assert all(request.at - first.at >= 1.0 for request in rest)


async def test_a_used_up_hourly_quota_raises_with_the_time_it_resets(start_server: Start) -> None:
    server = start_server(users=500, rooms_quota=[(500, 30.0), (3, 3600.0)])
    async with rooms_client(server, quota=Quota.parse("500/30s, 3000/1h")) as rooms:
        pages = rooms.users.iter_users(concurrency=1).pages()
        for _ in range(3):
            await anext(pages)
        with pytest.raises(RateLimitError) as caught:
            await anext(pages)
    assert caught.value.start == 300
    assert caught.value.resets_at is not None
    assert caught.value.retry_after is not None
    assert 3000 < caught.value.retry_after <= 3602.5  # a window, and how late it may be counted
    # The headers said so before anything was refused.
    assert server.sandbox.stats.rooms.rate_limited == 0
