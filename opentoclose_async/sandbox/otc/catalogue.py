"""The collections of Open To Close: those with facts of their own, and the plain ones."""

import datetime
from typing import Any, Final

from opentoclose_async.sandbox.otc.plain_resources import PLAIN_RESOURCES, OtcName
from opentoclose_async.sandbox.otc.resource import (
    Resource,
    is_anything,
    is_email,
    is_integer,
    is_list,
    is_number,
    is_object,
    is_text,
    is_texts,
)

CONTACT_TEXTS: Final = (
    "first_name", "last_name", "middle_name", "nick_name", "address", "unit_number", "city",
    "state", "zip", "country", "county", "office_name", "office_address", "office_unit_number",
    "office_city", "office_state", "office_country", "office_county", "office_zip", "phone",
    "phone_ext", "office_phone", "office_phone_ext", "fax", "office_fax", "cell_phone",
    "cell_phone_ext", "office_cell_phone", "office_cell_phone_ext", "personal_website",
    "office_website", "agent_license_number", "office_license_number",
)  # fmt: skip
"""The fields of a contact that accept any string (seen live by a third party)."""

_PERSON_FILTERS: Final = {name: name for name in ("email", "first_name", "last_name")}
_API_CREATOR: Final = {"id": None, "name": "API"}
_NO_FILTERS: Final[dict[str, str]] = {}


def created_now() -> str:
    """Return the current time in the format of most collections: UTC, without a zone."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")


def created_object(moment: str) -> dict[str, Any]:
    """
    Convert a time to the format that only contacts have.

    Args:
        moment: The time in the format of other collections.
    """
    return {"date": f"{moment}.000000", "timezone_type": 3, "timezone": "UTC"}


USERS: Final = Resource(
    name="users",
    path="/users",
    fields={
        "username": is_text,
        "email": is_email,
        "first_name": is_text,
        "last_name": is_text,
        "role": is_text,
        "status": is_text,
        "phone": is_text,
        "department": is_text,
        "hire_date": is_text,
        "last_login": is_text,
        "permissions": is_texts,
        "created": is_text,
    },
    defaults=lambda: {"status": "Active", "permissions": [], "created": created_now()},
    sorting="sort",
)

TEAMS: Final = Resource(
    name="teams",
    path="/teams",
    fields={
        "name": is_text,
        "description": is_text,
        "team_lead_id": is_integer,
        "status": is_text,
        "specialization": is_text,
        "territory": is_text,
        "commission_split": is_number,
        "target_revenue": is_number,
        "created": is_text,
        "team_members": is_list,
    },
    defaults=lambda: {"status": "Active", "created": created_now(), "team_members": []},
    sorting="sort",
)

AGENTS: Final = Resource(
    name="agents",
    path="/agents",
    fields={
        "name": is_text,
        "first_name": is_text,
        "last_name": is_text,
        "email": is_email,
        "phone": is_text,
        "created": is_text,
    },
    defaults=lambda: {"created": created_now()},
    filters=_PERSON_FILTERS,
    sorting="sort_by",
)

CONTACTS: Final = Resource(
    name="contacts",
    path="/contacts",
    fields={
        "created": is_object,
        **dict.fromkeys(CONTACT_TEXTS, is_text),
        "email": is_email,
        "office_email": is_email,
        "shared": is_anything,
    },
    defaults=lambda: {"created": created_object(created_now())},
    refused=("name",),
    filters=_PERSON_FILTERS,
)

TAGS: Final = Resource(
    name="tags",
    path="/tags",
    fields=dict.fromkeys(("title", "category", "color", "name"), is_text),
)

PROPERTIES: Final = Resource(
    name="properties",
    path="/properties",
    fields={
        "created": is_text,
        "timezone": is_text,
        "team_id": is_integer,
        "team_name": is_text,
        "team_user_id": is_integer,
        "team_user_name": is_text,
        "agent_id": is_integer,
        "agent_name": is_text,
        "brokerage": is_anything,
        "api_data": is_anything,
        "inbound_email_address": is_text,
    },
    defaults=lambda: {"created": created_now()},
    # Bodies do not take what responses have (seen live by a third party).
    refused=("field_values",),
    filters=_NO_FILTERS,
)

PROPERTY_CONTACTS: Final = Resource(
    name="property_contacts",
    path="/properties/{property_id}/contacts",
    filters={name: f"contact.{name}" for name in _PERSON_FILTERS},
    owner="property.id",
    item_methods=("GET",),
)

PROPERTY_DOCUMENTS: Final = Resource(
    name="property_documents",
    path="/properties/{property_id}/documents",
    fields={
        "name": is_text,
        "folder": is_anything,
        "url": is_text,
        "type": is_text,
        "description": is_text,
        "file_size": is_integer,
        "created": is_text,
    },
    defaults=lambda: {"created": created_now()},
    required=("name",),
    filters=_NO_FILTERS,
    owner="property_id",
)

PROPERTY_EMAILS: Final = Resource(
    name="property_emails",
    path="/properties/{property_id}/emails",
    fields={
        "subject": is_text,
        "body": is_text,
        "from": is_anything,
        "to": is_anything,
        "created": is_text,
    },
    defaults=lambda: {"created": created_now()},
    filters=_NO_FILTERS,
    owner="property_id",
)

PROPERTY_NOTES: Final = Resource(
    name="property_notes",
    path="/properties/{property_id}/notes",
    fields={
        "description": is_text,
        "global": is_anything,
        "pinned": is_anything,
        "private": is_anything,
        "personal": is_anything,
        "priority": is_anything,
        "priority_date": is_anything,
        "creator": is_object,
        "created": is_text,
    },
    defaults=lambda: {"creator": _API_CREATOR, "created": created_now()},
    required=("description",),
    filters=_NO_FILTERS,
    owner="property_id",
)

PROPERTY_TASKS: Final = Resource(
    name="property_tasks",
    path="/properties/{property_id}/tasks",
    fields={
        "title": is_text,
        "description": is_text,
        "status": is_text,
        "priority": is_anything,
        "due_date": is_text,
        "assignee_id": is_integer,
        "completed": is_anything,
        "created": is_text,
    },
    defaults=lambda: {"status": "Open", "completed": False, "created": created_now()},
    required=("title",),
    filters=_NO_FILTERS,
    owner="property_id",
)


def _look_up(name: OtcName, path: str) -> Resource:
    """Declare a collection that can only be listed."""
    return Resource(name=name, path=path, list_methods=("GET",), item_methods=())


PROPERTY_FIELDS: Final = _look_up("property_fields", "/propertyFields")
PROPERTY_FIELD_GROUPS: Final = _look_up("property_field_groups", "/propertyFieldGroups")
PROPERTY_FIELD_SECTIONS: Final = _look_up("property_field_sections", "/propertyFieldSections")
PROPERTY_TEMPLATES: Final = _look_up("property_templates", "/propertyTemplates")
CONTACT_ROLES: Final = _look_up("contact_roles", "/contactRoles")
TIME_ZONES: Final = _look_up("time_zones", "/timeZones")

RESOURCES: Final = (
    USERS,
    TEAMS,
    AGENTS,
    CONTACTS,
    TAGS,
    PROPERTIES,
    PROPERTY_CONTACTS,
    PROPERTY_DOCUMENTS,
    PROPERTY_EMAILS,
    PROPERTY_NOTES,
    PROPERTY_TASKS,
    PROPERTY_FIELDS,
    PROPERTY_FIELD_GROUPS,
    PROPERTY_FIELD_SECTIONS,
    PROPERTY_TEMPLATES,
    CONTACT_ROLES,
    TIME_ZONES,
    *PLAIN_RESOURCES,
)
"""All collections."""
