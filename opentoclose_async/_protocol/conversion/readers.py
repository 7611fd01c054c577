"""Read one JSON value, and keep or refuse one that is not of the documented type."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._protocol.shortening import shorten

__all__ = ["Fallback", "Keep", "MismatchError", "Reader", "Refuse"]

logger = logging.getLogger("opentoclose_async")

Fallback = Callable[[Any], Any]
"""Called with a value that is not of the documented type."""


class MismatchError(TypeError):
    """A JSON value is not of the documented type."""


def _no_children(_: Any) -> Iterable[tuple[str, Any, "Reader"]]:
    return ()


@frozen(eq=False)
class Reader:
    """
    Reads a JSON value.

    Attributes:
        accepted: The classes of values that are returned unchanged; None for all.
        fallback: Called with values of any other class.
        convertible: The class of values that are converted, if any.
        convert: Converts them.
        children: Yields the values within a convertible one: the step to each, and its reader.
        convert_all: Converts a list of nothing but convertible values, if there is a faster way.
        choices: What ``convert`` looks text up in, if that is all it does.
        elements: The classes of a convertible list's elements that are returned unchanged, if no
            element is converted. ``convert`` copies a list of nothing but those.
    """

    accepted: frozenset[type] | None
    fallback: Fallback
    convertible: type | None = None
    convert: Callable[[Any], Any] = lambda value: value
    children: Callable[[Any], Iterable[tuple[str, Any, "Reader"]]] = _no_children
    convert_all: Callable[[list[Any]], list[Any]] | None = None
    choices: Mapping[str, str] | None = None
    elements: frozenset[type] | None = None

    def __call__(self, value: Any) -> Any:
        """
        Read a value.

        Raises:
            MismatchError: If it, or a value within it, is refused.
        """
        if value.__class__ is self.convertible:
            return self.convert(value)
        if self.accepted is None or value.__class__ in self.accepted:
            return value
        return self.fallback(value)


@frozen
class Refuse:
    """
    Refuse a value that is not of the documented type.

    Attributes:
        expected: The documented type, in words.
    """

    expected: str

    def __call__(self, value: Any) -> Any:
        """Raise MismatchError."""
        if value is attrs.NOTHING:
            raise MismatchError("it is missing")
        raise MismatchError(f"expected {self.expected}, got {shorten(value)}")


@frozen
class Keep:
    """
    Keep a value that is not of the documented type, and log the first of each type.

    Attributes:
        logged: What was logged already, by place and type.
        place: The model and the attribute.
        expected: The documented type, in words.
        objects: Objects are expected. PHP encodes an empty one as an empty list, read as None.
    """

    logged: dict[tuple[str, str], object]
    place: str
    expected: str
    objects: bool

    def __call__(self, value: Any) -> Any:
        """Return the value."""
        empty = self.objects and value == []
        kind = _kind_of(value)
        mark = object()  # only the first of several threads stores its own
        if self.logged.setdefault((self.place, kind), mark) is mark:
            logger.warning(
                "%s is documented as %s; the server sent %s. %s.",
                self.place,
                self.expected,
                kind,
                "It is read as None" if empty else "It is kept unchanged, also in raw",
            )
        return None if empty else value


def _kind_of(value: Any) -> str:
    if isinstance(value, (list, dict)):
        name = "a list" if isinstance(value, list) else "an object"
        return name if value else f"an empty {name.split()[-1]}"
    return _KINDS.get(value.__class__, "something else")


_KINDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number with a fraction",
    bool: "true or false",
    type(None): "null",
}
