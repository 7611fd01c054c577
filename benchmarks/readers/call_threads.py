"""Make calls from several threads at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.client_process import Job, Meter

__all__ = ["ONE_USER", "WARM_CALLS", "make_calls"]

ONE_USER = {"startPosition": 0, "count": 1}
WARM_CALLS = 20
"""Calls that open connections and warm up the code."""


def make_calls(job: Job, meter: Meter, open_call: Callable[[], Callable[[], object]]) -> None:
    """
    Make the calls, once each thread has made some that do not count.

    Args:
        job: How many threads, and how many calls in each.
        meter: The meter to report to.
        open_call: Called in each thread; returns what makes a call there.
    """
    begin = threading.Barrier(job.threads + 1)

    def work() -> int:
        call = open_call()
        for _ in range(WARM_CALLS):
            call()
        begin.wait()
        for _ in range(job.calls):
            call()
        return job.calls

    with ThreadPoolExecutor(job.threads) as threads:
        working = [threads.submit(work) for _ in range(job.threads)]
        begin.wait()
        with meter.running():
            meter.succeeded = sum(each.result() for each in working)
