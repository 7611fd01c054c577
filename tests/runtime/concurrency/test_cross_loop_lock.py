"""A lock across event loops, even if its holder vanishes."""

import anyio
import pytest

from opentoclose_async._runtime.concurrency.cross_loop_lock import LONGEST_HOLD, cross_loop_lock
from tests.runtime.virtual_time import run_in_virtual_time


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_vanished_holder_does_not_block_the_waiters_for_ever(backend: str) -> None:
    at_it = 0
    most = 0
    ends: list[float] = []

    async def take(seconds: float) -> None:
        nonlocal at_it, most
        async with cross_loop_lock("the same"):
            at_it += 1
            most = max(most, at_it)
            await anyio.sleep(seconds)
            at_it -= 1
            ends.append(anyio.current_time())

    async def never_end() -> None:
        async with cross_loop_lock("the same"):
            await anyio.sleep_forever()

    async def main() -> None:
        began = anyio.current_time()
        async with anyio.create_task_group() as gone:
            gone.start_soon(never_end)
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    await anyio.sleep(0.01)
                    group.start_soon(take, LONGEST_HOLD - 1)
            gone.cancel_scope.cancel()
        assert most == 1
        assert ends[-1] - began < 6 * LONGEST_HOLD + 1

    run_in_virtual_time(backend, main)
