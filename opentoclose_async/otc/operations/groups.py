"""The resources of both clients, each imported when it is first used."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from opentoclose_async._blocking.twins import BlockingResource
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.lazy_groups import lazy_group
from opentoclose_async.otc.resource_names import DROP_IN, LISTS, OF_PROPERTIES

if TYPE_CHECKING:
    from opentoclose_async.otc.operations.agents import Agents, BlockingAgents
    from opentoclose_async.otc.operations.contacts import BlockingContacts, Contacts
    from opentoclose_async.otc.operations.look_ups import (
        BlockingContactRoles,
        BlockingPropertyFieldGroups,
        BlockingPropertyFields,
        BlockingPropertyFieldSections,
        BlockingPropertyTemplates,
        BlockingTimeZones,
        ContactRoles,
        PropertyFieldGroups,
        PropertyFields,
        PropertyFieldSections,
        PropertyTemplates,
        TimeZones,
    )
    from opentoclose_async.otc.operations.property_contacts import (
        BlockingPropertyContacts,
        PropertyContacts,
    )
    from opentoclose_async.otc.operations.property_documents import (
        BlockingPropertyDocuments,
        PropertyDocuments,
    )
    from opentoclose_async.otc.operations.property_emails import (
        BlockingPropertyEmails,
        PropertyEmails,
    )
    from opentoclose_async.otc.operations.property_notes import BlockingPropertyNotes, PropertyNotes
    from opentoclose_async.otc.operations.property_tasks import BlockingPropertyTasks, PropertyTasks
    from opentoclose_async.otc.operations.tags import BlockingTags, Tags
    from opentoclose_async.otc.operations.teams import BlockingTeams, Teams
    from opentoclose_async.otc.operations.users import BlockingUsers, Users
    from opentoclose_async.otc.properties import BlockingProperties, Properties

__all__ = [
    "DROP_IN",
    "LISTS",
    "OF_PROPERTIES",
    "BlockingOpenToCloseGroups",
    "OpenToCloseGroups",
]

C_co = TypeVar("C_co", covariant=True)


class OpenToCloseGroups(BaseClient):
    """The resources of the async client."""

    @lazy_group
    def agents(self) -> "Agents":
        """Create, read, update and delete agents."""
        from opentoclose_async.otc.operations.agents import Agents

        return Agents(self._core)

    @lazy_group
    def contacts(self) -> "Contacts":
        """Create, read, update and delete contacts."""
        from opentoclose_async.otc.operations.contacts import Contacts

        return Contacts(self._core)

    @lazy_group
    def properties(self) -> "Properties":
        """Create, read, update and delete properties."""
        from opentoclose_async.otc.properties import Properties

        return Properties(self._core)

    @lazy_group
    def tags(self) -> "Tags":
        """Create, read, update and delete tags."""
        from opentoclose_async.otc.operations.tags import Tags

        return Tags(self._core)

    @lazy_group
    def teams(self) -> "Teams":
        """Create, read, update and delete teams."""
        from opentoclose_async.otc.operations.teams import Teams

        return Teams(self._core)

    @lazy_group
    def users(self) -> "Users":
        """Create, read, update and delete users."""
        from opentoclose_async.otc.operations.users import Users

        return Users(self._core)

    @lazy_group
    def property_contacts(self) -> "PropertyContacts":
        """Add contacts to properties, and read them. Ids are those of the associations."""
        from opentoclose_async.otc.operations.property_contacts import PropertyContacts

        return PropertyContacts(self._core)

    @lazy_group
    def property_documents(self) -> "PropertyDocuments":
        """Upload documents to properties; create, read, update and delete their records."""
        from opentoclose_async.otc.operations.property_documents import PropertyDocuments

        return PropertyDocuments(self._core)

    @lazy_group
    def property_emails(self) -> "PropertyEmails":
        """Create, read, update and delete property e-mails."""
        from opentoclose_async.otc.operations.property_emails import PropertyEmails

        return PropertyEmails(self._core)

    @lazy_group
    def property_notes(self) -> "PropertyNotes":
        """Create, read, update and delete property notes."""
        from opentoclose_async.otc.operations.property_notes import PropertyNotes

        return PropertyNotes(self._core)

    @lazy_group
    def property_tasks(self) -> "PropertyTasks":
        """Create, read, update and delete property tasks."""
        from opentoclose_async.otc.operations.property_tasks import PropertyTasks

        return PropertyTasks(self._core)

    @lazy_group
    def contact_roles(self) -> "ContactRoles":
        """Read contact roles."""
        from opentoclose_async.otc.operations.look_ups import ContactRoles

        return ContactRoles(self._core)

    @lazy_group
    def property_field_groups(self) -> "PropertyFieldGroups":
        """Read property field groups."""
        from opentoclose_async.otc.operations.look_ups import PropertyFieldGroups

        return PropertyFieldGroups(self._core)

    @lazy_group
    def property_field_sections(self) -> "PropertyFieldSections":
        """Read property field sections."""
        from opentoclose_async.otc.operations.look_ups import PropertyFieldSections

        return PropertyFieldSections(self._core)

    @lazy_group
    def property_fields(self) -> "PropertyFields":
        """Read property field definitions."""
        from opentoclose_async.otc.operations.look_ups import PropertyFields

        return PropertyFields(self._core)

    @lazy_group
    def property_templates(self) -> "PropertyTemplates":
        """Read property templates."""
        from opentoclose_async.otc.operations.look_ups import PropertyTemplates

        return PropertyTemplates(self._core)

    @lazy_group
    def time_zones(self) -> "TimeZones":
        """Read time zones."""
        from opentoclose_async.otc.operations.look_ups import TimeZones

        return TimeZones(self._core)


class BlockingOpenToCloseGroups(BlockingResource[C_co], Generic[C_co]):
    """The resources of the blocking client."""

    @lazy_group
    def agents(self) -> "BlockingAgents":
        """Create, read, update and delete agents."""
        from opentoclose_async.otc.operations.agents import BlockingAgents

        return BlockingAgents(self._caller, attrgetter("agents"))

    @lazy_group
    def contacts(self) -> "BlockingContacts":
        """Create, read, update and delete contacts."""
        from opentoclose_async.otc.operations.contacts import BlockingContacts

        return BlockingContacts(self._caller, attrgetter("contacts"))

    @lazy_group
    def properties(self) -> "BlockingProperties":
        """Create, read, update and delete properties."""
        from opentoclose_async.otc.properties import BlockingProperties

        return BlockingProperties(self._caller, attrgetter("properties"))

    @lazy_group
    def tags(self) -> "BlockingTags":
        """Create, read, update and delete tags."""
        from opentoclose_async.otc.operations.tags import BlockingTags

        return BlockingTags(self._caller, attrgetter("tags"))

    @lazy_group
    def teams(self) -> "BlockingTeams":
        """Create, read, update and delete teams."""
        from opentoclose_async.otc.operations.teams import BlockingTeams

        return BlockingTeams(self._caller, attrgetter("teams"))

    @lazy_group
    def users(self) -> "BlockingUsers":
        """Create, read, update and delete users."""
        from opentoclose_async.otc.operations.users import BlockingUsers

        return BlockingUsers(self._caller, attrgetter("users"))

    @lazy_group
    def property_contacts(self) -> "BlockingPropertyContacts":
        """Add contacts to properties, and read them. Ids are those of the associations."""
        from opentoclose_async.otc.operations.property_contacts import BlockingPropertyContacts

        return BlockingPropertyContacts(self._caller, attrgetter("property_contacts"))

    @lazy_group
    def property_documents(self) -> "BlockingPropertyDocuments":
        """Upload documents to properties; create, read, update and delete their records."""
        from opentoclose_async.otc.operations.property_documents import BlockingPropertyDocuments

        return BlockingPropertyDocuments(self._caller, attrgetter("property_documents"))

    @lazy_group
    def property_emails(self) -> "BlockingPropertyEmails":
        """Create, read, update and delete property e-mails."""
        from opentoclose_async.otc.operations.property_emails import BlockingPropertyEmails

        return BlockingPropertyEmails(self._caller, attrgetter("property_emails"))

    @lazy_group
    def property_notes(self) -> "BlockingPropertyNotes":
        """Create, read, update and delete property notes."""
        from opentoclose_async.otc.operations.property_notes import BlockingPropertyNotes

        return BlockingPropertyNotes(self._caller, attrgetter("property_notes"))

    @lazy_group
    def property_tasks(self) -> "BlockingPropertyTasks":
        """Create, read, update and delete property tasks."""
        from opentoclose_async.otc.operations.property_tasks import BlockingPropertyTasks

        return BlockingPropertyTasks(self._caller, attrgetter("property_tasks"))

    @lazy_group
    def contact_roles(self) -> "BlockingContactRoles":
        """Read contact roles."""
        from opentoclose_async.otc.operations.look_ups import BlockingContactRoles

        return BlockingContactRoles(self._caller, attrgetter("contact_roles"))

    @lazy_group
    def property_field_groups(self) -> "BlockingPropertyFieldGroups":
        """Read property field groups."""
        from opentoclose_async.otc.operations.look_ups import BlockingPropertyFieldGroups

        return BlockingPropertyFieldGroups(self._caller, attrgetter("property_field_groups"))

    @lazy_group
    def property_field_sections(self) -> "BlockingPropertyFieldSections":
        """Read property field sections."""
        from opentoclose_async.otc.operations.look_ups import BlockingPropertyFieldSections

        return BlockingPropertyFieldSections(self._caller, attrgetter("property_field_sections"))

    @lazy_group
    def property_fields(self) -> "BlockingPropertyFields":
        """Read property field definitions."""
        from opentoclose_async.otc.operations.look_ups import BlockingPropertyFields

        return BlockingPropertyFields(self._caller, attrgetter("property_fields"))

    @lazy_group
    def property_templates(self) -> "BlockingPropertyTemplates":
        """Read property templates."""
        from opentoclose_async.otc.operations.look_ups import BlockingPropertyTemplates

        return BlockingPropertyTemplates(self._caller, attrgetter("property_templates"))

    @lazy_group
    def time_zones(self) -> "BlockingTimeZones":
        """Read time zones."""
        from opentoclose_async.otc.operations.look_ups import BlockingTimeZones

        return BlockingTimeZones(self._caller, attrgetter("time_zones"))
