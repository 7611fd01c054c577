"""A field's definition: what it is called, of what kind it is, and its options."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.otc.field_values import refuse_field

__all__ = [
    "Field",
    "Option",
    "find_option",
    "listed",
    "options_listed",
    "plain_title",
    "read_definitions",
]

MOST_LISTED = 12
"""Options that an error names; some choices have hundreds."""

_BETWEEN_WORDS = re.compile(r"[\s_\-\u2010-\u2015]+")


@frozen
class Option:
    """
    One of the options of a choice.

    Attributes:
        id: What the API calls it.
        title: What the web pages call it.
    """

    id: int
    title: str


@frozen
class Field:
    """
    The definition of a field.

    Attributes:
        id: What the API calls it in a new property.
        key: What the API calls it in what it answers, as ``closing_date``.
        title: What the web pages call it.
        kind: choice, text, textarea, date, number or decimal; None if the API does not say.
        required: Whether the definition says so.
        options: The options of a choice, in the server's order.
    """

    id: int
    key: str
    title: str
    kind: str | None = None
    required: bool = False
    options: tuple[Option, ...] = ()

    @property
    def is_choice(self) -> bool:
        """Tell whether the field takes one of its options only."""
        return self.kind == "choice" or bool(self.options)


def read_definitions(definitions: Any) -> Iterator[Field]:
    """
    Read what the API answers at /propertyFields: fields in sections in groups.

    Args:
        definitions: The decoded answer. What has no id or no key in it is left out.

    Raises:
        DataFormatError: If it is no list.
    """
    if not isinstance(definitions, list):
        raise DataFormatError(f"expected a list of groups of fields, got {shorten(definitions)}.")
    for group in _objects_in(definitions, "group"):
        for section in _objects_in(group.get("sections"), "section"):
            for definition in _objects_in(section.get("fields"), "field"):
                identity, key = definition.get("id"), definition.get("key")
                if type(identity) is int and isinstance(key, str) and key:
                    yield _read_field(identity, key, definition)


def _objects_in(listed: object, wrapper: str) -> Iterator[dict[str, Any]]:
    """Give the objects of a list; the API wraps groups and sections once more, by their name."""
    for each in listed if isinstance(listed, list) else ():
        inner = each.get(wrapper, each) if isinstance(each, dict) else None
        if isinstance(inner, dict):
            yield inner


def _read_field(identity: int, key: str, definition: dict[str, Any]) -> Field:
    kind = definition.get("type")
    return Field(
        id=identity,
        key=key,
        title=_title_in(definition) or key,
        kind=kind if isinstance(kind, str) else None,
        required=definition.get("required") in (True, "1", "true"),
        options=tuple(
            Option(option["id"], title)
            for option in _objects_in(definition.get("options"), "option")
            if type(option.get("id")) is int and (title := _title_in(option)) is not None
        ),
    )


def _title_in(definition: dict[str, Any]) -> str | None:
    """Give the title as who chooses by it writes it: that of a year may come as a number."""
    title = definition.get("title")
    number = isinstance(title, (int, float)) and not isinstance(title, bool)
    return str(title) if number or isinstance(title, str) else None


def plain_title(title: str) -> str:
    """Make titles that look alike the same: case, blanks, hyphens and underscores aside."""
    return _BETWEEN_WORDS.sub(" ", title).strip().casefold()


def find_option(field: Field, value: object, *, given_as: str | None = None) -> Option:
    """
    Find an option of a choice.

    Args:
        field: The choice.
        value: The option's id, or its title. Case does not count, and blanks, hyphens and
            underscores are the same. The last words will do where no other option ends with them:
            "Active" for "Listing- Active".
        given_as: What the caller calls the field; its key by default.

    Raises:
        ValidationError: If there is no such option or more than one, with the options.
    """
    key = given_as or field.key
    fitting = _options_that_fit(field.options, value)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        several = options_listed(fitting)
        raise refuse_field(key, f"is {shorten(value)}, which more than one option fits: {several}")
    options = options_listed(field.options) or "none"
    raise refuse_field(
        key, f"must be the title or the id of an option, not {shorten(value)}; options: {options}"
    )


def _options_that_fit(options: Iterable[Option], value: object) -> list[Option]:
    """Find the options that a value may mean, by the strictest rule that finds any."""
    if isinstance(value, int) and not isinstance(value, bool):
        return [option for option in options if option.id == value]
    if not isinstance(value, str):
        return []
    wanted = plain_title(value)
    rules: tuple[Callable[[str], bool], ...] = (
        lambda title: title == value,
        lambda title: plain_title(title) == wanted,
        lambda title: plain_title(title).endswith(f" {wanted}"),
    )
    for fits in rules:
        if found := [option for option in options if fits(option.title)]:
            return found
    return []


def options_listed(options: Iterable[Option]) -> str:
    """List options in an error, each by title and id."""
    return listed([f"{shorten(option.title)} (id {option.id})" for option in options])


def listed(names: list[str], most: int = MOST_LISTED) -> str:
    """List names in an error, if too many only the first."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
