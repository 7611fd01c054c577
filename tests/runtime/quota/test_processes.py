"""Processes that share a quota through a real store, and a server that counts for itself."""

import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.processes import environment
from tests.runtime.quota import caller
from tests.runtime.quota.conftest import STORES
from tests.thoroughness import scaled

Start = Callable[..., RunningSandbox]
ROOT = Path(__file__).parents[3]
PROCESSES = 4
MOST_REFUSED = 2
"""None, unless the machine is so busy that a process cannot report in time that it still sends."""
LEAST_USED = 0.5
"""Share of the quota that is used at least, on a busy machine; more than 0.9 on an idle one."""


@frozen
class Callers:
    """
    Processes that call the same API with the same credential.

    Attributes:
        server: The server.
        processes: The processes.
    """

    server: RunningSandbox
    processes: list[subprocess.Popen[str]]

    @property
    def sent(self) -> list[float]:
        """When each request arrived, in seconds of the server's clock."""
        return sorted(request.at for request in self.server.sandbox.stats.otc.log)

    def end(self) -> list[list[int]]:
        """Wait for the processes; return calls, errors and retries of each that was not killed."""
        outputs = [process.communicate(timeout=60) for process in self.processes]
        assert [err for _, err in outputs] == [""] * len(outputs)
        return [list(map(int, out.split())) for out, _ in outputs if out]


@contextmanager
def calling(server: RunningSandbox, store: str, quota: str, seconds: float) -> Iterator[Callers]:
    """Start processes that call for so many seconds."""
    command = [sys.executable, "-W", "error", "-m", caller.__name__, store, "otc"]
    command += [server.otc_base_url, str(seconds), quota, "4"]
    with_pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment(), **with_pipes)  # type: ignore[call-overload]  # mypy does not know the keywords
        for _ in range(PROCESSES)
    ]
    try:
        yield Callers(server, processes)
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def serve(start_server: Start, count: int, seconds: float) -> RunningSandbox:
    return start_server(
        users=5, otc_token=caller.TOKEN, rooms_token=caller.TOKEN, otc_quota=[(count, seconds)]
    )


@pytest.mark.parametrize("store", scaled(STORES[-1:], STORES), indirect=True)
def test_together_they_send_what_the_quota_allows_and_no_more(
    start_server: Start, store: str
) -> None:
    server = serve(start_server, 20, 1.0)
    with calling(server, store, "20/1s", 4.0) as callers:
        results = callers.end()
    sent = callers.sent
    assert [errors for _, errors, _ in results] == [0] * PROCESSES
    assert server.sandbox.stats.otc.rate_limited <= MOST_REFUSED
    assert len(sent) >= LEAST_USED * (20 * (sent[-1] - sent[0]))
    assert min(calls for calls, _, _ in results) >= 1


@pytest.mark.parametrize("store", scaled(STORES[:1], STORES), indirect=True)
def test_when_two_of_four_are_killed_the_others_take_over(start_server: Start, store: str) -> None:
    server = serve(start_server, 10, 1.0)
    with calling(server, store, "10/1s", 6.0) as callers:
        while len(callers.sent) < 25:
            time.sleep(0.02)
        for process in callers.processes[:2]:
            process.kill()
        results = callers.end()
    assert [errors for _, errors, _ in results] == [0, 0]
    assert server.sandbox.stats.otc.rate_limited <= MOST_REFUSED
    late = callers.sent[25:]
    assert len(late) >= 15
    assert max(later - earlier for earlier, later in itertools.pairwise(late)) < 2.0
