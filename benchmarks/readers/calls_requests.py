"""Make calls with requests, with a session in each thread, because threads cannot share one."""

import importlib
from collections.abc import Callable

from benchmarks.client_process import Job, Meter
from benchmarks.readers.call_threads import ONE_USER, make_calls
from benchmarks.readers.page_workers import rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make the calls."""
    requests = importlib.import_module("requests")  # an optional peer

    def open_call() -> Callable[[], object]:
        session = requests.Session()
        return lambda: session.get(rooms_url(job), params=ONE_USER, timeout=60).json()

    make_calls(job, meter, open_call)
