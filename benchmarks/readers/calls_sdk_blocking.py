"""Make calls with this package's blocking client, shared by all threads."""

from benchmarks.client_process import Job, Meter
from benchmarks.readers.call_threads import make_calls
from opentoclose_async import Rooms

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Make the calls."""
    with Rooms(
        "bench",
        access_token="loopback",
        base_url=f"{job.base_url}/restapi",
        max_connections=job.connections,
        quota=None,
    ) as rooms:
        make_calls(job, meter, lambda: lambda: rooms.users.get_users(count=1))
