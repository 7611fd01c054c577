"""The look-up lists of what is known of transactions."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.transaction_types import (
    GlobalClosingStatuses,
    GlobalContactSides,
    GlobalFinancingTypes,
    GlobalOriginsOfLeads,
    GlobalPropertyTypes,
    GlobalRoomContactTypes,
    GlobalSellerDecisionTypes,
    GlobalSpecialCircumstanceTypes,
    GlobalTransactionSides,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = [
    "ClosingStatuses",
    "ContactSides",
    "FinancingTypes",
    "OriginsOfLeads",
    "PropertyTypes",
    "RoomContactTypes",
    "SellerDecisionTypes",
    "SpecialCircumstanceTypes",
    "TransactionSides",
]


_GET_CLOSING_STATUSES = Endpoint(
    name="get_closing_statuses",
    verb="GET",
    path="/closing_statuses",
    answer=gives(GlobalClosingStatuses),
    of_account=False,
)
_GET_CONTACT_SIDES = Endpoint(
    name="get_contact_sides",
    verb="GET",
    path="/contact_sides",
    answer=gives(GlobalContactSides),
    of_account=False,
)
_GET_FINANCING_TYPES = Endpoint(
    name="get_financing_types",
    verb="GET",
    path="/financing_types",
    answer=gives(GlobalFinancingTypes),
    of_account=False,
)
_GET_ORIGINS_OF_LEADS = Endpoint(
    name="get_origins_of_leads",
    verb="GET",
    path="/origins_of_leads",
    answer=gives(GlobalOriginsOfLeads),
    of_account=False,
)
_GET_PROPERTY_TYPES = Endpoint(
    name="get_property_types",
    verb="GET",
    path="/property_types",
    answer=gives(GlobalPropertyTypes),
    of_account=False,
)
_GET_ROOM_CONTACT_TYPES = Endpoint(
    name="get_room_contact_types",
    verb="GET",
    path="/room_contact_types",
    answer=gives(GlobalRoomContactTypes),
    of_account=False,
)
_GET_SELLER_DECISION_TYPES = Endpoint(
    name="get_seller_decision_types",
    verb="GET",
    path="/seller_decision_types",
    answer=gives(GlobalSellerDecisionTypes),
    of_account=False,
)
_GET_SPECIAL_CIRCUMSTANCE_TYPES = Endpoint(
    name="get_special_circumstance_types",
    verb="GET",
    path="/special_circumstance_types",
    answer=gives(GlobalSpecialCircumstanceTypes),
    of_account=False,
)
_GET_TRANSACTION_SIDES = Endpoint(
    name="get_transaction_sides",
    verb="GET",
    path="/transaction_sides",
    answer=gives(GlobalTransactionSides),
    of_account=False,
)


class ClosingStatuses(RoomsResource):
    """Read the reasons for which a room can be closed."""

    async def get_closing_statuses(self, **options: Unpack[CallOptions]) -> GlobalClosingStatuses:
        """
        Read the reasons for which a room can be closed (operation
        ClosingStatuses_GetClosingStatuses).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The closing statuses.
        """
        return await self._call(_GET_CLOSING_STATUSES, options)


class ContactSides(RoomsResource):
    """Read the sides that contacts can be on."""

    async def get_contact_sides(self, **options: Unpack[CallOptions]) -> GlobalContactSides:
        """
        Read the sides that a contact can be on in a transaction (operation
        ContactSides_GetContactSides).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The contact sides.
        """
        return await self._call(_GET_CONTACT_SIDES, options)


class FinancingTypes(RoomsResource):
    """Read the ways in which a purchase can be financed."""

    async def get_financing_types(self, **options: Unpack[CallOptions]) -> GlobalFinancingTypes:
        """
        Read the ways in which a purchase can be financed (operation
        FinancingTypes_GetFinancingTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The financing types.
        """
        return await self._call(_GET_FINANCING_TYPES, options)


class OriginsOfLeads(RoomsResource):
    """Read the places that leads can come from."""

    async def get_origins_of_leads(self, **options: Unpack[CallOptions]) -> GlobalOriginsOfLeads:
        """
        Read the places that leads of rooms can come from, such as Zillow (operation
        OriginsOfLeads_GetOriginsOfLeads).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The origins of leads.
        """
        return await self._call(_GET_ORIGINS_OF_LEADS, options)


class PropertyTypes(RoomsResource):
    """Read the kinds of property."""

    async def get_property_types(self, **options: Unpack[CallOptions]) -> GlobalPropertyTypes:
        """
        Read the kinds of property (operation PropertyTypes_GetPropertyTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The property types.
        """
        return await self._call(_GET_PROPERTY_TYPES, options)


class RoomContactTypes(RoomsResource):
    """Read the parts that contacts can play in a room."""

    async def get_room_contact_types(
        self, **options: Unpack[CallOptions]
    ) -> GlobalRoomContactTypes:
        """
        Read the parts that contacts can play in a room, such as buyer or listing agent (operation
        RoomContactTypes_GetRoomContactTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The room contact types.
        """
        return await self._call(_GET_ROOM_CONTACT_TYPES, options)


class SellerDecisionTypes(RoomsResource):
    """Read what a seller can decide about an offer."""

    async def get_seller_decision_types(
        self, **options: Unpack[CallOptions]
    ) -> GlobalSellerDecisionTypes:
        """
        Read what a seller can decide about an offer, such as to reject it (operation
        SellerDecisionTypes_GetSellerDecisionTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The seller decision types.
        """
        return await self._call(_GET_SELLER_DECISION_TYPES, options)


class SpecialCircumstanceTypes(RoomsResource):
    """Read the special circumstances that a room's details can name."""

    async def get_special_circumstance_types(
        self, **options: Unpack[CallOptions]
    ) -> GlobalSpecialCircumstanceTypes:
        """
        Read the special circumstances that a room's details can name, such as a foreclosure
        (operation SpecialCircumstanceTypes_GetSpecialCircumstanceTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The special circumstance types.
        """
        return await self._call(_GET_SPECIAL_CIRCUMSTANCE_TYPES, options)


class TransactionSides(RoomsResource):
    """Read the sides of a real estate transaction."""

    async def get_transaction_sides(self, **options: Unpack[CallOptions]) -> GlobalTransactionSides:
        """
        Read the sides of a real estate transaction (operation
        TransactionSides_GetTransactionSides).

        Any signed-in user may read them; they belong to no account and come in one answer. Rooms
        and invitations to them name a side by its id, such as "listbuy".

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The transaction sides.
        """
        return await self._call(_GET_TRANSACTION_SIDES, options)
