"""Processes that take permits from one store, two of which are killed."""

import subprocess
import sys
import time
from pathlib import Path

import anyio

from tests.runtime.quota import permit_taker

__all__ = ["keep_the_quota_though_two_are_killed"]

ROOT = Path(__file__).parents[3]


async def keep_the_quota_though_two_are_killed(store: str, notes: Path, seconds: float) -> None:
    """
    Have four processes take permits, 50 of which are allowed in a second, and check when they did.

    Args:
        store: A file or a Redis URL.
        notes: Where they note when they took a permit.
        seconds: How long they do; two are killed after half of it.
    """
    notes.touch()  # noqa: ASYNC240 - once, and quick
    began = time.monotonic()
    until = began + seconds
    command = [sys.executable, "-m", permit_taker.__name__, store, str(notes), repr(until)]
    processes = [
        subprocess.Popen(command, cwd=ROOT)  # noqa: ASYNC220 - starting is quick
        for _ in range(4)
    ]
    try:
        with anyio.fail_after(10):
            while len({process for process, _ in _read(notes)}) < 4:  # noqa: ASYNC110 - of others
                await anyio.sleep(0.01)
        await anyio.sleep(max(0.0, began + seconds / 2 - time.monotonic()))
        for process in processes[:2]:
            process.kill()
        killed = time.monotonic()
        codes = [process.wait() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert codes[2:] == [0, 0]
    times = sorted(at for _, at in _read(notes))
    assert max(_in_a_second_from(times, at) for at in times) <= 50
    assert len(times) >= 0.5 * 50 * (until - times[0])
    assert _in_a_second_from(times, killed + 1.0) >= 0.5 * 50


def _read(notes: Path) -> list[tuple[str, float]]:
    lines = [line.split() for line in notes.read_text("utf-8").splitlines()]
    return [(process, float(at)) for process, at in lines]


def _in_a_second_from(times: list[float], begin: float) -> int:
    return sum(begin <= at < begin + 1.0 for at in times)
