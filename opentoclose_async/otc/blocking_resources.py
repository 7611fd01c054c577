"""The resources of the blocking client of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
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
from opentoclose_async.otc.operations import look_ups as contact_roles
from opentoclose_async.otc.operations import look_ups as property_field_groups
from opentoclose_async.otc.operations import look_ups as property_field_sections
from opentoclose_async.otc.operations import look_ups as property_fields
from opentoclose_async.otc.operations import look_ups as property_templates
from opentoclose_async.otc.operations import look_ups as time_zones

__all__ = [
    "Agents",
    "ContactRoles",
    "Contacts",
    "PropertyContacts",
    "PropertyDocuments",
    "PropertyEmails",
    "PropertyFieldGroups",
    "PropertyFieldSections",
    "PropertyFields",
    "PropertyNotes",
    "PropertyTasks",
    "PropertyTemplates",
    "Tags",
    "Teams",
    "TimeZones",
    "Users",
]


class Agents(BlockingResource[agents.Agents]):
    """Create, read, change and delete agents."""

    list_agents = calls(agents.Agents.list_agents)
    iter_agents = reads(agents.Agents.iter_agents)
    create_agent = calls(agents.Agents.create_agent)
    retrieve_agent = calls(agents.Agents.retrieve_agent)
    update_agent = calls(agents.Agents.update_agent)
    delete_agent = calls(agents.Agents.delete_agent)


class Contacts(BlockingResource[contacts.Contacts]):
    """Create, read, change and delete contacts."""

    list_contacts = calls(contacts.Contacts.list_contacts)
    iter_contacts = reads(contacts.Contacts.iter_contacts)
    create_contact = calls(contacts.Contacts.create_contact)
    retrieve_contact = calls(contacts.Contacts.retrieve_contact)
    update_contact = calls(contacts.Contacts.update_contact)
    delete_contact = calls(contacts.Contacts.delete_contact)


class Tags(BlockingResource[tags.Tags]):
    """Create, read, change and delete tags."""

    list_tags = calls(tags.Tags.list_tags)
    iter_tags = reads(tags.Tags.iter_tags)
    create_tag = calls(tags.Tags.create_tag)
    retrieve_tag = calls(tags.Tags.retrieve_tag)
    update_tag = calls(tags.Tags.update_tag)
    delete_tag = calls(tags.Tags.delete_tag)


class Teams(BlockingResource[teams.Teams]):
    """Create, read, change and delete teams."""

    list_teams = calls(teams.Teams.list_teams)
    iter_teams = reads(teams.Teams.iter_teams)
    create_team = calls(teams.Teams.create_team)
    retrieve_team = calls(teams.Teams.retrieve_team)
    update_team = calls(teams.Teams.update_team)
    delete_team = calls(teams.Teams.delete_team)


class Users(BlockingResource[users.Users]):
    """Create, read, change and delete users."""

    list_users = calls(users.Users.list_users)
    iter_users = reads(users.Users.iter_users)
    create_user = calls(users.Users.create_user)
    retrieve_user = calls(users.Users.retrieve_user)
    update_user = calls(users.Users.update_user)
    delete_user = calls(users.Users.delete_user)


class PropertyContacts(BlockingResource[property_contacts.PropertyContacts]):
    """Add contacts to properties, and read them; ids are those of the associations."""

    list_property_contacts = calls(property_contacts.PropertyContacts.list_property_contacts)
    iter_property_contacts = reads(property_contacts.PropertyContacts.iter_property_contacts)
    create_property_contact = calls(property_contacts.PropertyContacts.create_property_contact)
    retrieve_property_contact = calls(property_contacts.PropertyContacts.retrieve_property_contact)
    update_property_contact = calls(property_contacts.PropertyContacts.update_property_contact)
    delete_property_contact = calls(property_contacts.PropertyContacts.delete_property_contact)


class PropertyDocuments(BlockingResource[property_documents.PropertyDocuments]):
    """Add documents to properties, read, change and delete what is known of them."""

    list_property_documents = calls(property_documents.PropertyDocuments.list_property_documents)
    iter_property_documents = reads(property_documents.PropertyDocuments.iter_property_documents)
    create_property_document = calls(property_documents.PropertyDocuments.create_property_document)
    retrieve_property_document = calls(
        property_documents.PropertyDocuments.retrieve_property_document
    )
    update_property_document = calls(property_documents.PropertyDocuments.update_property_document)
    delete_property_document = calls(property_documents.PropertyDocuments.delete_property_document)
    upload_property_document = calls(property_documents.PropertyDocuments.upload_property_document)


class PropertyEmails(BlockingResource[property_emails.PropertyEmails]):
    """Add e-mails to properties, read, change and delete them."""

    list_property_emails = calls(property_emails.PropertyEmails.list_property_emails)
    iter_property_emails = reads(property_emails.PropertyEmails.iter_property_emails)
    create_property_email = calls(property_emails.PropertyEmails.create_property_email)
    retrieve_property_email = calls(property_emails.PropertyEmails.retrieve_property_email)
    update_property_email = calls(property_emails.PropertyEmails.update_property_email)
    delete_property_email = calls(property_emails.PropertyEmails.delete_property_email)


class PropertyNotes(BlockingResource[property_notes.PropertyNotes]):
    """Add notes to properties, read, change and delete them."""

    list_property_notes = calls(property_notes.PropertyNotes.list_property_notes)
    iter_property_notes = reads(property_notes.PropertyNotes.iter_property_notes)
    create_property_note = calls(property_notes.PropertyNotes.create_property_note)
    retrieve_property_note = calls(property_notes.PropertyNotes.retrieve_property_note)
    update_property_note = calls(property_notes.PropertyNotes.update_property_note)
    delete_property_note = calls(property_notes.PropertyNotes.delete_property_note)


class PropertyTasks(BlockingResource[property_tasks.PropertyTasks]):
    """Add tasks to properties, read, change and delete them."""

    list_property_tasks = calls(property_tasks.PropertyTasks.list_property_tasks)
    iter_property_tasks = reads(property_tasks.PropertyTasks.iter_property_tasks)
    create_property_task = calls(property_tasks.PropertyTasks.create_property_task)
    retrieve_property_task = calls(property_tasks.PropertyTasks.retrieve_property_task)
    update_property_task = calls(property_tasks.PropertyTasks.update_property_task)
    delete_property_task = calls(property_tasks.PropertyTasks.delete_property_task)


class ContactRoles(BlockingResource[contact_roles.ContactRoles]):
    """Read the roles of contacts of the account."""

    list_contact_roles = calls(contact_roles.ContactRoles.list_contact_roles)
    iter_contact_roles = reads(contact_roles.ContactRoles.iter_contact_roles)


class PropertyFieldGroups(BlockingResource[property_field_groups.PropertyFieldGroups]):
    """Read the groups of property fields of the account."""

    list_property_field_groups = calls(
        property_field_groups.PropertyFieldGroups.list_property_field_groups
    )
    iter_property_field_groups = reads(
        property_field_groups.PropertyFieldGroups.iter_property_field_groups
    )


class PropertyFieldSections(BlockingResource[property_field_sections.PropertyFieldSections]):
    """Read the sections of property fields of the account."""

    list_property_field_sections = calls(
        property_field_sections.PropertyFieldSections.list_property_field_sections
    )
    iter_property_field_sections = reads(
        property_field_sections.PropertyFieldSections.iter_property_field_sections
    )


class PropertyFields(BlockingResource[property_fields.PropertyFields]):
    """Read the definitions of property fields of the account."""

    list_property_fields = calls(property_fields.PropertyFields.list_property_fields)
    iter_property_fields = reads(property_fields.PropertyFields.iter_property_fields)


class PropertyTemplates(BlockingResource[property_templates.PropertyTemplates]):
    """Read the templates for properties of the account."""

    list_property_templates = calls(property_templates.PropertyTemplates.list_property_templates)
    iter_property_templates = reads(property_templates.PropertyTemplates.iter_property_templates)


class TimeZones(BlockingResource[time_zones.TimeZones]):
    """Read the time zones of the account."""

    list_time_zones = calls(time_zones.TimeZones.list_time_zones)
    iter_time_zones = reads(time_zones.TimeZones.iter_time_zones)
