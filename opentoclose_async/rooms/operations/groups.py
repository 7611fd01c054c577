"""The groups of both clients, each imported when it is first used."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from opentoclose_async._docusign.account import Account
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.lazy_groups import lazy_group

if TYPE_CHECKING:
    from opentoclose_async._blocking.caller import Caller
    from opentoclose_async.rooms.operations.accounts import Accounts, BlockingAccounts
    from opentoclose_async.rooms.operations.documents import BlockingDocuments, Documents
    from opentoclose_async.rooms.operations.esign_permission_profiles import (
        BlockingESignPermissionProfiles,
        ESignPermissionProfiles,
    )
    from opentoclose_async.rooms.operations.external_form_fill_sessions import (
        BlockingExternalFormFillSessions,
        ExternalFormFillSessions,
    )
    from opentoclose_async.rooms.operations.fields import BlockingFields, Fields
    from opentoclose_async.rooms.operations.form_details import (
        BlockingFormDetailsResource,
        FormDetailsResource,
    )
    from opentoclose_async.rooms.operations.form_groups import BlockingFormGroups, FormGroups
    from opentoclose_async.rooms.operations.form_libraries import (
        BlockingFormLibraries,
        FormLibraries,
    )
    from opentoclose_async.rooms.operations.form_providers import (
        BlockingFormProviders,
        FormProviders,
    )
    from opentoclose_async.rooms.operations.offices import BlockingOffices, Offices
    from opentoclose_async.rooms.operations.places import (
        BlockingCountries,
        BlockingCurrencies,
        BlockingStates,
        BlockingTimeZones,
        Countries,
        Currencies,
        States,
        TimeZones,
    )
    from opentoclose_async.rooms.operations.regions import BlockingRegions, Regions
    from opentoclose_async.rooms.operations.roles import BlockingRoles, Roles
    from opentoclose_async.rooms.operations.room_folders import BlockingRoomFolders, RoomFolders
    from opentoclose_async.rooms.operations.room_templates import (
        BlockingRoomTemplates,
        RoomTemplates,
    )
    from opentoclose_async.rooms.operations.rooms import BlockingRooms, Rooms
    from opentoclose_async.rooms.operations.task_list_templates import (
        BlockingTaskListTemplates,
        TaskListTemplates,
    )
    from opentoclose_async.rooms.operations.task_lists import BlockingTaskLists, TaskLists
    from opentoclose_async.rooms.operations.task_types import (
        BlockingTaskDateTypes,
        BlockingTaskResponsibilityTypes,
        BlockingTaskStatuses,
        TaskDateTypes,
        TaskResponsibilityTypes,
        TaskStatuses,
    )
    from opentoclose_async.rooms.operations.transaction_types import (
        BlockingClosingStatuses,
        BlockingContactSides,
        BlockingFinancingTypes,
        BlockingOriginsOfLeads,
        BlockingPropertyTypes,
        BlockingRoomContactTypes,
        BlockingSellerDecisionTypes,
        BlockingSpecialCircumstanceTypes,
        BlockingTransactionSides,
        ClosingStatuses,
        ContactSides,
        FinancingTypes,
        OriginsOfLeads,
        PropertyTypes,
        RoomContactTypes,
        SellerDecisionTypes,
        SpecialCircumstanceTypes,
        TransactionSides,
    )
    from opentoclose_async.rooms.operations.users import BlockingUsers, Users

__all__ = ["BlockingRoomsGroups", "RoomsGroups"]


class RoomsGroups(BaseClient):
    """The groups of the async client."""

    _account: Account

    @lazy_group
    def accounts(self) -> "Accounts":
        """Get information about the account."""
        from opentoclose_async.rooms.operations.accounts import Accounts

        return Accounts(self._core, self._account)

    @lazy_group
    def closing_statuses(self) -> "ClosingStatuses":
        """Get the reasons for closing a room."""
        from opentoclose_async.rooms.operations.transaction_types import ClosingStatuses

        return ClosingStatuses(self._core, self._account)

    @lazy_group
    def contact_sides(self) -> "ContactSides":
        """Get the sides that contacts can be on."""
        from opentoclose_async.rooms.operations.transaction_types import ContactSides

        return ContactSides(self._core, self._account)

    @lazy_group
    def countries(self) -> "Countries":
        """Get the countries that an office can be in."""
        from opentoclose_async.rooms.operations.places import Countries

        return Countries(self._core, self._account)

    @lazy_group
    def currencies(self) -> "Currencies":
        """Get the currencies that amounts can be in."""
        from opentoclose_async.rooms.operations.places import Currencies

        return Currencies(self._core, self._account)

    @lazy_group
    def documents(self) -> "Documents":
        """Get, delete and share single documents."""
        from opentoclose_async.rooms.operations.documents import Documents

        return Documents(self._core, self._account)

    @lazy_group
    def esign_permission_profiles(self) -> "ESignPermissionProfiles":
        """Get the eSignature permission profiles for new users."""
        from opentoclose_async.rooms.operations.esign_permission_profiles import (
            ESignPermissionProfiles,
        )

        return ESignPermissionProfiles(self._core, self._account)

    @lazy_group
    def external_form_fill_sessions(self) -> "ExternalFormFillSessions":
        """Create sessions in which forms are filled in outside of Rooms."""
        from opentoclose_async.rooms.operations.external_form_fill_sessions import (
            ExternalFormFillSessions,
        )

        return ExternalFormFillSessions(self._core, self._account)

    @lazy_group
    def fields(self) -> "Fields":
        """Get field sets, which define the details of rooms."""
        from opentoclose_async.rooms.operations.fields import Fields

        return Fields(self._core, self._account)

    @lazy_group
    def financing_types(self) -> "FinancingTypes":
        """Get the ways to finance a purchase."""
        from opentoclose_async.rooms.operations.transaction_types import FinancingTypes

        return FinancingTypes(self._core, self._account)

    @lazy_group
    def form_details(self) -> "FormDetailsResource":
        """Get the details of single forms."""
        from opentoclose_async.rooms.operations.form_details import FormDetailsResource

        return FormDetailsResource(self._core, self._account)

    @lazy_group
    def form_groups(self) -> "FormGroups":
        """Create, get, rename and delete form groups, and manage their forms and offices."""
        from opentoclose_async.rooms.operations.form_groups import FormGroups

        return FormGroups(self._core, self._account)

    @lazy_group
    def form_libraries(self) -> "FormLibraries":
        """Get form libraries and their forms."""
        from opentoclose_async.rooms.operations.form_libraries import FormLibraries

        return FormLibraries(self._core, self._account)

    @lazy_group
    def form_providers(self) -> "FormProviders":
        """Get the associations of form providers."""
        from opentoclose_async.rooms.operations.form_providers import FormProviders

        return FormProviders(self._core, self._account)

    @lazy_group
    def offices(self) -> "Offices":
        """Create, get and delete offices."""
        from opentoclose_async.rooms.operations.offices import Offices

        return Offices(self._core, self._account)

    @lazy_group
    def origins_of_leads(self) -> "OriginsOfLeads":
        """Get the places that leads can come from."""
        from opentoclose_async.rooms.operations.transaction_types import OriginsOfLeads

        return OriginsOfLeads(self._core, self._account)

    @lazy_group
    def property_types(self) -> "PropertyTypes":
        """Get the types of property."""
        from opentoclose_async.rooms.operations.transaction_types import PropertyTypes

        return PropertyTypes(self._core, self._account)

    @lazy_group
    def regions(self) -> "Regions":
        """Create, get and delete regions."""
        from opentoclose_async.rooms.operations.regions import Regions

        return Regions(self._core, self._account)

    @lazy_group
    def roles(self) -> "Roles":
        """Create, get, change and delete roles."""
        from opentoclose_async.rooms.operations.roles import Roles

        return Roles(self._core, self._account)

    @lazy_group
    def room_contact_types(self) -> "RoomContactTypes":
        """Get the types of contacts in a room."""
        from opentoclose_async.rooms.operations.transaction_types import RoomContactTypes

        return RoomContactTypes(self._core, self._account)

    @lazy_group
    def room_folders(self) -> "RoomFolders":
        """Get the folders of rooms."""
        from opentoclose_async.rooms.operations.room_folders import RoomFolders

        return RoomFolders(self._core, self._account)

    @lazy_group
    def room_templates(self) -> "RoomTemplates":
        """Get the templates that rooms can be created from."""
        from opentoclose_async.rooms.operations.room_templates import RoomTemplates

        return RoomTemplates(self._core, self._account)

    @lazy_group
    def rooms(self) -> "Rooms":
        """Create, get, change and delete rooms, their documents, people and details."""
        from opentoclose_async.rooms.operations.rooms import Rooms

        return Rooms(self._core, self._account)

    @lazy_group
    def seller_decision_types(self) -> "SellerDecisionTypes":
        """Get the decisions that a seller can make on an offer."""
        from opentoclose_async.rooms.operations.transaction_types import SellerDecisionTypes

        return SellerDecisionTypes(self._core, self._account)

    @lazy_group
    def special_circumstance_types(self) -> "SpecialCircumstanceTypes":
        """Get the special circumstances that a room can have."""
        from opentoclose_async.rooms.operations.transaction_types import SpecialCircumstanceTypes

        return SpecialCircumstanceTypes(self._core, self._account)

    @lazy_group
    def states(self) -> "States":
        """Get the states and provinces that addresses can be in."""
        from opentoclose_async.rooms.operations.places import States

        return States(self._core, self._account)

    @lazy_group
    def task_date_types(self) -> "TaskDateTypes":
        """Get the types of dates that a task can be due by."""
        from opentoclose_async.rooms.operations.task_types import TaskDateTypes

        return TaskDateTypes(self._core, self._account)

    @lazy_group
    def task_list_templates(self) -> "TaskListTemplates":
        """Get the templates that task lists can be created from."""
        from opentoclose_async.rooms.operations.task_list_templates import TaskListTemplates

        return TaskListTemplates(self._core, self._account)

    @lazy_group
    def task_lists(self) -> "TaskLists":
        """Get, create and delete the task lists of rooms."""
        from opentoclose_async.rooms.operations.task_lists import TaskLists

        return TaskLists(self._core, self._account)

    @lazy_group
    def task_responsibility_types(self) -> "TaskResponsibilityTypes":
        """Get the types of responsibility that users can have for a task."""
        from opentoclose_async.rooms.operations.task_types import TaskResponsibilityTypes

        return TaskResponsibilityTypes(self._core, self._account)

    @lazy_group
    def task_statuses(self) -> "TaskStatuses":
        """Get the statuses that a task can have."""
        from opentoclose_async.rooms.operations.task_types import TaskStatuses

        return TaskStatuses(self._core, self._account)

    @lazy_group
    def time_zones(self) -> "TimeZones":
        """Get the time zones that an office can be in."""
        from opentoclose_async.rooms.operations.places import TimeZones

        return TimeZones(self._core, self._account)

    @lazy_group
    def transaction_sides(self) -> "TransactionSides":
        """Get the sides of a real estate transaction."""
        from opentoclose_async.rooms.operations.transaction_types import TransactionSides

        return TransactionSides(self._core, self._account)

    @lazy_group
    def users(self) -> "Users":
        """Invite, get, change, lock and remove the users of the account."""
        from opentoclose_async.rooms.operations.users import Users

        return Users(self._core, self._account)


class BlockingRoomsGroups:
    """The groups of the blocking client."""

    _caller: "Caller[Any]"

    @lazy_group
    def accounts(self) -> "BlockingAccounts":
        """Get information about the account."""
        from opentoclose_async.rooms.operations.accounts import BlockingAccounts

        return BlockingAccounts(self._caller, attrgetter("accounts"))

    @lazy_group
    def closing_statuses(self) -> "BlockingClosingStatuses":
        """Get the reasons for closing a room."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingClosingStatuses

        return BlockingClosingStatuses(self._caller, attrgetter("closing_statuses"))

    @lazy_group
    def contact_sides(self) -> "BlockingContactSides":
        """Get the sides that contacts can be on."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingContactSides

        return BlockingContactSides(self._caller, attrgetter("contact_sides"))

    @lazy_group
    def countries(self) -> "BlockingCountries":
        """Get the countries that an office can be in."""
        from opentoclose_async.rooms.operations.places import BlockingCountries

        return BlockingCountries(self._caller, attrgetter("countries"))

    @lazy_group
    def currencies(self) -> "BlockingCurrencies":
        """Get the currencies that amounts can be in."""
        from opentoclose_async.rooms.operations.places import BlockingCurrencies

        return BlockingCurrencies(self._caller, attrgetter("currencies"))

    @lazy_group
    def documents(self) -> "BlockingDocuments":
        """Get, delete and share single documents."""
        from opentoclose_async.rooms.operations.documents import BlockingDocuments

        return BlockingDocuments(self._caller, attrgetter("documents"))

    @lazy_group
    def esign_permission_profiles(self) -> "BlockingESignPermissionProfiles":
        """Get the eSignature permission profiles for new users."""
        from opentoclose_async.rooms.operations.esign_permission_profiles import (
            BlockingESignPermissionProfiles,
        )

        return BlockingESignPermissionProfiles(
            self._caller, attrgetter("esign_permission_profiles")
        )

    @lazy_group
    def external_form_fill_sessions(self) -> "BlockingExternalFormFillSessions":
        """Create sessions in which forms are filled in outside of Rooms."""
        from opentoclose_async.rooms.operations.external_form_fill_sessions import (
            BlockingExternalFormFillSessions,
        )

        return BlockingExternalFormFillSessions(
            self._caller, attrgetter("external_form_fill_sessions")
        )

    @lazy_group
    def fields(self) -> "BlockingFields":
        """Get field sets, which define the details of rooms."""
        from opentoclose_async.rooms.operations.fields import BlockingFields

        return BlockingFields(self._caller, attrgetter("fields"))

    @lazy_group
    def financing_types(self) -> "BlockingFinancingTypes":
        """Get the ways to finance a purchase."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingFinancingTypes

        return BlockingFinancingTypes(self._caller, attrgetter("financing_types"))

    @lazy_group
    def form_details(self) -> "BlockingFormDetailsResource":
        """Get the details of single forms."""
        from opentoclose_async.rooms.operations.form_details import BlockingFormDetailsResource

        return BlockingFormDetailsResource(self._caller, attrgetter("form_details"))

    @lazy_group
    def form_groups(self) -> "BlockingFormGroups":
        """Create, get, rename and delete form groups, and manage their forms and offices."""
        from opentoclose_async.rooms.operations.form_groups import BlockingFormGroups

        return BlockingFormGroups(self._caller, attrgetter("form_groups"))

    @lazy_group
    def form_libraries(self) -> "BlockingFormLibraries":
        """Get form libraries and their forms."""
        from opentoclose_async.rooms.operations.form_libraries import BlockingFormLibraries

        return BlockingFormLibraries(self._caller, attrgetter("form_libraries"))

    @lazy_group
    def form_providers(self) -> "BlockingFormProviders":
        """Get the associations of form providers."""
        from opentoclose_async.rooms.operations.form_providers import BlockingFormProviders

        return BlockingFormProviders(self._caller, attrgetter("form_providers"))

    @lazy_group
    def offices(self) -> "BlockingOffices":
        """Create, get and delete offices."""
        from opentoclose_async.rooms.operations.offices import BlockingOffices

        return BlockingOffices(self._caller, attrgetter("offices"))

    @lazy_group
    def origins_of_leads(self) -> "BlockingOriginsOfLeads":
        """Get the places that leads can come from."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingOriginsOfLeads

        return BlockingOriginsOfLeads(self._caller, attrgetter("origins_of_leads"))

    @lazy_group
    def property_types(self) -> "BlockingPropertyTypes":
        """Get the types of property."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingPropertyTypes

        return BlockingPropertyTypes(self._caller, attrgetter("property_types"))

    @lazy_group
    def regions(self) -> "BlockingRegions":
        """Create, get and delete regions."""
        from opentoclose_async.rooms.operations.regions import BlockingRegions

        return BlockingRegions(self._caller, attrgetter("regions"))

    @lazy_group
    def roles(self) -> "BlockingRoles":
        """Create, get, change and delete roles."""
        from opentoclose_async.rooms.operations.roles import BlockingRoles

        return BlockingRoles(self._caller, attrgetter("roles"))

    @lazy_group
    def room_contact_types(self) -> "BlockingRoomContactTypes":
        """Get the types of contacts in a room."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingRoomContactTypes

        return BlockingRoomContactTypes(self._caller, attrgetter("room_contact_types"))

    @lazy_group
    def room_folders(self) -> "BlockingRoomFolders":
        """Get the folders of rooms."""
        from opentoclose_async.rooms.operations.room_folders import BlockingRoomFolders

        return BlockingRoomFolders(self._caller, attrgetter("room_folders"))

    @lazy_group
    def room_templates(self) -> "BlockingRoomTemplates":
        """Get the templates that rooms can be created from."""
        from opentoclose_async.rooms.operations.room_templates import BlockingRoomTemplates

        return BlockingRoomTemplates(self._caller, attrgetter("room_templates"))

    @lazy_group
    def rooms(self) -> "BlockingRooms":
        """Create, get, change and delete rooms, their documents, people and details."""
        from opentoclose_async.rooms.operations.rooms import BlockingRooms

        return BlockingRooms(self._caller, attrgetter("rooms"))

    @lazy_group
    def seller_decision_types(self) -> "BlockingSellerDecisionTypes":
        """Get the decisions that a seller can make on an offer."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingSellerDecisionTypes

        return BlockingSellerDecisionTypes(self._caller, attrgetter("seller_decision_types"))

    @lazy_group
    def special_circumstance_types(self) -> "BlockingSpecialCircumstanceTypes":
        """Get the special circumstances that a room can have."""
        from opentoclose_async.rooms.operations.transaction_types import (
            BlockingSpecialCircumstanceTypes,
        )

        return BlockingSpecialCircumstanceTypes(
            self._caller, attrgetter("special_circumstance_types")
        )

    @lazy_group
    def states(self) -> "BlockingStates":
        """Get the states and provinces that addresses can be in."""
        from opentoclose_async.rooms.operations.places import BlockingStates

        return BlockingStates(self._caller, attrgetter("states"))

    @lazy_group
    def task_date_types(self) -> "BlockingTaskDateTypes":
        """Get the types of dates that a task can be due by."""
        from opentoclose_async.rooms.operations.task_types import BlockingTaskDateTypes

        return BlockingTaskDateTypes(self._caller, attrgetter("task_date_types"))

    @lazy_group
    def task_list_templates(self) -> "BlockingTaskListTemplates":
        """Get the templates that task lists can be created from."""
        from opentoclose_async.rooms.operations.task_list_templates import BlockingTaskListTemplates

        return BlockingTaskListTemplates(self._caller, attrgetter("task_list_templates"))

    @lazy_group
    def task_lists(self) -> "BlockingTaskLists":
        """Get, create and delete the task lists of rooms."""
        from opentoclose_async.rooms.operations.task_lists import BlockingTaskLists

        return BlockingTaskLists(self._caller, attrgetter("task_lists"))

    @lazy_group
    def task_responsibility_types(self) -> "BlockingTaskResponsibilityTypes":
        """Get the types of responsibility that users can have for a task."""
        from opentoclose_async.rooms.operations.task_types import BlockingTaskResponsibilityTypes

        return BlockingTaskResponsibilityTypes(
            self._caller, attrgetter("task_responsibility_types")
        )

    @lazy_group
    def task_statuses(self) -> "BlockingTaskStatuses":
        """Get the statuses that a task can have."""
        from opentoclose_async.rooms.operations.task_types import BlockingTaskStatuses

        return BlockingTaskStatuses(self._caller, attrgetter("task_statuses"))

    @lazy_group
    def time_zones(self) -> "BlockingTimeZones":
        """Get the time zones that an office can be in."""
        from opentoclose_async.rooms.operations.places import BlockingTimeZones

        return BlockingTimeZones(self._caller, attrgetter("time_zones"))

    @lazy_group
    def transaction_sides(self) -> "BlockingTransactionSides":
        """Get the sides of a real estate transaction."""
        from opentoclose_async.rooms.operations.transaction_types import BlockingTransactionSides

        return BlockingTransactionSides(self._caller, attrgetter("transaction_sides"))

    @lazy_group
    def users(self) -> "BlockingUsers":
        """Invite, get, change, lock and remove the users of the account."""
        from opentoclose_async.rooms.operations.users import BlockingUsers

        return BlockingUsers(self._caller, attrgetter("users"))
