"""The types of the models of Open To Close; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from typing import Any, assert_type

from opentoclose_async.otc.models import (
    Agent,
    Contact,
    ContactRole,
    Created,
    FieldValue,
    Property,
    PropertyContact,
    PropertyDocument,
    PropertyEmail,
    PropertyField,
    PropertyFieldGroup,
    PropertyFieldSection,
    PropertyNote,
    PropertyReference,
    PropertyTask,
    PropertyTemplate,
    Scalar,
    Status,
    Tag,
    Team,
    TeamMember,
    TimeZone,
    User,
)


def of_user(model: User) -> None:
    assert_type(model.id, int | None)
    assert_type(model.username, str | None)
    assert_type(model.email, str | None)
    assert_type(model.name, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.role, str | None)
    assert_type(model.status, Status | str | None)
    assert_type(model.phone, str | None)
    assert_type(model.department, str | None)
    assert_type(model.hire_date, str | None)
    assert_type(model.last_login, str | None)
    assert_type(model.permissions, list[str] | None)
    assert_type(model.raw, dict[str, Any])


def of_team_member(model: TeamMember) -> None:
    assert_type(model.id, int | None)
    assert_type(model.raw, dict[str, Any])


def of_team(model: Team) -> None:
    assert_type(model.id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.description, str | None)
    assert_type(model.team_lead_id, int | None)
    assert_type(model.status, Status | str | None)
    assert_type(model.specialization, str | None)
    assert_type(model.territory, str | None)
    assert_type(model.commission_split, float | None)
    assert_type(model.target_revenue, float | None)
    assert_type(model.team_members, list[TeamMember] | None)
    assert_type(model.raw, dict[str, Any])


def of_agent(model: Agent) -> None:
    assert_type(model.id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.email, str | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.phone, Scalar)
    assert_type(model.raw, dict[str, Any])


def of_created(model: Created) -> None:
    assert_type(model.date, str | None)
    assert_type(model.timezone_type, int | None)
    assert_type(model.timezone, str | None)
    assert_type(model.raw, dict[str, Any])


def of_contact(model: Contact) -> None:
    assert_type(model.id, int | None)
    assert_type(model.created, Created | None)
    assert_type(model.first_name, str | None)
    assert_type(model.last_name, str | None)
    assert_type(model.middle_name, str | None)
    assert_type(model.nick_name, str | None)
    assert_type(model.email, str | None)
    assert_type(model.office_email, str | None)
    assert_type(model.phone, Scalar)
    assert_type(model.phone_ext, Scalar)
    assert_type(model.cell_phone, Scalar)
    assert_type(model.cell_phone_ext, Scalar)
    assert_type(model.fax, Scalar)
    assert_type(model.address, str | None)
    assert_type(model.unit_number, Scalar)
    assert_type(model.city, str | None)
    assert_type(model.state, str | None)
    assert_type(model.zip, Scalar)
    assert_type(model.country, str | None)
    assert_type(model.county, str | None)
    assert_type(model.office_name, str | None)
    assert_type(model.office_address, str | None)
    assert_type(model.office_unit_number, Scalar)
    assert_type(model.office_city, str | None)
    assert_type(model.office_state, str | None)
    assert_type(model.office_zip, Scalar)
    assert_type(model.office_country, str | None)
    assert_type(model.office_county, str | None)
    assert_type(model.office_phone, Scalar)
    assert_type(model.office_phone_ext, Scalar)
    assert_type(model.office_cell_phone, Scalar)
    assert_type(model.office_cell_phone_ext, Scalar)
    assert_type(model.office_fax, Scalar)
    assert_type(model.personal_website, str | None)
    assert_type(model.office_website, str | None)
    assert_type(model.agent_license_number, Scalar)
    assert_type(model.office_license_number, Scalar)
    assert_type(model.shared, Scalar)
    assert_type(model.raw, dict[str, Any])


def of_tag(model: Tag) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.name, str | None)
    assert_type(model.category, Scalar)
    assert_type(model.color, str | None)
    assert_type(model.raw, dict[str, Any])


def of_field_value(model: FieldValue) -> None:
    assert_type(model.id, int | None)
    assert_type(model.key, str | None)
    assert_type(model.label, str | None)
    assert_type(model.type, str | None)
    assert_type(model.value, Scalar)
    assert_type(model.start_time, Scalar)
    assert_type(model.end_time, Scalar)
    assert_type(model.raw, dict[str, Any])


def of_property(model: Property) -> None:
    assert_type(model.id, int | None)
    assert_type(model.created, str | None)
    assert_type(model.timezone, str | None)
    assert_type(model.team_id, int | None)
    assert_type(model.team_name, str | None)
    assert_type(model.team_user_id, int | None)
    assert_type(model.team_user_name, str | None)
    assert_type(model.agent_id, int | None)
    assert_type(model.agent_name, str | None)
    assert_type(model.brokerage, Any)
    assert_type(model.api_data, Any)
    assert_type(model.inbound_email_address, str | None)
    assert_type(model.field_values, list[FieldValue] | None)
    assert_type(model.raw, dict[str, Any])


def of_property_reference(model: PropertyReference) -> None:
    assert_type(model.id, int | None)
    assert_type(model.raw, dict[str, Any])


def of_contact_role(model: ContactRole) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.raw, dict[str, Any])


def of_property_contact(model: PropertyContact) -> None:
    assert_type(model.id, int | None)
    assert_type(model.created, Any)
    assert_type(model.priority, Scalar)
    assert_type(model.property, PropertyReference | None)
    assert_type(model.contact, Contact | None)
    assert_type(model.contact_role, Any)
    assert_type(model.raw, dict[str, Any])


def of_property_document(model: PropertyDocument) -> None:
    assert_type(model.id, int | None)
    assert_type(model.name, str | None)
    assert_type(model.title, str | None)
    assert_type(model.folder, Any)
    assert_type(model.url, str | None)
    assert_type(model.type, Scalar)
    assert_type(model.description, str | None)
    assert_type(model.file_size, Scalar)
    assert_type(model.created, Any)
    assert_type(model.raw, dict[str, Any])


def of_property_email(model: PropertyEmail) -> None:
    assert_type(model.id, int | None)
    assert_type(model.subject, str | None)
    assert_type(model.body, str | None)
    assert_type(model.created, Any)
    assert_type(model.raw, dict[str, Any])


def of_property_note(model: PropertyNote) -> None:
    assert_type(model.id, int | None)
    assert_type(model.description, str | None)
    assert_type(model.created, Any)
    assert_type(model.pinned, Scalar)
    assert_type(model.private, Scalar)
    assert_type(model.personal, Scalar)
    assert_type(model.priority, Scalar)
    assert_type(model.priority_date, Scalar)
    assert_type(model.raw, dict[str, Any])


def of_property_task(model: PropertyTask) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.description, str | None)
    assert_type(model.status, Scalar)
    assert_type(model.priority, Scalar)
    assert_type(model.due_date, Scalar)
    assert_type(model.assignee_id, Scalar)
    assert_type(model.completed, Scalar)
    assert_type(model.created, Any)
    assert_type(model.raw, dict[str, Any])


def of_property_field(model: PropertyField) -> None:
    assert_type(model.group, Any)
    assert_type(model.raw, dict[str, Any])


def of_property_field_group(model: PropertyFieldGroup) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.raw, dict[str, Any])


def of_property_field_section(model: PropertyFieldSection) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.raw, dict[str, Any])


def of_property_template(model: PropertyTemplate) -> None:
    assert_type(model.id, int | None)
    assert_type(model.title, str | None)
    assert_type(model.name, str | None)
    assert_type(model.raw, dict[str, Any])


def of_time_zone(model: TimeZone) -> None:
    assert_type(model.id, int | None)
    assert_type(model.country_code, str | None)
    assert_type(model.country_zone, str | None)
    assert_type(model.zone_abbreviation, str | None)
    assert_type(model.raw, dict[str, Any])
