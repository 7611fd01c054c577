"""The names that arguments and options take; importing them loads neither client."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from opentoclose_async.otc.resource_names import LISTS as OTC_LISTS

__all__ = ["DASH", "FORMAT_NAMES", "LISTS_OF_EACH_ROOM", "ROOMS_LISTS", "Api", "ListName"]

DASH = Path("-")
"""Means standard output instead of a file."""

FORMAT_NAMES = ("jsonl", "jsonl.gz", "json", "json.gz", "csv", "csv.gz", "parquet")
"""The formats of ``export.formats.registry``, which takes long to import."""

LISTS_OF_EACH_ROOM = ("room_documents", "room_folders", "room_task_lists", "room_users")
ROOMS_LISTS = (
    *LISTS_OF_EACH_ROOM,
    "form_groups",
    "form_libraries",
    "offices",
    "regions",
    "roles",
    "room_templates",
    "rooms",
    "task_list_templates",
    "users",
)


class Api(StrEnum):
    """The APIs, as options name them."""

    OTC = "otc"
    ROOMS = "rooms"


if TYPE_CHECKING:

    class ListName(StrEnum):
        """The lists, as arguments name them."""

else:
    ListName = StrEnum(
        "ListName",
        {name.upper(): name.replace("_", "-") for name in sorted({*OTC_LISTS, *ROOMS_LISTS})},
        module=__name__,
    )
