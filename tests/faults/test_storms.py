"""Many faults at once, and clocks that jump: all rows arrive, and nobody hurries."""

from collections.abc import Callable

import anyio
import pytest

from opentoclose_async import OpenToClose, Quota, RetryPolicy, Rooms
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.protocol.limits import LimitSignals
from opentoclose_async.runtime.throttle import Throttle
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults import FaultKind
from tests.clients import blocking_otc_client, blocking_rooms_client
from tests.faults.harness import APIS, QUICK, ROWS, ApiName, all_rows, rows_of, unharmed

pytestmark = pytest.mark.anyio
STUBBORN = RetryPolicy(attempts=30, first_delay=0.001, longest_delay=0.01)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("quota", [None, Quota.parse("50/0.05s")], ids=str)
async def test_a_storm_of_refusals_costs_no_row(
    status: int, quota: Quota | None, api: ApiName, server: RunningSandbox
) -> None:
    async with unharmed(api, server, retry=STUBBORN, quota=quota) as client:
        headers = {"Retry-After": "0"} if status == 429 else {}
        fault = Fault(kind="status", status=status, headers=headers, probability=0.4)
        server.sandbox.faults[:] = [fault]
        for _ in range(3):
            assert await all_rows(client, page_size=20) == rows_of(api, server)
        assert client.counters.retries > 0


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


@pytest.mark.parametrize("kind", ["status", "drop", "hang", "cut", "html", "slow_body"])
def test_the_blocking_clients_keep_the_same_promises(
    kind: FaultKind, server: RunningSandbox
) -> None:
    makers: dict[ApiName, Callable[..., OpenToClose | Rooms]] = {
        "otc": blocking_otc_client,
        "rooms": blocking_rooms_client,
    }
    for api, make in makers.items():
        with make(server, timeout=0.3, retry=None) as client:
            server.sandbox.faults[:] = [Fault(kind=kind, seconds=0.05 if "slow" in kind else 5)]
            if kind == "slow_body":
                assert len(client.users.list_users()) == ROWS
            else:
                with pytest.raises(OpenToCloseAPIError, match=r"^GET "):
                    client.users.list_users()
            server.sandbox.faults.clear()
            rows = client.users.iter_users(retry=QUICK).raw().collect()
            assert rows == rows_of(api, server)


@pytest.mark.parametrize("jump", [-7200.0, 7200.0])
async def test_a_wall_clock_that_jumps_moves_no_wait(jump: float) -> None:
    """Set the clock back or forward by two hours between a refusal and what is due after it."""
    now = 1_800_000_000.0
    throttle = Throttle(Quota.parse("100/0.05s"), wall_clock=lambda: now)
    permit = await throttle.acquire()
    throttle.settle(permit, LimitSignals(refused=True, burst=True, retry_after=0.05))
    now += jump
    with anyio.fail_after(5):
        throttle.settle(await throttle.acquire(), LimitSignals())
        throttle.settle(await throttle.acquire(), LimitSignals())
