"""The names of the resources by kind; importing them loads no resource."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

__all__ = ["DROP_IN", "LISTS", "OF_PROPERTIES"]

LISTS = (
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
)
OF_PROPERTIES = (
    "property_contacts",
    "property_documents",
    "property_emails",
    "property_notes",
    "property_tasks",
)
"""Those that each property has one of."""
DROP_IN = (
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
)
"""Those that the ``open_to_close`` package has, too."""
