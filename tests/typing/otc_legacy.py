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
    assert_type(otc.agents.api_key, str | None)
    assert_type(otc.agents.base_url, str)
    assert_type(otc.agents.get("/events", params={"page": 1}), Any)
    assert_type(otc.agents.post("/events", json_data={}), Any)
    assert_type(otc.agents.put("/events/1", {}), Any)
    assert_type(otc.agents.patch("/events/1", {}), Any)
    assert_type(otc.agents.delete("/events/1"), Any)
    assert_type(otc.agents.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.agents.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.agents.get_raw_field_definitions(), list[dict[str, Any]])


def contacts(otc: OpenToCloseAPI) -> None:
    assert_type(otc.contacts.list_contacts(), list[dict[str, Any]])
    assert_type(otc.contacts.create_contact({}), dict[str, Any])
    assert_type(otc.contacts.retrieve_contact(7), dict[str, Any])
    assert_type(otc.contacts.update_contact(7, {}), dict[str, Any])
    assert_type(otc.contacts.delete_contact(7), dict[str, Any])
    assert_type(otc.contacts.api_key, str | None)
    assert_type(otc.contacts.base_url, str)
    assert_type(otc.contacts.get("/events", params={"page": 1}), Any)
    assert_type(otc.contacts.post("/events", json_data={}), Any)
    assert_type(otc.contacts.put("/events/1", {}), Any)
    assert_type(otc.contacts.patch("/events/1", {}), Any)
    assert_type(otc.contacts.delete("/events/1"), Any)
    assert_type(otc.contacts.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.contacts.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.contacts.get_raw_field_definitions(), list[dict[str, Any]])


def tags(otc: OpenToCloseAPI) -> None:
    assert_type(otc.tags.list_tags(), list[dict[str, Any]])
    assert_type(otc.tags.create_tag({}), dict[str, Any])
    assert_type(otc.tags.retrieve_tag(7), dict[str, Any])
    assert_type(otc.tags.update_tag(7, {}), dict[str, Any])
    assert_type(otc.tags.delete_tag(7), dict[str, Any])
    assert_type(otc.tags.api_key, str | None)
    assert_type(otc.tags.base_url, str)
    assert_type(otc.tags.get("/events", params={"page": 1}), Any)
    assert_type(otc.tags.post("/events", json_data={}), Any)
    assert_type(otc.tags.put("/events/1", {}), Any)
    assert_type(otc.tags.patch("/events/1", {}), Any)
    assert_type(otc.tags.delete("/events/1"), Any)
    assert_type(otc.tags.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.tags.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.tags.get_raw_field_definitions(), list[dict[str, Any]])


def teams(otc: OpenToCloseAPI) -> None:
    assert_type(otc.teams.list_teams(), list[dict[str, Any]])
    assert_type(otc.teams.create_team({}), dict[str, Any])
    assert_type(otc.teams.retrieve_team(7), dict[str, Any])
    assert_type(otc.teams.update_team(7, {}), dict[str, Any])
    assert_type(otc.teams.delete_team(7), dict[str, Any])
    assert_type(otc.teams.api_key, str | None)
    assert_type(otc.teams.base_url, str)
    assert_type(otc.teams.get("/events", params={"page": 1}), Any)
    assert_type(otc.teams.post("/events", json_data={}), Any)
    assert_type(otc.teams.put("/events/1", {}), Any)
    assert_type(otc.teams.patch("/events/1", {}), Any)
    assert_type(otc.teams.delete("/events/1"), Any)
    assert_type(otc.teams.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.teams.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.teams.get_raw_field_definitions(), list[dict[str, Any]])


def users(otc: OpenToCloseAPI) -> None:
    assert_type(otc.users.list_users(), list[dict[str, Any]])
    assert_type(otc.users.create_user({}), dict[str, Any])
    assert_type(otc.users.retrieve_user(7), dict[str, Any])
    assert_type(otc.users.update_user(7, {}), dict[str, Any])
    assert_type(otc.users.delete_user(7), dict[str, Any])
    assert_type(otc.users.api_key, str | None)
    assert_type(otc.users.base_url, str)
    assert_type(otc.users.get("/events", params={"page": 1}), Any)
    assert_type(otc.users.post("/events", json_data={}), Any)
    assert_type(otc.users.put("/events/1", {}), Any)
    assert_type(otc.users.patch("/events/1", {}), Any)
    assert_type(otc.users.delete("/events/1"), Any)
    assert_type(otc.users.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.users.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.users.get_raw_field_definitions(), list[dict[str, Any]])


def property_contacts(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_contacts.list_property_contacts(3), list[dict[str, Any]])
    assert_type(otc.property_contacts.create_property_contact(3, {}), dict[str, Any])
    assert_type(otc.property_contacts.retrieve_property_contact(3, 7), dict[str, Any])
    assert_type(otc.property_contacts.update_property_contact(3, 7, {}), dict[str, Any])
    assert_type(otc.property_contacts.delete_property_contact(3, 7), dict[str, Any])
    assert_type(otc.property_contacts.api_key, str | None)
    assert_type(otc.property_contacts.base_url, str)
    assert_type(otc.property_contacts.get("/events", params={"page": 1}), Any)
    assert_type(otc.property_contacts.post("/events", json_data={}), Any)
    assert_type(otc.property_contacts.put("/events/1", {}), Any)
    assert_type(otc.property_contacts.patch("/events/1", {}), Any)
    assert_type(otc.property_contacts.delete("/events/1"), Any)
    assert_type(
        otc.property_contacts.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]]
    )
    assert_type(otc.property_contacts.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.property_contacts.get_raw_field_definitions(), list[dict[str, Any]])


def property_documents(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_documents.list_property_documents(3), list[dict[str, Any]])
    assert_type(otc.property_documents.create_property_document(3, {}), dict[str, Any])
    assert_type(otc.property_documents.retrieve_property_document(3, 7), dict[str, Any])
    assert_type(otc.property_documents.update_property_document(3, 7, {}), dict[str, Any])
    assert_type(otc.property_documents.delete_property_document(3, 7), dict[str, Any])
    assert_type(
        otc.property_documents.upload_property_document(3, b"content", "a.pdf"), dict[str, Any]
    )
    assert_type(otc.property_documents.api_key, str | None)
    assert_type(otc.property_documents.base_url, str)
    assert_type(otc.property_documents.get("/events", params={"page": 1}), Any)
    assert_type(otc.property_documents.post("/events", json_data={}), Any)
    assert_type(otc.property_documents.put("/events/1", {}), Any)
    assert_type(otc.property_documents.patch("/events/1", {}), Any)
    assert_type(otc.property_documents.delete("/events/1"), Any)
    assert_type(
        otc.property_documents.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]]
    )
    assert_type(otc.property_documents.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.property_documents.get_raw_field_definitions(), list[dict[str, Any]])


def property_emails(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_emails.list_property_emails(3), list[dict[str, Any]])
    assert_type(otc.property_emails.create_property_email(3, {}), dict[str, Any])
    assert_type(otc.property_emails.retrieve_property_email(3, 7), dict[str, Any])
    assert_type(otc.property_emails.update_property_email(3, 7, {}), dict[str, Any])
    assert_type(otc.property_emails.delete_property_email(3, 7), dict[str, Any])
    assert_type(otc.property_emails.api_key, str | None)
    assert_type(otc.property_emails.base_url, str)
    assert_type(otc.property_emails.get("/events", params={"page": 1}), Any)
    assert_type(otc.property_emails.post("/events", json_data={}), Any)
    assert_type(otc.property_emails.put("/events/1", {}), Any)
    assert_type(otc.property_emails.patch("/events/1", {}), Any)
    assert_type(otc.property_emails.delete("/events/1"), Any)
    assert_type(
        otc.property_emails.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]]
    )
    assert_type(otc.property_emails.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.property_emails.get_raw_field_definitions(), list[dict[str, Any]])


def property_notes(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_notes.list_property_notes(3), list[dict[str, Any]])
    assert_type(otc.property_notes.create_property_note(3, {}), dict[str, Any])
    assert_type(otc.property_notes.retrieve_property_note(3, 7), dict[str, Any])
    assert_type(otc.property_notes.update_property_note(3, 7, {}), dict[str, Any])
    assert_type(otc.property_notes.delete_property_note(3, 7), dict[str, Any])
    assert_type(otc.property_notes.api_key, str | None)
    assert_type(otc.property_notes.base_url, str)
    assert_type(otc.property_notes.get("/events", params={"page": 1}), Any)
    assert_type(otc.property_notes.post("/events", json_data={}), Any)
    assert_type(otc.property_notes.put("/events/1", {}), Any)
    assert_type(otc.property_notes.patch("/events/1", {}), Any)
    assert_type(otc.property_notes.delete("/events/1"), Any)
    assert_type(
        otc.property_notes.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]]
    )
    assert_type(otc.property_notes.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.property_notes.get_raw_field_definitions(), list[dict[str, Any]])


def property_tasks(otc: OpenToCloseAPI) -> None:
    assert_type(otc.property_tasks.list_property_tasks(3), list[dict[str, Any]])
    assert_type(otc.property_tasks.create_property_task(3, {}), dict[str, Any])
    assert_type(otc.property_tasks.retrieve_property_task(3, 7), dict[str, Any])
    assert_type(otc.property_tasks.update_property_task(3, 7, {}), dict[str, Any])
    assert_type(otc.property_tasks.delete_property_task(3, 7), dict[str, Any])
    assert_type(otc.property_tasks.api_key, str | None)
    assert_type(otc.property_tasks.base_url, str)
    assert_type(otc.property_tasks.get("/events", params={"page": 1}), Any)
    assert_type(otc.property_tasks.post("/events", json_data={}), Any)
    assert_type(otc.property_tasks.put("/events/1", {}), Any)
    assert_type(otc.property_tasks.patch("/events/1", {}), Any)
    assert_type(otc.property_tasks.delete("/events/1"), Any)
    assert_type(
        otc.property_tasks.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]]
    )
    assert_type(otc.property_tasks.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.property_tasks.get_raw_field_definitions(), list[dict[str, Any]])


def properties(otc: OpenToCloseAPI) -> None:
    assert_type(otc.properties.api_key, str | None)
    assert_type(otc.properties.base_url, str)
    assert_type(otc.properties.get("/events", params={"page": 1}), Any)
    assert_type(otc.properties.post("/events", json_data={}), Any)
    assert_type(otc.properties.put("/events/1", {}), Any)
    assert_type(otc.properties.patch("/events/1", {}), Any)
    assert_type(otc.properties.delete("/events/1"), Any)
    assert_type(otc.properties.get_field_mappings(force_refresh=True), dict[str, dict[str, Any]])
    assert_type(otc.properties.refresh_field_mappings(), dict[str, dict[str, Any]])
    assert_type(otc.properties.get_raw_field_definitions(), list[dict[str, Any]])
