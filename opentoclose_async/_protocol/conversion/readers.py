"""What is made of one JSON value, and what becomes of one of another kind than is documented."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._protocol.conversion.converter import shorten

__all__ = ["Kept", "MismatchError", "Reader", "Refused"]

logger = logging.getLogger("opentoclose_async")

Odd = Callable[[Any], Any]
"""What takes a value that is not of the documented kind."""


class MismatchError(TypeError):
    """A JSON value is not of the documented kind."""


def _nothing_within(_: Any) -> Iterable[tuple[str, Any, "Reader"]]:
    return ()


@frozen(eq=False)
class Reader:
    """
    What is made of a JSON value.

    Attributes:
        plain: The classes of values that are taken as they are; None for all.
        odd: What takes a value of any other class.
        made: The class of values that something is made of, if there is one.
        make: What makes it.
        parts: Give the values within such a value: the step to each, and what reads it.
    """

    plain: frozenset[type] | None
    odd: Odd
    made: type | None = None
    make: Callable[[Any], Any] = lambda value: value
    parts: Callable[[Any], Iterable[tuple[str, Any, "Reader"]]] = _nothing_within

    def __call__(self, value: Any) -> Any:
        """
        Read a value.

        Raises:
            MismatchError: If it, or what is in it, may not be of the kind that it is.
        """
        if value.__class__ is self.made:
            return self.make(value)
        if self.plain is None or value.__class__ in self.plain:
            return value
        return self.odd(value)


@frozen
class Refused:
    """
    Refuse a value that is not of the documented kind.

    Attributes:
        expected: What it should have been, in words.
    """

    expected: str

    def __call__(self, value: Any) -> Any:
        """Raise MismatchError."""
        if value is attrs.NOTHING:
            raise MismatchError("it is missing")
        raise MismatchError(f"expected {self.expected}, got {shorten(value)}")


@frozen
class Kept:
    """
    Keep a value that is not of the documented kind, and log the first of each kind.

    Attributes:
        told: What was logged, by place and kind.
        place: The model and the attribute.
        expected: What it should have been, in words.
        objects: An object is expected. PHP writes an empty one as an empty list: that is None.
    """

    told: dict[tuple[str, str], object]
    place: str
    expected: str
    objects: bool

    def __call__(self, value: Any) -> Any:
        """Give the value."""
        empty = self.objects and value == []
        kind = _kind_of(value)
        mark = object()  # of several threads, one is the first to put its own there
        if self.told.setdefault((self.place, kind), mark) is mark:
            logger.warning(
                "%s is documented as %s; the server sent %s. %s.",
                self.place,
                self.expected,
                kind,
                "It reads as None" if empty else "It is kept as it came, and raw has it too",
            )
        return None if empty else value


def _kind_of(value: Any) -> str:
    if isinstance(value, (list, dict)):
        name = "a list" if isinstance(value, list) else "an object"
        return name if value else f"an empty {name.split()[-1]}"
    return _KINDS.get(value.__class__, "something else")


_KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number with a fraction",
    bool: "true or false",
    type(None): "null",
}
