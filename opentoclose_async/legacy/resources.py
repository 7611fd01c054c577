"""The resources of the drop-in client. Methods return plain dicts and lists."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async.legacy.base_client import BaseClient, client_group
from opentoclose_async.legacy.engine import LateCaller, PlainOpenToClose, Settings
from opentoclose_async.legacy.properties import PropertiesAPI
from opentoclose_async.legacy.twins import returns_dict, returns_dicts
from opentoclose_async.otc.operations.agents import Agents
from opentoclose_async.otc.operations.contacts import Contacts
from opentoclose_async.otc.operations.property_contacts import PropertyContacts
from opentoclose_async.otc.operations.property_documents import PropertyDocuments
from opentoclose_async.otc.operations.property_emails import PropertyEmails
from opentoclose_async.otc.operations.property_notes import PropertyNotes
from opentoclose_async.otc.operations.property_tasks import PropertyTasks
from opentoclose_async.otc.operations.tags import Tags
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.operations.users import Users

__all__ = [
    "AgentsAPI",
    "ClientResources",
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


class AgentsAPI(BaseClient[Agents]):
    """Create, read, update and delete agents."""

    _group = "agents"

    list_agents = returns_dicts(Agents.list_agents, Agents.iter_agents)
    create_agent = returns_dict(Agents.create_agent)
    retrieve_agent = returns_dict(Agents.retrieve_agent)
    update_agent = returns_dict(Agents.update_agent)
    delete_agent = returns_dict(Agents.delete_agent)


class ContactsAPI(BaseClient[Contacts]):
    """Create, read, update and delete contacts."""

    _group = "contacts"

    list_contacts = returns_dicts(Contacts.list_contacts, Contacts.iter_contacts)
    create_contact = returns_dict(Contacts.create_contact)
    retrieve_contact = returns_dict(Contacts.retrieve_contact)
    update_contact = returns_dict(Contacts.update_contact)
    delete_contact = returns_dict(Contacts.delete_contact)


class TagsAPI(BaseClient[Tags]):
    """Create, read, update and delete tags."""

    _group = "tags"

    list_tags = returns_dicts(Tags.list_tags, Tags.iter_tags)
    create_tag = returns_dict(Tags.create_tag)
    retrieve_tag = returns_dict(Tags.retrieve_tag)
    update_tag = returns_dict(Tags.update_tag)
    delete_tag = returns_dict(Tags.delete_tag)


class TeamsAPI(BaseClient[Teams]):
    """Create, read, update and delete teams."""

    _group = "teams"

    list_teams = returns_dicts(Teams.list_teams, Teams.iter_teams)
    create_team = returns_dict(Teams.create_team)
    retrieve_team = returns_dict(Teams.retrieve_team)
    update_team = returns_dict(Teams.update_team)
    delete_team = returns_dict(Teams.delete_team)


class UsersAPI(BaseClient[Users]):
    """Create, read, update and delete users."""

    _group = "users"

    list_users = returns_dicts(Users.list_users, Users.iter_users)
    create_user = returns_dict(Users.create_user)
    retrieve_user = returns_dict(Users.retrieve_user)
    update_user = returns_dict(Users.update_user)
    delete_user = returns_dict(Users.delete_user)


class PropertyContactsAPI(BaseClient[PropertyContacts]):
    """Add contacts to properties, and read them. Ids are those of the associations."""

    _group = "property_contacts"

    list_property_contacts = returns_dicts(
        PropertyContacts.list_property_contacts, PropertyContacts.iter_property_contacts
    )
    create_property_contact = returns_dict(PropertyContacts.create_property_contact)
    retrieve_property_contact = returns_dict(PropertyContacts.retrieve_property_contact)
    update_property_contact = returns_dict(PropertyContacts.update_property_contact)
    delete_property_contact = returns_dict(PropertyContacts.delete_property_contact)


class PropertyDocumentsAPI(BaseClient[PropertyDocuments]):
    """Upload documents to properties; create, read, update and delete their records."""

    _group = "property_documents"

    list_property_documents = returns_dicts(
        PropertyDocuments.list_property_documents, PropertyDocuments.iter_property_documents
    )
    create_property_document = returns_dict(PropertyDocuments.create_property_document)
    retrieve_property_document = returns_dict(PropertyDocuments.retrieve_property_document)
    update_property_document = returns_dict(PropertyDocuments.update_property_document)
    delete_property_document = returns_dict(PropertyDocuments.delete_property_document)
    upload_property_document = returns_dict(PropertyDocuments.upload_property_document)


class PropertyEmailsAPI(BaseClient[PropertyEmails]):
    """Create, read, update and delete property e-mails."""

    _group = "property_emails"

    list_property_emails = returns_dicts(
        PropertyEmails.list_property_emails, PropertyEmails.iter_property_emails
    )
    create_property_email = returns_dict(PropertyEmails.create_property_email)
    retrieve_property_email = returns_dict(PropertyEmails.retrieve_property_email)
    update_property_email = returns_dict(PropertyEmails.update_property_email)
    delete_property_email = returns_dict(PropertyEmails.delete_property_email)


class PropertyNotesAPI(BaseClient[PropertyNotes]):
    """Create, read, update and delete property notes."""

    _group = "property_notes"

    list_property_notes = returns_dicts(
        PropertyNotes.list_property_notes, PropertyNotes.iter_property_notes
    )
    create_property_note = returns_dict(PropertyNotes.create_property_note)
    retrieve_property_note = returns_dict(PropertyNotes.retrieve_property_note)
    update_property_note = returns_dict(PropertyNotes.update_property_note)
    delete_property_note = returns_dict(PropertyNotes.delete_property_note)


class PropertyTasksAPI(BaseClient[PropertyTasks]):
    """Create, read, update and delete property tasks."""

    _group = "property_tasks"

    list_property_tasks = returns_dicts(
        PropertyTasks.list_property_tasks, PropertyTasks.iter_property_tasks
    )
    create_property_task = returns_dict(PropertyTasks.create_property_task)
    retrieve_property_task = returns_dict(PropertyTasks.retrieve_property_task)
    update_property_task = returns_dict(PropertyTasks.update_property_task)
    delete_property_task = returns_dict(PropertyTasks.delete_property_task)


class ClientResources(BlockingClient[PlainOpenToClose]):
    """The resources of the client."""

    def _make_resources(self, settings: Settings, caller: LateCaller) -> None:
        self.agents = client_group(AgentsAPI, settings, caller)
        self.contacts = client_group(ContactsAPI, settings, caller)
        self.properties = client_group(PropertiesAPI, settings, caller)
        self.tags = client_group(TagsAPI, settings, caller)
        self.teams = client_group(TeamsAPI, settings, caller)
        self.users = client_group(UsersAPI, settings, caller)
        self.property_contacts = client_group(PropertyContactsAPI, settings, caller)
        self.property_documents = client_group(PropertyDocumentsAPI, settings, caller)
        self.property_emails = client_group(PropertyEmailsAPI, settings, caller)
        self.property_notes = client_group(PropertyNotesAPI, settings, caller)
        self.property_tasks = client_group(PropertyTasksAPI, settings, caller)
