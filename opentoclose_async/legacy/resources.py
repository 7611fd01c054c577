"""The resources of the drop-in client: methods that give plain dicts and lists."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from opentoclose_async.legacy.base_client import BaseClient
from opentoclose_async.legacy.twins import gives_dict, gives_dicts
from opentoclose_async.otc.operations import (
    agents,
    contacts,
    property_contacts,
    property_documents,
    property_emails,
    property_notes,
    property_tasks,
    tags,
    teams,
    users,
)

__all__ = [
    "AgentsAPI",
    "ContactsAPI",
    "PropertyContactsAPI",
    "PropertyDocumentsAPI",
    "PropertyEmailsAPI",
    "PropertyNotesAPI",
    "PropertyTasksAPI",
    "TagsAPI",
    "TeamsAPI",
    "UsersAPI",
]


class AgentsAPI(BaseClient[agents.Agents]):
    """Create, read, change and delete agents."""

    _group = "agents"

    list_agents = gives_dicts(agents.Agents.list_agents, agents.Agents.iter_agents)
    create_agent = gives_dict(agents.Agents.create_agent)
    retrieve_agent = gives_dict(agents.Agents.retrieve_agent)
    update_agent = gives_dict(agents.Agents.update_agent)
    delete_agent = gives_dict(agents.Agents.delete_agent)


class ContactsAPI(BaseClient[contacts.Contacts]):
    """Create, read, change and delete contacts."""

    _group = "contacts"

    list_contacts = gives_dicts(contacts.Contacts.list_contacts, contacts.Contacts.iter_contacts)
    create_contact = gives_dict(contacts.Contacts.create_contact)
    retrieve_contact = gives_dict(contacts.Contacts.retrieve_contact)
    update_contact = gives_dict(contacts.Contacts.update_contact)
    delete_contact = gives_dict(contacts.Contacts.delete_contact)


class TagsAPI(BaseClient[tags.Tags]):
    """Create, read, change and delete tags."""

    _group = "tags"

    list_tags = gives_dicts(tags.Tags.list_tags, tags.Tags.iter_tags)
    create_tag = gives_dict(tags.Tags.create_tag)
    retrieve_tag = gives_dict(tags.Tags.retrieve_tag)
    update_tag = gives_dict(tags.Tags.update_tag)
    delete_tag = gives_dict(tags.Tags.delete_tag)


class TeamsAPI(BaseClient[teams.Teams]):
    """Create, read, change and delete teams."""

    _group = "teams"

    list_teams = gives_dicts(teams.Teams.list_teams, teams.Teams.iter_teams)
    create_team = gives_dict(teams.Teams.create_team)
    retrieve_team = gives_dict(teams.Teams.retrieve_team)
    update_team = gives_dict(teams.Teams.update_team)
    delete_team = gives_dict(teams.Teams.delete_team)


class UsersAPI(BaseClient[users.Users]):
    """Create, read, change and delete users."""

    _group = "users"

    list_users = gives_dicts(users.Users.list_users, users.Users.iter_users)
    create_user = gives_dict(users.Users.create_user)
    retrieve_user = gives_dict(users.Users.retrieve_user)
    update_user = gives_dict(users.Users.update_user)
    delete_user = gives_dict(users.Users.delete_user)


class PropertyContactsAPI(BaseClient[property_contacts.PropertyContacts]):
    """Add contacts to properties, and read them; ids are those of the associations."""

    _group = "property_contacts"

    list_property_contacts = gives_dicts(
        property_contacts.PropertyContacts.list_property_contacts,
        property_contacts.PropertyContacts.iter_property_contacts,
    )
    create_property_contact = gives_dict(property_contacts.PropertyContacts.create_property_contact)
    retrieve_property_contact = gives_dict(
        property_contacts.PropertyContacts.retrieve_property_contact
    )
    update_property_contact = gives_dict(property_contacts.PropertyContacts.update_property_contact)
    delete_property_contact = gives_dict(property_contacts.PropertyContacts.delete_property_contact)


class PropertyDocumentsAPI(BaseClient[property_documents.PropertyDocuments]):
    """Add documents to properties, read, change and delete what is known of them."""

    _group = "property_documents"

    list_property_documents = gives_dicts(
        property_documents.PropertyDocuments.list_property_documents,
        property_documents.PropertyDocuments.iter_property_documents,
    )
    create_property_document = gives_dict(
        property_documents.PropertyDocuments.create_property_document
    )
    retrieve_property_document = gives_dict(
        property_documents.PropertyDocuments.retrieve_property_document
    )
    update_property_document = gives_dict(
        property_documents.PropertyDocuments.update_property_document
    )
    delete_property_document = gives_dict(
        property_documents.PropertyDocuments.delete_property_document
    )
    upload_property_document = gives_dict(
        property_documents.PropertyDocuments.upload_property_document
    )


class PropertyEmailsAPI(BaseClient[property_emails.PropertyEmails]):
    """Add e-mails to properties, read, change and delete them."""

    _group = "property_emails"

    list_property_emails = gives_dicts(
        property_emails.PropertyEmails.list_property_emails,
        property_emails.PropertyEmails.iter_property_emails,
    )
    create_property_email = gives_dict(property_emails.PropertyEmails.create_property_email)
    retrieve_property_email = gives_dict(property_emails.PropertyEmails.retrieve_property_email)
    update_property_email = gives_dict(property_emails.PropertyEmails.update_property_email)
    delete_property_email = gives_dict(property_emails.PropertyEmails.delete_property_email)


class PropertyNotesAPI(BaseClient[property_notes.PropertyNotes]):
    """Add notes to properties, read, change and delete them."""

    _group = "property_notes"

    list_property_notes = gives_dicts(
        property_notes.PropertyNotes.list_property_notes,
        property_notes.PropertyNotes.iter_property_notes,
    )
    create_property_note = gives_dict(property_notes.PropertyNotes.create_property_note)
    retrieve_property_note = gives_dict(property_notes.PropertyNotes.retrieve_property_note)
    update_property_note = gives_dict(property_notes.PropertyNotes.update_property_note)
    delete_property_note = gives_dict(property_notes.PropertyNotes.delete_property_note)


class PropertyTasksAPI(BaseClient[property_tasks.PropertyTasks]):
    """Add tasks to properties, read, change and delete them."""

    _group = "property_tasks"

    list_property_tasks = gives_dicts(
        property_tasks.PropertyTasks.list_property_tasks,
        property_tasks.PropertyTasks.iter_property_tasks,
    )
    create_property_task = gives_dict(property_tasks.PropertyTasks.create_property_task)
    retrieve_property_task = gives_dict(property_tasks.PropertyTasks.retrieve_property_task)
    update_property_task = gives_dict(property_tasks.PropertyTasks.update_property_task)
    delete_property_task = gives_dict(property_tasks.PropertyTasks.delete_property_task)
