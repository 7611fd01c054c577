"""The names of the APIs and their lists; importing them loads neither client."""

from enum import StrEnum
from typing import TYPE_CHECKING

from opentoclose_async._protocol.shortening import cut
from opentoclose_async._protocol.suggestions import hint_at
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.otc.resource_names import LISTS as OTC_LISTS

__all__ = ["LISTS", "LISTS_OF_EACH_ROOM", "ROOMS_LISTS", "Api", "ListName", "find_list"]

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
    """The APIs, by their short names."""

    OTC = "otc"
    ROOMS = "rooms"


if TYPE_CHECKING:

    class ListName(StrEnum):
        """The lists of both APIs."""

else:
    ListName = StrEnum(
        "ListName",
        {name.upper(): name.replace("_", "-") for name in sorted({*OTC_LISTS, *ROOMS_LISTS})},
        module=__name__,
    )


LISTS: dict[Api, tuple[ListName, ...]] = {
    api: tuple(sorted(ListName(name.replace("_", "-")) for name in names))
    for api, names in ((Api.OTC, OTC_LISTS), (Api.ROOMS, ROOMS_LISTS))
}
"""The lists that each API has."""


def find_list(api: Api, text: str, before_api: str = "") -> ListName:
    """
    Return the list with a name, spelt with hyphens or underscores.

    Args:
        api: The API.
        text: The name.
        before_api: What stands before the name of an API where it is chosen, such as ``--api ``.

    Raises:
        ConfigurationError: If the API has no such list; it names those that the API has.
    """
    name = text.strip().lower().replace("_", "-")
    if name in LISTS[api]:
        return ListName(name)
    listed = ", ".join(LISTS[api])
    others = [other for other in Api if name in LISTS[other]]
    hint = (
        f", but {before_api}{others[0]} has." if others else hint_at(text, LISTS[api], str) or "."
    )
    raise ConfigurationError(f"{api} has no list {cut(text)}{hint} Its lists: {listed}.")
