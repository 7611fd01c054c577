"""Which rows match the filters of Rooms."""

from collections.abc import Mapping
from typing import Any

from opentoclose_async._protocol.filters.rules import (
    Rule,
    contains,
    equal,
    not_after,
    not_before,
    true_if_asked,
)

__all__ = ["RULES"]


def _room_status(row: Mapping[str, Any], text: str) -> bool | None:
    """Tell closed rooms from others; no field tells active rooms from pending ones."""
    if "closedDate" not in row:
        return None
    statuses = {part.strip().casefold() for part in text.split(",")}
    if not statuses <= _STATUSES:
        return None
    return "closed" in statuses if row["closedDate"] is not None else statuses != {"closed"}


_STATUSES = frozenset({"active", "pending", "open", "closed"})


RULES: dict[str, dict[str, Rule | None]] = {
    "assignable_roles": {"assigneeEmail": None, "filter": None},
    "documents": {
        "requireContentForDynamicDocuments": None,
        "roomFolderId": equal("folderId"),
        "nameFilter": contains("name"),  # which of both is not documented
        "includeArchived": None,  # ambiguous
    },
    "offices": {"onlyAccessible": None, "search": None},
    "regions": {"managedOnly": None},
    "roles": {"onlyAssignable": None, "filterContext": None, "filter": None},
    "room_templates": {"officeId": None, "onlyAssignable": None, "onlyEnabled": None},
    "room_users": {"filter": None, "sort": None},
    "rooms": {
        "roomStatus": _room_status,
        "officeId": equal("officeId"),
        "fieldDataChangedStartDate": not_before("fieldDataLastUpdatedDate"),
        "fieldDataChangedEndDate": not_after("fieldDataLastUpdatedDate"),
        "roomClosedStartDate": not_before("closedDate"),
        "roomClosedEndDate": not_after("closedDate"),
    },
    "users": {
        "filter": None,
        "sort": None,
        "defaultOfficeId": equal("defaultOfficeId"),
        "accessLevel": equal("accessLevel"),
        "titleId": equal("titleId"),
        "roleId": equal("roleId"),
        "status": equal("status"),
        "lockedOnly": true_if_asked("isLockedOut"),
    },
}
"""The rules of filters by list and wire name; None for those that rows do not show."""
