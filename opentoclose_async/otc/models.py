"""
Models of what Open To Close returns.

The API is documented by example only, so every attribute may be None. ``raw`` has everything that
the server sent. A value whose type is not known for sure is a ``Scalar`` or Any. A value that is
not of its attribute's type stays as it came, unless the client is strict.
"""

import builtins
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async.otc import column_kinds
from opentoclose_async.otc.field_values import FieldContent, fields_by_key

__all__ = [
    "Agent",
    "Contact",
    "ContactRole",
    "Created",
    "FieldValue",
    "Property",
    "PropertyContact",
    "PropertyDocument",
    "PropertyEmail",
    "PropertyField",
    "PropertyFieldGroup",
    "PropertyFieldSection",
    "PropertyNote",
    "PropertyReference",
    "PropertyTask",
    "PropertyTemplate",
    "Scalar",
    "Status",
    "Tag",
    "Team",
    "TeamMember",
    "TimeZone",
    "User",
]

Scalar = str | int | float | bool | None
"""A string, number or boolean; which of them has not been observed."""


class Status(StrEnum):
    """Known statuses of users and teams. An unknown one stays a plain string."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"


@frozen(kw_only=True)
class User(Model):
    """A user of the account, as documented by the Users API."""

    _column_kinds = column_kinds.USER

    id: int | None = None
    username: str | None = None
    email: str | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    role: str | None = None
    status: Status | str | None = None
    phone: str | None = None
    department: str | None = None
    hire_date: str | None = None
    last_login: str | None = None
    permissions: list[str] | None = None


@frozen(kw_only=True)
class TeamMember(Model):
    """A member of a team. Properties are created for a member's id."""

    id: int | None = None


@frozen(kw_only=True)
class Team(Model):
    """A team of the account, as documented by the Teams API."""

    id: int | None = None
    name: str | None = None
    description: str | None = None
    team_lead_id: int | None = None
    status: Status | str | None = None
    specialization: str | None = None
    territory: str | None = None
    commission_split: float | None = None
    target_revenue: float | None = None
    team_members: list[TeamMember] | None = None


@frozen(kw_only=True)
class Agent(Model):
    """An agent of the account."""

    _column_kinds = column_kinds.AGENT

    id: int | None = None
    name: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: Scalar = None


@frozen(kw_only=True)
class Created(Model):
    """When a contact was created. Properties have a plain string instead."""

    _column_kinds = column_kinds.CREATED

    date: str | None = None
    timezone_type: int | None = None
    timezone: str | None = None


@frozen(kw_only=True)
class Contact(Model):
    """A person or company involved with properties."""

    _column_kinds = column_kinds.CONTACT

    id: int | None = None
    created: Created | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    nick_name: str | None = None
    email: str | None = None
    office_email: str | None = None
    phone: Scalar = None
    phone_ext: Scalar = None
    cell_phone: Scalar = None
    cell_phone_ext: Scalar = None
    fax: Scalar = None
    address: str | None = None
    unit_number: Scalar = None
    city: str | None = None
    state: str | None = None
    zip: Scalar = None
    country: str | None = None
    county: str | None = None
    office_name: str | None = None
    office_address: str | None = None
    office_unit_number: Scalar = None
    office_city: str | None = None
    office_state: str | None = None
    office_zip: Scalar = None
    office_country: str | None = None
    office_county: str | None = None
    office_phone: Scalar = None
    office_phone_ext: Scalar = None
    office_cell_phone: Scalar = None
    office_cell_phone_ext: Scalar = None
    office_fax: Scalar = None
    personal_website: str | None = None
    office_website: str | None = None
    agent_license_number: Scalar = None
    office_license_number: Scalar = None
    shared: Scalar = None


@frozen(kw_only=True)
class Tag(Model):
    """A label of the account."""

    _column_kinds = column_kinds.TAG

    id: int | None = None
    title: str | None = None
    name: str | None = None
    category: Scalar = None
    color: str | None = None


@frozen(kw_only=True)
class FieldValue(Model):
    """
    A field of a property, with its value as the string that the API sends.

    The id is that of the value, not of the field's definition.
    """

    _column_kinds = column_kinds.FIELD_VALUE

    id: int | None = None
    key: str | None = None
    label: str | None = None
    type: str | None = None
    value: Scalar = None
    start_time: Scalar = None
    end_time: Scalar = None


@frozen(kw_only=True)
class Property(Model):
    """A property: a listing or a transaction."""

    _column_kinds = column_kinds.PROPERTY

    id: int | None = None
    created: str | None = None
    timezone: str | None = None
    team_id: int | None = None
    team_name: str | None = None
    team_user_id: int | None = None
    team_user_name: str | None = None
    agent_id: int | None = None
    agent_name: str | None = None
    brokerage: Any = None
    api_data: Any = None
    inbound_email_address: str | None = None
    field_values: list[FieldValue] | None = None

    @property
    def fields(self) -> Mapping[str, FieldContent]:
        """
        The fields by key, converted by type: dates as dates, numbers as numbers.

        An empty value is None. A value that does not fit its type stays a string.
        """
        values = self.field_values
        return fields_by_key(self.raw.get("field_values") if values is None else values)


@frozen(kw_only=True)
class PropertyReference(Model):
    """The property that a record belongs to."""

    id: int | None = None


@frozen(kw_only=True)
class ContactRole(Model):
    """The role of a contact in a property, such as "Buyer's Agent"."""

    id: int | None = None
    title: str | None = None


@frozen(kw_only=True)
class PropertyContact(Model):
    """
    The association of a contact with a property, which has an id of its own.

    Attributes:
        contact_role: The role's object, or an empty list if there is none (seen live by third
            parties). ``role`` is either the role or None.
    """

    _column_kinds = column_kinds.PROPERTY_CONTACT

    id: int | None = None
    created: Any = None
    priority: Scalar = None
    property: PropertyReference | None = None
    contact: Contact | None = None
    contact_role: Any = None

    @builtins.property  # a field of this class has its name
    def role(self) -> ContactRole | None:
        """The contact's role, if any."""
        role = self.contact_role
        if not isinstance(role, dict):
            return None
        return ContactRole(id=role.get("id"), title=role.get("title"), raw=role)


@frozen(kw_only=True)
class PropertyDocument(Model):
    """The record of a property's document, without its content."""

    _column_kinds = column_kinds.PROPERTY_DOCUMENT

    id: int | None = None
    name: str | None = None
    title: str | None = None
    folder: Any = None
    url: str | None = None
    type: Scalar = None
    description: str | None = None
    file_size: Scalar = None
    created: Any = None


@frozen(kw_only=True)
class PropertyEmail(Model):
    """An e-mail about a property."""

    _column_kinds = column_kinds.PROPERTY_EMAIL

    id: int | None = None
    subject: str | None = None
    body: str | None = None
    created: Any = None


@frozen(kw_only=True)
class PropertyNote(Model):
    """A note on a property."""

    _column_kinds = column_kinds.PROPERTY_NOTE

    id: int | None = None
    description: str | None = None
    created: Any = None
    pinned: Scalar = None
    private: Scalar = None
    personal: Scalar = None
    priority: Scalar = None
    priority_date: Scalar = None


@frozen(kw_only=True)
class PropertyTask(Model):
    """A task of a property."""

    _column_kinds = column_kinds.PROPERTY_TASK

    id: int | None = None
    title: str | None = None
    description: str | None = None
    status: Scalar = None
    priority: Scalar = None
    due_date: Scalar = None
    assignee_id: Scalar = None
    completed: Scalar = None
    created: Any = None


@frozen(kw_only=True)
class PropertyField(Model):
    """A group of field definitions, as nested by the API. ``FieldCatalogue`` reads them."""

    group: Any = None


@frozen(kw_only=True)
class PropertyFieldGroup(Model):
    """A group of fields."""

    id: int | None = None
    title: str | None = None


@frozen(kw_only=True)
class PropertyFieldSection(Model):
    """A section of a group of fields."""

    id: int | None = None
    title: str | None = None


@frozen(kw_only=True)
class PropertyTemplate(Model):
    """A template for properties."""

    id: int | None = None
    title: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class TimeZone(Model):
    """A time zone. Properties are created with its id."""

    id: int | None = None
    country_code: str | None = None
    country_zone: str | None = None
    zone_abbreviation: str | None = None
