"""The types of the resources of Open To Close, legacy; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from typing import Any, assert_type

from opentoclose_async import OpenToCloseAPI


def agents(otc: OpenToCloseAPI) -> None:
    assert_type(otc.agents.list_agents(), list[dict[str, Any]])
    assert_type(otc.agents.create_agent({}), dict[str, Any])
    assert_type(otc.agents.retrieve_agent(7), dict[str, Any])
    assert_type(otc.agents.update_agent(7, {}), dict[str, Any])
    assert_type(otc.agents.delete_agent(7), dict[str, Any])


def contacts(otc: OpenToCloseAPI) -> None:
    assert_type(otc.contacts.list_contacts(), list[dict[str, Any]])
    assert_type(otc.contacts.create_contact({}), dict[str, Any])
    assert_type(otc.contacts.retrieve_contact(7), dict[str, Any])
    assert_type(otc.contacts.update_contact(7, {}), dict[str, Any])
    assert_type(otc.contacts.delete_contact(7), dict[str, Any])


def tags(otc: OpenToCloseAPI) -> None:
    assert_type(otc.tags.list_tags(), list[dict[str, Any]])
    assert_type(otc.tags.create_tag({}), dict[str, Any])
    assert_type(otc.tags.retrieve_tag(7), dict[str, Any])
    assert_type(otc.tags.update_tag(7, {}), dict[str, Any])
    assert_type(otc.tags.delete_tag(7), dict[str, Any])


def teams(otc: OpenToCloseAPI) -> None:
    assert_type(otc.teams.list_teams(), list[dict[str, Any]])
    assert_type(otc.teams.create_team({}), dict[str, Any])
    assert_type(otc.teams.retrieve_team(7), dict[str, Any])
    assert_type(otc.teams.update_team(7, {}), dict[str, Any])
    assert_type(otc.teams.delete_team(7), dict[str, Any])


def users(otc: OpenToCloseAPI) -> None:
    assert_type(otc.users.list_users(), list[dict[str, Any]])
    assert_type(otc.users.create_user({}), dict[str, Any])
    assert_type(otc.users.retrieve_user(7), dict[str, Any])
    assert_type(otc.users.update_user(7, {}), dict[str, Any])
    assert_type(otc.users.delete_user(7), dict[str, Any])


def property_contacts(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_contacts.list_property_contacts(3), list[dict[str, Any]])
    assert_type(otc.property_contacts.create_property_contact(3, {}), dict[str, Any])
    assert_type(otc.property_contacts.retrieve_property_contact(3, 7), dict[str, Any])
    assert_type(otc.property_contacts.update_property_contact(3, 7, {}), dict[str, Any])
    assert_type(otc.property_contacts.delete_property_contact(3, 7), dict[str, Any])


def property_documents(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_documents.list_property_documents(3), list[dict[str, Any]])
    assert_type(otc.property_documents.create_property_document(3, {}), dict[str, Any])
    assert_type(otc.property_documents.retrieve_property_document(3, 7), dict[str, Any])
    assert_type(otc.property_documents.update_property_document(3, 7, {}), dict[str, Any])
    assert_type(otc.property_documents.delete_property_document(3, 7), dict[str, Any])
    assert_type(
        otc.property_documents.upload_property_document(3, b"content", "a.pdf"), dict[str, Any]
    )


def property_emails(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_emails.list_property_emails(3), list[dict[str, Any]])
    assert_type(otc.property_emails.create_property_email(3, {}), dict[str, Any])
    assert_type(otc.property_emails.retrieve_property_email(3, 7), dict[str, Any])
    assert_type(otc.property_emails.update_property_email(3, 7, {}), dict[str, Any])
    assert_type(otc.property_emails.delete_property_email(3, 7), dict[str, Any])


def property_notes(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_notes.list_property_notes(3), list[dict[str, Any]])
    assert_type(otc.property_notes.create_property_note(3, {}), dict[str, Any])
    assert_type(otc.property_notes.retrieve_property_note(3, 7), dict[str, Any])
    assert_type(otc.property_notes.update_property_note(3, 7, {}), dict[str, Any])
    assert_type(otc.property_notes.delete_property_note(3, 7), dict[str, Any])


def property_tasks(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_tasks.list_property_tasks(3), list[dict[str, Any]])
    assert_type(otc.property_tasks.create_property_task(3, {}), dict[str, Any])
    assert_type(otc.property_tasks.retrieve_property_task(3, 7), dict[str, Any])
    assert_type(otc.property_tasks.update_property_task(3, 7, {}), dict[str, Any])
    assert_type(otc.property_tasks.delete_property_task(3, 7), dict[str, Any])
