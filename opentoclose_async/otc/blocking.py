"""The blocking client of Open To Close."""

from functools import partial
from operator import attrgetter
from typing import Any

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async._blocking.twins import BlockingResource, arguments_of, calls, reads
from opentoclose_async.otc import blocking_resources as resources
from opentoclose_async.otc import properties as async_properties
from opentoclose_async.otc.client import AsyncOpenToClose

__all__ = ["OpenToClose", "Properties"]


class Properties(BlockingResource[async_properties.Properties]):
    """Create, read, change and delete properties."""

    list_properties = calls(async_properties.Properties.list_properties)
    iter_properties = reads(async_properties.Properties.iter_properties)
    create_property = calls(async_properties.Properties.create_property)
    retrieve_property = calls(async_properties.Properties.retrieve_property)
    update_property = calls(async_properties.Properties.update_property)
    delete_property = calls(async_properties.Properties.delete_property)
    get_property_fields = calls(async_properties.Properties.get_property_fields)
    get_field_mappings = calls(async_properties.Properties.get_field_mappings)
    list_available_fields = calls(async_properties.Properties.list_available_fields)
    validate_property_data = calls(async_properties.Properties.validate_property_data)


class OpenToClose(BlockingClient[AsyncOpenToClose]):
    """
    Open To Close, for blocking code: ``AsyncOpenToClose`` without ``await``.

    Use it as ``with OpenToClose() as otc:``, or as it is. One client serves any number of threads.
    Its attributes are those of ``AsyncOpenToClose``.
    """

    @arguments_of(AsyncOpenToClose)
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(AsyncOpenToClose, *args, **kwargs))
        caller = self._caller
        self.agents = resources.Agents(caller, attrgetter("agents"))
        self.contacts = resources.Contacts(caller, attrgetter("contacts"))
        self.properties = Properties(caller, attrgetter("properties"))
        self.tags = resources.Tags(caller, attrgetter("tags"))
        self.teams = resources.Teams(caller, attrgetter("teams"))
        self.users = resources.Users(caller, attrgetter("users"))
        self.property_contacts = resources.PropertyContacts(caller, attrgetter("property_contacts"))
        self.property_documents = resources.PropertyDocuments(
            caller, attrgetter("property_documents")
        )
        self.property_emails = resources.PropertyEmails(caller, attrgetter("property_emails"))
        self.property_notes = resources.PropertyNotes(caller, attrgetter("property_notes"))
        self.property_tasks = resources.PropertyTasks(caller, attrgetter("property_tasks"))
        self.contact_roles = resources.ContactRoles(caller, attrgetter("contact_roles"))
        self.property_field_groups = resources.PropertyFieldGroups(
            caller, attrgetter("property_field_groups")
        )
        self.property_field_sections = resources.PropertyFieldSections(
            caller, attrgetter("property_field_sections")
        )
        self.property_fields = resources.PropertyFields(caller, attrgetter("property_fields"))
        self.property_templates = resources.PropertyTemplates(
            caller, attrgetter("property_templates")
        )
        self.time_zones = resources.TimeZones(caller, attrgetter("time_zones"))

    get_property_fields = calls(AsyncOpenToClose.get_property_fields)
    list_available_fields = calls(AsyncOpenToClose.list_available_fields)
    validate_property_data = calls(AsyncOpenToClose.validate_property_data)
