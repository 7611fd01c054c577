"""
What tables hold for the fields of models whose type does not say it.

The API sends dates as strings: ``hire_date`` is documented as 2024-01-15, ``created`` was seen live
as 2025-05-22 05:01:56. No document says in which time zone, so columns have none either. Where a
type has not been observed, this is the likely one; a table keeps values of other types too.
"""

from collections.abc import Mapping
from types import MappingProxyType

from opentoclose_async._protocol.conversion.column_kind import Kind

__all__ = [
    "AGENT",
    "CONTACT",
    "CREATED",
    "FIELD_VALUE",
    "PROPERTY",
    "PROPERTY_CONTACT",
    "PROPERTY_DOCUMENT",
    "PROPERTY_EMAIL",
    "PROPERTY_NOTE",
    "PROPERTY_TASK",
    "TAG",
    "USER",
]


def _kinds(
    *, text: str = "", flag: str = "", whole: str = "", date: str = "", local: str = ""
) -> Mapping[str, Kind]:
    """Return the kinds of fields, whose names are separated by blanks."""
    named = {
        Kind.TEXT: text,
        Kind.FLAG: flag,
        Kind.WHOLE: whole,
        Kind.DATE: date,
        Kind.LOCAL: local,
    }
    return MappingProxyType({name: kind for kind, names in named.items() for name in names.split()})


USER = _kinds(date="hire_date", local="last_login")
AGENT = _kinds(text="phone")
CREATED = _kinds(local="date")
CONTACT = _kinds(
    text="phone phone_ext cell_phone cell_phone_ext fax unit_number zip office_unit_number "
    "office_zip office_phone office_phone_ext office_cell_phone office_cell_phone_ext office_fax "
    "agent_license_number office_license_number",
    flag="shared",
)
TAG = _kinds(text="category")
FIELD_VALUE = _kinds(text="value start_time end_time")
PROPERTY = _kinds(text="brokerage", local="created")
PROPERTY_CONTACT = _kinds(text="priority", local="created")
PROPERTY_DOCUMENT = _kinds(text="folder type", whole="file_size", local="created")
PROPERTY_EMAIL = _kinds(local="created")
PROPERTY_NOTE = _kinds(
    text="priority", flag="pinned private personal", date="priority_date", local="created"
)
PROPERTY_TASK = _kinds(
    text="status priority",
    flag="completed",
    whole="assignee_id",
    date="due_date",
    local="created",
)
