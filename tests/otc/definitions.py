"""Field definitions of an account, as test data."""

from typing import Any


def choice(identity: int, key: str, titles: list[str], **more: Any) -> dict[str, Any]:
    options = [{"id": identity * 100 + at, "title": title} for at, title in enumerate(titles)]
    return {"id": identity, "key": key, "type": "choice", "options": options, **more}


def nested(*fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Nest definitions as the API does, those at odd positions in a section of another group."""
    return [
        {"group": {"title": title, "sections": [{"section": {"title": title, "fields": part}}]}}
        for title, part in (("Contract", list(fields[::2])), ("More", list(fields[1::2])))
    ]


TITLE = {"id": 1, "key": "contract_title", "title": "Title", "type": "text", "required": True}
CLIENT_TYPE = choice(2, "contract_client_type", ["Buyer", "Seller", "Dual"], title="Client Type")
STATUS = choice(
    3, "contract_status", ["Pre-MLS", "Listing- Active", "Listing- Sold", "Closed"], title="Status"
)
CLOSING = {"id": 4, "key": "closing_date", "title": "Date of Closing", "type": "date"}
PRICE = {"id": 5, "key": "purchase_amount", "title": "Price", "type": "decimal"}
BEDROOMS = {"id": 6, "key": "bedrooms", "title": "Bedrooms", "type": "number"}
NOTES = {"id": 7, "key": "important_notes", "title": "Notes", "type": "textarea"}
DEFINITIONS = nested(TITLE, CLIENT_TYPE, STATUS, CLOSING, PRICE, BEDROOMS, NOTES)
