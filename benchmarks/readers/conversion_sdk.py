"""Convert decoded pages to this package's models."""

import orjson

from benchmarks.client_process import PAGE_SIZE, Job, Meter
from benchmarks.page_bodies import FIRST_ID, UserList
from opentoclose_async.rooms.conversion import CONVERTER
from opentoclose_async.rooms.models import UserSummary

__all__ = ["decoded_page", "read"]


def read(job: Job, meter: Meter) -> None:
    """Convert the same page again and again."""
    page = decoded_page()
    CONVERTER.rows(page, UserSummary)
    with meter.running():
        for _ in job.starts:
            users = CONVERTER.rows(page, UserSummary)
            assert users[0].user_id == FIRST_ID
            meter.add_unordered_page(len(users))


def decoded_page() -> list[dict[str, object]]:
    """Return the rows of a page."""
    rows: list[dict[str, object]] = orjson.loads(UserList(PAGE_SIZE).rooms_page(0, PAGE_SIZE))[
        "userSummaries"
    ]
    return rows
