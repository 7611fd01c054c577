"""The groups of methods of the blocking client of Rooms."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async.rooms.client import AsyncRooms

if TYPE_CHECKING:
    from opentoclose_async.rooms.blocking_operations.accounts import Accounts
    from opentoclose_async.rooms.blocking_operations.documents import Documents
    from opentoclose_async.rooms.blocking_operations.esign_permission_profiles import (
        ESignPermissionProfiles,
    )
    from opentoclose_async.rooms.blocking_operations.external_form_fill_sessions import (
        ExternalFormFillSessions,
    )
    from opentoclose_async.rooms.blocking_operations.fields import Fields
    from opentoclose_async.rooms.blocking_operations.form_details import FormDetailsResource
    from opentoclose_async.rooms.blocking_operations.form_groups import FormGroups
    from opentoclose_async.rooms.blocking_operations.form_libraries import FormLibraries
    from opentoclose_async.rooms.blocking_operations.form_providers import FormProviders
    from opentoclose_async.rooms.blocking_operations.offices import Offices
    from opentoclose_async.rooms.blocking_operations.places import (
        Countries,
        Currencies,
        States,
        TimeZones,
    )
    from opentoclose_async.rooms.blocking_operations.regions import Regions
    from opentoclose_async.rooms.blocking_operations.roles import Roles
    from opentoclose_async.rooms.blocking_operations.room_folders import RoomFolders
    from opentoclose_async.rooms.blocking_operations.room_templates import RoomTemplates
    from opentoclose_async.rooms.blocking_operations.rooms import Rooms
    from opentoclose_async.rooms.blocking_operations.task_list_templates import TaskListTemplates
    from opentoclose_async.rooms.blocking_operations.task_lists import TaskLists
    from opentoclose_async.rooms.blocking_operations.task_types import (
        TaskDateTypes,
        TaskResponsibilityTypes,
        TaskStatuses,
    )
    from opentoclose_async.rooms.blocking_operations.transaction_types import (
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
    from opentoclose_async.rooms.blocking_operations.users import Users

__all__ = ["RoomsGroups"]


class RoomsGroups(BlockingClient[AsyncRooms]):
    """The groups of methods; each is imported when it is first used: nobody needs them all."""

    @cached_property
    def accounts(self) -> "Accounts":
        """Read what the account is."""
        from opentoclose_async.rooms.blocking_operations.accounts import Accounts

        return Accounts(self._caller, attrgetter("accounts"))

    @cached_property
    def closing_statuses(self) -> "ClosingStatuses":
        """Read the reasons for which a room can be closed."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import ClosingStatuses

        return ClosingStatuses(self._caller, attrgetter("closing_statuses"))

    @cached_property
    def contact_sides(self) -> "ContactSides":
        """Read the sides that contacts can be on."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import ContactSides

        return ContactSides(self._caller, attrgetter("contact_sides"))

    @cached_property
    def countries(self) -> "Countries":
        """Read the countries that an office can be in."""
        from opentoclose_async.rooms.blocking_operations.places import Countries

        return Countries(self._caller, attrgetter("countries"))

    @cached_property
    def currencies(self) -> "Currencies":
        """Read the currencies that amounts can be in."""
        from opentoclose_async.rooms.blocking_operations.places import Currencies

        return Currencies(self._caller, attrgetter("currencies"))

    @cached_property
    def documents(self) -> "Documents":
        """Read, delete and share single documents."""
        from opentoclose_async.rooms.blocking_operations.documents import Documents

        return Documents(self._caller, attrgetter("documents"))

    @cached_property
    def esign_permission_profiles(self) -> "ESignPermissionProfiles":
        """Read the eSignature permission profiles that new users can be given."""
        from opentoclose_async.rooms.blocking_operations.esign_permission_profiles import (
            ESignPermissionProfiles,
        )

        return ESignPermissionProfiles(self._caller, attrgetter("esign_permission_profiles"))

    @cached_property
    def external_form_fill_sessions(self) -> "ExternalFormFillSessions":
        """Open sessions in which forms are filled in outside of Rooms."""
        from opentoclose_async.rooms.blocking_operations.external_form_fill_sessions import (
            ExternalFormFillSessions,
        )

        return ExternalFormFillSessions(self._caller, attrgetter("external_form_fill_sessions"))

    @cached_property
    def fields(self) -> "Fields":
        """Read field sets: the fields that the details of rooms are made of."""
        from opentoclose_async.rooms.blocking_operations.fields import Fields

        return Fields(self._caller, attrgetter("fields"))

    @cached_property
    def financing_types(self) -> "FinancingTypes":
        """Read the ways in which a purchase can be financed."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import FinancingTypes

        return FinancingTypes(self._caller, attrgetter("financing_types"))

    @cached_property
    def form_details(self) -> "FormDetailsResource":
        """Read what is known about single forms."""
        from opentoclose_async.rooms.blocking_operations.form_details import FormDetailsResource

        return FormDetailsResource(self._caller, attrgetter("form_details"))

    @cached_property
    def form_groups(self) -> "FormGroups":
        """
        Create, read, rename and delete groups of forms, and say what is in them and for
        which offices.
        """
        from opentoclose_async.rooms.blocking_operations.form_groups import FormGroups

        return FormGroups(self._caller, attrgetter("form_groups"))

    @cached_property
    def form_libraries(self) -> "FormLibraries":
        """Read form libraries and the forms in them."""
        from opentoclose_async.rooms.blocking_operations.form_libraries import FormLibraries

        return FormLibraries(self._caller, attrgetter("form_libraries"))

    @cached_property
    def form_providers(self) -> "FormProviders":
        """Read the associations of form providers."""
        from opentoclose_async.rooms.blocking_operations.form_providers import FormProviders

        return FormProviders(self._caller, attrgetter("form_providers"))

    @cached_property
    def offices(self) -> "Offices":
        """Create, read and delete the offices of the account."""
        from opentoclose_async.rooms.blocking_operations.offices import Offices

        return Offices(self._caller, attrgetter("offices"))

    @cached_property
    def origins_of_leads(self) -> "OriginsOfLeads":
        """Read the places that leads can come from."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import OriginsOfLeads

        return OriginsOfLeads(self._caller, attrgetter("origins_of_leads"))

    @cached_property
    def property_types(self) -> "PropertyTypes":
        """Read the kinds of property."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import PropertyTypes

        return PropertyTypes(self._caller, attrgetter("property_types"))

    @cached_property
    def regions(self) -> "Regions":
        """Create, read and delete the regions of the account."""
        from opentoclose_async.rooms.blocking_operations.regions import Regions

        return Regions(self._caller, attrgetter("regions"))

    @cached_property
    def roles(self) -> "Roles":
        """Create, read, change and delete the roles of the account."""
        from opentoclose_async.rooms.blocking_operations.roles import Roles

        return Roles(self._caller, attrgetter("roles"))

    @cached_property
    def room_contact_types(self) -> "RoomContactTypes":
        """Read the parts that contacts can play in a room."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import RoomContactTypes

        return RoomContactTypes(self._caller, attrgetter("room_contact_types"))

    @cached_property
    def room_folders(self) -> "RoomFolders":
        """Read the folders of rooms."""
        from opentoclose_async.rooms.blocking_operations.room_folders import RoomFolders

        return RoomFolders(self._caller, attrgetter("room_folders"))

    @cached_property
    def room_templates(self) -> "RoomTemplates":
        """Read the templates that rooms can be created from."""
        from opentoclose_async.rooms.blocking_operations.room_templates import RoomTemplates

        return RoomTemplates(self._caller, attrgetter("room_templates"))

    @cached_property
    def rooms(self) -> "Rooms":
        """Create, read, change and delete rooms, and the documents, people and details in them."""
        from opentoclose_async.rooms.blocking_operations.rooms import Rooms

        return Rooms(self._caller, attrgetter("rooms"))

    @cached_property
    def seller_decision_types(self) -> "SellerDecisionTypes":
        """Read what a seller can decide about an offer."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import (
            SellerDecisionTypes,
        )

        return SellerDecisionTypes(self._caller, attrgetter("seller_decision_types"))

    @cached_property
    def special_circumstance_types(self) -> "SpecialCircumstanceTypes":
        """Read the special circumstances that a room's details can name."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import (
            SpecialCircumstanceTypes,
        )

        return SpecialCircumstanceTypes(self._caller, attrgetter("special_circumstance_types"))

    @cached_property
    def states(self) -> "States":
        """Read the states and provinces that addresses can be in."""
        from opentoclose_async.rooms.blocking_operations.places import States

        return States(self._caller, attrgetter("states"))

    @cached_property
    def task_date_types(self) -> "TaskDateTypes":
        """Read the kinds of date that a task can be due by."""
        from opentoclose_async.rooms.blocking_operations.task_types import TaskDateTypes

        return TaskDateTypes(self._caller, attrgetter("task_date_types"))

    @cached_property
    def task_list_templates(self) -> "TaskListTemplates":
        """Read the templates that task lists can be created from."""
        from opentoclose_async.rooms.blocking_operations.task_list_templates import (
            TaskListTemplates,
        )

        return TaskListTemplates(self._caller, attrgetter("task_list_templates"))

    @cached_property
    def task_lists(self) -> "TaskLists":
        """Read the task lists of rooms, apply templates of them, and delete them."""
        from opentoclose_async.rooms.blocking_operations.task_lists import TaskLists

        return TaskLists(self._caller, attrgetter("task_lists"))

    @cached_property
    def task_responsibility_types(self) -> "TaskResponsibilityTypes":
        """Read the kinds of responsibility that users can have for a task."""
        from opentoclose_async.rooms.blocking_operations.task_types import TaskResponsibilityTypes

        return TaskResponsibilityTypes(self._caller, attrgetter("task_responsibility_types"))

    @cached_property
    def task_statuses(self) -> "TaskStatuses":
        """Read the statuses that a task can have."""
        from opentoclose_async.rooms.blocking_operations.task_types import TaskStatuses

        return TaskStatuses(self._caller, attrgetter("task_statuses"))

    @cached_property
    def time_zones(self) -> "TimeZones":
        """Read the time zones that an office can be in."""
        from opentoclose_async.rooms.blocking_operations.places import TimeZones

        return TimeZones(self._caller, attrgetter("time_zones"))

    @cached_property
    def transaction_sides(self) -> "TransactionSides":
        """Read the sides of a real estate transaction."""
        from opentoclose_async.rooms.blocking_operations.transaction_types import TransactionSides

        return TransactionSides(self._caller, attrgetter("transaction_sides"))

    @cached_property
    def users(self) -> "Users":
        """Invite, read, change, lock and remove the users of the account."""
        from opentoclose_async.rooms.blocking_operations.users import Users

        return Users(self._caller, attrgetter("users"))
