"""The rows of the look-up lists of Open To Close, which are the same for every seed."""

from collections.abc import Iterator
from typing import Any, Final

_FIRST_GROUP_ID: Final = 801
_FIRST_SECTION_ID: Final = 8_101
_FIRST_DEFINITION_ID: Final = 926_501
_FIRST_OPTION_ID: Final = 4_410_001

_Field = tuple[str, str, str, tuple[str, ...]]

_FIELDS: Final[dict[str, dict[str, tuple[_Field, ...]]]] = {
    "Contract": {
        "Basics": (
            ("contract_title", "Contract Title", "text", ()),
            ("contract_client_type", "Client Type", "choice", ("Buyer", "Seller", "Dual")),
            (
                "contract_status",
                "Contract Status",
                "choice",
                (
                    "Pre-MLS",
                    "Listing- Active",
                    "Under Contract",
                    "Withdrawn",
                    "Contract",
                    "Closed",
                    "Terminated",
                ),
            ),
            ("financing", "Financing", "choice", ("Cash", "Conventional", "FHA", "VA")),
        ),
        "Money": (
            ("purchase_amount", "Purchase Amount", "decimal", ()),
            ("earnest_money", "Earnest Money", "number", ()),
            ("commission_rate", "Commission Rate (%)", "decimal", ()),
        ),
    },
    "Property": {
        "Address": (
            ("property_address", "Property Address", "text", ()),
            ("property_city", "City", "text", ()),
            ("property_state", "State", "text", ()),
            ("property_zip", "Zip", "text", ()),
            ("mls_number", "MLS Number", "text", ()),
        ),
        "Building": (
            ("bedrooms", "Bedrooms", "number", ()),
            ("year_built", "Year Built", "number", ()),
            ("lot_acres", "Lot (acres)", "decimal", ()),
        ),
    },
    "Transaction": {
        "Dates": (
            ("listing_date", "Listing Date", "date", ()),
            ("contract_date", "Contract Date", "date", ()),
            ("closing_date", "Closing Date", "date", ()),
            # The vendor's spelling.
            ("final_walkthough_date", "Final Walkthrough Date", "date", ()),
        ),
        "Remarks": (
            ("important_notes", "Important Notes", "textarea", ()),
            ("showing_instructions", "Showing Instructions", "textarea", ()),
        ),
    },
}
_REQUIRED: Final = ("contract_title", "contract_client_type", "contract_status")

_TEMPLATES: Final = ("Buyer: under contract", "Listing", "Listing: under contract", "Dual agency")
_ROLES: Final = ("Buyer", "Seller", "Buyer's Agent", "Listing Agent", "Lender", "Escrow Officer")
_TIME_ZONES: Final = (
    ("US", "US/Eastern", "EST"),
    ("US", "US/Central", "CST"),
    ("US", "US/Mountain", "MST"),
    ("US", "US/Arizona", "MST"),
    ("US", "US/Pacific", "PST"),
    ("US", "US/Alaska", "AKST"),
    ("US", "US/Hawaii", "HST"),
    ("CA", "Canada/Atlantic", "AST"),
    ("CA", "Canada/Pacific", "PST"),
)


def look_up_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all look-up lists, by collection."""
    groups: list[dict[str, Any]] = []
    sections: list[dict[str, Any]] = []
    fields: list[dict[str, Any]] = []
    option_ids = iter(range(_FIRST_OPTION_ID, _FIRST_OPTION_ID + 1000))
    for group, its_sections in _FIELDS.items():
        group_id = _FIRST_GROUP_ID + len(groups)
        groups.append({"id": group_id, "title": group})
        for section, its_fields in its_sections.items():
            section_id = _FIRST_SECTION_ID + len(sections)
            sections.append({"id": section_id, "title": section, "group_id": group_id})
            for field in its_fields:
                field_id = _FIRST_DEFINITION_ID + len(fields)
                fields.append(_definition(field_id, section_id, field, option_ids))
    return {
        "property_fields": fields,
        "property_field_groups": groups,
        "property_field_sections": sections,
        "property_templates": _titled(301, _TEMPLATES),
        "contact_roles": _titled(51, _ROLES),
        "time_zones": [
            {"id": number, "country_code": country, "country_zone": zone, "zone_abbreviation": abbr}
            for number, (country, zone, abbr) in enumerate(_TIME_ZONES, 1)
        ],
    }


def _definition(
    field_id: int, section_id: int, field: _Field, option_ids: Iterator[int]
) -> dict[str, Any]:
    key, title, kind, options = field
    return {
        "id": field_id,
        "key": key,
        "title": title,
        "type": kind,
        "required": key in _REQUIRED,
        "options": [{"id": next(option_ids), "title": option} for option in options],
        "section_id": section_id,
    }


def _titled(first_id: int, titles: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"id": number, "title": title} for number, title in enumerate(titles, first_id)]
