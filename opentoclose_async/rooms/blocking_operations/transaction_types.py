"""The blocking twins of the methods of Rooms: transaction types."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import transaction_types

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


class ClosingStatuses(BlockingResource[transaction_types.ClosingStatuses]):
    """Read the reasons for which a room can be closed."""

    get_closing_statuses = calls(transaction_types.ClosingStatuses.get_closing_statuses)


class ContactSides(BlockingResource[transaction_types.ContactSides]):
    """Read the sides that contacts can be on."""

    get_contact_sides = calls(transaction_types.ContactSides.get_contact_sides)


class FinancingTypes(BlockingResource[transaction_types.FinancingTypes]):
    """Read the ways in which a purchase can be financed."""

    get_financing_types = calls(transaction_types.FinancingTypes.get_financing_types)


class OriginsOfLeads(BlockingResource[transaction_types.OriginsOfLeads]):
    """Read the places that leads can come from."""

    get_origins_of_leads = calls(transaction_types.OriginsOfLeads.get_origins_of_leads)


class PropertyTypes(BlockingResource[transaction_types.PropertyTypes]):
    """Read the kinds of property."""

    get_property_types = calls(transaction_types.PropertyTypes.get_property_types)


class RoomContactTypes(BlockingResource[transaction_types.RoomContactTypes]):
    """Read the parts that contacts can play in a room."""

    get_room_contact_types = calls(transaction_types.RoomContactTypes.get_room_contact_types)


class SellerDecisionTypes(BlockingResource[transaction_types.SellerDecisionTypes]):
    """Read what a seller can decide about an offer."""

    get_seller_decision_types = calls(
        transaction_types.SellerDecisionTypes.get_seller_decision_types
    )


class SpecialCircumstanceTypes(BlockingResource[transaction_types.SpecialCircumstanceTypes]):
    """Read the special circumstances that a room's details can name."""

    get_special_circumstance_types = calls(
        transaction_types.SpecialCircumstanceTypes.get_special_circumstance_types
    )


class TransactionSides(BlockingResource[transaction_types.TransactionSides]):
    """Read the sides of a real estate transaction."""

    get_transaction_sides = calls(transaction_types.TransactionSides.get_transaction_sides)
