"""Cancelling calls at any moment leaves the client fully usable."""

import random
from collections.abc import Callable

import anyio
import pytest

from opentoclose_async import Quota
from opentoclose_async.sandbox import RunningSandbox
from tests.clients import rooms_client
from tests.thoroughness import scaled

pytestmark = pytest.mark.anyio
Start = Callable[..., RunningSandbox]


@pytest.mark.parametrize("quota", [None, Quota.parse("200/0.2s")], ids=str)
async def test_a_storm_of_cancelled_calls_costs_no_connection(
    start_server: Start, quota: Quota | None
) -> None:
    server = start_server(users=1000, latency=0.004)
    dice = random.Random(7)
    async with rooms_client(server, max_connections=10, quota=quota) as rooms:

        async def cancel_some() -> None:
            for _ in range(scaled(10, 25)):
                with anyio.move_on_after(dice.uniform(0, 0.02)):
                    if dice.random() < 0.7:
                        await rooms.users.get_users(count=100)
                    else:
                        await rooms.users.list_users()

        async with anyio.create_task_group() as group:
            for _ in range(40):
                group.start_soon(cancel_some)
        with anyio.fail_after(5):
            for _ in range(3):
                assert len((await rooms.users.get_users()).user_summaries) == 100
            assert len(await rooms.users.list_users()) == 1000


async def test_after_a_storm_no_job_is_left(start_server: Start) -> None:
    server = start_server(users=3000, latency=0.01)
    async with rooms_client(server, max_connections=4) as rooms:
        for delay in (0.0, 0.001, 0.005, 0.01, 0.02, 0.05):
            with anyio.move_on_after(delay):
                await rooms.users.list_users()
            with anyio.fail_after(5):  # a cancelled call may still be closing its connection
                for job in rooms._background.jobs:
                    await job.wait()
            assert rooms._background.jobs == set()
