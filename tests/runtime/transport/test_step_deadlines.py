"""An exchange's deadline: each step has its time, and all together. The clock jumps."""

from collections.abc import Sequence

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._runtime.transport.deadline import SLACK, Deadline
from tests.runtime.virtual_time import run_in_virtual_time

BACKENDS = ("asyncio", "trio")


def ended(
    backend: str, steps: Sequence[float], timeout: float, total: float, *, pauses: bool = False
) -> tuple[float, bool] | None:
    """
    Return when a deadline ended an exchange and whether for a step's sake; None if it did not.

    Args:
        backend: The event loop.
        steps: The seconds that each step takes.
        timeout: Seconds for each.
        total: Seconds for all.
        pauses: Pause for an hour after each step.
    """
    came: list[tuple[float, bool] | None] = []

    async def main() -> None:
        paused = 0.0
        deadline = Deadline(timeout, total, stepwise=True)
        began = anyio.current_time()
        with deadline.scope:
            for seconds in steps:
                deadline.begin_step()
                await anyio.sleep(seconds)
                if pauses:
                    left = deadline.pause()
                    await anyio.sleep(3600)
                    paused += 3600
                    deadline.resume(left)
        after = anyio.current_time() - began - paused
        came.append((after, deadline.of_step) if deadline.scope.cancelled_caught else None)

    run_in_virtual_time(backend, main)
    return came[0]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("pauses", [False, True])
def test_a_step_that_takes_too_long_ends_it(backend: str, pauses: bool) -> None:
    after = ended(backend, [1.9, 1.9, 5.0], 2, 100, pauses=pauses)
    assert after is not None
    assert after[0] == pytest.approx(3.8 + 2, rel=SLACK - 1)
    assert after[1]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("pauses", [False, True])
def test_many_short_steps_end_it_when_the_total_is_over(backend: str, pauses: bool) -> None:
    after = ended(backend, [1.9] * 10, 2, 10, pauses=pauses)
    assert after is not None
    assert after[0] == pytest.approx(10)
    assert not after[1]


@pytest.mark.parametrize("backend", BACKENDS)
def test_steps_within_both_do_not_end_it(backend: str) -> None:
    assert ended(backend, [0.0, 1.99] * 20, 2, 100) is None


@given(st.lists(st.floats(0, 3), max_size=12), st.floats(0.5, 2), st.floats(1, 20))
def test_no_step_gets_less_than_its_time_nor_much_more(
    steps: list[float], timeout: float, total: float
) -> None:
    result = ended("trio", steps, timeout, total)
    clock = 0.0
    for seconds in steps:
        allowed = min(timeout, total - clock)
        if result is not None and result[0] <= clock + seconds:
            assert seconds >= min(allowed, total - clock) - 1e-6
            assert result[0] <= clock + allowed * SLACK + 1e-6
            return
        assert seconds <= min(timeout * SLACK, total - clock) + 1e-6
        clock += seconds
    assert result is None
