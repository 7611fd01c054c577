"""Read with this package's blocking client: a plain loop over rows."""

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from opentoclose_async import Rooms

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the whole list of Rooms users."""
    with Rooms(
        "bench",
        access_token="loopback",
        base_url=f"{job.base_url}/restapi",
        max_connections=job.connections,
        quota=None,
    ) as rooms:
        ids: list[int | None] = []
        with meter.running():
            for user in rooms.users.iter_users(page_size=PAGE_SIZE):
                ids.append(user.user_id)  # noqa: PERF401 - what a caller writes
        meter.add_page(ids)
