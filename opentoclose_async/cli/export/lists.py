"""The lists that can be exported, and the clients that read them."""

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, RetryPolicy
from opentoclose_async._protocol.quota import Quota
from opentoclose_async._runtime.client import QuotaChoice
from opentoclose_async.cli.sign_in.grants import with_grant
from opentoclose_async.exceptions import ConfigurationError

__all__ = [
    "LISTS",
    "OF_PROPERTIES",
    "Api",
    "ListName",
    "check_list",
    "open_client",
    "open_list",
    "read_quota",
]

PATIENT = RetryPolicy(attempts=8, max_wait=math.inf)
"""An export has begun to write a file: better late than from the start again."""


class Api(StrEnum):
    """The APIs, by the names that options have for them."""

    OTC = "otc"
    ROOMS = "rooms"


class ListName(StrEnum):
    """The lists, by the names that arguments have for them."""

    AGENTS = "agents"
    CONTACT_ROLES = "contact-roles"
    CONTACTS = "contacts"
    FORM_GROUPS = "form-groups"
    FORM_LIBRARIES = "form-libraries"
    OFFICES = "offices"
    PROPERTIES = "properties"
    PROPERTY_CONTACTS = "property-contacts"
    PROPERTY_DOCUMENTS = "property-documents"
    PROPERTY_EMAILS = "property-emails"
    PROPERTY_FIELD_GROUPS = "property-field-groups"
    PROPERTY_FIELD_SECTIONS = "property-field-sections"
    PROPERTY_FIELDS = "property-fields"
    PROPERTY_NOTES = "property-notes"
    PROPERTY_TASKS = "property-tasks"
    PROPERTY_TEMPLATES = "property-templates"
    REGIONS = "regions"
    ROLES = "roles"
    ROOM_TEMPLATES = "room-templates"
    ROOMS = "rooms"
    TAGS = "tags"
    TASK_LIST_TEMPLATES = "task-list-templates"
    TEAMS = "teams"
    TIME_ZONES = "time-zones"
    USERS = "users"


OF_PROPERTIES = frozenset(
    {
        ListName.PROPERTY_CONTACTS,
        ListName.PROPERTY_DOCUMENTS,
        ListName.PROPERTY_EMAILS,
        ListName.PROPERTY_NOTES,
        ListName.PROPERTY_TASKS,
    }
)
"""The lists that each property has one of."""

_OF_ROOMS = (
    ListName.FORM_GROUPS,
    ListName.FORM_LIBRARIES,
    ListName.OFFICES,
    ListName.REGIONS,
    ListName.ROLES,
    ListName.ROOM_TEMPLATES,
    ListName.ROOMS,
    ListName.TASK_LIST_TEMPLATES,
)
LISTS: dict[Api, tuple[ListName, ...]] = {
    Api.OTC: tuple(name for name in ListName if name not in _OF_ROOMS),
    Api.ROOMS: (*_OF_ROOMS, ListName.USERS),
}
"""What each API can list."""


def check_list(api: Api, name: ListName) -> None:
    """
    Check that an API has a list.

    Raises:
        ConfigurationError: If it has not.
    """
    if name not in LISTS[api]:
        raise ConfigurationError(f"{api} has no {name} to export, only: {', '.join(LISTS[api])}.")


def read_quota(text: str) -> QuotaChoice:
    """
    Read a quota as people write it: ``documented``, ``off``, or windows as ``500/30s,3000/1h``.

    Raises:
        ConfigurationError: If the text is none.
    """
    if text == "off":
        return None
    if text == "documented":
        return "documented"
    try:
        return Quota.parse(text)
    except ConfigurationError as error:
        raise ConfigurationError(f"{error} Or documented, or off.") from error


def open_client(
    api: Api, settings: Mapping[str, str], *, quota: QuotaChoice
) -> AsyncOpenToClose | AsyncRooms:
    """
    Make a client that waits as long as the quota needs.

    Args:
        api: Which.
        settings: Its own arguments, as ``base_url``; it takes the others from the environment.
        quota: What to keep to.

    Raises:
        AuthenticationError: If there are no credentials.
        ConfigurationError: If there is no account id, or an address that is none.
    """
    shared: dict[str, Any] = {"quota": quota, "max_wait": math.inf, "retry": PATIENT}
    if api is Api.OTC:
        return AsyncOpenToClose(**{**settings, **shared})
    return AsyncRooms(**{**with_grant(settings), **shared})


def open_list(
    client: AsyncOpenToClose | AsyncRooms,
    name: ListName,
    filters: Mapping[str, Any],
    property_id: int | None = None,
) -> Pager[Any]:
    """
    Open one of the client's ``LISTS``.

    Args:
        client: Which client.
        name: Which list.
        filters: Which rows.
        property_id: Of which property, for one ``OF_PROPERTIES``.

    Raises:
        ValidationError: For a filter that is not acceptable.
    """
    group = name.replace("-", "_")
    iterate: Callable[..., Pager[Any]] = getattr(getattr(client, group), f"iter_{group}")
    if isinstance(client, AsyncRooms):
        return iterate(**filters)
    of = () if property_id is None else (property_id,)
    return iterate(*of, filters)
