"""Which rows match the filters of Open To Close."""

from collections.abc import Mapping
from typing import Any

from opentoclose_async._protocol.filters.rules import Rule, contains, equal

__all__ = ["RULES", "rule_for"]

RULES: dict[str, Rule | None] = {
    "role": equal("role"),
    "status": equal("status"),
    "team_lead_id": equal("team_lead_id"),
    # Whether part of a name is enough is not documented, nor whether the office's address counts.
    "email": contains("email", "office_email", "contact.email", "contact.office_email"),
    "first_name": contains("first_name", "contact.first_name"),
    "last_name": contains("last_name", "contact.last_name"),
    "sort": None,
    "sort_by": None,
    "sort_dir": None,
}
"""The rules of documented filters by name; None for those that exclude no rows."""


def rule_for(name: str) -> Rule:
    """Return the rule for a filter that is not documented: the field of that name has its value."""
    is_equal, has_value = equal(name), equal("value")

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        fields = row.get("field_values")  # a property's, whose names are the account's own
        for each in fields if isinstance(fields, list) else ():
            if isinstance(each, dict) and each.get("key") == name:
                return has_value(each, text)
        return is_equal(row, text)

    return matches
