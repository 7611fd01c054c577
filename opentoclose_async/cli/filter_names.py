"""The filters of each list, for completion and suggestions; importing them loads no client."""

from collections.abc import Mapping, Sequence

from opentoclose_async._accounts.names import LISTS_OF_EACH_ROOM, Api
from opentoclose_async._protocol.filters.near_misses import near_miss
from opentoclose_async._protocol.suggestions import meaning
from opentoclose_async.cli.usage_errors import UsageError, did_you_mean

__all__ = ["FILTERS", "PLACEHOLDERS", "check_filters", "filters_of"]

NUMBER = ("NUMBER",)
TEXT = ("TEXT",)
DATE = ("YYYY-MM-DD",)
FLAG = ("true", "false")
PLACEHOLDERS = frozenset({*NUMBER, *TEXT, *DATE})
"""What values look like; other values are all there are, or examples for Open To Close."""

_OF_PERSON = {"email": TEXT, "first_name": TEXT, "last_name": TEXT}

PAGE_KEYWORDS = (
    "page_size",
    "max_items",
    "concurrency",
    "start",
    "confirm_end",
    "strict_filters",
)
"""Keywords of every list, which are taken like filters."""

FILTERS: dict[Api, dict[str, Mapping[str, Sequence[str]]]] = {
    Api.OTC: {
        "agents": {**_OF_PERSON, "sort_by": TEXT, "sort_dir": ("asc", "desc")},
        "contacts": _OF_PERSON,
        "property-contacts": _OF_PERSON,
        "teams": {"status": ("Active",), "team_lead_id": NUMBER, "sort": TEXT},
        "users": {"role": ("Agent",), "status": ("Active",), "sort": TEXT},
    },
    Api.ROOMS: {
        "offices": {"only_accessible": FLAG, "search": TEXT},
        "regions": {"managed_only": FLAG},
        "roles": {
            "only_assignable": FLAG,
            "filter_context": (
                "AllRoles",
                "AssignableRolesBasedOnAllPermissions",
                "AssignableRolesBasedOnCompanyPermissions",
            ),
            "filter": TEXT,
        },
        "room-documents": {
            "require_content_for_dynamic_documents": FLAG,
            "room_folder_id": NUMBER,
            "name_filter": TEXT,
            "include_archived": FLAG,
        },
        "room-templates": {"office_id": NUMBER, "only_assignable": FLAG, "only_enabled": FLAG},
        "room-users": {
            "filter": TEXT,
            "sort": ("firstNameAsc", "firstNameDesc", "lastNameAsc", "lastNameDesc"),
        },
        "rooms": {
            "room_status": ("active", "pending", "open", "closed", "open,closed"),
            "office_id": NUMBER,
            "field_data_changed_start_date": DATE,
            "field_data_changed_end_date": DATE,
            "room_closed_start_date": DATE,
            "room_closed_end_date": DATE,
        },
        "users": {
            "filter": TEXT,
            "sort": (
                *("FirstNameAsc", "FirstNameDesc", "LastNameAsc", "LastNameDesc"),
                *("EmailAsc", "EmailDesc"),
            ),
            "default_office_id": NUMBER,
            "access_level": ("Company", "Region", "Office", "Contributor"),
            "title_id": NUMBER,
            "role_id": NUMBER,
            "status": ("Active", "Pending"),
            "locked_only": FLAG,
        },
    },
}
"""The filters of lists that have any, and what their values look like; by API and list."""


def filters_of(api: Api, name: str) -> Mapping[str, Sequence[str]]:
    """Return the filters of a list; a list of each room also has those of rooms."""
    own = FILTERS[api].get(name, {})
    if api is Api.ROOMS and name.replace("-", "_") in LISTS_OF_EACH_ROOM:
        return {**own, **FILTERS[api]["rooms"]}
    return own


def check_filters(api: Api, name: str, filters: Mapping[str, str]) -> None:
    """
    Refuse filters that Rooms does not have, and names and values that are nearly right.

    Others are sent: Open To Close may know more filters than are documented.

    Raises:
        UsageError: It names what was probably meant, and the list's filters.
    """
    known = filters_of(api, name)
    for key, value in filters.items():
        if key in PAGE_KEYWORDS:
            continue
        if key not in known:
            near = near_miss(key, (*known, *PAGE_KEYWORDS))
            if near is None and api is Api.OTC:
                continue
            hint = f"; {meaning(near, str)}" if near else did_you_mean(key, known)
            others = f" Its filters: {', '.join(known)}." if known else ""
            raise UsageError(
                f"--filter {key}: the list {name} has no such filter{hint or '.'}{others}"
            )
        allowed = known[key]
        if api is Api.OTC or len(allowed) < 2 or value in allowed:
            continue
        hint = did_you_mean(value, allowed)
        if hint and not hint.casefold().endswith(f" {value.casefold()}?"):
            raise UsageError(f"--filter {key}={value}: {key} has no such value{hint}")
