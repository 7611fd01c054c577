"""A call cancelled during a fault ends, and the client stays usable."""

import anyio
import pytest

from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.faults.harness import (
    APIS,
    QUICK,
    ApiName,
    all_rows,
    becomes,
    nothing_new,
    open_sockets,
    unharmed,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("kind", ["hang", "half_open", "long_length", "slow", "slow_body"])
async def test_a_cancelled_call_closes_its_connection_only(
    kind: FaultKind, api: ApiName, server: RunningSandbox
) -> None:
    stats = server.sandbox.stats.otc if api == "otc" else server.sandbox.stats.rooms
    async with unharmed(api, server, retry=QUICK, timeout=30) as client:
        before = open_sockets()
        server.sandbox.faults[:] = [Fault(kind=kind, seconds=5)]
        ended = False

        async def read() -> None:
            nonlocal ended
            try:
                await all_rows(client)
            finally:
                ended = True

        async with anyio.create_task_group() as group:
            group.start_soon(read)
            await becomes(lambda: stats.requests > 0, expected=True)
            assert not ended
            group.cancel_scope.cancel()
        assert ended
        await nothing_new(open_sockets, before)
