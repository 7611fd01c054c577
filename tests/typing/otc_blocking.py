"""The types of the resources of Open To Close, blocking; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from typing import Any, assert_type

from opentoclose_async import OpenToClose
from opentoclose_async.blocking import Pager
from opentoclose_async.otc.models import (
    Agent,
    Contact,
    ContactRole,
    PropertyContact,
    PropertyDocument,
    PropertyEmail,
    PropertyField,
    PropertyFieldGroup,
    PropertyFieldSection,
    PropertyNote,
    PropertyTask,
    PropertyTemplate,
    Tag,
    Team,
    TimeZone,
    User,
)


def agents(otc: OpenToClose) -> None:
    assert_type(otc.agents.list_agents(), list[Agent])
    assert_type(otc.agents.iter_agents(), Pager[Agent])
    assert_type(otc.agents.create_agent({}), Agent)
    assert_type(otc.agents.retrieve_agent(7), Agent)
    assert_type(otc.agents.update_agent(7, {}), Agent)
    assert_type(otc.agents.delete_agent(7), dict[str, Any])


def contacts(otc: OpenToClose) -> None:
    assert_type(otc.contacts.list_contacts(), list[Contact])
    assert_type(otc.contacts.iter_contacts(), Pager[Contact])
    assert_type(otc.contacts.create_contact({}), Contact)
    assert_type(otc.contacts.retrieve_contact(7), Contact)
    assert_type(otc.contacts.update_contact(7, {}), Contact)
    assert_type(otc.contacts.delete_contact(7), dict[str, Any])


def tags(otc: OpenToClose) -> None:
    assert_type(otc.tags.list_tags(), list[Tag])
    assert_type(otc.tags.iter_tags(), Pager[Tag])
    assert_type(otc.tags.create_tag({}), Tag)
    assert_type(otc.tags.retrieve_tag(7), Tag)
    assert_type(otc.tags.update_tag(7, {}), Tag)
    assert_type(otc.tags.delete_tag(7), dict[str, Any])


def teams(otc: OpenToClose) -> None:
    assert_type(otc.teams.list_teams(), list[Team])
    assert_type(otc.teams.iter_teams(), Pager[Team])
    assert_type(otc.teams.create_team({}), Team)
    assert_type(otc.teams.retrieve_team(7), Team)
    assert_type(otc.teams.update_team(7, {}), Team)
    assert_type(otc.teams.delete_team(7), dict[str, Any])


def users(otc: OpenToClose) -> None:
    assert_type(otc.users.list_users(), list[User])
    assert_type(otc.users.iter_users(), Pager[User])
    assert_type(otc.users.create_user({}), User)
    assert_type(otc.users.retrieve_user(7), User)
    assert_type(otc.users.update_user(7, {}), User)
    assert_type(otc.users.delete_user(7), dict[str, Any])


def property_contacts(otc: OpenToClose) -> None:
    assert_type(otc.property_contacts.list_property_contacts(3), list[PropertyContact])
    assert_type(otc.property_contacts.iter_property_contacts(3), Pager[PropertyContact])
    assert_type(otc.property_contacts.create_property_contact(3, {}), PropertyContact)
    assert_type(otc.property_contacts.retrieve_property_contact(3, 7), PropertyContact)
    assert_type(otc.property_contacts.update_property_contact(3, 7, {}), PropertyContact)
    assert_type(otc.property_contacts.delete_property_contact(3, 7), dict[str, Any])


def property_documents(otc: OpenToClose) -> None:
    assert_type(otc.property_documents.list_property_documents(3), list[PropertyDocument])
    assert_type(otc.property_documents.iter_property_documents(3), Pager[PropertyDocument])
    assert_type(otc.property_documents.create_property_document(3, {}), PropertyDocument)
    assert_type(otc.property_documents.retrieve_property_document(3, 7), PropertyDocument)
    assert_type(otc.property_documents.update_property_document(3, 7, {}), PropertyDocument)
    assert_type(otc.property_documents.delete_property_document(3, 7), dict[str, Any])
    assert_type(
        otc.property_documents.upload_property_document(3, b"content", "a.pdf"), PropertyDocument
    )


def property_emails(otc: OpenToClose) -> None:
    assert_type(otc.property_emails.list_property_emails(3), list[PropertyEmail])
    assert_type(otc.property_emails.iter_property_emails(3), Pager[PropertyEmail])
    assert_type(otc.property_emails.create_property_email(3, {}), PropertyEmail)
    assert_type(otc.property_emails.retrieve_property_email(3, 7), PropertyEmail)
    assert_type(otc.property_emails.update_property_email(3, 7, {}), PropertyEmail)
    assert_type(otc.property_emails.delete_property_email(3, 7), dict[str, Any])


def property_notes(otc: OpenToClose) -> None:
    assert_type(otc.property_notes.list_property_notes(3), list[PropertyNote])
    assert_type(otc.property_notes.iter_property_notes(3), Pager[PropertyNote])
    assert_type(otc.property_notes.create_property_note(3, {}), PropertyNote)
    assert_type(otc.property_notes.retrieve_property_note(3, 7), PropertyNote)
    assert_type(otc.property_notes.update_property_note(3, 7, {}), PropertyNote)
    assert_type(otc.property_notes.delete_property_note(3, 7), dict[str, Any])


def property_tasks(otc: OpenToClose) -> None:
    assert_type(otc.property_tasks.list_property_tasks(3), list[PropertyTask])
    assert_type(otc.property_tasks.iter_property_tasks(3), Pager[PropertyTask])
    assert_type(otc.property_tasks.create_property_task(3, {}), PropertyTask)
    assert_type(otc.property_tasks.retrieve_property_task(3, 7), PropertyTask)
    assert_type(otc.property_tasks.update_property_task(3, 7, {}), PropertyTask)
    assert_type(otc.property_tasks.delete_property_task(3, 7), dict[str, Any])


def contact_roles(otc: OpenToClose) -> None:
    assert_type(otc.contact_roles.list_contact_roles(), list[ContactRole])
    assert_type(otc.contact_roles.iter_contact_roles(), Pager[ContactRole])


def property_field_groups(otc: OpenToClose) -> None:
    assert_type(otc.property_field_groups.list_property_field_groups(), list[PropertyFieldGroup])
    assert_type(otc.property_field_groups.iter_property_field_groups(), Pager[PropertyFieldGroup])


def property_field_sections(otc: OpenToClose) -> None:
    assert_type(
        otc.property_field_sections.list_property_field_sections(), list[PropertyFieldSection]
    )
    assert_type(
        otc.property_field_sections.iter_property_field_sections(), Pager[PropertyFieldSection]
    )


def property_fields(otc: OpenToClose) -> None:
    assert_type(otc.property_fields.list_property_fields(), list[PropertyField])
    assert_type(otc.property_fields.iter_property_fields(), Pager[PropertyField])


def property_templates(otc: OpenToClose) -> None:
    assert_type(otc.property_templates.list_property_templates(), list[PropertyTemplate])
    assert_type(otc.property_templates.iter_property_templates(), Pager[PropertyTemplate])


def time_zones(otc: OpenToClose) -> None:
    assert_type(otc.time_zones.list_time_zones(), list[TimeZone])
    assert_type(otc.time_zones.iter_time_zones(), Pager[TimeZone])
