"""Declarations of collections: paths, fields, and the values that fields accept."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Literal

import attrs

Check = Callable[[Any], bool]


def is_anything(_: Any) -> bool:
    """Accept any value, for fields of unknown type."""
    return True


def is_text(value: Any) -> bool:
    """Accept a string."""
    return isinstance(value, str)


def is_email(value: Any) -> bool:
    """Accept a string that looks like an e-mail address."""
    return isinstance(value, str) and value.count("@") == 1 and value.strip("@") == value


def is_integer(value: Any) -> bool:
    """Accept an integer."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    """Accept a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_texts(value: Any) -> bool:
    """Accept a list of strings."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_list(value: Any) -> bool:
    """Accept a list."""
    return isinstance(value, list)


def is_object(value: Any) -> bool:
    """Accept a JSON object."""
    return isinstance(value, dict)


_COMPLAINTS: Final[Mapping[Check, str]] = {
    is_text: "Not a valid string.",
    is_email: "Enter a valid email address.",
    is_integer: "A valid integer is required.",
    is_number: "A valid number is required.",
    is_texts: "Expected a list of strings.",
    is_list: "Expected a list of items.",
    is_object: "Expected an object.",
}
_NOT_SINGLE: Final = (is_texts, is_list, is_object)


@attrs.frozen(eq=False, kw_only=True)
class Resource:
    """
    The declaration of a collection.

    Args:
        name: The collection's name, such as "property_notes".
        path: Path of the list, such as "/properties/{property_id}/notes".
        fields: The known fields and the checks of their values. Null is valid unless required.
        defaults: Makes the values of a new row that a request does not set.
        required: Fields that a row must always have.
        refused: Fields that a body must not have.
        filters: Query parameters that filter the list, and the fields that they compare, where
            "contact.email" is a nested field. Default: the id and all single values.
        sorting: How a query sorts the list: by `sort`, by `sort_by` and `sort_dir`, or not at all.
        owner: The field with the id of the property that a row belongs to.
        list_methods: HTTP methods of the list.
        item_methods: HTTP methods of a row.
    """

    name: str
    path: str
    fields: Mapping[str, Check] = attrs.field(factory=dict)
    defaults: Callable[[], Mapping[str, Any]] = dict
    required: Collection[str] = ()
    refused: Collection[str] = ()
    filters: Mapping[str, str] = attrs.field(
        default=attrs.Factory(lambda self: {name: name for name in self.sortable}, takes_self=True)
    )
    sorting: Literal["sort", "sort_by"] | None = None
    owner: str | None = None
    list_methods: Collection[str] = ("GET", "POST")
    item_methods: Collection[str] = ("GET", "PUT", "DELETE")

    @property
    def sortable(self) -> frozenset[str]:
        """The fields to sort by: the id, and all that have a single value."""
        single = (name for name, check in self.fields.items() if check not in _NOT_SINGLE)
        return frozenset({"id", *single})

    def errors(self, values: Mapping[str, Any], *, new: bool) -> dict[str, list[str]]:
        """
        Return the problems of each field. Unknown fields are always valid.

        Args:
            values: The values in a body.
            new: Whether they are for a new row, which needs all required fields.
        """
        errors = {name: ["This field is not supported."] for name in self.refused if name in values}
        for name, check in self.fields.items():
            value = values.get(name)
            if name in self.required and (new or name in values) and value in (None, ""):
                errors[name] = ["This field is required."]
            elif value is not None and not check(value):
                errors[name] = [_COMPLAINTS[check]]
        return errors

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Make a new row, with null for fields that have neither a value nor a default."""
        return {**dict.fromkeys(self.fields), **self.defaults(), **values}
