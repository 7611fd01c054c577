"""The field values of properties: reading requests and writing responses."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from opentoclose_async.sandbox.otc.errors import REQUIRED, invalid

_FIRST_VALUE_ID: Final = 143_000_000
_VALUES_OF_A_PROPERTY: Final = 1000

Definition = Mapping[str, Any]
"""The definition of a field: id, key, title, type, required, options."""


def read_fields(fields: Any, definitions: Iterable[Definition]) -> dict[str, str]:
    """
    Read the `fields` of a body, a list of objects with a definition's `id` and a `value`.

    Args:
        fields: The list.
        definitions: The account's fields.

    Returns:
        The values to store, by key.

    Raises:
        RefusalError: An item is invalid.
    """
    if not isinstance(fields, list):
        raise invalid({"fields": ["Expected a list of items."]})
    by_id = {definition["id"]: definition for definition in definitions}
    values: dict[str, str] = {}
    for field in fields:
        definition = by_id.get(_definition_id(field))
        if definition is None:
            raise invalid({"fields": [f"There is no field {_definition_id(field)}."]})
        values[definition["key"]] = read_value(definition, field.get("value"))
    return values


def read_value(definition: Definition, value: Any) -> str:
    """
    Read the value of a field in a request.

    Args:
        definition: The field.
        value: For a choice, the id or the exact title of an option; otherwise a string or a number.

    Returns:
        The string to store; for a choice, the option's title.

    Raises:
        RefusalError: The value is invalid.
    """
    if value is None or value == "":
        return ""
    plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    if definition["type"] == "choice" and plain:
        for option in definition["options"]:
            if value in (option["id"], option["title"]):
                return str(option["title"])
        plain = False
    if not plain:
        raise invalid({definition["key"]: [f"Not a valid {definition['type']}."]})
    return str(value)


def check_required(values: Mapping[str, str], definitions: Iterable[Definition]) -> None:
    """
    Check that a property has all required fields.

    Args:
        values: The values by key.
        definitions: The account's fields.

    Raises:
        RefusalError: A field is missing or empty.
    """
    missing = [
        definition["key"]
        for definition in definitions
        if definition["required"] and not values.get(definition["key"])
    ]
    if missing:
        raise invalid({key: [REQUIRED] for key in missing})


def write_values(
    property_id: int, values: Mapping[str, str], definitions: Iterable[Definition]
) -> list[dict[str, Any]]:
    """
    Return the `field_values` of a property, with an item for every field of the account.

    Args:
        property_id: Id of the property, from which the ids of the values are derived.
        values: The values by key. Other fields are empty.
        definitions: The account's fields.
    """
    first_id = _FIRST_VALUE_ID + property_id * _VALUES_OF_A_PROPERTY
    return [
        {
            "id": first_id + place,
            "value": values.get(definition["key"], ""),
            "type": definition["type"],
            "label": definition["title"],
            "key": definition["key"],
            **({"start_time": "", "end_time": ""} if definition["type"] == "date" else {}),
        }
        for place, definition in enumerate(definitions)
    ]


def _definition_id(field: Any) -> Any:
    number = field.get("id") if isinstance(field, Mapping) else None
    return number if isinstance(number, int) else None
