"""Look-up lists for transactions."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
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
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = [
    "BlockingClosingStatuses",
    "BlockingContactSides",
    "BlockingFinancingTypes",
    "BlockingOriginsOfLeads",
    "BlockingPropertyTypes",
    "BlockingRoomContactTypes",
    "BlockingSellerDecisionTypes",
    "BlockingSpecialCircumstanceTypes",
    "BlockingTransactionSides",
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


_GET_CLOSING_STATUSES = RoomsOperation(
    name="get_closing_statuses",
    verb="GET",
    path="/closing_statuses",
    convert=as_model(GlobalClosingStatuses),
    of_account=False,
)
_GET_CONTACT_SIDES = RoomsOperation(
    name="get_contact_sides",
    verb="GET",
    path="/contact_sides",
    convert=as_model(GlobalContactSides),
    of_account=False,
)
_GET_FINANCING_TYPES = RoomsOperation(
    name="get_financing_types",
    verb="GET",
    path="/financing_types",
    convert=as_model(GlobalFinancingTypes),
    of_account=False,
)
_GET_ORIGINS_OF_LEADS = RoomsOperation(
    name="get_origins_of_leads",
    verb="GET",
    path="/origins_of_leads",
    convert=as_model(GlobalOriginsOfLeads),
    of_account=False,
)
_GET_PROPERTY_TYPES = RoomsOperation(
    name="get_property_types",
    verb="GET",
    path="/property_types",
    convert=as_model(GlobalPropertyTypes),
    of_account=False,
)
_GET_ROOM_CONTACT_TYPES = RoomsOperation(
    name="get_room_contact_types",
    verb="GET",
    path="/room_contact_types",
    convert=as_model(GlobalRoomContactTypes),
    of_account=False,
)
_GET_SELLER_DECISION_TYPES = RoomsOperation(
    name="get_seller_decision_types",
    verb="GET",
    path="/seller_decision_types",
    convert=as_model(GlobalSellerDecisionTypes),
    of_account=False,
)
_GET_SPECIAL_CIRCUMSTANCE_TYPES = RoomsOperation(
    name="get_special_circumstance_types",
    verb="GET",
    path="/special_circumstance_types",
    convert=as_model(GlobalSpecialCircumstanceTypes),
    of_account=False,
)
_GET_TRANSACTION_SIDES = RoomsOperation(
    name="get_transaction_sides",
    verb="GET",
    path="/transaction_sides",
    convert=as_model(GlobalTransactionSides),
    of_account=False,
)


class ClosingStatuses(RoomsResource):
    """Get the reasons for closing a room."""

    async def get_closing_statuses(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalClosingStatuses:
        """
        Get the reasons for closing a room (operation ClosingStatuses_GetClosingStatuses).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The closing statuses.
        """
        return await self._call(_GET_CLOSING_STATUSES, options)


class BlockingClosingStatuses(BlockingResource[ClosingStatuses]):
    """``ClosingStatuses`` without ``await``."""

    get_closing_statuses = calls(ClosingStatuses.get_closing_statuses)


class ContactSides(RoomsResource):
    """Get the sides that contacts can be on."""

    async def get_contact_sides(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalContactSides:
        """
        Get the sides that a contact can be on in a transaction (operation
        ContactSides_GetContactSides).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The contact sides.
        """
        return await self._call(_GET_CONTACT_SIDES, options)


class BlockingContactSides(BlockingResource[ContactSides]):
    """``ContactSides`` without ``await``."""

    get_contact_sides = calls(ContactSides.get_contact_sides)


class FinancingTypes(RoomsResource):
    """Get the ways to finance a purchase."""

    async def get_financing_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalFinancingTypes:
        """
        Get the ways to finance a purchase (operation FinancingTypes_GetFinancingTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The financing types.
        """
        return await self._call(_GET_FINANCING_TYPES, options)


class BlockingFinancingTypes(BlockingResource[FinancingTypes]):
    """``FinancingTypes`` without ``await``."""

    get_financing_types = calls(FinancingTypes.get_financing_types)


class OriginsOfLeads(RoomsResource):
    """Get the places that leads can come from."""

    async def get_origins_of_leads(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalOriginsOfLeads:
        """
        Get the places that leads can come from, such as Zillow (operation
        OriginsOfLeads_GetOriginsOfLeads).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The origins of leads.
        """
        return await self._call(_GET_ORIGINS_OF_LEADS, options)


class BlockingOriginsOfLeads(BlockingResource[OriginsOfLeads]):
    """``OriginsOfLeads`` without ``await``."""

    get_origins_of_leads = calls(OriginsOfLeads.get_origins_of_leads)


class PropertyTypes(RoomsResource):
    """Get the types of property."""

    async def get_property_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalPropertyTypes:
        """
        Get the types of property (operation PropertyTypes_GetPropertyTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property types.
        """
        return await self._call(_GET_PROPERTY_TYPES, options)


class BlockingPropertyTypes(BlockingResource[PropertyTypes]):
    """``PropertyTypes`` without ``await``."""

    get_property_types = calls(PropertyTypes.get_property_types)


class RoomContactTypes(RoomsResource):
    """Get the types of contacts in a room."""

    async def get_room_contact_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalRoomContactTypes:
        """
        Get the types of contacts in a room, such as buyer or listing agent (operation
        RoomContactTypes_GetRoomContactTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The room contact types.
        """
        return await self._call(_GET_ROOM_CONTACT_TYPES, options)


class BlockingRoomContactTypes(BlockingResource[RoomContactTypes]):
    """``RoomContactTypes`` without ``await``."""

    get_room_contact_types = calls(RoomContactTypes.get_room_contact_types)


class SellerDecisionTypes(RoomsResource):
    """Get the decisions that a seller can make on an offer."""

    async def get_seller_decision_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalSellerDecisionTypes:
        """
        Get the decisions that a seller can make on an offer, such as to reject it (operation
        SellerDecisionTypes_GetSellerDecisionTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The seller decision types.
        """
        return await self._call(_GET_SELLER_DECISION_TYPES, options)


class BlockingSellerDecisionTypes(BlockingResource[SellerDecisionTypes]):
    """``SellerDecisionTypes`` without ``await``."""

    get_seller_decision_types = calls(SellerDecisionTypes.get_seller_decision_types)


class SpecialCircumstanceTypes(RoomsResource):
    """Get the special circumstances that a room can have."""

    async def get_special_circumstance_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalSpecialCircumstanceTypes:
        """
        Get the special circumstances that a room can have, such as a foreclosure (operation
        SpecialCircumstanceTypes_GetSpecialCircumstanceTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The special circumstance types.
        """
        return await self._call(_GET_SPECIAL_CIRCUMSTANCE_TYPES, options)


class BlockingSpecialCircumstanceTypes(BlockingResource[SpecialCircumstanceTypes]):
    """``SpecialCircumstanceTypes`` without ``await``."""

    get_special_circumstance_types = calls(SpecialCircumstanceTypes.get_special_circumstance_types)


class TransactionSides(RoomsResource):
    """Get the sides of a real estate transaction."""

    async def get_transaction_sides(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalTransactionSides:
        """
        Get the sides of a real estate transaction (operation TransactionSides_GetTransactionSides).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.
        Rooms and invitations refer to a side by its ID, such as "listbuy".

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The transaction sides.
        """
        return await self._call(_GET_TRANSACTION_SIDES, options)


class BlockingTransactionSides(BlockingResource[TransactionSides]):
    """``TransactionSides`` without ``await``."""

    get_transaction_sides = calls(TransactionSides.get_transaction_sides)
