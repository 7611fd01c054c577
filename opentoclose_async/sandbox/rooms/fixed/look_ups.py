"""The contents of the Rooms look-up lists, independent of account and seed."""

from typing import Any, Final

_LISTS: Final[dict[str, tuple[str, str, tuple[tuple[str, str], ...]]]] = {
    "closing_statuses": (
        "closingStatuses",
        "closingStatusId",
        (("sold", "Sold"), ("leased", "Leased"), ("dead", "Did not close"), ("dup", "Duplicate")),
    ),
    "contact_sides": (
        "contactSides",
        "contactSideId",
        (("buy", "Buyer"), ("sell", "Seller"), ("other", "Other")),
    ),
    "countries": (
        "countries",
        "countryId",
        (("CA", "Canada"), ("MX", "Mexico"), ("US", "United States")),
    ),
    "currencies": ("currencies", "currencyId", (("CAD", "Canadian Dollar"), ("USD", "US Dollar"))),
    "financing_types": (
        "financingTypes",
        "financingTypeId",
        (("cash", "Cash"), ("conv", "Conventional"), ("fha", "FHA"), ("va", "VA")),
    ),
    "origins_of_leads": (
        "originsOfLeads",
        "originOfLeadId",
        (("ref", "Referral"), ("sign", "Yard sign"), ("web", "Web site")),
    ),
    "property_types": (
        "propertyTypes",
        "propertyTypeId",
        (("condo", "Condominium"), ("land", "Land"), ("single", "Single family")),
    ),
    "room_contact_types": (
        "roomContactTypes",
        "id",
        (("inspector", "Inspector"), ("lender", "Lender"), ("title", "Title company")),
    ),
    "seller_decision_types": (
        "sellerDecisionTypes",
        "sellerDecisionTypeId",
        (("accept", "Accepted"), ("counter", "Countered"), ("reject", "Rejected")),
    ),
    "special_circumstance_types": (
        "specialCircumstanceTypes",
        "specialCircumstanceTypeId",
        (("none", "None"), ("reo", "Bank owned"), ("short", "Short sale")),
    ),
    "states": (
        "states",
        "stateId",
        (
            *(("US-AZ", "Arizona"), ("US-CO", "Colorado"), ("US-HI", "Hawaii")),
            *(("US-NM", "New Mexico"), ("US-UT", "Utah"), ("US-WA", "Washington")),
        ),
    ),
    "task_date_types": (
        "taskDateTypes",
        "taskDateTypeId",
        (("closing", "Closing date"), ("contract", "Contract date"), ("fixed", "Fixed date")),
    ),
    "task_responsibility_types": (
        "taskResponsibilityTypes",
        "taskResponsibilityTypeId",
        (("complete", "Complete"), ("review", "Review")),
    ),
    "task_statuses": (
        "taskStatuses",
        "taskStatusId",
        (("approved", "Approved"), ("complete", "Complete"), ("open", "Open")),
    ),
    "time_zones": (
        "timeZones",
        "timeZoneId",
        (("eastern", "Eastern Time"), ("mountain", "Mountain Time"), ("pacific", "Pacific Time")),
    ),
    "transaction_sides": (
        "transactionSides",
        "transactionSideId",
        (("buy", "Buy side"), ("listbuy", "Both sides"), ("sell", "Sell side")),
    ),
}

LOOK_UP_ARRAYS: Final = {name: array for name, (array, _, _) in _LISTS.items()}
"""The array key of each list, by the list's name in the path."""

PLACE: Final = "place"
"""The internal field for a row's place in the list; never sent."""


def rooms_look_up_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a list, each with its place."""
    _, id_field, entries = _LISTS[name]
    return [
        {PLACE: place, id_field: entry_id, "name": text}
        for place, (entry_id, text) in enumerate(entries, start=1)
    ]
