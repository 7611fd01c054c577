"""Make calls with ``httpx.Client``, shared by all threads."""

import httpx

from benchmarks.client_process import Job, Meter
from benchmarks.readers.call_threads import ONE_USER, make_calls
from benchmarks.readers.page_workers import rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make the calls."""
    limits = httpx.Limits(
        max_connections=job.connections, max_keepalive_connections=job.connections
    )
    with httpx.Client(limits=limits, timeout=60.0) as client:
        url = rooms_url(job)
        make_calls(job, meter, lambda: lambda: client.get(url, params=ONE_USER).json())
