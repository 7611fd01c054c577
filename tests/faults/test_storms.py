"""Many faults at once: every one of many tasks gets all rows."""

import anyio
import pytest

from opentoclose_async import Quota, RetryPolicy
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.faults.harness import APIS, ApiName, all_rows, rows_of, unharmed
from tests.thoroughness import paired

pytestmark = pytest.mark.anyio
STUBBORN = RetryPolicy(attempts=30, first_delay=0.001, longest_delay=0.01)


@pytest.mark.parametrize(
    ("status", "quota", "api"), paired([429, 500, 503], [None, Quota.parse("50/0.05s")], APIS)
)
async def test_a_storm_of_refusals_costs_no_row(
    status: int, quota: Quota | None, api: ApiName, server: RunningSandbox
) -> None:
    async with unharmed(api, server, retry=STUBBORN, quota=quota) as client:
        headers = {"Retry-After": "0"} if status == 429 else {}
        fault = Fault(kind="status", status=status, headers=headers, probability=0.4)
        server.sandbox.faults[:] = [fault]
        # Refusals of 503 beside accepted requests are taken for a limit, and slow the client down.
        page_size, times = (100, 1) if status == 503 else (20, 3)
        for _ in range(times):
            assert await all_rows(client, page_size=page_size) == rows_of(api, server)
        assert client.counters.retries > 0 or times == 1


@pytest.mark.parametrize("api", APIS)
async def test_tasks_of_one_client_survive_every_kind_of_fault_together(
    api: ApiName, server: RunningSandbox
) -> None:
    kinds: tuple[FaultKind, ...] = ("drop", "cut", "reset", "broken_chunks", "idle_close")
    async with unharmed(api, server, retry=STUBBORN, timeout=2) as client:
        server.sandbox.faults[:] = [
            *(Fault(kind=kind, probability=0.1) for kind in kinds),
            Fault(kind="status", status=502, probability=0.1),
        ]
        complete = 0

        async def read() -> None:
            nonlocal complete
            assert await all_rows(client, page_size=25) == rows_of(api, server)
            complete += 1

        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(read)
        assert complete == 5
