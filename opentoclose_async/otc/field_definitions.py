"""The definition of a property field: names, type and options."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.shortening import shorten
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
"""Maximum number of options that an error names. Some choices have hundreds."""

_BETWEEN_WORDS = re.compile(r"[\s_\-\u2010-\u2015]+")


@frozen
class Option:
    """
    One of the options of a choice.

    Attributes:
        id: The API's id.
        title: The title in the web pages.
    """

    id: int
    title: str


@frozen
class Field:
    """
    The definition of a field.

    Attributes:
        id: Identifies the field in the body of a new property.
        key: Identifies the field in responses, e.g. ``closing_date``.
        title: The title in the web pages.
        kind: choice, text, textarea, date, number or decimal; None if the API does not say.
        required: Whether the definition says that new properties require it.
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
        """Whether the field takes only one of its options."""
        return self.kind == "choice" or bool(self.options)


def read_definitions(definitions: Any) -> Iterator[Field]:
    """
    Read the response of /propertyFields: fields in sections in groups.

    Args:
        definitions: The decoded response. Fields without an id or a key are skipped.

    Raises:
        DataFormatError: If it is not a list.
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
    """Yield the objects of a list. The API wraps each group and section in another object."""
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
    """Return the title as users write it: that of a year may come as a number."""
    title = definition.get("title")
    number = isinstance(title, (int, float)) and not isinstance(title, bool)
    return str(title) if number or isinstance(title, str) else None


def plain_title(title: str) -> str:
    """Normalize a title: case, whitespace, hyphens and underscores do not count."""
    return _BETWEEN_WORDS.sub(" ", title).strip().casefold()


def find_option(field: Field, value: object, *, given_as: str | None = None) -> Option:
    """
    Find an option of a choice.

    Args:
        field: The choice.
        value: The option's id or title. Case does not count, and whitespace, hyphens and
            underscores are equal. The last words are enough if no other option ends with them,
            e.g. "Active" for "Listing- Active".
        given_as: The caller's name for the field. Default: its key.

    Raises:
        ValidationError: If no option matches, or more than one, with the options.
    """
    key = given_as or field.key
    fitting = _options_that_fit(field.options, value)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        several = options_listed(fitting)
        raise refuse_field(
            key, f"is {shorten(value)}, which matches more than one option: {several}"
        )
    options = options_listed(field.options) or "none"
    raise refuse_field(
        key, f"must be the title or the id of an option, not {shorten(value)}; options: {options}"
    )


def _options_that_fit(options: Iterable[Option], value: object) -> list[Option]:
    """Return the options that a value may mean, by the strictest rule that finds any."""
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
    """List options for an error, each with title and id."""
    return listed([f"{shorten(option.title)} (id {option.id})" for option in options])


def listed(names: list[str], most: int = MOST_LISTED) -> str:
    """List names for an error; if there are too many, only the first ones."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
