"""What declares a resource of Open To Close: its paths, its fields and what may stand in them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Literal

import attrs

Check = Callable[[Any], bool]


def is_anything(_: Any) -> bool:
    """Accept any value: what the field holds is not known."""
    return True


def is_text(value: Any) -> bool:
    """Accept a text."""
    return isinstance(value, str)


def is_email(value: Any) -> bool:
    """Accept what looks like an e-mail address."""
    return isinstance(value, str) and value.count("@") == 1 and value.strip("@") == value


def is_integer(value: Any) -> bool:
    """Accept an integer."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    """Accept a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_texts(value: Any) -> bool:
    """Accept a list of texts."""
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
    One kind of object.

    Args:
        name: Its name for whoever looks into the sandbox, such as "property_notes".
        path: Where its list is, such as "/properties/{property_id}/notes".
        fields: The known fields and what their values must be; null is right unless required.
        defaults: Makes the values that a new object has where the request gives none.
        required: The fields that a new object needs, and that none may lose.
        refused: Fields that a body must not have.
        filters: The query parameters that filter the list, and the fields that they look at
            ("contact.email" is a field of a field); the id and all single values if None.
        sorting: How a query sorts the list: by `sort`, by `sort_by` and `sort_dir`, or not at all.
        owner: The field with the id of the property that an object belongs to.
        list_methods: What may be done with the list.
        item_methods: What may be done with one object.
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
        """The fields to sort by: the id, and all that hold a single value."""
        single = (name for name, check in self.fields.items() if check not in _NOT_SINGLE)
        return frozenset({"id", *single})

    def errors(self, values: Mapping[str, Any], *, new: bool) -> dict[str, list[str]]:
        """
        Say what is wrong with which field; unknown fields are always right.

        Args:
            values: The values of a body.
            new: Whether they are to be a new object, which needs all required fields.
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
        """Make a new object of the values given: null where there is neither value nor default."""
        return {**dict.fromkeys(self.fields), **self.defaults(), **values}
