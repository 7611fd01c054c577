"""The fields of an account: find them by key, describe them, and check a caller's data."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import positive_id, refuse
from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async._protocol.suggestions import LONGEST_NAME, similar
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc.field_definitions import (
    Field,
    Option,
    find_option,
    listed,
    plain_title,
    read_definitions,
)
from opentoclose_async.otc.field_values import field_text, refuse_field

__all__ = ["BESIDE_FIELDS", "Field", "FieldCatalogue", "Option"]

ALIASES = {
    "title": "contract_title",
    "client_type": "contract_client_type",
    "status": "contract_status",
}
"""Short names for the fields that every property requires."""

BESIDE_FIELDS = ("team_member_id", "time_zone_id")
"""What a property is created with in addition to its fields."""

MOST_COMPARED = 10
"""Maximum number of unknown fields to suggest similar ones for. Each takes milliseconds."""


@frozen
class FieldCatalogue:
    """
    The fields of an account.

    Attributes:
        fields: The definitions by key, in the server's order.
    """

    fields: Mapping[str, Field]

    @classmethod
    def read(cls, definitions: Any) -> "FieldCatalogue":
        """
        Read the response of /propertyFields: fields in sections in groups.

        Args:
            definitions: The decoded response. Fields without an id or a key are skipped.

        Raises:
            DataFormatError: If it is not a list.
        """
        return cls({field.key: field for field in read_definitions(definitions)})

    def field(self, key: str) -> Field:
        """
        Return a field by its key or its short name: title, client_type, status.

        Raises:
            ValidationError: If the account has no such field, with similar keys.
        """
        found = self._find(key)
        if found is None:
            near = self._nearest(key)
            similar = f"; similar fields: {', '.join(near)}" if near else ""
            raise refuse_field(
                key,
                f"is not a field of this account{similar}. list_available_fields() lists them all",
            )
        return found

    def option(self, field: Field, value: object, *, given_as: str | None = None) -> Option:
        """
        Return an option of a choice; see ``find_option``.

        Raises:
            ValidationError: If no option matches, or more than one, with the options.
        """
        return find_option(field, value, given_as=given_as)

    def required(self) -> list[Field]:
        """Return the fields that a new property requires, in the server's order."""
        always = ALIASES.values()
        return [field for field in self.fields.values() if field.required or field.key in always]

    def available(self) -> list[dict[str, Any]]:
        """
        Describe all fields, the required ones first, then by name.

        Returns:
            For each field: name (its key), id, type, title, required and, for choices, the titles
            of the options.
        """
        required = {field.key for field in self.required()}
        described: list[dict[str, Any]] = []
        for field in sorted(self.fields.values(), key=lambda each: each.key):
            one: dict[str, Any] = {
                "name": field.key,
                "id": field.id,
                "type": field.kind,
                "title": field.title,
                "required": field.key in required,
            }
            if field.is_choice:
                one["options"] = [option.title for option in field.options]
            described.append(one)
        return sorted(described, key=lambda each: not each["required"])

    def mappings(self) -> dict[str, dict[str, Any]]:
        """
        Return all fields by key, as the ``open_to_close`` package does.

        Returns:
            For each field: id, type, title, key and, for choices, options: ids by title in lower
            case, also with hyphens for spaces, and without a leading "listing-".
        """
        mappings: dict[str, dict[str, Any]] = {}
        for field in self.fields.values():
            one: dict[str, Any] = {
                "id": field.id,
                "type": field.kind,
                "title": field.title,
                "key": field.key,
            }
            if field.is_choice:
                one["options"] = _ids_by_title(field.options)
            mappings[field.key] = one
        return mappings

    def problems(self, data: Any) -> list[str]:
        """
        Find all problems in the data for a new property.

        Args:
            data: Values by the fields' keys or short names. None counts as missing.

        Returns:
            A sentence for each problem; empty if the data is valid.

        Raises:
            ValidationError: If the data is not a mapping.
        """
        if not isinstance(data, Mapping):
            raise refuse("property_data", data, "a mapping of fields")
        given: dict[str, tuple[str, object]] = {}
        wrong: list[str] = []
        for key, value in data.items():
            if value is None:
                continue
            field = self._find(key)
            name = cut(key) if isinstance(key, str) else shorten(key)
            if name in BESIDE_FIELDS:
                wrong += _problem_of_id(name, value)
            elif field is None:
                near = self._nearest(key) if len(wrong) < MOST_COMPARED else []
                similar = f" (similar fields: {', '.join(near)})" if near else ""
                wrong.append(f"Unknown field: {name}{similar}")
            elif field.key in given:
                first, _ = given[field.key]
                wrong.append(f"Field given twice: {field.key}, as {first} and as {name}")
            else:
                given[field.key] = name, value
                wrong += _problem_of_value(field, name, value)
        return [*self._missing(given), *wrong]

    def _missing(self, given: Mapping[str, tuple[str, object]]) -> Iterator[str]:
        for field in self.required():
            _, value = given.get(field.key, ("", None))
            if value is None or (isinstance(value, str) and not value.strip()):
                names = [name for name in (*ALIASES, field.key) if self._find(name) is field]
                any_of = f" (use any of: {', '.join(names)})" if len(names) > 1 else ""
                yield f"Missing required field: {field.key}{any_of}"

    def _find(self, key: object) -> Field | None:
        if not isinstance(key, str):
            return None
        return self.fields.get(key) or self.fields.get(ALIASES.get(key, key))

    def _nearest(self, key: object) -> list[str]:
        """Return the keys that are most similar to one, or whose titles are."""
        if not isinstance(key, str):
            return []
        by_look = {plain_title(field.title): field.key for field in self.fields.values()}
        by_look |= {plain_title(field.key): field.key for field in self.fields.values()}
        return similar(plain_title(key[:LONGEST_NAME]), by_look)


def _ids_by_title(options: tuple[Option, ...]) -> dict[str, int]:
    ids = {option.title.lower(): option.id for option in options}
    # A real title takes precedence over one derived from another option's.
    for option in options:
        title = option.title.lower()
        ids.setdefault(title.replace(" ", "-"), option.id)
        if title.startswith("listing-"):
            ids.setdefault(title.removeprefix("listing-").strip(), option.id)
    return ids


def _problem_of_id(name: str, value: object) -> list[str]:
    try:
        positive_id(name, value)
    except ValidationError as error:
        return [f"Invalid value for {name}: {error.field_errors[name][0]}"]
    return []


def _problem_of_value(field: Field, name: str, value: object) -> list[str]:
    try:
        if field.is_choice:
            find_option(field, value, given_as=name)
        else:
            field_text(name, field.kind, value)
    except ValidationError as error:
        if field.is_choice:
            valid = f"Valid options: {listed([option.title for option in field.options])}"
        else:
            valid = f"It {error.field_errors[name][0]}"
        return [f"Invalid value {shorten(value)} for field {name!r}. {valid}"]
    return []
