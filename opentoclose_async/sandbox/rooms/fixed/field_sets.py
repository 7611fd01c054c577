"""The field set of rooms."""

from collections.abc import Collection
from typing import Any, Final

from opentoclose_async.sandbox.rooms.wire import guid

_FIELDS: Final = (
    ("address1", "Address", "Text", True, True),
    ("city", "City", "Text", True, True),
    ("state", "State", "SelectList", False, True),
    ("postalCode", "Postal code", "Text", False, True),
    ("companyRoomStatus", "Status", "SelectList", True, False),
    ("listPrice", "List price", "Currency", False, False),
)
_STATES: Final = (("US-AZ", "Arizona"), ("US-CO", "Colorado"), ("US-WA", "Washington"))


def field_set(field_set_id: str, filters: Collection[str] = ()) -> dict[str, Any]:
    """
    Return a field set with one group of fields.

    Args:
        field_set_id: Its id.
        filters: "IsRequiredOnCreate" and "IsRequiredOnSubmit" keep only fields that are so.
    """
    fields = [
        _field(number, *each)
        for number, each in enumerate(_FIELDS, start=1)
        if not ("IsRequiredOnCreate" in filters and not each[3])
        and not ("IsRequiredOnSubmit" in filters and not each[4])
    ]
    group = {
        "fieldId": guid("field", 0),
        "fieldDefinitionId": guid("field definition", 0),
        "title": "Property",
        "apiName": "property",
        "type": "Group",
        "fields": fields,
        "configuration": None,
        "customData": None,
    }
    return {"fieldSetId": field_set_id, "title": "Residential", "fields": [group]}


def _field(
    number: int, name: str, title: str, kind: str, on_create: bool, on_submit: bool
) -> dict[str, Any]:
    options = [
        {"id": option_id, "title": text, "order": order}
        for order, (option_id, text) in enumerate(_STATES)
    ]
    return {
        "fieldId": guid("field", number),
        "fieldDefinitionId": guid("field definition", number),
        "title": title,
        "apiName": name,
        "type": kind,
        "fields": [],
        "configuration": {
            "maxValue": 1_000_000_000.0 if kind == "Currency" else None,
            "minValue": 0 if kind == "Currency" else None,
            "multipleOf": 0.01 if kind == "Currency" else None,
            "maxLength": 200 if kind == "Text" else None,
            "minLength": None,
            "pattern": None,
            "isPublisher": False,
            "dependsOn": [],
            "options": options if kind == "SelectList" else [],
        },
        "customData": {"isRequiredOnCreate": on_create, "isRequiredOnSubmit": on_submit},
    }
