"""The names of all collections, and the declarations of the plain ones."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from typing import Final, Literal

from opentoclose_async.sandbox.otc.resource import Resource

__all__ = ["PLAIN_RESOURCES", "OtcName"]

OtcName = Literal[
    "agents",
    "contacts",
    "properties",
    "tags",
    "teams",
    "users",
    "property_contacts",
    "property_documents",
    "property_emails",
    "property_notes",
    "property_tasks",
    "contact_roles",
    "property_field_groups",
    "property_field_sections",
    "property_fields",
    "property_templates",
    "time_zones",
]
"""The names of the collections, for ``Sandbox.otc_rows`` and its like."""

PLAIN_RESOURCES: Final[tuple[Resource, ...]] = ()
