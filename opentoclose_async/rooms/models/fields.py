"""Models of Rooms: fields."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from enum import StrEnum
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "CustomData",
    "DependsOn",
    "Field",
    "FieldConfiguration",
    "FieldSet",
    "Fields",
    "FieldsCustomDataFilterType",
    "SelectListFieldOption",
]


@frozen(kw_only=True)
class CustomData(CamelCaseModel):
    """
    When a field must have a value.

    Attributes:
        is_required_on_create: Whether a new room must have a value for it.
        is_required_on_submit: Whether a room must have a value for it to be reviewed.
    """

    is_required_on_create: bool | None = None
    is_required_on_submit: bool | None = None


@frozen(kw_only=True)
class DependsOn(CamelCaseModel):
    """
    A parent field, and what it decides about the field that depends on it.

    Attributes:
        action_type: What the parent decides about the field, such as its visibility.
        parent_api_name: The parent's name in field data, such as country.
    """

    action_type: str | None = None
    parent_api_name: str | None = None


@frozen(kw_only=True)
class SelectListFieldOption(CamelCaseModel):
    """
    A choice of a field.

    Attributes:
        id: The choice's ID, which is the value in field data.
        title: The choice's title.
        order: The position of the choice among all choices.
    """

    id: Any = None
    title: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class FieldConfiguration(CamelCaseModel):
    """
    Which values a field accepts.

    Attributes:
        max_value: The maximum value.
        min_value: The minimum value.
        multiple_of: The number that values are multiples of.
        max_length: The maximum length of values, in characters.
        min_length: The minimum length of values, in characters.
        pattern: A regular expression that values match.
        is_publisher: Whether other fields depend on this one.
        depends_on: The fields that need a value before this one can have one.
        options: The choices.
    """

    max_value: float | None = None
    min_value: float | None = None
    multiple_of: float | None = None
    max_length: int | None = None
    min_length: int | None = None
    pattern: str | None = None
    is_publisher: bool | None = None
    depends_on: list[DependsOn] | None = None
    options: list[SelectListFieldOption] | None = None


@frozen(kw_only=True)
class Field(CamelCaseModel):
    """
    A field of a field set, which a room can have a value for.

    Attributes:
        field_id: The field's ID in its field set.
        field_definition_id: The ID of DocuSign's definition that the field was created from.
        title: The field's title.
        api_name: The field's name in field data, such as companyContactName.
        type: Text, TextArea, Date, Checkbox, SelectList, Integer, Numeric, Percentage or Currency.
        fields: The fields that this one consists of.
        configuration: Which values the field accepts.
        custom_data: When the field must have a value.
    """

    field_id: str | None = None
    field_definition_id: str | None = None
    title: str | None = None
    api_name: str | None = None
    type: str | None = None
    fields: "list[Field] | None" = None
    configuration: FieldConfiguration | None = None
    custom_data: CustomData | None = None


@frozen(kw_only=True)
class FieldSet(CamelCaseModel):
    """
    The fields that the rooms of a company have.

    Attributes:
        field_set_id: The field set's ID.
        title: Title.
        fields: The fields.
    """

    field_set_id: str | None = None
    title: str | None = None
    fields: list[Field] | None = None


class FieldsCustomDataFilterType(StrEnum):
    """Known filters for fields; others stay strings."""

    NONE = "None"
    IS_REQUIRED_ON_CREATE = "IsRequiredOnCreate"
    IS_REQUIRED_ON_SUBMIT = "IsRequiredOnSubmit"


# The description repeats these under the names of groups, for its index.
Fields = Field
