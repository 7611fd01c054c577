"""Convert decoded pages to structs of msgspec with the fields of this package's model."""

import importlib

from attrs import fields

from benchmarks.client_process import Job, Meter
from benchmarks.page_bodies import FIRST_ID
from benchmarks.readers.conversion_sdk import decoded_page
from opentoclose_async.rooms.models import UserSummary

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Convert the same page again and again."""
    msgspec = importlib.import_module("msgspec")  # an optional peer
    of_numbers = ("user_id", "default_office_id", "title_id", "role_id")
    kinds: dict[str, object] = {"is_locked_out": bool | None}
    kinds |= dict.fromkeys(of_numbers, int | None)
    struct = msgspec.defstruct(
        "User",
        [
            (field.name, kinds.get(field.name, str | None), None)
            for field in fields(UserSummary)
            if field.name != "raw"
        ],
        rename="camel",
        frozen=True,
    )
    page, kind = decoded_page(), list[struct]  # type: ignore[valid-type]
    msgspec.convert(page, kind)
    with meter.running():
        for _ in job.starts:
            users = msgspec.convert(page, kind)
            assert users[0].user_id == FIRST_ID
            meter.add_unordered_page(len(users))
