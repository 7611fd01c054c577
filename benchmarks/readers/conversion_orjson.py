"""Decode pages with orjson, as a scale for converting them."""

import orjson

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.page_bodies import UserList

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Decode the same page again and again."""
    body = UserList(PAGE_SIZE).rooms_page(0, PAGE_SIZE)
    with meter.running():
        for _ in job.starts:
            meter.add_unordered_page(len(orjson.loads(body)["userSummaries"]))
