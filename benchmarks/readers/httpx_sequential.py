"""Read with a plain ``httpx.Client``, one page after another."""

import httpx

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.readers.page_workers import rooms_url

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages."""
    url = rooms_url(job)
    with httpx.Client(timeout=60.0) as client, meter.running():
        for start in job.starts:
            answer = client.get(url, params={"startPosition": start, "count": PAGE_SIZE})
            answer.raise_for_status()
            meter.add_page([row["userId"] for row in answer.json()["userSummaries"]])
