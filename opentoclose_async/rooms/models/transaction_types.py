"""Models of Rooms: transaction types."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "ClosingStatus",
    "ClosingStatuses",
    "ContactSide",
    "ContactSides",
    "FinancingType",
    "FinancingTypes",
    "GlobalClosingStatuses",
    "GlobalContactSides",
    "GlobalFinancingTypes",
    "GlobalOriginsOfLeads",
    "GlobalPropertyTypes",
    "GlobalRoomContactTypes",
    "GlobalSellerDecisionTypes",
    "GlobalSpecialCircumstanceTypes",
    "GlobalTransactionSides",
    "OriginOfLead",
    "OriginsOfLeads",
    "PropertyType",
    "PropertyTypes",
    "RoomContactType",
    "RoomContactTypes",
    "SellerDecisionType",
    "SellerDecisionTypes",
    "SpecialCircumstanceType",
    "SpecialCircumstanceTypes",
    "TransactionSide",
    "TransactionSides",
]


@frozen(kw_only=True)
class ClosingStatus(CamelCaseModel):
    """
    A reason for closing a room.

    Attributes:
        closing_status_id: The reason's ID, such as exp.
        name: Name.
    """

    closing_status_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class ContactSide(CamelCaseModel):
    """
    A side that a contact can be on.

    Attributes:
        contact_side_id: The side's ID, such as L.
        name: Name.
    """

    contact_side_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class FinancingType(CamelCaseModel):
    """
    A way to finance a purchase.

    Attributes:
        financing_type_id: The type's ID, such as conv.
        name: Name.
    """

    financing_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalClosingStatuses(CamelCaseModel):
    """
    All reasons for closing a room.

    Attributes:
        closing_statuses: The reasons.
    """

    closing_statuses: list[ClosingStatus]


@frozen(kw_only=True)
class GlobalContactSides(CamelCaseModel):
    """
    All sides that a contact can be on.

    Attributes:
        contact_sides: The sides.
    """

    contact_sides: list[ContactSide]


@frozen(kw_only=True)
class GlobalFinancingTypes(CamelCaseModel):
    """
    All ways to finance a purchase.

    Attributes:
        financing_types: The types.
    """

    financing_types: list[FinancingType]


@frozen(kw_only=True)
class OriginOfLead(CamelCaseModel):
    """
    A place that leads can come from, such as a website.

    Attributes:
        origin_of_lead_id: The place's ID, such as tru.
        name: Name.
    """

    origin_of_lead_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalOriginsOfLeads(CamelCaseModel):
    """
    All places that leads can come from.

    Attributes:
        origins_of_leads: The places.
    """

    origins_of_leads: list[OriginOfLead]


@frozen(kw_only=True)
class PropertyType(CamelCaseModel):
    """
    A type of property.

    Attributes:
        property_type_id: The type's ID, such as resd.
        name: Name.
    """

    property_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalPropertyTypes(CamelCaseModel):
    """
    All types of property.

    Attributes:
        property_types: The types.
    """

    property_types: list[PropertyType]


@frozen(kw_only=True)
class RoomContactType(CamelCaseModel):
    """
    A type of contact in a room, such as the buyer.

    Attributes:
        id: The type's ID, such as lisagent.
        name: Name.
    """

    id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalRoomContactTypes(CamelCaseModel):
    """
    All types of contacts in a room.

    Attributes:
        room_contact_types: The types.
    """

    room_contact_types: list[RoomContactType]


@frozen(kw_only=True)
class SellerDecisionType(CamelCaseModel):
    """
    A decision that a seller can make on an offer.

    Attributes:
        seller_decision_type_id: The decision's ID, such as appr.
        name: Name.
    """

    seller_decision_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalSellerDecisionTypes(CamelCaseModel):
    """
    All decisions that a seller can make on an offer.

    Attributes:
        seller_decision_types: The decisions.
    """

    seller_decision_types: list[SellerDecisionType]


@frozen(kw_only=True)
class SpecialCircumstanceType(CamelCaseModel):
    """
    A special circumstance of a sale, such as a foreclosure.

    Attributes:
        special_circumstance_type_id: The circumstance's ID, such as ss.
        name: Name.
    """

    special_circumstance_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalSpecialCircumstanceTypes(CamelCaseModel):
    """
    All special circumstances that a room can have.

    Attributes:
        special_circumstance_types: The circumstances.
    """

    special_circumstance_types: list[SpecialCircumstanceType]


@frozen(kw_only=True)
class TransactionSide(CamelCaseModel):
    """
    A side of a transaction, such as the buyer's.

    Attributes:
        transaction_side_id: The side's ID: buy, sell, listbuy or refi.
        name: Name.
    """

    transaction_side_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTransactionSides(CamelCaseModel):
    """
    All sides of a transaction.

    Attributes:
        transaction_sides: The sides.
    """

    transaction_sides: list[TransactionSide]


# The description repeats these under the names of groups, for its index.
ClosingStatuses = ClosingStatus
ContactSides = ContactSide
FinancingTypes = FinancingType
OriginsOfLeads = OriginOfLead
PropertyTypes = PropertyType
RoomContactTypes = RoomContactType
SellerDecisionTypes = SellerDecisionType
SpecialCircumstanceTypes = SpecialCircumstanceType
TransactionSides = TransactionSide
